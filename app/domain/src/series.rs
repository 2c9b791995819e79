//! A thing over days: its figures day by day, which break at every day without one, and its period claims apart.

use chrono::NaiveDate;

use crate::corridor::Corridor;
use crate::figure::{DayFigure, Figure, over_carriers};
use crate::label::Label;
use crate::measure::MeasureKind;
use crate::record::Record;
use crate::thing::{Stage, Thing};
use crate::window::Window;

/// All that is said of one thing up to a day: of one carrier, of "carrier not said", or of any carrier.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<'r> {
    /// The thing, without a period; its carrier is empty when it is any carrier's.
    pub thing: Thing,
    /// The days on which something is said of it, the oldest first.
    pub points: Vec<Point<'r>>,
    /// Claims of a flow over a period, by the day on which it ends. Never part of a point.
    pub periods: Vec<DayFigure<'r>>,
    pub(crate) corridor: &'r Corridor,
    pub(crate) today: NaiveDate,
}

/// What is said of a thing on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Point<'r> {
    /// The day.
    pub date: NaiveDate,
    /// The figure; none when it is said in words only, or withheld.
    pub figure: Option<Figure>,
    /// What it is made of: one figure for each carrier that is named, and one for "not said".
    pub by_carrier: Vec<DayFigure<'r>>,
}

impl<'r> Series<'r> {
    /// The series of a thing as it is, up to and with today: an empty carrier means *not said*. Of a running total
    /// the start is part of the thing; of a flow any period is left out. None for a status, or what did not happen.
    pub fn of(record: &'r Record, thing: &Thing, today: NaiveDate) -> Option<Self> {
        let is_flow = thing.measure.kind() == MeasureKind::Flow;
        let thing = Thing { period_start: thing.period_start.filter(|_| !is_flow), ..thing.clone() };
        Self::gather(record, thing, today, |other| other.clone())
    }

    /// The series of a flow over all carriers, named or not. None for other kinds: levels and running totals of
    /// different sources are never added.
    pub fn any_carrier(record: &'r Record, thing: &Thing, today: NaiveDate) -> Option<Self> {
        let is_flow = thing.measure.kind() == MeasureKind::Flow;
        let thing = Thing { period_start: None, ..thing.of_any_carrier() };
        if is_flow { Self::gather(record, thing, today, Thing::of_any_carrier) } else { None }
    }

    /// Whether a claim about a thing belongs to this series of a thing as it is.
    pub fn is_of(&self, thing: &Thing) -> bool {
        let is_flow = self.thing.measure.kind() == MeasureKind::Flow;
        Thing { period_start: thing.period_start.filter(|_| !is_flow), ..thing.clone() } == self.thing
    }

    fn gather(record: &'r Record, thing: Thing, today: NaiveDate, seen_as: fn(&Thing) -> Thing) -> Option<Self> {
        if thing.stage != Stage::Done || thing.measure.kind() == MeasureKind::Access {
            return None;
        }
        let is_flow = thing.measure.kind() == MeasureKind::Flow;
        let (mut points, mut periods) = (Vec::new(), Vec::new());
        for date in record.days().map(|day| day.date).filter(|date| *date <= today) {
            let of_day = of_day(record, date, |other| {
                let other = seen_as(other);
                if is_flow { Thing { period_start: None, ..other } == thing } else { other == thing }
            });
            let (over_period, of_day): (Vec<_>, Vec<_>) = of_day.into_iter().partition(|f| period(f).is_some());
            periods.extend(over_period);
            points.extend(Point::of(date, of_day));
        }
        Some(Self { thing, points, periods, corridor: record.corridor(), today })
    }

    /// The points of a window, in runs of neighbouring days that all have a figure: a line joins no others.
    pub fn runs(&self, window: Window) -> Vec<&[Point<'r>]> {
        let joined = |one: &Point<'_>, next: &Point<'_>| {
            one.figure.is_some() && next.figure.is_some() && one.date.succ_opt() == Some(next.date)
        };
        let runs = self.within(window).chunk_by(joined);
        runs.filter(|run| run.iter().all(|point| point.figure.is_some())).collect()
    }

    /// The points of a window, with and without a figure.
    pub fn within(&self, window: Window) -> &[Point<'r>] {
        let start = self.points.partition_point(|point| point.date < window.from);
        let end = self.points.partition_point(|point| point.date <= window.to).max(start);
        &self.points[start..end]
    }
}

/// The figures of the things of one day that pass, each thing once.
fn of_day(record: &Record, date: NaiveDate, passes: impl Fn(&Thing) -> bool) -> Vec<DayFigure<'_>> {
    let mut things: Vec<&Thing> =
        record.said_on(date).map(|said| &said.claim.thing).filter(|thing| passes(thing)).collect();
    things.sort();
    things.dedup();
    things.into_iter().filter_map(|thing| DayFigure::of(record, date, thing)).collect()
}

/// The days of a claim over a period: a flow's alone, since the start of a running total is none.
pub fn period(figure: &DayFigure<'_>) -> Option<Window> {
    let start = figure.thing.period_start.filter(|_| figure.thing.measure.kind() == MeasureKind::Flow)?;
    Some(Window { from: start, to: figure.date })
}

impl<'r> Point<'r> {
    fn of(date: NaiveDate, by_carrier: Vec<DayFigure<'r>>) -> Option<Self> {
        if by_carrier.is_empty() {
            return None;
        }
        Some(Self { date, figure: over_carriers(&by_carrier), by_carrier })
    }

    /// Whether nothing but words is said.
    pub fn is_in_words(&self) -> bool {
        self.figure.is_none() && !self.is_withheld()
    }

    /// Whether a number of this day is withheld, alone or as a part.
    pub fn is_withheld(&self) -> bool {
        self.by_carrier.iter().any(DayFigure::is_withheld)
    }

    /// What the day adds to a sum: nothing that is known, and no upper end, where no number is told.
    pub(crate) fn addend(&self) -> Figure {
        let untold = || {
            let vague = self.by_carrier.iter().map(DayFigure::vague).sum();
            Figure::nothing().with_vague(vague).at_least_if(true)
        };
        self.figure.clone().unwrap_or_else(untold)
    }

    /// What one carrier (none: not said) adds to it.
    pub(crate) fn addend_of(&self, carrier: Option<&Label>) -> Figure {
        let own = self.by_carrier.iter().find(|figure| figure.thing.carrier.as_ref() == carrier);
        own.map_or(Figure::nothing(), |own| {
            own.figure.clone().unwrap_or_else(|| Figure::nothing().with_vague(own.vague()).at_least_if(true))
        })
    }
}
