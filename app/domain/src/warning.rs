//! What looks odd about a day beside the record: it may be right, and then the desk says why in a word. Nothing here stands in
//! the way of an import, and nothing is judged that stood in the day before.

use chrono::{DateTime, NaiveDate};

use crate::actor::Role;
use crate::claim::{Claim, Says};
use crate::day_report::{DayReport, Report};
use crate::figure::{Figure, Interval};
use crate::label::Label;
use crate::lately::{Value, last_values};
use crate::measure::{Measure, MeasureKind};
use crate::naming::Naming;
use crate::reconcile::{Outcome, RunningTotals};
use crate::record::Record;
use crate::revision::{Revision, RevisionState};
use crate::slug::Slug;
use crate::thing::{Direction, Stage, Thing};

/// So many values of a thing a new one is held against.
pub const HELD_AGAINST: usize = 12;
/// Fewer values say nothing about what is usual.
pub const LEAST_VALUES: usize = 6;
/// A difference up to this is never odd: small numbers double easily.
const SMALL_STEP: u64 = 5;
/// So many returns of a source show whether it names who brought people back.
const RETURNS: usize = 3;

/// A claim that looks odd.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// The id of the claim.
    pub claim: String,
    /// What looks odd.
    pub what: Oddity,
}

/// What can look odd.
#[derive(Clone, Debug, PartialEq)]
pub enum Oddity {
    /// Far outside the last values of the same thing.
    Outlier {
        /// The lowest of them.
        low: u64,
        /// The highest.
        high: u64,
        /// How many there are.
        of: usize,
    },
    /// More than what it is a part of, by the same source.
    AboveWhole {
        /// The whole.
        whole: Thing,
        /// What the source says of it.
        says: Says,
    },
    /// A running total that stands where it stood, although people moved.
    StandsStill {
        /// The day of the total before.
        since: NaiveDate,
        /// So many were moved.
        moved: Interval,
    },
    /// A running total that is lower than the one before.
    Falls {
        /// The day of that one.
        since: NaiveDate,
        /// What it was.
        from: Figure,
    },
    /// A running total that rose by more than the daily reports say.
    Jumps {
        /// The day of the total before.
        since: NaiveDate,
        /// So many are in no daily report.
        missing: Interval,
    },
    /// Somebody returned, and it is not said with whom, by a source that usually does.
    ReturnWithoutCarrier,
}

/// What looks odd about a day that is about to be published, in the order of its claims. Claims that stood in `seen` as they
/// stand now were looked at before.
pub fn warnings(record: &Record, naming: &Naming, day: &DayReport, seen: Option<&DayReport>) -> Vec<Warning> {
    let (day, seen) = (naming.counted(day), seen.map(|seen| naming.counted(seen)));
    let stood = |claim: &Claim| {
        let same = |other: &Claim| (&other.id, &other.thing, &other.says) == (&claim.id, &claim.thing, &claim.says);
        seen.as_ref().is_some_and(|seen| seen.claims().any(|(_, other)| same(other)))
    };
    let new: Vec<(&Report, &Claim)> = day.claims().filter(|(_, claim)| !stood(claim)).collect();
    let totals = totals(record, naming, &day, &new);
    let judged: Vec<Option<Thing>> = new.iter().map(|(_, claim)| judged(claim).then(|| claim.thing.clone())).collect();
    let values = last_values(record, &judged, day.date, HELD_AGAINST);
    let mut found = Vec::new();
    for ((report, claim), values) in new.into_iter().zip(&values).filter(|((_, claim), _)| is_done(claim)) {
        let odd = [
            outlier(claim, values),
            above_whole(report, claim),
            totals.iter().find(|(id, _)| *id == claim.id).map(|(_, what)| what.clone()),
            return_without_carrier(record, day.date, &report.source, claim),
        ];
        found.extend(odd.into_iter().flatten().map(|what| Warning { claim: claim.id.clone(), what }));
    }
    found
}

fn is_done(claim: &Claim) -> bool {
    claim.thing.stage == Stage::Done
}

/// Whether a claim is held against the last values of its thing.
fn judged(claim: &Claim) -> bool {
    let thing = &claim.thing;
    matches!(thing.measure.kind(), MeasureKind::Flow | MeasureKind::Stock) && thing.period_start.is_none()
}

