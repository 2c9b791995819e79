//! Running totals held against the daily figures: each rise matches, falls short, is over; a total stands still or
//! falls. Sources are never mixed, and nothing is made of a total that is not definite.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::figure::{Figure, Interval, who_speaks};
use crate::measure::{Measure, MeasureKind};
use crate::record::{Record, Said};
use crate::series::Series;
use crate::slug::Slug;
use crate::thing::{Direction, Thing};
use crate::totals::Total;
use crate::window::Window;

/// The running totals of one source about one thing: one carrier, direction, group and start.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningTotals<'r> {
    /// Who says so.
    pub source: &'r Slug,
    /// Its name.
    pub source_name: &'r str,
    /// The thing; its `period_start` is the start, if one is said.
    pub thing: &'r Thing,
    /// One step for each day on which the source gave a total, the oldest first.
    pub steps: Vec<Step<'r>>,
    daily: Series<'r>,
}

/// One running total, and what has become of it since the one that it is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'r> {
    /// The day.
    pub date: NaiveDate,
    /// The total; none when it is said in words only.
    pub total: Option<Figure>,
    /// The claims that say so: the source's own choice, or the desk's among them.
    pub claims: Vec<Said<'r>>,
    /// What comes of it.
    pub outcome: Outcome,
    /// The interval and what lies in it; none for a first total, a fallen one, and one in words.
    pub between: Option<Between<'r>>,
}

/// What lies between two running totals.
#[derive(Clone, Debug, PartialEq)]
pub struct Between<'r> {
    /// The day of the earlier total: the interval begins after it, and ends with the day of the later one.
    pub after: NaiveDate,
    /// By how much the total rose; from 0 where it may have fallen.
    pub rise: Interval,
    /// The daily figures of the interval, by any source.
    pub daily: Total<'r>,
}

/// What comes of a running total beside the daily figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is no earlier one.
    First,
    /// Rise and daily figures are the same number.
    Match,
    /// So many are in no daily report.
    Short(Interval),
    /// Daily reports hold so many more.
    Over(Interval),
    /// The total stands where it stood, although somebody was moved. It bounds no interval.
    Stale {
        /// So many were moved.
        moved: Interval,
    },
    /// Lower than before: the series starts anew.
    Fallen,
    /// What was said leaves it open: in words, about, at least, or beside days that do.
    Unclear,
}

impl<'r> RunningTotals<'r> {
    /// All series up to and with today: by thing, then by the source's name.
    pub fn all(record: &'r Record, today: NaiveDate) -> Vec<Self> {
        let mut claims: BTreeMap<(&Thing, &str, &Slug), BTreeMap<NaiveDate, Vec<Said<'r>>>> = BTreeMap::new();
        for said in record.said().filter(|said| said.date() <= today) {
            let thing = &said.claim.thing;
            if thing.measure.kind() == MeasureKind::Cumulative {
                let source = &said.report.source;
                let days = claims.entry((thing, record.source_name(source), source)).or_default();
                days.entry(said.date()).or_default().push(said);
            }
        }
        let each = claims.into_iter().filter_map(|((thing, source_name, source), days)| {
            let daily = daily_of(record, thing, today)?;
            Some(Self { source, source_name, thing, steps: steps(days, &daily), daily })
        });
        each.collect()
    }

    /// The daily figures that it is held against.
    pub fn daily(&self) -> &Series<'r> {
        &self.daily
    }

    /// How many of its totals are numbers.
    pub fn len(&self) -> usize {
        self.steps.iter().filter(|step| step.total.is_some()).count()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The daily figures that a running total adds up: of the same carrier; of any when it names none. None for a total of
/// what did not happen.
fn daily_of<'r>(record: &'r Record, thing: &Thing, today: NaiveDate) -> Option<Series<'r>> {
    let flow = Thing { measure: thing.measure.flow_of_total()?, ..thing.clone() };
    let of = if flow.carrier.is_some() { Series::of } else { Series::any_carrier };
    of(record, &flow, today)
}

/// A first, a fallen and every exact total bounds the next interval. A stale one never does; nor does one that is not
/// exact, lest what is unclear in it spread to those behind it.
fn steps<'r>(days: BTreeMap<NaiveDate, Vec<Said<'r>>>, daily: &Series<'r>) -> Vec<Step<'r>> {
    let mut bound: Option<(NaiveDate, Figure)> = None;
    let mut steps = Vec::new();
    for (date, said) in days {
        let claims = who_speaks(said).0;
        let total = claims.iter().filter_map(|said| Figure::of(said.claim.says.amount()?)).reduce(Figure::hull);
        let (outcome, between) = match (&bound, &total) {
            (_, None) => (Outcome::Unclear, None),
            (None, Some(_)) => (Outcome::First, None),
            (Some((after, was)), Some(is)) => held_against(*after, was, date, is, daily),
        };
        let bounds = match outcome {
            Outcome::First | Outcome::Fallen => true,
            Outcome::Stale { .. } => false,
            _ => total.as_ref().is_some_and(is_exact),
        };
        if bounds {
            bound = total.clone().map(|total| (date, total));
        }
        steps.push(Step { date, total, claims, outcome, between });
    }
    steps
}

