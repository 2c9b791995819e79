//! Running totals that do not reconcile with the daily figures, the newest first, with the days that might explain it:
//! those of the interval of which nothing is said.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::figure::{Figure, Interval};
use crate::reconcile::{Accounted, Outcome, RunningTotals, Step};
use crate::record::Record;
use crate::series::{Series, period};
use crate::slug::Slug;
use crate::thing::Thing;
use crate::totals::Total;
use crate::window::Window;

/// One running total that does not fit what was said before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreconciled<'r> {
    /// Who says so.
    pub source: &'r Slug,
    /// Its name.
    pub source_name: &'r str,
    /// The thing: carrier, direction, group, start.
    pub thing: &'r Thing,
    /// The total, and the interval that it is held against.
    pub step: Step<'r>,
    /// The day and the number of the total before; none for a first total, which is held against the start that it names.
    pub before: Option<(NaiveDate, Figure)>,
    /// A first total against the daily reports since its start.
    pub since_start: Option<Accounted<'r>>,
    /// Short, over, stale or fallen.
    pub outcome: Outcome,
    /// The first day of the interval.
    pub from: NaiveDate,
    /// The days of the interval of which nothing is said, in runs.
    pub silent: Vec<Window>,
}

impl Outcome {
    /// All its words.
    pub const KEYS: [&'static str; 7] = ["first", "match", "short", "over", "stale", "fallen", "unclear"];

    /// Its word in files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Match => "match",
            Self::Short(_) => "short",
            Self::Over(_) => "over",
            Self::Stale { .. } => "stale",
            Self::Fallen => "fallen",
            Self::Unclear => "unclear",
        }
    }

    /// The number in it: so many short, over, or moved meanwhile.
    pub fn number(&self) -> Option<Interval> {
        match self {
            Self::Short(number) | Self::Over(number) | Self::Stale { moved: number } => Some(*number),
            Self::First | Self::Match | Self::Fallen | Self::Unclear => None,
        }
    }

    /// Whether a total with it does not reconcile: it falls short or is over, stands still or fell.
    pub fn is_unreconciled(&self) -> bool {
        matches!(self, Self::Short(_) | Self::Over(_) | Self::Stale { .. } | Self::Fallen)
    }
}

impl<'r> Unreconciled<'r> {
    /// All of a record up to and with today, the newest first. What is unclear is left out: it may fit.
    pub fn all(record: &'r Record, today: NaiveDate) -> Vec<Self> {
        let mut all: Vec<Self> = RunningTotals::all(record, today).iter().flat_map(of_series).collect();
        all.sort_by_key(|one| (Reverse(one.step.date), one.thing, one.source_name));
        all
    }
}

fn of_series<'r>(series: &RunningTotals<'r>) -> Vec<Unreconciled<'r>> {
    let later = series.steps.iter().filter(|step| step.outcome.is_unreconciled());
    let later = later.filter_map(|step| of_step(series, step));
    first(series).into_iter().chain(later).collect()
}

fn of_step<'r>(series: &RunningTotals<'r>, step: &Step<'r>) -> Option<Unreconciled<'r>> {
    let mut earlier = series.steps.iter().rev().filter(|other| other.date < step.date);
    let (date, figure) = match &step.between {
        Some(between) => earlier.find(|other| other.date == between.after),
        None => earlier.find(|other| other.total.is_some()),
    }
    .and_then(|other| Some((other.date, other.total.clone()?)))?;
    Some(Unreconciled {
        source: series.source,
        source_name: series.source_name,
        thing: series.thing,
        before: Some((date, figure)),
        since_start: None,
        outcome: step.outcome,
        from: date.succ_opt()?,
        silent: step.between.as_ref().map(|between| silent(series.daily(), &between.daily)).unwrap_or_default(),
        step: step.clone(),
    })
}

/// The only total of a series that names its start, held against the daily reports since then. Where there are more,
/// each is held against the one before.
fn first<'r>(series: &RunningTotals<'r>) -> Option<Unreconciled<'r>> {
    series.thing.period_start?;
    let accounted = Accounted::of(series).filter(|accounted| accounted.missing.is_unreconciled())?;
    let step = series.steps.iter().find(|step| step.date == accounted.date && step.outcome == Outcome::First)?;
    Some(Unreconciled {
        source: series.source,
        source_name: series.source_name,
        thing: series.thing,
        step: step.clone(),
        before: None,
        outcome: accounted.missing,
        from: accounted.since,
        silent: silent(series.daily(), &accounted.by_daily),
        since_start: Some(accounted),
    })
}

/// The days of a total's window of which nothing is said, alone or within a period that counts; in runs.
fn silent(series: &Series<'_>, total: &Total<'_>) -> Vec<Window> {
    let said = series.within(total.window);
    let is_said = |date: NaiveDate| said.iter().any(|point| point.date == date);
    let in_period = |date: NaiveDate| total.periods.iter().filter_map(period).any(|period| period.holds(date));
    let days = total.window.from.iter_days().take(total.window.days());
    let mut runs: Vec<Window> = Vec::new();
    for date in days.filter(|date| !is_said(*date) && !in_period(*date)) {
        match runs.last_mut().filter(|run| run.to.succ_opt() == Some(date)) {
            Some(run) => run.to = date,
            None => runs.push(Window { from: date, to: date }),
        }
    }
    runs
}
