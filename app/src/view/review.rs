//! What waits for a second person: the list of days, and one day with what would change for readers.

use chrono::{DateTime, NaiveDate, Utc};
use domain::figure::{Basis, DayFigure};
use domain::{ChangeKind, Course, DayChange, Lock, Moment, Naming, Record, Revision, RevisionState, Slug};

use super::chrome::{self, Account, Chrome, Site, Way};
use super::correction::Corrections;
use super::day_page::DayPage;
use super::stand::{Act, Asked, by};
use crate::text::sentences::Phrase;
use crate::text::{self, changes, dates, labels};
use crate::{paths, t};

/// A submission, and what somebody may do with it.
#[derive(Clone, Copy)]
pub struct Waiting<'a> {
    /// The corridor's public record.
    pub record: &'a Record,
    /// Now, by the corridor's clock.
    pub moment: &'a Moment,
    /// An instant in words, by the corridor's clock.
    pub in_words: &'a dyn Fn(DateTime<Utc>) -> String,
    /// What was submitted.
    pub revision: &'a Revision,
    /// Whether who asks submitted it, or a part of it.
    pub own: bool,
    /// Whether who asks publishes what others submit here.
    pub may: bool,
}

/// The list of what waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewList {
    /// What stands around it.
    pub chrome: Chrome,
    /// The days.
    pub rows: Vec<ReviewRow>,
    /// The form's own key.
    pub key: String,
    /// Why nothing was published.
    pub refused: Option<String>,
    /// What was just done.
    pub done: Option<String>,
}

/// One day that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its corridor's names.
    pub corridor: String,
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// The page that shows it.
    pub look: Way,
    /// What was sent, when, by which role.
    pub summary: String,
    /// Of a change: its kind and reason.
    pub change: Option<String>,
    /// The value of its tick, and what the tick says; none for who may not publish it.
    pub tick: Option<(String, String)>,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Why it cannot be ticked.
    pub why_not: Option<String>,
}

/// One day that waits, as a reviewer looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// Where the day stands, in sentences.
    pub state: Vec<String>,
    /// Why what was asked was not done: in a few words, and in a sentence.
    pub refused: Option<(String, String)>,
    /// What waits; none when nothing does any more.
    pub waiting: Option<WaitingDay>,
    /// The form of the day.
    pub form: Way,
    /// All that waits.
    pub all: Way,
}

/// What waits of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingDay {
    /// What the comparison is with.
    pub compared: String,
    /// What would change for readers, a sentence each.
    pub changes: Vec<Phrase>,
    /// Of a change: its kind and reason.
    pub why: Option<String>,
    /// What to look at twice.
    pub warnings: Vec<String>,
    /// The internal note, in lines.
    pub internal_note: Vec<String>,
    /// The day as readers would read it.
    pub reads: DayPage,
    /// Publishing it, for who may.
    pub publish: Option<Act>,
    /// Returning it, for who may.
    pub give_back: Option<Act>,
    /// Why it is not for this reader to decide.
    pub why_not: Option<String>,
}