fn held_against<'r>(
    after: NaiveDate,
    was: &Figure,
    date: NaiveDate,
    is: &Figure,
    daily: &Series<'r>,
) -> (Outcome, Option<Between<'r>>) {
    let about = was.approximate || is.approximate;
    if !about && is.interval.high.is_some_and(|high| high < was.interval.low) {
        return (Outcome::Fallen, None);
    }
    let asked = after.succ_opt().and_then(|from| Window::new(from, date));
    // A record whose settings leave out a part of the interval cannot account for all of it.
    let found = asked.and_then(|asked| daily.total(asked).filter(|total| total.window == asked));
    let Some(daily) = found else { return (Outcome::Unclear, None) };
    let rise = Interval {
        low: was.interval.high.map_or(0, |was| is.interval.low.saturating_sub(was)),
        high: is.interval.high.map(|is| is.saturating_sub(was.interval.low)),
    };
    let may_have_fallen = was.interval.high.is_none_or(|was| is.interval.low < was);
    let outcome = match (rise.low, rise.high) {
        _ if about || may_have_fallen => Outcome::Unclear,
        (0, Some(0)) if daily.figure.interval.low > 0 => Outcome::Stale { moved: daily.figure.interval },
        _ => compare(rise, &daily.figure),
    };
    (outcome, Some(Between { after, rise, daily }))
}

fn is_exact(figure: &Figure) -> bool {
    !figure.approximate && figure.interval.high == Some(figure.interval.low)
}

/// A number that was said beside daily figures: only what holds by every reading of both.
fn compare(said: Interval, daily: &Figure) -> Outcome {
    let found = daily.interval;
    let less = |one: Option<u64>, other: u64| one.map(|one| one.saturating_sub(other));
    if daily.approximate {
        Outcome::Unclear
    } else if let Some(high) = found.high.filter(|high| *high < said.low) {
        Outcome::Short(Interval { low: said.low - high, high: less(said.high, found.low) })
    } else if let Some(high) = said.high.filter(|high| *high < found.low) {
        Outcome::Over(Interval { low: found.low - high, high: less(found.high, said.low) })
    } else if said == found && said.high == Some(said.low) {
        Outcome::Match
    } else {
        Outcome::Unclear
    }
}

/// The series of patients moved out, by the plain count, whose source gave the most totals; of several the one with
/// the latest total; then the first by name.
pub fn headline_series(record: &Record, today: NaiveDate) -> Option<RunningTotals<'_>> {
    let plain = |series: &RunningTotals<'_>| {
        let Thing { measure, counted, group, direction, facility, .. } = series.thing;
        *measure == Measure::PatientsTransferredTotal
            && group.as_ref().is_some_and(|group| group.as_str() == "patients")
            && *direction == Some(Direction::Outbound)
            && (counted, facility) == (&None, &None)
    };
    headline_among(RunningTotals::all(record, today).into_iter().filter(plain).collect())
}

/// The one of these series with the most totals, by the same order; none when none has a number.
pub fn headline_among(mut series: Vec<RunningTotals<'_>>) -> Option<RunningTotals<'_>> {
    series.retain(|series| !series.is_empty());
    let last = |series: &RunningTotals<'_>| series.steps.iter().rev().find(|s| s.total.is_some()).map(|s| s.date);
    series.into_iter().min_by_key(|series| (Reverse((series.len(), last(series))), series.source_name, series.thing))
}

/// "394 since 12 December (Ministry of Health, 29 April); daily reports account for 300; 94 are in no daily report."
#[derive(Clone, Debug, PartialEq)]
pub struct Accounted<'r> {
    /// The last total of the series that is a number and not stale.
    pub total: Figure,
    /// The claims that say so.
    pub claims: Vec<Said<'r>>,
    /// Its day.
    pub date: NaiveDate,
    /// The start that it names; else the first day of the record.
    pub since: NaiveDate,
    /// What daily reports account for, from the start to its day.
    pub by_daily: Total<'r>,
    /// How the two compare: [`Outcome::Short`] by so many, in no daily report; `Match`, `Over`, or `Unclear`, as it
    /// always is when the series fell, or began before the record.
    pub missing: Outcome,
}

impl<'r> Accounted<'r> {
    /// What the last total of a series comes to; none when the series has no number, or none within the record.
    pub fn of(series: &RunningTotals<'r>) -> Option<Self> {
        let is_stale = |step: &Step<'_>| matches!(step.outcome, Outcome::Stale { .. });
        let step = series.steps.iter().rev().find(|step| step.total.is_some() && !is_stale(step))?;
        let total = step.total.clone()?;
        let since = series.thing.period_start.unwrap_or(series.daily.corridor.record_begins);
        let asked = Window::new(since, step.date)?;
        let by_daily = series.daily.total(asked)?;
        let fell = series.steps.iter().any(|step| step.outcome == Outcome::Fallen);
        let unclear = fell || total.approximate || by_daily.window != asked;
        let missing = if unclear { Outcome::Unclear } else { compare(total.interval, &by_daily.figure) };
        Some(Self { total, claims: step.claims.clone(), date: step.date, since, by_daily, missing })
    }
}
