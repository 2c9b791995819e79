//! Days since the last reported movement of patients. Silence never changes the number; nor does a zero.

use chrono::NaiveDate;

use crate::figure::{DayFigure, Figure, any_carrier, speaks};
use crate::label::Label;
use crate::measure::Measure;
use crate::record::{Record, Said};
use crate::thing::{Direction, Stage, Thing};

/// Whose movements are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mover {
    /// One carrier.
    Carrier(Label),
    /// Any carrier, named or not.
    Any,
}

/// Days since the last reported movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Streak<'r> {
    /// Whose movements.
    pub mover: Mover,
    /// The latest day on which somebody is said to have been moved.
    pub last: NaiveDate,
    /// Fewest days that it may be: lower than `today − last` when a later period claim leaves room for a movement.
    pub fewest: i64,
    /// Most days that it may be; none when no day is certain.
    pub most: Option<i64>,
    /// Days after `last`, up to and with today, without a report of movements.
    pub silent_days: i64,
    /// The claims about the last movement.
    pub claims: Vec<Said<'r>>,
    /// Later claims over a period that exceed what daily reports account for.
    pub widened_by: Vec<Said<'r>>,
}

impl<'r> Streak<'r> {
    /// The streak of a mover on `today`; none when no movement was reported since the record began.
    pub fn of(record: &'r Record, mover: Mover, today: NaiveDate) -> Option<Self> {
        let days: Vec<(NaiveDate, Movement)> = record
            .days()
            .map(|day| day.date)
            .filter(|date| *date <= today)
            .filter_map(|date| Some((date, movement(record, &mover, date)?)))
            .collect();
        let last = days.iter().rev().find(|(_, movement)| movement.possible)?.0;
        let last_certain = days.iter().rev().find(|(_, movement)| movement.certain).map(|(date, _)| *date);
        let since = (today - last).num_days();
        // Days after the record's end are not silent: nobody asks of them.
        let end = record.corridor().record_ends.map_or(today, |end| end.min(today));
        let reported = days.iter().filter(|(date, _)| *date > last).count();
        let widened_by = later_excess(record, &mover, last, today);
        let room = widened_by.iter().map(|said| (today - said.date()).num_days()).min();
        Some(Self {
            claims: movement_claims(record, &mover, last),
            mover,
            last,
            fewest: room.map_or(since, |room| room.min(since)),
            most: last_certain.map(|date| (today - date).num_days()),
            silent_days: (end - last).num_days().max(0) - i64::try_from(reported).unwrap_or(0),
            widened_by,
        })
    }

    /// The streaks of every carrier that is said to have moved patients, by name; then that of any carrier.
    pub fn all(record: &'r Record, today: NaiveDate) -> Vec<Self> {
        let mut carriers: Vec<Label> = record
            .said()
            .filter(|said| is_movement(&said.claim.thing))
            .filter_map(|said| said.claim.thing.carrier.clone())
            .collect();
        carriers.sort();
        carriers.dedup();
        let movers = carriers.into_iter().map(Mover::Carrier).chain([Mover::Any]);
        movers.filter_map(|mover| Self::of(record, mover, today)).collect()
    }
}

/// The thing that a streak looks at: patients moved out on one day, by the source's plain count.
fn patients_out(carrier: Option<Label>) -> Thing {
    Thing {
        group: "patients".parse().ok(),
        direction: Some(Direction::Outbound),
        carrier,
        ..Thing::of(Measure::PatientsTransferred)
    }
}

fn is_flow_out(thing: &Thing) -> bool {
    thing.of_any_carrier() == patients_out(None)
}

/// Groups that travel with patients or by themselves: their movement is not one of patients.
const NOT_PATIENTS: [&str; 3] = ["companions", "residents", "foreign_nationals"];

/// Patients moved out on one day, however they were counted: of one facility, by a definition, a group among them.
fn is_movement(thing: &Thing) -> bool {
    thing.measure == Measure::PatientsTransferred
        && thing.direction == Some(Direction::Outbound)
        && thing.stage == Stage::Done
        && thing.period_start.is_none()
        && thing.group.as_ref().is_none_or(|group| !NOT_PATIENTS.contains(&group.as_str()))
}

/// Whether somebody was, or may have been, moved on a day.
struct Movement {
    possible: bool,
    certain: bool,
}

/// What is said of movements on a day; none when nothing is said. A withheld number may be a zero that was hidden with
/// the others; words beside a number may mean somebody.
fn movement(record: &Record, mover: &Mover, date: NaiveDate) -> Option<Movement> {
    let figures: Vec<DayFigure<'_>> = DayFigure::all(record, date)
        .into_iter()
        .filter(|figure| is_movement(figure.thing) && fits(mover, figure.thing))
        .collect();
    if figures.is_empty() {
        return None;
    }
    let low = |figure: &DayFigure<'_>| figure.figure.as_ref().map_or(0, |figure| figure.interval.low);
    let may_be = |figure: &DayFigure<'_>| {
        figure.vague() > 0 || figure.figure.as_ref().is_none_or(|figure| figure.interval.high != Some(0))
    };
    let plain = moved(record, mover, date);
    let other = |figure: &&DayFigure<'_>| !is_flow_out(figure.thing);
    let certain_other = figures.iter().filter(other).any(|figure| low(figure) > 0);
    Some(Movement {
        possible: figures.iter().any(may_be),
        certain: certain_other || plain.is_some_and(|plain| plain.interval.low > 0),
    })
}

