//! The access status of a day: headline, classes, disputed, unknown, "said later".

use chrono::NaiveDate;

use crate::access::{AccessClass, AccessStatus};
use crate::figure::{sort_for_reading, speaks, who_speaks};
use crate::measure::Measure;
use crate::note::Note;
use crate::record::{Record, Said};
use crate::thing::Stage;
use crate::window::Window;

/// The access status of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayStatus<'r> {
    /// The day.
    pub date: NaiveDate,
    /// The status of all traffic.
    pub headline: Headline<'r>,
    /// The status of each class that has claims of its own.
    pub classes: Vec<(AccessClass, Headline<'r>)>,
    /// Later claims over a period that holds this day, in order of publication.
    pub said_later: Vec<Said<'r>>,
}

/// What the claims of a day come to.
#[derive(Clone, Debug, PartialEq)]
pub enum Headline<'r> {
    /// Nobody spoke of it.
    Unknown,
    /// All who speak say the same; or the desk prefers one, and says why.
    Agreed {
        /// What they say.
        status: AccessStatus,
        /// Who says so.
        claims: Vec<Said<'r>>,
        /// Claims that say otherwise and do not speak: earlier ones of the same source, or not preferred.
        set_aside: Vec<Said<'r>>,
        /// The public note why one is preferred.
        preferred: Option<Note>,
    },
    /// Those who speak differ, on the day itself or later.
    Disputed {
        /// Who says what of the day itself.
        claims: Vec<Said<'r>>,
    },
}

/// A status as one word, for files and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusWord {
    /// All who speak say so.
    Said(AccessStatus),
    /// They differ.
    Disputed,
    /// Nobody spoke.
    Unknown,
}

impl StatusWord {
    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Said(status) => status.key(),
            Self::Disputed => "disputed",
            Self::Unknown => "unknown",
        }
    }
}

impl<'r> Headline<'r> {
    /// The status as one word.
    pub fn word(&self) -> StatusWord {
        match self {
            Self::Unknown => StatusWord::Unknown,
            Self::Agreed { status, .. } => StatusWord::Said(*status),
            Self::Disputed { .. } => StatusWord::Disputed,
        }
    }

    /// Who speaks.
    pub fn claims(&self) -> &[Said<'r>] {
        match self {
            Self::Unknown => &[],
            Self::Agreed { claims, .. } | Self::Disputed { claims } => claims,
        }
    }

    fn from_claims(claims: Vec<Said<'r>>) -> Self {
        let (speaking, set_aside, preferred) = who_speaks(claims);
        let Some(status) = speaking.first().and_then(|said| said.claim.says.status()) else {
            return Self::Unknown;
        };
        if speaking.iter().all(|said| said.claim.says.status() == Some(status)) {
            Self::Agreed { status, claims: speaking, set_aside, preferred }
        } else {
            Self::Disputed { claims: speaking }
        }
    }

    /// Agreement of the day itself does not stand against a later claim that differs, unless the desk decided.
    fn against_later(self, said_later: &[Said<'r>]) -> Self {
        match self {
            Self::Agreed { status, claims, preferred: None, .. }
                if said_later.iter().any(|said| said.claim.says.status() != Some(status)) =>
            {
                Self::Disputed { claims }
            }
            other => other,
        }
    }
}

impl<'r> DayStatus<'r> {
    /// The status of a day, by all that was said up to and about `today`.
    pub fn of(record: &'r Record, date: NaiveDate, today: NaiveDate) -> Self {
        Self::beside(record, date, &over_periods(record, today))
    }

    /// The status of each day of a window, by all that was said up to and about `today`.
    pub fn of_each(record: &'r Record, window: Window, today: NaiveDate) -> Vec<Self> {
        let over_periods = over_periods(record, today);
        let days = window.from.iter_days().take(window.days());
        days.map(|date| Self::beside(record, date, &over_periods)).collect()
    }

    /// The same beside what was said over periods, for who asks of many days.
    pub(crate) fn beside(record: &'r Record, date: NaiveDate, over_periods: &[Said<'r>]) -> Self {
        let statuses = |class: Option<AccessClass>| {
            record.said_on(date).filter(move |said| is_status(said, class)).collect::<Vec<_>>()
        };
        let holds =
            |said: &&Said<'r>| said.date() > date && said.claim.thing.period_start.is_some_and(|start| start <= date);
        let mut said_later: Vec<Said<'r>> = over_periods.iter().filter(holds).copied().collect();
        sort_for_reading(&mut said_later);
        let headline = Headline::from_claims(statuses(None)).against_later(&said_later);
        let classes = AccessClass::ALL.into_iter().map(|class| (class, Headline::from_claims(statuses(Some(class)))));
        let classes = classes.filter(|(_, headline)| *headline != Headline::Unknown).collect();
        Self { date, headline, classes, said_later }
    }

    /// The different statuses that were said later, in the order open, restricted, closed.
    pub fn later_statuses(&self) -> Vec<AccessStatus> {
        let said =
            |status: &AccessStatus| self.said_later.iter().any(|later| later.claim.says.status() == Some(*status));
        AccessStatus::ALL.into_iter().filter(said).collect()
    }
}

/// The statuses of all traffic that were said over a period up to today, as far as they speak.
pub(crate) fn over_periods(record: &Record, today: NaiveDate) -> Vec<Said<'_>> {
    let over_period = |said: &Said<'_>| is_status(said, None) && said.claim.thing.period_start.is_some();
    let said = record.said().filter(|said| said.date() <= today && over_period(said));
    said.filter(|said| speaks(record, said)).collect()
}

fn is_status(said: &Said<'_>, class: Option<AccessClass>) -> bool {
    let thing = &said.claim.thing;
    thing.measure == Measure::AccessStatus && thing.access == class && thing.stage == Stage::Done
}

/// "Day n": counted inclusively from the start of a period that a claim of that day names.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCount<'r> {
    /// n; the first day is 1.
    pub number: i64,
    /// The day that is counted as day 1.
    pub since: NaiveDate,
    /// Who counts so.
    pub claims: Vec<Said<'r>>,
}

/// The day counts of a headline, the longest first; empty when no claim of the day names a start.
pub fn day_counts<'r>(status: &DayStatus<'r>) -> Vec<DayCount<'r>> {
    let mut counts: Vec<DayCount<'r>> = Vec::new();
    for said in status.headline.claims() {
        let Some(since) = said.claim.thing.period_start else { continue };
        match counts.iter_mut().find(|count| count.since == since) {
            Some(count) => count.claims.push(*said),
            None => {
                let number = (status.date - since).num_days() + 1;
                counts.push(DayCount { number, since, claims: vec![*said] });
            }
        }
    }
    counts.sort_by_key(|count| count.since);
    counts
}

/// The last day before `today` on which somebody spoke of all traffic.
pub fn last_reported(record: &Record, today: NaiveDate) -> Option<DayStatus<'_>> {
    let dates = record.days().rev().map(|day| day.date).filter(|date| *date < today);
    dates.map(|date| DayStatus::of(record, date, today)).find(|status| status.headline != Headline::Unknown)
}
