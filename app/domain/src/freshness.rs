//! How late the record is. Silence is told, never hidden.

use chrono::{Days, NaiveDate};

use crate::corridor::Corridor;
use crate::moment::Moment;
use crate::record::Record;

/// How late the record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// In one word.
    pub state: FreshnessState,
    /// The last day with a published report; none before the first.
    pub last_report: Option<NaiveDate>,
    /// The day by which the next report is expected; none when none is due any more.
    pub due_on: Option<NaiveDate>,
    /// Days past due, 0 when not late.
    pub late: i64,
}

/// How late something is that is expected every so many days: the record as a whole, or one of its things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lateness {
    pub(crate) state: FreshnessState,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) late: i64,
}

/// How late the record is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreshnessState {
    /// Before the record begins, or after it ended.
    NotDue,
    /// Nothing is due.
    UpToDate,
    /// One day late.
    Due,
    /// Two days late.
    Overdue,
    /// Three days late or more.
    Delinquent,
}

impl FreshnessState {
    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::UpToDate => "up_to_date",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Delinquent => "delinquent",
        }
    }
}

impl Freshness {
    /// How late the record is at a moment.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let last_report = record.days().map(|day| day.date).rfind(|date| *date <= moment.today);
        let Lateness { state, due_on, late } = Lateness::of(record.corridor(), moment, last_report);
        Self { state, last_report, due_on, late }
    }
}

impl Lateness {
    /// How late something is that a corridor expects, and that last came on a day.
    pub(crate) fn of(corridor: &Corridor, moment: &Moment, last: Option<NaiveDate>) -> Self {
        if !corridor.covers(moment.today) {
            return Self { state: FreshnessState::NotDue, due_on: None, late: 0 };
        }
        let every = u64::from(corridor.expected_every_days.max(1));
        let before_first = corridor.record_begins.pred_opt().unwrap_or(corridor.record_begins);
        let last = last.unwrap_or(before_first);
        let due_on = last.checked_add_days(Days::new(every));
        let late = (moment.last_day_due() - last).num_days() - i64::try_from(every - 1).unwrap_or(0);
        let state = match late {
            ..=0 => FreshnessState::UpToDate,
            1 => FreshnessState::Due,
            2 => FreshnessState::Overdue,
            _ => FreshnessState::Delinquent,
        };
        Self { state, due_on, late: late.max(0) }
    }
}