/// Running totals and claims over a period that speak of movements although no day is named for any; empty when a
/// day is, or when nothing was moved.
pub fn unplaced(record: &Record, today: NaiveDate) -> Vec<Said<'_>> {
    if Streak::of(record, Mover::Any, today).is_some() {
        return Vec::new();
    }
    let somebody = |said: &Said<'_>| {
        let figure = said.claim.says.amount().and_then(Figure::of);
        figure.is_none_or(|figure| figure.interval.high != Some(0))
    };
    let said = record.said().filter(|said| said.date() <= today && is_over_time(&said.claim.thing));
    said.filter(|said| speaks(record, said) && somebody(said)).collect()
}

/// Patients moved out over a period, or since a start, however they were counted.
fn is_over_time(thing: &Thing) -> bool {
    let total = thing.measure == Measure::PatientsTransferredTotal;
    let as_a_day = Thing { measure: Measure::PatientsTransferred, period_start: None, ..thing.clone() };
    let flow = thing.measure == Measure::PatientsTransferred && thing.period_start.is_some();
    (total || flow) && is_movement(&as_a_day)
}

/// How many were moved on a day; words without a number count as "some or none".
fn moved(record: &Record, mover: &Mover, date: NaiveDate) -> Option<Figure> {
    let known = match mover {
        Mover::Any => any_carrier(record, date, &patients_out(None)),
        Mover::Carrier(carrier) => {
            DayFigure::of(record, date, &patients_out(Some(carrier.clone()))).and_then(|figure| figure.figure)
        }
    };
    known.or_else(|| {
        let in_words = !movement_claims(record, mover, date).is_empty();
        in_words.then(|| Figure::nothing().with_vague(1))
    })
}

fn movement_claims<'r>(record: &'r Record, mover: &Mover, date: NaiveDate) -> Vec<Said<'r>> {
    let figures = DayFigure::all(record, date).into_iter();
    figures.filter(|figure| is_movement(figure.thing) && fits(mover, figure.thing)).flat_map(|f| f.speaking).collect()
}

fn fits(mover: &Mover, thing: &Thing) -> bool {
    match mover {
        Mover::Any => true,
        Mover::Carrier(carrier) => thing.carrier.as_ref() == Some(carrier),
    }
}

/// Claims of patients over a period, or running totals, that end after `last` and exceed what is known by then: the
/// sum of their own days, or an earlier total of the same start with the days since. Journeys do not.
fn later_excess<'r>(record: &'r Record, mover: &Mover, last: NaiveDate, today: NaiveDate) -> Vec<Said<'r>> {
    let candidates = record.said().filter(|said| said.date() > last && said.date() <= today);
    let over_period = candidates.filter(|said| is_over_time(&said.claim.thing) && fits(mover, &said.claim.thing));
    over_period.filter(|said| speaks(record, said) && exceeds(record, said, last)).collect()
}

/// How many a day accounts for, of what a claim over time counts: the same group, facility and definition.
fn own_day(record: &Record, thing: &Thing, date: NaiveDate) -> Option<Figure> {
    let daily = Thing { measure: Measure::PatientsTransferred, period_start: None, ..thing.clone() };
    if is_flow_out(&daily) {
        return moved(record, &thing.carrier.clone().map_or(Mover::Any, Mover::Carrier), date);
    }
    match &daily.carrier {
        None => any_carrier(record, date, &daily),
        Some(_) => {
            let day = DayFigure::of(record, date, &daily)?;
            Some(day.figure.unwrap_or_else(|| Figure::nothing().with_vague(1)))
        }
    }
}

fn exceeds(record: &Record, said: &Said<'_>, last: NaiveDate) -> bool {
    let thing = &said.claim.thing;
    let Some(claimed) = said.claim.says.amount().and_then(crate::Amount::interval) else { return false };
    let start = thing.period_start.unwrap_or(record.corridor().record_begins);
    let days: Vec<(NaiveDate, Figure)> =
        record.days().filter_map(|day| Some((day.date, own_day(record, thing, day.date)?))).collect();
    let most_since = |first: NaiveDate| {
        let own = days.iter().filter(|(date, _)| *date >= first && *date <= said.date());
        own.fold(Figure::nothing(), |sum, (_, figure)| sum.plus(figure.clone())).interval.high.unwrap_or(u64::MAX)
    };
    let accounted_before = record
        .said()
        .filter(|earlier| earlier.date() <= last && earlier.claim.thing == *thing && speaks(record, earlier))
        .filter(|earlier| earlier.claim.thing.measure == Measure::PatientsTransferredTotal)
        .filter_map(|earlier| {
            let reached = earlier.claim.says.amount()?.interval()?.high?;
            Some(reached.saturating_add(most_since(earlier.date().succ_opt()?)))
        })
        .max()
        .unwrap_or(0);
    claimed.low > most_since(start).max(accounted_before)
}