impl ReviewList {
    /// The list for somebody; the days in their order.
    pub fn of(site: &Site, account: Account, waiting: &[Waiting<'_>], key: String) -> Self {
        let chrome = Chrome::of_desk(site, &t!("review-title"), paths::REVIEW, Some(account));
        Self { chrome, rows: waiting.iter().map(ReviewRow::of).collect(), key, refused: None, done: None }
    }

    /// The same after a refusal, with the ticks that were set.
    pub fn refused(mut self, why: String, ticked: &[String]) -> Self {
        self.chrome.title = t!("review-title-refused");
        for row in &mut self.rows {
            row.ticked = row.tick.as_ref().is_some_and(|(value, _)| ticked.contains(value));
        }
        self.refused = Some(why);
        self
    }

    /// Whether any day can be ticked.
    pub fn can_publish(&self) -> bool {
        self.rows.iter().any(|row| row.tick.is_some())
    }
}

impl ReviewRow {
    fn of(waiting: &Waiting<'_>) -> Self {
        let Waiting { record, revision, .. } = waiting;
        let (slug, date) = (&revision.corridor, revision.date);
        let corridor = chrome::corridor_name(record);
        let full = dates::full(date);
        let tick = t!("review-tick", date = full.as_str(), corridor = corridor.as_str());
        let may = waiting.may && !waiting.own;
        Self {
            day: dates::long(date),
            look: Way::to(&t!("review-look", date = full), paths::review_of(slug, date)),
            summary: summary(waiting),
            change: why(revision),
            tick: may.then(|| (value_of(slug, date, revision.seq), tick)),
            ticked: false,
            why_not: why_not(waiting),
            corridor,
        }
    }
}

/// The value of the tick of a submission: `lachin.2023-05-10.12`.
pub fn value_of(corridor: &Slug, date: NaiveDate, seq: i64) -> String {
    format!("{corridor}.{date}.{seq}")
}

fn why_not(waiting: &Waiting<'_>) -> Option<String> {
    match (waiting.own, waiting.may) {
        (true, _) => Some(t!("review-own")),
        (false, false) => Some(t!("review-not-yours")),
        (false, true) => None,
    }
}

fn summary(waiting: &Waiting<'_>) -> String {
    said(waiting.revision, (waiting.in_words)(waiting.revision.recorded_at))
}

/// How much a submission says, by how many, when it was sent, by which role.
pub fn said(revision: &Revision, moment: String) -> String {
    let report = &revision.report;
    let mut sources: Vec<&Slug> = report.reports.iter().map(|report| &report.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let claims = t!("claims", claims = report.claims().count());
    t!("review-summary", claims = claims, sources = sources.len(), moment = moment, role = by(revision.role))
}

fn why(revision: &Revision) -> Option<String> {
    let kind = revision.change_kind.map(ChangeKind::key)?;
    Some(t!("review-change", kind = kind, reason = revision.reason.as_deref().unwrap_or_default()))
}

impl ReviewPage {
    /// The page of a day of a corridor, with what waits if something does.
    pub fn of(
        site: &Site,
        account: Account,
        (record, date): (&Record, NaiveDate),
        waiting: Option<WaitingDay>,
        state: Vec<String>,
    ) -> Self {
        let slug = &record.corridor().slug;
        let title = t!("review-day-title", date = dates::full(date));
        Self {
            chrome: Chrome::of_desk(site, &title, &paths::review_of(slug, date), Some(account)),
            corridor: chrome::corridor_name(record),
            day: dates::long(date),
            state,
            refused: None,
            waiting,
            form: Way::to(&t!("review-day-form"), paths::day_form(slug, date)),
            all: Way::to(&t!("task-review-all"), paths::REVIEW),
        }
    }

    /// The same after a refusal; a note that was typed stays in its field.
    pub fn refused(mut self, date: NaiveDate, why: (String, String), note: &str, problem: Option<String>) -> Self {
        self.chrome.title = t!("review-day-title-refused", date = dates::full(date));
        self.refused = Some(why);
        let asks = self.waiting.as_mut().and_then(|waiting| waiting.give_back.as_mut()?.asks.as_mut());
        if let Some(asks) = asks {
            note.clone_into(&mut asks.value);
            asks.problem = problem;
        }
        self
    }
}

impl WaitingDay {
    /// What waits of a day with this course.
    pub fn of(site: &Site, waiting: &Waiting<'_>, naming: &Naming, course: Course<'_>, lock: Lock, key: &str) -> Self {
        let Waiting { record, moment, revision, .. } = waiting;
        let readers = (*record).clone().with_published(revision, moment.instant, naming);
        let known = naming.at_desk();
        let name = |slug: &Slug| known.get(slug).map_or(slug.as_str(), |source| source.name.as_str()).to_owned();
        let change = DayChange::between_reports(course.standing(), &revision.report);
        let decides = waiting.may && !waiting.own;
        Self {
            compared: compared(course),
            changes: changes::lines(&change, &name, (revision.date, moment.today)),
            why: why(revision),
            warnings: warnings(&readers, moment, revision),
            internal_note: lines(revision.report.internal_note.as_ref().map(domain::Note::as_str)),
            // What would change stands above; what was changed before stands on the day's own page.
            reads: DayPage {
                corrections: Corrections::default(),
                ..DayPage::of(site, &readers, moment, revision.date)
            },
            publish: (decides && !lock.is_locked()).then(|| publish(revision, key)),
            give_back: decides.then(|| give_back(revision, key)),
            why_not: why_not(waiting).or_else(|| lock.is_locked().then(|| t!("told-locked-text"))),
        }
    }
}

fn compared(course: Course<'_>) -> String {
    match course.public() {
        None => t!("review-day-first"),
        Some(public) if public.state == RevisionState::Withdrawn => t!("review-day-again"),
        Some(public) => t!("form-state-public", version = public.seq.to_string()),
    }
}

fn lines(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// What a reviewer should know of a submission before looking at it.
pub fn warned_of(record: &Record, naming: &Naming, revision: &Revision, moment: &Moment) -> Vec<String> {
    warnings(&record.clone().with_published(revision, moment.instant, naming), moment, revision)
}

fn warnings(readers: &Record, moment: &Moment, revision: &Revision) -> Vec<String> {
    let date = revision.date;
    let figures = DayFigure::all(readers, date);
    let names = |things: Vec<String>| Some(things).filter(|things| !things.is_empty()).map(|all| text::listed(&all));
    let disputed = figures.iter().filter(|figure| figure.is_disputed());
    let disputed = names(disputed.map(|figure| labels::thing_on(figure.thing, date, date)).collect());
    let answered = |expected: &&domain::corridor::Expected| {
        !revision.report.claims().any(|(_, claim)| expected.is_met_by(&claim.thing))
    };
    let missing = readers.corridor().expected.iter().filter(answered);
    let missing = names(missing.map(|expected| labels::expected(expected, date)).collect());
    let withheld = figures.iter().filter(|figure| figure.basis == Basis::Withheld).count();
    let back = (moment.today - date).num_days();
    let said = revision.report.claims().count() + revision.report.events.len();
    [
        (said == 0).then(|| t!("warn-emptied")),
        disputed.map(|things| t!("warn-disputed", things = things)),
        missing.map(|things| t!("warn-missing", things = things)),
        (withheld > 0).then(|| t!("warn-withheld", claims = withheld)),
        (back > 1).then(|| t!("warn-back", days = back)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn publish(revision: &Revision, key: &str) -> Act {
    Act {
        hidden: hidden(revision, key, "publish"),
        action: paths::review_of(&revision.corridor, revision.date),
        button: t!("review-day-publish", date = dates::full(revision.date)),
        ..Act::default()
    }
}

fn give_back(revision: &Revision, key: &str) -> Act {
    Act {
        hidden: hidden(revision, key, "return"),
        action: paths::review_of(&revision.corridor, revision.date),
        asks: Some(Asked {
            name: "return_note".to_owned(),
            label: t!("review-day-return-note"),
            hint: t!("review-day-return-note-hint"),
            ..Asked::default()
        }),
        button: t!("review-day-return"),
        ..Act::default()
    }
}

fn hidden(revision: &Revision, key: &str, then: &str) -> Vec<(String, String)> {
    let own = [("seq", revision.seq.to_string()), ("key", key.to_owned()), ("then", then.to_owned())];
    own.map(|(name, value)| (name.to_owned(), value)).into()
}
