//! Sums of a flow over the days of a window, with what they rest on. A claim over a period is never spread over its
//! days: a window that holds the whole period counts the larger of the claim and the sum of its own days.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::figure::{DayFigure, Figure, Interval};
use crate::measure::MeasureKind;
use crate::record::{Record, Said};
use crate::series::{Point, Series, period};
use crate::thing::Thing;
use crate::window::Window;

/// How many in all, and on how many days that rests: "300 on 37 of 150 days, 2 more inside a period".
#[derive(Clone, Debug, PartialEq)]
pub struct Total<'r> {
    /// The days that it is about: clipped to the record, and to today.
    pub window: Window,
    /// The sum. Zero, from no claim, when nothing is told: see [`Total::is_reported`].
    pub figure: Figure,
    /// Days with a number.
    pub days: usize,
    /// Days of the window.
    pub of: usize,
    /// Days of which nothing is said, but which lie inside a counted period.
    pub inside_periods: usize,
    /// The periods that lie in the window and count, by their last day. One without a figure, in words or withheld,
    /// only takes the upper end away.
    pub periods: Vec<DayFigure<'r>>,
    /// Claims over periods that lie in the window and do not count, since a longer one of the same thing does.
    pub overlapped: Vec<Said<'r>>,
    /// Claims over periods across an edge of the window: not counted, to be named below the total.
    pub across_edges: Vec<Said<'r>>,
    /// How many days, and periods that count, are told in words only.
    pub in_words: usize,
    /// How many days, and periods that count, hold a withheld number. The sum has no upper end then.
    pub withheld: usize,
}

impl<'r> Total<'r> {
    /// The total of a flow as it is: an empty carrier means *not said*. None for what does not add up over days, and
    /// for a window that holds no day of the record up to today.
    pub fn of(record: &'r Record, thing: &Thing, window: Window, today: NaiveDate) -> Option<Self> {
        Series::of(record, thing, today)?.total(window)
    }

    /// The total of a flow over all carriers, named or not.
    pub fn any_carrier(record: &'r Record, thing: &Thing, window: Window, today: NaiveDate) -> Option<Self> {
        Series::any_carrier(record, thing, today)?.total(window)
    }

    /// Whether anything is said of the window, be it a zero, words or a withheld number.
    pub fn is_reported(&self) -> bool {
        self.days + self.in_words + self.withheld + self.periods.len() > 0
    }
}

impl<'r> Series<'r> {
    /// The total of a window. None for a level or a running total, which never add up, and for a window that holds no
    /// day of the record up to today.
    pub fn total(&self, window: Window) -> Option<Total<'r>> {
        if self.thing.measure.kind() != MeasureKind::Flow {
            return None;
        }
        let window = window.clipped(self.corridor, self.today)?;
        let points: Vec<&Point<'r>> = self.points.iter().filter(|point| window.holds(point.date)).collect();
        let meeting = self.periods.iter().filter(|figure| span(figure).meets(window));
        let (whole, across): (Vec<_>, Vec<_>) = meeting.partition(|figure| window.holds_all_of(span(figure)));
        let (periods, shorter) = longest(whole);
        let said = |figures: Vec<&DayFigure<'r>>| figures.into_iter().flat_map(|f| f.speaking.clone()).collect();
        let counted: Vec<Window> = periods.iter().filter(|f| f.figure.is_some()).map(|f| span(f)).collect();
        let silent_inside = |date: NaiveDate| {
            counted.iter().any(|period| period.holds(date)) && !points.iter().any(|point| point.date == date)
        };
        Some(Total {
            window,
            figure: sum(&points, &periods),
            days: points.iter().filter(|point| point.figure.is_some()).count(),
            of: window.days(),
            inside_periods: window.from.iter_days().take(window.days()).filter(|date| silent_inside(*date)).count(),
            in_words: points.iter().filter(|point| point.is_in_words()).count()
                + periods.iter().filter(|figure| figure.figure.is_none() && !figure.is_withheld()).count(),
            withheld: points.iter().filter(|point| point.is_withheld()).count()
                + periods.iter().filter(|figure| figure.is_withheld()).count(),
            periods: periods.into_iter().cloned().collect(),
            overlapped: said(shorter),
            across_edges: said(across),
        })
    }
}

/// The days of a claim over a period.
fn span(figure: &DayFigure<'_>) -> Window {
    period(figure).unwrap_or(Window { from: figure.date, to: figure.date })
}

