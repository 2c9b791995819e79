//! What is expected of a corridor, thing by thing: how late each is, what was last answered, and its last figure. A
//! silence is no answer; a reason that somebody wrote down is one, and is never told as a figure.

use chrono::NaiveDate;

use crate::absence::{Absence, AbsenceReason};
use crate::corridor::Expected;
use crate::figure::{DayFigure, Figure, over_carriers};
use crate::freshness::{FreshnessState, Lateness};
use crate::measure::{Measure, MeasureKind};
use crate::moment::Moment;
use crate::record::{PublicDay, Record};
use crate::status::DayStatus;

/// How one expected thing stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Due<'r> {
    /// The thing.
    pub expected: &'r Expected,
    /// How late it is, in one word.
    pub state: FreshnessState,
    /// Days past due, 0 when it is not late.
    pub late: i64,
    /// The day by which the next answer is expected; of one that is late, the first that is missing. None when nothing
    /// is due any more.
    pub due_on: Option<NaiveDate>,
    /// The last day that answered it; none before the first.
    pub answered_on: Option<NaiveDate>,
    /// Why that day has no figure, where its answer is a reason.
    pub reason: Option<&'r Absence>,
    /// The last figure or status; none before the first.
    pub last: Option<LastSaid<'r>>,
}

/// What was last said of an expected thing.
#[derive(Clone, Debug, PartialEq)]
pub enum LastSaid<'r> {
    /// A status of all traffic.
    Status(DayStatus<'r>),
    /// A figure.
    Figure {
        /// Its day.
        date: NaiveDate,
        /// What it is made of: several where several carriers are named.
        parts: Vec<DayFigure<'r>>,
        /// All parts together; none when they are in words only, or withheld.
        together: Option<Figure>,
    },
}

impl LastSaid<'_> {
    /// The day that it is about.
    pub fn date(&self) -> NaiveDate {
        match self {
            Self::Status(status) => status.date,
            Self::Figure { date, .. } => *date,
        }
    }
}

impl<'r> Due<'r> {
    /// How all that a corridor expects stands at a moment, in the order of its settings.
    pub fn all(record: &'r Record, moment: &Moment) -> Vec<Self> {
        record.corridor().expected.iter().map(|expected| Self::of(record, expected, moment)).collect()
    }

    /// How one expected thing stands at a moment. It is answered by a claim that it happened, be it zero, in words or
    /// withheld for its small number, and by any reason but "not reported", which only says again that nobody did.
    pub fn of(record: &'r Record, expected: &'r Expected, moment: &Moment) -> Self {
        let days = || record.days().rev().filter(|day| day.date <= moment.today);
        let is_said = |day: &&PublicDay| day.claims().any(|(_, claim)| expected.is_met_by(&claim.thing));
        let answered = days().find(|day| is_said(day) || reason(day, expected).is_some());
        let answered_on = answered.map(|day| day.date);
        let Lateness { state, due_on, late } = Lateness::of(record.corridor(), moment, answered_on);
        Self {
            expected,
            state,
            late,
            due_on,
            answered_on,
            reason: answered.filter(|day| !is_said(day)).and_then(|day| reason(day, expected)),
            last: days().find(is_said).and_then(|day| last_said(record, expected, day.date, moment.today)),
        }
    }

    /// Whether it is late.
    pub fn is_late(&self) -> bool {
        self.late > 0
    }
}

/// The reason that a day gives for a thing without a figure, if somebody wrote one down.
fn reason<'r>(day: &'r PublicDay, expected: &Expected) -> Option<&'r Absence> {
    let given = |absence: &&Absence| absence.why != AbsenceReason::NotReported && expected.is_met_by(&absence.thing);
    day.absences.iter().find(given)
}

/// What a day says of an expected thing: the plain count where there is one, of all carriers where it names none.
fn last_said<'r>(record: &'r Record, expected: &Expected, date: NaiveDate, today: NaiveDate) -> Option<LastSaid<'r>> {
    if expected.measure == Measure::AccessStatus {
        return Some(LastSaid::Status(DayStatus::of(record, date, today)));
    }
    let mut figures = DayFigure::all(record, date);
    figures.retain(|figure| expected.is_met_by(figure.thing));
    let is_split = |figure: &&DayFigure<'_>| (figure.thing.facility.is_some(), figure.thing.counted.is_some());
    let first = figures.iter().min_by_key(is_split)?.thing.clone();
    // Carriers of a flow are added; what else differs is another thing, and never added to it.
    let adds_up = expected.measure.kind() == MeasureKind::Flow;
    figures.retain(|figure| match adds_up {
        true => figure.thing.of_any_carrier() == first.of_any_carrier(),
        false => *figure.thing == first,
    });
    Some(LastSaid::Figure { date, together: over_carriers(&figures), parts: figures })
}
