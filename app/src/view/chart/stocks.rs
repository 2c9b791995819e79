//! A stock day by day: how many wait, how many lie in hospital. Each definition is a plot of its own; nothing is added.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::series::Series;
use domain::window::Window;
use domain::{Measure, Moment, Record, Stage, Thing};

use super::points::{Point, Points};
use super::{ChartFigure, Drawn, Pen, Plot, Sign, bars, corrected, drawn, files, lines_at};
use crate::t;
use crate::text::{charts, dates, figures, labels};
use crate::view::sums::{self, RestLine};

/// The figure of a stock.
pub fn figure(record: &Record, moment: &Moment, window: Window, measure: Measure, pen: Pen<'_>) -> ChartFigure {
    let things: BTreeSet<&Thing> = record
        .days()
        .filter(|day| day.date <= moment.today && window.holds(day.date))
        .flat_map(|day| day.claims().map(|(_, claim)| &claim.thing))
        .filter(|thing| thing.measure == measure && thing.stage == Stage::Done)
        .collect();
    of_things(record, moment, window, measure, &things, pen)
}

/// The figure of these stocks of one measure: each definition, group and place is a plot of its own.
pub(crate) fn of_things(
    record: &Record,
    moment: &Moment,
    window: Window,
    measure: Measure,
    things: &BTreeSet<&Thing>,
    pen: Pen<'_>,
) -> ChartFigure {
    let series: Vec<(String, Series<'_>)> = things
        .iter()
        .filter_map(|thing| Some((labels::thing(thing, moment.today), Series::of(record, thing, moment.today)?)))
        .collect();
    let mut all: Vec<Points> = series.iter().map(|(_, series)| points(record, series, window)).collect();
    let highest = all.iter().max_by_key(|points| points.top).map(|points| (points.top, points.lines.clone()));
    let (top, lines) = highest.unwrap_or_default();
    for points in &mut all {
        (points.top, points.lines) = (top, lines.clone());
    }
    let signs: BTreeSet<Sign> = all.iter().flat_map(Points::signs).collect();
    // What stands alone has its whole name: six children at one hospital are not all patients.
    let what = match series.as_slice() {
        [(name, _)] => name.clone(),
        _ => labels::thing(&Thing::of(measure), moment.today),
    };
    let days: BTreeSet<NaiveDate> = all.iter().flat_map(|points| &points.own).map(|point| point.date).collect();
    let untold: BTreeSet<NaiveDate> = all.iter().flat_map(|points| &points.untold).map(|(date, _)| *date).collect();
    let untold = untold.difference(&days).count();
    let last = all.iter().filter_map(last_told).max_by_key(|(_, date)| *date);
    let plots: Vec<Drawn> = all
        .into_iter()
        .zip(&series)
        .map(|(points, (name, _))| {
            let described = name.clone();
            let coverage = last_told(&points).map(|(figure, date)| {
                let (days, untold) = (points.own.len(), points.untold.len());
                let date = dates::full(date);
                t!(
                    "chart-stocks-coverage",
                    figure = figure,
                    date = date,
                    days = days,
                    of = window.days(),
                    untold = untold
                )
            });
            let heading = (name.clone(), coverage.unwrap_or_default());
            drawn(record, window, pen, Plot::Points(points), name.clone(), heading, move |plot, part| {
                describe(plot, part, &described)
            })
        })
        .collect();
    ChartFigure {
        id: "stocks",
        title: match &last {
            Some(_) if plots.len() > 1 => t!("chart-stocks-title-several", what = &what, counts = plots.len()),
            Some((figure, date)) => {
                t!("chart-stocks-title", what = &what, figure = figure, date = dates::full(*date))
            }
            None => t!("chart-stocks-title-none", what = &what),
        },
        summary: t!("chart-stocks-summary", days = days.len(), of = window.days(), untold = untold),
        window,
        legend: signs.into_iter().map(|sign| (sign, sign.words())).collect(),
        notes: lines_at(&lines).into_iter().map(RestLine::plain).collect(),
        table: bars::table(record, window, &series, moment),
        files: files(&record.corridor().slug, measure),
        empty: plots.is_empty().then(|| charts::nobody(&what, window, last_before(record, measure, window))),
        plots,
    }
}

/// What was said last of the days of a plot: a number; where there is none, words, or that it is withheld.
fn last_told(points: &Points) -> Option<(String, NaiveDate)> {
    let number = points.own.last().map(|point| (point.words.clone(), point.date));
    number.or_else(|| points.untold.last().map(|(date, words)| (words.clone(), *date)))
}

/// The last day before a window on which somebody gave a figure, by its own name.
pub(crate) fn last_before(record: &Record, measure: Measure, window: Window) -> Option<(NaiveDate, String)> {
    let days = record.days().rev().filter(|day| day.date < window.from);
    days.map(|day| day.date).find_map(|date| {
        let figures = DayFigure::all(record, date);
        let found = figures.iter().find(|figure| figure.thing.measure == measure)?;
        Some((
            date,
            t!("chart-named", what = labels::thing_on(found.thing, date, date), figure = figures::of_day(found)),
        ))
    })
}

pub(crate) fn points(record: &Record, series: &Series<'_>, window: Window) -> Points {
    let within = series.points.iter().filter(|point| window.holds(point.date));
    let own = within.filter_map(|point| {
        let figure = point.figure.as_ref()?;
        Some(Point {
            date: point.date,
            low: figure.interval.low,
            high: figure.interval.high,
            about: figure.approximate,
            label: bars::label(Some(figure), &point.by_carrier),
            words: sums::of_point(point),
        })
    });
    let untold = series.points.iter().filter(|point| window.holds(point.date) && point.figure.is_none());
    let untold = untold.map(|point| (point.date, sums::of_point(point)));
    let points = Points {
        window,
        own: own.collect(),
        others: Vec::new(),
        joined: true,
        daily: Vec::new(),
        untold: untold.collect(),
        gaps: Vec::new(),
        top: 0,
        lines: Vec::new(),
        corrected: corrected(record, window, |thing| series.is_of(thing)),
    };
    points.scaled()
}

pub(crate) fn describe(plot: &Plot, part: Window, what: &str) -> String {
    let Plot::Points(points) = plot else { return String::new() };
    let mut said: Vec<(NaiveDate, &str)> = points.own.iter().map(|point| (point.date, point.words.as_str())).collect();
    said.extend(points.untold.iter().map(|(date, words)| (*date, words.as_str())));
    said.sort();
    let said = said.into_iter().filter(|(date, _)| part.holds(*date));
    let said = charts::on_days(said, part);
    charts::described(what, &said, part.days().saturating_sub(said.len()))
}
