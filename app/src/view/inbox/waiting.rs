//! What waits for somebody: days to review, days that came back, what they submitted, their drafts.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Moment, Naming, Record, Revision, RevisionState};

use crate::text::dates;
use crate::view::chrome::Way;
use crate::view::{review, stand};
use crate::{paths, t};

/// So many days of one kind stand in the inbox; the rest is counted.
pub const MOST_TASKS: usize = 8;

/// Days that wait for the reader, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskList {
    /// Which.
    pub kind: TaskKind,
    /// The reason.
    pub heading: String,
    /// The first of them: the oldest day first, of drafts the one that was saved last.
    pub tasks: Vec<Task>,
    /// How many there are.
    pub number: usize,
    /// Where all of them stand together; without an address where it is only said that there are more.
    pub more: Option<Way>,
}

/// Why a day waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// For the reader to publish or return.
    Review,
    /// It was returned to the reader.
    Returned,
    /// The reader submitted it.
    Waiting,
    /// The reader typed something.
    Draft,
}

/// One day that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// `10 May 2023:`
    pub day: String,
    /// What is to be known.
    pub text: String,
    /// What to look at twice, or the note that came with it; a sentence each.
    pub notes: Vec<String>,
    /// Where it is done.
    pub way: Way,
    /// Whether it is the first thing to do of the page.
    pub main: bool,
}

/// A day whose newest revision waits or was returned with a note.
#[derive(Clone, Copy, Debug)]
pub struct Unsettled<'a> {
    /// That revision.
    pub revision: &'a Revision,
    /// Whether the reader submitted it, or a part of it.
    pub own: bool,
    /// Whether the reader publishes what others submit here.
    pub may: bool,
}

impl Unsettled<'_> {
    /// Whether the reader is to review it.
    pub fn is_to_review(&self) -> bool {
        self.revision.state == RevisionState::Submitted && self.may && !self.own
    }
}

/// A draft of the reader's: its day, and when it was saved.
pub type OwnDraft = (NaiveDate, DateTime<Utc>);

/// What waits for the reader at one corridor; lists without a day are left out.
pub fn lists(
    (record, moment): (&Record, &Moment),
    naming: &Naming,
    unsettled: &[Unsettled<'_>],
    drafts: &[OwnDraft],
) -> Vec<TaskList> {
    let at = At { record, moment, naming };
    let is = |state: RevisionState| move |day: &&Unsettled<'_>| day.revision.state == state && day.own;
    let review: Vec<_> = unsettled.iter().filter(|day| day.is_to_review()).collect();
    let returned: Vec<_> = unsettled.iter().filter(is(RevisionState::Returned)).collect();
    let waiting: Vec<_> = unsettled.iter().filter(is(RevisionState::Submitted)).collect();
    let lists = [
        list(TaskKind::Review, t!("inbox-review"), &review, |day| at.review(day.revision)),
        list(TaskKind::Returned, t!("inbox-returned"), &returned, |day| at.returned(day.revision)),
        list(TaskKind::Waiting, t!("inbox-waiting"), &waiting, |day| at.waiting(day.revision)),
        list(TaskKind::Draft, t!("inbox-drafts"), drafts, |draft| at.draft(draft)),
    ];
    lists.into_iter().filter(|list| list.number > 0).collect()
}

fn list<T>(kind: TaskKind, heading: String, all: &[T], task: impl Fn(&T) -> Task) -> TaskList {
    let tasks: Vec<Task> = all.iter().take(MOST_TASKS).map(task).collect();
    let more = all.len() - tasks.len();
    let more = match kind {
        TaskKind::Review if all.len() > 1 => Some(Way::to(&t!("inbox-all-waiting", more = more), paths::REVIEW)),
        _ if more > 0 => Some(Way::to(&t!("inbox-more-days", more = more), "")),
        _ => None,
    };
    TaskList { kind, heading, tasks, number: all.len(), more }
}

struct At<'a> {
    record: &'a Record,
    moment: &'a Moment,
    naming: &'a Naming,
}

impl At<'_> {
    fn when(&self, instant: DateTime<Utc>) -> String {
        dates::when(instant, &self.record.corridor().time_zone)
    }

    fn form(&self, date: NaiveDate, words: fn(String) -> String) -> Way {
        Way::to(&words(dates::full(date)), paths::day_form(&self.record.corridor().slug, date))
    }

    fn review(&self, revision: &Revision) -> Task {
        let date = revision.date;
        Task {
            day: t!("inbox-task", date = dates::full(date)),
            text: review::said(revision, self.when(revision.recorded_at)),
            notes: review::warned_of(self.record, self.naming, revision, self.moment),
            way: Way::to(
                &t!("inbox-look", date = dates::full(date)),
                paths::review_of(&self.record.corridor().slug, date),
            ),
            main: false,
        }
    }

    fn returned(&self, revision: &Revision) -> Task {
        let (moment, role) = (self.when(revision.recorded_at), stand::by(revision.role));
        Task {
            day: t!("inbox-task", date = dates::full(revision.date)),
            text: t!("inbox-returned-by", moment = moment, role = role),
            notes: revision.reason.as_deref().map(|note| t!("inbox-returned-note", note = note)).into_iter().collect(),
            way: self.form(revision.date, |date| t!("inbox-mend", date = date)),
            main: false,
        }
    }

    fn waiting(&self, revision: &Revision) -> Task {
        Task {
            day: t!("inbox-task", date = dates::full(revision.date)),
            text: t!("inbox-sent", moment = self.when(revision.recorded_at)),
            notes: Vec::new(),
            way: self.form(revision.date, |date| t!("inbox-see", date = date)),
            main: false,
        }
    }

    fn draft(&self, (date, saved_at): &OwnDraft) -> Task {
        Task {
            day: t!("inbox-task", date = dates::full(*date)),
            text: t!("inbox-kept", moment = self.when(*saved_at)),
            notes: Vec::new(),
            way: self.form(*date, |date| t!("inbox-go-on", date = date)),
            main: false,
        }
    }
}