/// Outside what twice the highest and half the lowest of the last values allow, and by more than a handful. Of the 114 values
/// of the Lachin record that have six before them it calls none odd; a bound by the spread about the median (five times the
/// median deviation) called two, both right: a corridor's numbers move in steps. A zero is never odd: that nobody was moved
/// is no slip of the hand.
fn outlier(claim: &Claim, values: &[Value<'_>]) -> Option<Oddity> {
    let own = Figure::of(claim.says.amount()?)?.interval;
    let figures: Vec<Interval> = values.iter().filter_map(|value| Some(value.figure()?.interval)).collect();
    if figures.len() < LEAST_VALUES {
        return None;
    }
    let low = figures.iter().map(|figure| figure.low).min()?;
    let high = figures.iter().map(|figure| figure.high.unwrap_or(figure.low)).max()?;
    let above = own.low > high.saturating_mul(2) && own.low > high.saturating_add(SMALL_STEP);
    let is_below = |own: u64| own > 0 && own.saturating_mul(2) < low && own.saturating_add(SMALL_STEP) < low;
    let below = own.high.is_some_and(is_below);
    (above || below).then_some(Oddity::Outlier { low, high, of: figures.len() })
}

/// The first statement in the same report about a whole that this is a part of, and that is certainly smaller.
fn above_whole(report: &Report, claim: &Claim) -> Option<Oddity> {
    let own = Figure::of(claim.says.amount()?)?.interval;
    let smaller = |whole: &&Claim| {
        let high = whole.says.amount().and_then(Figure::of).and_then(|figure| figure.interval.high);
        is_part_of(&claim.thing, &whole.thing) && high.is_some_and(|high| high < own.low)
    };
    let whole = report.claims.iter().find(smaller)?;
    Some(Oddity::AboveWhole { whole: whole.thing.clone(), says: whole.says.clone() })
}

/// Whether everybody whom the one thing counts is counted by the other as well.
pub fn is_part_of(part: &Thing, whole: &Thing) -> bool {
    let less_ill = [
        (Measure::PatientsCritical, Measure::PatientsIntensiveCare),
        (Measure::PatientsCritical, Measure::PatientsHospitalised),
        (Measure::PatientsIntensiveCare, Measure::PatientsHospitalised),
    ];
    let is = |label: &Option<Label>, words: &[&str]| label.as_ref().is_some_and(|l| words.contains(&l.as_str()));
    let of_measure =
        less_ill.contains(&(part.measure, whole.measure)) && *part == Thing { measure: part.measure, ..whole.clone() };
    let of_group = is(&part.group, &["children", "wounded", "infants"])
        && is(&whole.group, &["patients"])
        && *part == Thing { group: part.group.clone(), ..whole.clone() };
    let of_facility = part.facility.is_some()
        && whole.facility.is_none()
        && *part == Thing { facility: part.facility.clone(), ..whole.clone() };
    let of_total = part.measure.kind() == MeasureKind::Flow
        && part.period_start.is_none()
        && whole.measure.flow_of_total() == Some(part.measure)
        && *part == Thing { measure: part.measure, period_start: None, ..whole.clone() };
    of_measure || of_group || of_facility || of_total
}

/// What looks odd about the running totals of a day: by the rule that reconciles them, over the record with the day in it.
fn totals(record: &Record, naming: &Naming, day: &DayReport, new: &[(&Report, &Claim)]) -> Vec<(String, Oddity)> {
    let is_total = |claim: &Claim| claim.thing.measure.kind() == MeasureKind::Cumulative;
    if !new.iter().any(|(_, claim)| is_total(claim)) {
        return Vec::new();
    }
    let with = with_day(record, naming, day);
    let mut found = Vec::new();
    for series in RunningTotals::all(&with, day.date) {
        let Some(at) = series.steps.iter().position(|step| step.date == day.date) else { continue };
        let Some((step, before)) = series.steps.get(at).zip(series.steps.get(..at)) else { continue };
        let last = before.iter().rev().find_map(|step| Some((step.date, step.total.clone()?)));
        let after = step.between.as_ref().map(|between| between.after);
        let odd = match (step.outcome, last) {
            (Outcome::Fallen, Some((since, from))) => Some(Oddity::Falls { since, from }),
            (Outcome::Stale { moved }, Some((since, _))) => {
                Some(Oddity::StandsStill { since: after.unwrap_or(since), moved })
            }
            (Outcome::Short(missing), Some((since, _))) => {
                Some(Oddity::Jumps { since: after.unwrap_or(since), missing })
            }
            _ => None,
        };
        let own = new.iter().filter(|(report, claim)| report.source == *series.source && claim.thing == *series.thing);
        found.extend(own.flat_map(|(_, claim)| odd.clone().map(|odd| (claim.id.clone(), odd))));
    }
    found
}

/// The record up to a day, with this as the day's state.
fn with_day(record: &Record, naming: &Naming, day: &DayReport) -> Record {
    let revision = Revision {
        seq: i64::MAX,
        corridor: day.corridor.clone(),
        date: day.date,
        state: RevisionState::Submitted,
        report: day.clone(),
        change_kind: None,
        reason: None,
        role: Role::Reporter,
        recorded_at: DateTime::UNIX_EPOCH,
        published_at: None,
        hash: String::new(),
        redaction: None,
    };
    record.clone().up_to(day.date).with_published(&revision, DateTime::UNIX_EPOCH, naming)
}

/// A source that mostly left it unsaid the last times speaks so: that is no reason to ask each day.
fn return_without_carrier(record: &Record, date: NaiveDate, source: &Slug, claim: &Claim) -> Option<Oddity> {
    let asked = |thing: &Thing| thing.measure.kind() == MeasureKind::Flow && thing.direction == Some(Direction::Return);
    let moved = claim.says.amount().and_then(Figure::of).is_none_or(|figure| figure.interval.high != Some(0));
    if !asked(&claim.thing) || claim.thing.carrier.is_some() || !moved {
        return None;
    }
    let days = record.days().rev().filter(|day| day.date < date);
    let own = days.flat_map(|day| day.claims()).filter(|(report, said)| report.source == *source && asked(&said.thing));
    let last: Vec<bool> = own.take(RETURNS).map(|(_, said)| said.thing.carrier.is_none()).collect();
    let unsaid = last.iter().filter(|unsaid| **unsaid).count();
    (unsaid * 2 <= last.len()).then_some(Oddity::ReturnWithoutCarrier)
}
