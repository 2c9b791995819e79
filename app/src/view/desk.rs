//! The desk's first page: what is due, the last days of each corridor. And the page to sign in.

use chrono::{Days, NaiveDate};
use domain::freshness::FreshnessState;
use domain::status::DayStatus;
use domain::{Freshness, Moment, Record};

use super::chrome::{self, Account, Chrome, Site, Way};
use super::mark::Mark;
use crate::text::{self, dates, labels};
use crate::{paths, t};

/// So many of the last days are listed per corridor.
const LAST_DAYS: u64 = 14;

/// The desk's first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was just done, if anything, and where it can be seen.
    pub done: Option<(String, Way)>,
    /// What waits for the reader: days to review, days that came back, drafts.
    pub tasks: Vec<TaskList>,
    /// Each corridor.
    pub corridors: Vec<DeskCorridor>,
    /// Whether there are corridors, and none of them is the reader's.
    pub without_role: bool,
}

/// Days that wait for the reader, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskList {
    /// The reason.
    pub heading: String,
    /// The days: where to go, and what is to be known.
    pub days: Vec<(Way, String)>,
    /// Where all of them stand together.
    pub all: Option<Way>,
}

/// One corridor at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCorridor {
    /// Its names.
    pub name: String,
    /// Its public page.
    pub href: String,
    /// Its threshold for small numbers, for who may set it.
    pub threshold: Option<String>,
    /// Whether nothing is due.
    pub fresh: bool,
    /// What is due, in words.
    pub due: String,
    /// The form of the day that comes next: words and address.
    pub next: Option<(String, String)>,
    /// The last days, the newest first.
    pub days: Vec<DeskDay>,
}

/// One day at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDay {
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// Its form.
    pub href: String,
    /// The shape of its status.
    pub mark: Mark,
    /// Its status in a word.
    pub word: String,
    /// What is recorded: `7 claims, 2 expected figures not reported`.
    pub recorded: String,
}

/// The page to sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInPage {
    /// What stands around it.
    pub chrome: Option<Chrome>,
    /// What was typed as the account.
    pub account: String,
    /// Where to go afterwards: a path of the desk.
    pub next: String,
    /// What was typed into a form before the session ended, as it was sent.
    pub carried: String,
    /// Why the sign-in was refused.
    pub refused: Option<String>,
    /// What the reader should know first.
    pub told: Option<String>,
    /// What a demonstration does without.
    pub note: Option<String>,
}

impl DeskPage {
    /// The page for somebody who is signed in.
    pub fn of(site: &Site, account: Account, records: &[(&Record, Moment)], done: Option<(String, Way)>) -> Self {
        let mut corridors: Vec<DeskCorridor> =
            records.iter().map(|(record, moment)| corridor(record, moment, &account)).collect();
        corridors.sort_by(|one, other| (one.fresh, &one.name).cmp(&(other.fresh, &other.name)));
        let chrome = Chrome::of_desk(site, &t!("desk-title"), paths::DESK, Some(account));
        Self { chrome, done, tasks: Vec::new(), corridors, without_role: false }
    }

    /// The same with what waits for the reader; lists without a day are left out.
    pub fn with_tasks(mut self, tasks: Vec<TaskList>) -> Self {
        self.tasks = tasks.into_iter().filter(|list| !list.days.is_empty()).collect();
        self
    }

    /// The same for somebody who has no role at any corridor, although there are some.
    pub fn without_role(mut self) -> Self {
        self.without_role = true;
        self
    }
}

impl SignInPage {
    /// The page with what stands around it.
    pub fn with_chrome(self, site: &Site) -> Self {
        let title = if self.refused.is_some() { t!("sign-in-title-refused") } else { t!("sign-in-title") };
        let note = site.demonstration.as_ref().map(|_| t!("me-factor-demonstration"));
        Self { chrome: Some(Chrome::of_desk(site, &title, paths::SIGN_IN, None)), note, ..self }
    }
}

fn corridor(record: &Record, moment: &Moment, account: &Account) -> DeskCorridor {
    let corridor = record.corridor();
    let freshness = Freshness::of(record, moment);
    let last_day = corridor.record_ends.map_or(moment.today, |end| end.min(moment.today));
    let next = (moment.today >= corridor.record_begins).then(|| {
        let date = dates::short(last_day, moment.today);
        let is_public = record.day(last_day).is_some();
        let words = if is_public { t!("desk-change-day", date = date) } else { t!("desk-record-day", date = date) };
        (words, paths::day_form(&corridor.slug, last_day))
    });
    let days = (0..LAST_DAYS)
        .filter_map(|back| last_day.checked_sub_days(Days::new(back)))
        .filter(|date| corridor.covers(*date))
        .map(|date| desk_day(record, moment, date))
        .collect();
    DeskCorridor {
        name: chrome::corridor_name(record),
        href: paths::corridor(&corridor.slug),
        threshold: account.leads.contains(&corridor.slug).then(|| paths::threshold(&corridor.slug)),
        fresh: matches!(freshness.state, FreshnessState::UpToDate | FreshnessState::NotDue),
        due: due(&freshness, moment, corridor.cut_off),
        next,
        days,
    }
}

fn due(freshness: &Freshness, moment: &Moment, cut_off: domain::corridor::CutOff) -> String {
    let state = t!("desk-state", state = labels::freshness(freshness.state, freshness.late));
    let last = match freshness.last_report {
        Some(date) => t!("desk-newest", date = dates::short(date, moment.today)),
        None => t!("desk-no-report"),
    };
    let next = freshness.due_on.map(|day| {
        let (date, time) = (dates::short(day, moment.today), cut_off.to_string());
        if day < moment.today {
            t!("desk-fell-due", date = date, time = time)
        } else {
            t!("desk-next-due", date = date, time = time)
        }
    });
    text::and_then(text::and_then(state, Some(last)), next)
}

fn desk_day(record: &Record, moment: &Moment, date: NaiveDate) -> DeskDay {
    let status = DayStatus::of(record, date, moment.today);
    let recorded = record.day(date).map_or_else(
        || t!("desk-day-empty"),
        |day| {
            let parts = [
                (day.claims().count(), t!("claims", claims = day.claims().count())),
                (day.events.len(), t!("desk-day-events", events = day.events.len())),
                (day.absences.len(), t!("desk-day-missing", missing = day.absences.len())),
            ];
            let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
            text::listed(&parts)
        },
    );
    DeskDay {
        day: dates::long(date),
        href: paths::day_form(&record.corridor().slug, date),
        mark: Mark::of_day(&status),
        word: labels::status_word(status.headline.word()),
        recorded,
    }
}