/// Of overlapping periods of one carrier the longest counts; of two as long, the one that ends later. One without a
/// number counts (as "and more") unless it lies in one with a number. First those that count, then the others.
fn longest<'s, 'r>(mut periods: Vec<&'s DayFigure<'r>>) -> (Vec<&'s DayFigure<'r>>, Vec<&'s DayFigure<'r>>) {
    periods.sort_by_key(|figure| (figure.figure.is_none(), Reverse((span(figure).days(), figure.date))));
    let (mut counted, mut others): (Vec<&DayFigure<'r>>, Vec<&DayFigure<'r>>) = (Vec::new(), Vec::new());
    for figure in periods {
        let taken = counted.iter().filter(|other| other.thing.carrier == figure.thing.carrier).any(|other| {
            let told = other.figure.is_some() && span(other).holds_all_of(span(figure));
            if figure.figure.is_none() { told } else { span(other).meets(span(figure)) }
        });
        if taken { others.push(figure) } else { counted.push(figure) }
    }
    let in_order = |figure: &&DayFigure<'r>| (figure.date, span(figure).from);
    counted.sort_by_key(in_order);
    others.sort_by_key(in_order);
    (counted, others)
}

/// The sum over days and periods: bounds add, and each period raises them as far as it exceeds its own days.
fn sum(points: &[&Point<'_>], periods: &[&DayFigure<'_>]) -> Figure {
    let raises = raises(points, periods);
    let mut total = Figure::nothing();
    for point in points {
        let mut day = point.addend();
        // Where a period raises a bound, the words of measure are those of the period.
        let inside = || raises.iter().filter(|raise| raise.span.holds(point.date));
        day.low_open &= !inside().any(|raise| raise.by.low > 0);
        day.high_open &= !inside().any(|raise| raise.by.high != Some(0));
        total = total.plus(day);
    }
    for (raise, figure) in raises.iter().zip(periods) {
        let untold = || Figure::nothing().with_vague(figure.vague()).at_least_if(true);
        let said = figure.figure.clone().unwrap_or_else(untold);
        let raised = raise.by != Interval { low: 0, high: Some(0) };
        total = total.plus(Figure {
            interval: raise.by,
            low_open: said.low_open && raise.by.low > 0,
            high_open: said.high_open && raise.by.high != Some(0),
            approximate: said.approximate && raised,
            ..said
        });
    }
    total
}

/// By how much the claim of a period raises each bound.
struct Raise {
    span: Window,
    by: Interval,
}

/// The raises, in the order of the periods. A carrier's period stands against the days of that carrier; where a day
/// names no carrier it may or may not be that one's, so that the lower end takes it as a part of the period, and the
/// upper end does not. A period that names no carrier stands against the days of all, and against what the named
/// periods inside it (of those across its edge: at the least all, at the most none) add to them.
fn raises(points: &[&Point<'_>], periods: &[&DayFigure<'_>]) -> Vec<Raise> {
    let own = |figure: &DayFigure<'_>| own_days(points, figure);
    let is_named = |figure: &&&DayFigure<'_>| figure.thing.carrier.is_some();
    let named: Vec<Raise> = periods.iter().filter(is_named).map(|figure| raise(figure, own(figure))).collect();
    let each = periods.iter().map(|figure| match figure.thing.carrier {
        Some(_) => raise(figure, own(figure)),
        None => raise(figure, with_named(own(figure), span(figure), &named)),
    });
    each.collect()
}

fn raise(figure: &DayFigure<'_>, own: Interval) -> Raise {
    let claimed = figure.figure.as_ref().map_or(Interval { low: 0, high: None }, |figure| figure.interval);
    let by = Interval {
        low: claimed.low.saturating_sub(own.low),
        high: claimed.high.zip(own.high).map(|(claimed, own)| claimed.saturating_sub(own)),
    };
    Raise { span: span(figure), by }
}

/// What the days of a period account for: at the least by any reading of days that name no carrier, at the most.
fn own_days(points: &[&Point<'_>], figure: &DayFigure<'_>) -> Interval {
    let carrier = figure.thing.carrier.as_ref();
    let inside = points.iter().filter(|point| span(figure).holds(point.date));
    let days = inside.map(|point| {
        let all = point.addend().interval;
        if carrier.is_none() {
            return all;
        }
        let own = point.addend_of(carrier).interval;
        let others = point.by_carrier.iter().filter(|other| other.thing.carrier.is_some());
        let others = others.filter(|other| other.thing.carrier.as_ref() != carrier);
        let others: u64 = others.filter_map(|other| Some(other.figure.as_ref()?.interval.low)).sum();
        Interval { low: own.low.max(all.low.saturating_sub(others)), high: own.high }
    });
    days.fold(Interval { low: 0, high: Some(0) }, Interval::plus)
}

fn with_named(days: Interval, period: Window, named: &[Raise]) -> Interval {
    let meeting = named.iter().filter(|raise| raise.span.meets(period));
    let inside = named.iter().filter(|raise| period.holds_all_of(raise.span));
    Interval {
        low: days.low + meeting.map(|raise| raise.by.low).sum::<u64>(),
        high: inside.map(|raise| raise.by.high).fold(days.high, |sum, high| Some(sum? + high?)),
    }
}
