//! The inbox: for each corridor what waits for the reader, where sources disagree, what is due, which totals do not
//! reconcile, and the month day by day. The corridor with most to do stands first.

pub mod due;
pub mod month;
pub mod questions;
pub mod waiting;

use std::cmp::Reverse;

use chrono::NaiveDate;
use domain::{Due, Moment, Naming, Record};

use self::due::DueRow;
use self::month::{AtDesk, DeskMonth};
use self::questions::{Disagreements, UnreconciledTotals};
use self::waiting::{TaskKind, TaskList};
use crate::text::{dates, row};
use crate::view::chrome::{self, Account, Chrome, Site, Way};
use crate::{paths, t};

/// The inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was just done, if anything, and where it can be seen.
    pub done: Option<(String, Way)>,
    /// Each corridor of the reader's.
    pub corridors: Vec<InboxCorridor>,
    /// Whether there are corridors, and none of them is the reader's.
    pub without_role: bool,
}

/// One corridor in the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxCorridor {
    /// Its names.
    pub name: String,
    /// What the ids of its headings end with.
    pub slug: String,
    /// `Wednesday 10 May 2023, 20:00 in Yerevan`.
    pub now: String,
    /// What there is to do, in one line.
    pub sum: String,
    /// How much there is to do.
    pub to_do: usize,
    /// The form of the day that comes next.
    pub next: Option<Way>,
    /// Whether that is the first thing to do of the page.
    pub next_is_main: bool,
    /// The public page, and what the reader keeps here.
    pub ways: Vec<Way>,
    /// What waits for the reader.
    pub tasks: Vec<TaskList>,
    /// Where sources disagree.
    pub disagreements: Disagreements,
    /// `Due, every 3 days`.
    pub due_heading: String,
    /// What is expected.
    pub due: Vec<DueRow>,
    /// Running totals that do not reconcile.
    pub unreconciled: UnreconciledTotals,
    /// The month; none before the record begins.
    pub month: Option<DeskMonth>,
}

/// What the inbox is made of at one corridor.
#[derive(Clone, Copy, Debug)]
pub struct Corner<'a> {
    /// The corridor's public record.
    pub record: &'a Record,
    /// Now, by the corridor's clock.
    pub moment: &'a Moment,
    /// Under which names a submission would be read.
    pub naming: &'a Naming,
    /// What the desk knows beside it.
    pub desk: AtDesk<'a>,
    /// Whether the reader decides which claim is the figure.
    pub prefers: bool,
}

impl InboxPage {
    /// The page for somebody who is signed in.
    pub fn of(site: &Site, account: Account, corners: &[Corner<'_>], done: Option<(String, Way)>) -> Self {
        let mut corridors: Vec<InboxCorridor> =
            corners.iter().map(|corner| InboxCorridor::of(corner, &account)).collect();
        corridors.sort_by(|one, other| (Reverse(one.to_do), &one.name).cmp(&(Reverse(other.to_do), &other.name)));
        if let Some(first) = corridors.first_mut() {
            first.point_out();
        }
        let chrome = Chrome::of_desk(site, &t!("inbox-title"), paths::DESK, Some(account));
        Self { chrome, done, corridors, without_role: false }
    }

    /// The same for somebody who has no role at any corridor, although there are some.
    pub fn without_role(mut self) -> Self {
        self.without_role = true;
        self
    }
}

impl InboxCorridor {
    fn of(corner: &Corner<'_>, account: &Account) -> Self {
        let Corner { record, moment, naming, desk, prefers } = *corner;
        let corridor = record.corridor();
        let tasks = waiting::lists((record, moment), naming, desk.unsettled, desk.drafts);
        let due = Due::all(record, moment);
        let late = due.iter().filter(|due| due.is_late()).count();
        let (disagreements, unreconciled) =
            (Disagreements::of(record, moment, prefers), UnreconciledTotals::of(record, moment));
        let sum = Sum { tasks: &tasks, disagreements: disagreements.recent, late, totals: unreconciled.recent };
        let threshold = account.leads.contains(&corridor.slug);
        let threshold = threshold.then(|| Way::to(&t!("desk-threshold"), paths::threshold(&corridor.slug)));
        let public = Way::to(&t!("desk-public-page"), paths::corridor(&corridor.slug));
        Self {
            name: chrome::corridor_name(record),
            slug: corridor.slug.to_string(),
            now: now(moment, &corridor.time_zone),
            sum: sum.words(),
            to_do: sum.to_do(prefers),
            next_is_main: false,
            next: month::shown(record, moment).map(|_| next(record, moment)),
            ways: [public].into_iter().chain(threshold).collect(),
            disagreements,
            due_heading: t!("inbox-due", days = corridor.expected_every_days),
            due: due.iter().map(|due| DueRow::of(record, moment, due)).collect(),
            unreconciled,
            month: month::shown(record, moment).map(|of| DeskMonth::of(record, moment, of, &desk)),
            tasks,
        }
    }

    /// Points out the first thing to do: what somebody waits for, else the day that comes next.
    fn point_out(&mut self) {
        let waits = |list: &&mut TaskList| matches!(list.kind, TaskKind::Review | TaskKind::Returned);
        match self.tasks.iter_mut().find(waits).and_then(|list| list.tasks.first_mut()) {
            Some(task) => task.main = true,
            None => self.next_is_main = true,
        }
    }
}

/// What there is to do at a corridor, counted.
struct Sum<'a> {
    tasks: &'a [TaskList],
    disagreements: usize,
    late: usize,
    totals: usize,
}

impl Sum<'_> {
    fn of(&self, kind: TaskKind) -> usize {
        self.tasks.iter().filter(|list| list.kind == kind).map(|list| list.number).sum()
    }

    /// What somebody else decides is not for the reader to do.
    fn to_do(&self, prefers: bool) -> usize {
        let own = self.of(TaskKind::Review) + self.of(TaskKind::Returned) + self.of(TaskKind::Draft);
        own + self.late + self.totals + if prefers { self.disagreements } else { 0 }
    }

    fn words(&self) -> String {
        let [review, returned, drafts] =
            [TaskKind::Review, TaskKind::Returned, TaskKind::Draft].map(|kind| self.of(kind));
        let parts = [
            (review, t!("inbox-sum-review", days = review)),
            (returned, t!("inbox-sum-returned", days = returned)),
            (drafts, t!("inbox-sum-drafts", days = drafts)),
            (self.disagreements, t!("inbox-sum-differ", number = self.disagreements)),
            (self.late, t!("inbox-sum-late", number = self.late)),
            (self.totals, t!("inbox-sum-totals", number = self.totals)),
        ];
        let parts = row(parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words));
        if parts.is_empty() { t!("inbox-sum-none") } else { t!("inbox-sum", first = parts) }
    }
}

/// `Wednesday 10 May 2023, 20:00 in Yerevan`.
fn now(moment: &Moment, zone: &str) -> String {
    let (date, time, city) = (dates::long(moment.today), dates::clock(moment.time), dates::city(zone));
    t!("inbox-now", date = date, time = time, city = city)
}

/// The form of today, or of the last day of a record that ended.
fn next(record: &Record, moment: &Moment) -> Way {
    let corridor = record.corridor();
    let day: NaiveDate = corridor.record_ends.map_or(moment.today, |end| end.min(moment.today));
    let date = dates::short(day, moment.today);
    let words = match record.day(day) {
        Some(_) => t!("inbox-change", date = date),
        None => t!("inbox-record", date = date),
    };
    Way::to(&words, paths::day_form(&corridor.slug, day))
}
