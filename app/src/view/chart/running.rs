//! The running total of one source against the sum of the daily reports: what the two say, and which gaps lie between.
//! Other sources' totals stand beside it, never in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::figure::Figure;
use domain::reconcile::{Accounted, Outcome, RunningTotals, Step, headline_among, headline_series};
use domain::series::Series;
use domain::totals::Total;
use domain::window::Window;
use domain::{Direction, Measure, Moment, Record, Thing};

use super::points::{Gap, Point, Points};
use super::{ChartFigure, Pen, Plot, Row, Table, corrected, drawn, files, lines_at, mark_corrected};
use crate::paths::Asked;
use crate::text::running::verdict;
use crate::text::{self, charts, dates, figures, labels};
use crate::view::cite::Cite;
use crate::view::running::total_words;
use crate::view::sums::RestLine;
use crate::{paths, t};

/// The figure of the headline series; none where no source gives running totals.
pub fn figure(record: &Record, moment: &Moment, window: Window, pen: Pen<'_>) -> Option<ChartFigure> {
    let series = headline_series(record, window.to)?;
    Some(of_series(record, moment, window, &series, pen))
}

pub(crate) fn of_series(
    record: &Record,
    moment: &Moment,
    window: Window,
    series: &RunningTotals<'_>,
    pen: Pen<'_>,
) -> ChartFigure {
    let accounted = Accounted::of(series);
    let slug = &record.corridor().slug;
    let points = points_of(record, series, window, moment);
    let name = labels::thing(series.thing, moment.today);
    let empty = (points.own.is_empty() && points.others.is_empty())
        .then(|| charts::no_total(&name, window, series.steps.last().map(|step| (step.date, total_words(step)))));
    let (legend, notes) = match &empty {
        Some(_) => (Vec::new(), Vec::new()),
        None => {
            let legend = points.signs().into_iter().map(|sign| (sign, sign.words())).collect();
            (legend, notes(&points, series, accounted.as_ref(), moment))
        }
    };
    let corrected: BTreeSet<NaiveDate> = corrected_totals(record, series, window).into_iter().collect();
    let table = table(series, &others_of(record, series, window), &corrected, window, moment, slug);
    let described = name.clone();
    let plots = match &empty {
        Some(_) => Vec::new(),
        None => {
            vec![drawn(
                record,
                window,
                pen,
                Plot::Points(points),
                name.clone(),
                (String::new(), String::new()),
                move |plot, part| describe(plot, part, &described),
            )]
        }
    };
    ChartFigure {
        id: "running",
        title: match accounted.as_ref().filter(|_| empty.is_none()) {
            Some(accounted) => charts::running_title(&name, accounted),
            None if empty.is_some() => t!("chart-no-total-title", what = name.as_str(), days = window.days()),
            None => name.clone(),
        },
        summary: accounted
            .as_ref()
            .filter(|_| empty.is_none())
            .map(|it| charts::running_summary(it, series.source_name, moment))
            .unwrap_or_default(),
        window,
        plots,
        legend,
        notes,
        table,
        files: files(slug, series.thing.measure),
        empty,
    }
}

pub(crate) fn points_of(record: &Record, series: &RunningTotals<'_>, window: Window, moment: &Moment) -> Points {
    let all = others_of(record, series, window);
    let named = |other: &RunningTotals<'_>, point: Point| Point {
        words: t!("chart-by-source", figure = &point.words, source = other.source_name),
        ..point
    };
    let mut others: Vec<Point> =
        all.iter().flat_map(|other| points(other, window).into_iter().map(|point| named(other, point))).collect();
    others.sort_by_key(|point| (point.date, point.low));
    others.dedup();
    let gaps = series.steps.iter().filter_map(|step| gap(step, moment)).filter(|gap| gap.window.meets(window));
    let points = Points {
        window,
        own: points(series, window),
        others,
        joined: false,
        daily: daily(record, series, window),
        untold: Vec::new(),
        gaps: gaps.collect(),
        top: 0,
        lines: Vec::new(),
        corrected: corrected(record, window, |thing| is_total_of(series, thing) || is_added_up_by(series, thing)),
    };
    points.scaled()
}

/// The days on which a total of this kind was corrected, be it another source's: all of them are drawn.
pub(crate) fn corrected_totals(record: &Record, series: &RunningTotals<'_>, window: Window) -> Vec<NaiveDate> {
    corrected(record, window, |thing| is_total_of(series, thing))
}

fn plain(thing: &Thing) -> Thing {
    Thing { period_start: None, ..thing.clone() }
}

fn is_total_of(series: &RunningTotals<'_>, thing: &Thing) -> bool {
    plain(thing) == plain(series.thing)
}

/// Whether a thing is one of those that the line of daily reports adds up.
fn is_added_up_by(series: &RunningTotals<'_>, thing: &Thing) -> bool {
    let (daily, thing) = (&series.daily().thing, plain(thing));
    thing == *daily || (daily.carrier.is_none() && Thing { carrier: None, ..thing } == *daily)
}

/// The totals of other sources about the same.
pub(crate) fn others_of<'r>(record: &'r Record, series: &RunningTotals<'_>, window: Window) -> Vec<RunningTotals<'r>> {
    let mut all = RunningTotals::all(record, window.to);
    all.retain(|other| other.source != series.source && is_total_of(series, other.thing));
    all
}

pub(crate) fn notes(
    points: &Points,
    series: &RunningTotals<'_>,
    accounted: Option<&Accounted<'_>>,
    moment: &Moment,
) -> Vec<RestLine> {
    let before = accounted.and_then(|accounted| missing_before(accounted, series, points, moment));
    let gaps = points.gaps.iter().map(|gap| gap.words.clone()).chain(before);
    [t!("chart-running-points", source = series.source_name)]
        .into_iter()
        .chain(lines_at(&points.lines))
        .chain(gaps)
        .map(RestLine::plain)
        .collect()
}

/// What is missing before the first interval that is drawn, so that the gaps come to what the finding says: from the
/// start of the series to the total at which that interval begins, or to the last one where none is drawn. Nothing where
/// it is not one number, or may as well lie in an interval of which nothing certain is known.
fn missing_before(
    accounted: &Accounted<'_>,
    series: &RunningTotals<'_>,
    points: &Points,
    moment: &Moment,
) -> Option<String> {
    let Outcome::Short(all) = accounted.missing else { return None };
    let all = all.high.filter(|high| *high == all.low)?;
    let named: i64 = points.gaps.iter().map(|gap| gap.missing).sum::<Option<i64>>()?;
    let before = i64::try_from(all).ok()? - named;
    let is_drawn = |step: &&Step<'_>| {
        let from = step.between.as_ref().and_then(|between| between.after.succ_opt());
        from.and_then(|from| Window::new(from, step.date)).is_some_and(|days| days.meets(points.window))
    };
    let drawn: Vec<&Step<'_>> = series.steps.iter().filter(is_drawn).collect();
    let is_one = |step: &Step<'_>| step.total.as_ref().is_some_and(|it| it.interval.high == Some(it.interval.low));
    if drawn.iter().any(|step| step.outcome == Outcome::Unclear && is_one(step)) {
        return None;
    }
    let first = drawn.first().and_then(|step| step.between.as_ref());
    let days = Window::new(accounted.since, first.map_or(accounted.date, |between| between.after))?;
    let (from, to) = (dates::short(days.from, moment.today), dates::short(days.to, moment.today));
    (before > 0).then(|| t!("chart-gap-before", missing = before, of = days.days(), from = from, to = to))
}

fn points(series: &RunningTotals<'_>, window: Window) -> Vec<Point> {
    let within = series.steps.iter().filter(|step| window.holds(step.date));
    within
        .filter_map(|step| {
            let total = step.total.as_ref()?;
            Some(Point {
                date: step.date,
                low: total.interval.low,
                high: total.interval.high,
                about: total.approximate,
                label: charts::short_figure(total),
                words: total_words(step),
            })
        })
        .collect()
}

/// The sum of the daily reports since the start of the series, at the beginning of the window and at every day with a
/// report in it. A claim over a period counts on the day on which it ends. What has no number adds nothing: it is a
/// lower end then, as the totals under it say; before the first report there is no sum, which would read as nobody.
fn daily(record: &Record, series: &RunningTotals<'_>, window: Window) -> Vec<(NaiveDate, Figure)> {
    let Some(measure) = series.thing.measure.flow_of_total() else { return Vec::new() };
    let flow = Thing { measure, period_start: None, ..series.thing.clone() };
    let of = if flow.carrier.is_some() { Series::of } else { Series::any_carrier };
    let Some(daily) = of(record, &flow, window.to) else { return Vec::new() };
    if daily.points.is_empty() && daily.periods.is_empty() {
        return Vec::new();
    }
    let start = series.thing.period_start.unwrap_or(record.corridor().record_begins);
    let sum = |to: NaiveDate| {
        let total = Window::new(start, to).and_then(|asked| daily.total(asked));
        total.filter(Total::is_reported).map(|total| (to, total.figure))
    };
    let days = daily.points.iter().map(|point| point.date).chain(daily.periods.iter().map(|period| period.date));
    let mut days: BTreeSet<NaiveDate> = days.filter(|date| window.holds(*date)).collect();
    days.insert(window.from.max(start));
    days.into_iter().filter(|date| window.holds(*date)).filter_map(sum).collect()
}

fn gap(step: &Step<'_>, moment: &Moment) -> Option<Gap> {
    let between = step.between.as_ref()?;
    let window = Window::new(between.after.succ_opt()?, step.date)?;
    let interval = |interval: domain::figure::Interval| Figure { interval, ..Figure::nothing() };
    let label = match step.outcome {
        Outcome::Short(missing) => charts::short_figure(&interval(missing)),
        Outcome::Over(more) => format!("+{}", charts::short_figure(&interval(more))),
        _ => return None,
    };
    let one = |found: domain::figure::Interval| found.high.filter(|high| *high == found.low);
    let missing = match step.outcome {
        Outcome::Short(missing) => one(missing).and_then(|number| i64::try_from(number).ok()),
        Outcome::Over(more) => one(more).and_then(|number| i64::try_from(number).ok()).map(|number| -number),
        _ => None,
    };
    Some(Gap { window, label, words: charts::gap(step.outcome, window, moment.today), missing })
}

pub(crate) fn describe(plot: &Plot, part: Window, what: &str) -> String {
    let Plot::Points(points) = plot else { return String::new() };
    let all = points.own.iter().chain(&points.others).filter(|point| part.holds(point.date));
    let said = charts::on_days(all.map(|point| (point.date, point.words.as_str())), part);
    charts::running_described(what, &said, points.daily_on(part.to))
}

fn table(
    series: &RunningTotals<'_>,
    others: &[RunningTotals<'_>],
    corrected: &BTreeSet<NaiveDate>,
    window: Window,
    moment: &Moment,
    slug: &domain::Slug,
) -> Table {
    let row = |step: &Step<'_>| {
        let between = step.between.as_ref();
        Row {
            day: mark_corrected(corrected, step.date, dates::short(step.date, moment.today)),
            days: None,
            href: paths::day(slug, step.date),
            cells: vec![
                total_words(step),
                between.map_or_else(|| t!("chart-none"), |between| format!("+{}", figures::interval(between.rise))),
                between.map_or_else(
                    || t!("chart-none"),
                    |between| {
                        let told = between.daily.is_reported();
                        if told { figures::figure(&between.daily.figure) } else { t!("chart-none") }
                    },
                ),
                verdict(&step.outcome),
            ],
            cites: Cite::list(slug, &step.claims),
        }
    };
    let other = |step: &Step<'_>| {
        let mut row = row(step);
        if let Some(outcome) = row.cells.last_mut() {
            *outcome = text::row([outcome.clone(), t!("chart-outcome-other-source")]);
        }
        row
    };
    let own = series.steps.iter().map(|step| (step.date, row(step)));
    let others = others.iter().flat_map(|series| &series.steps).map(|step| (step.date, other(step)));
    let mut rows: Vec<(NaiveDate, Row)> = own.chain(others).filter(|(date, _)| window.holds(*date)).collect();
    rows.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    Table {
        caption: t!("chart-table-totals", source = series.source_name),
        head: vec![
            t!("chart-head-up-to"),
            t!("chart-head-total"),
            t!("chart-head-rise"),
            t!("chart-head-daily"),
            t!("chart-head-result"),
            t!("chart-head-who"),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        rest: None,
        series: None,
    }
}

/// The figure of a running total: of patients moved out, that of the headline series; of others, that of the source with
/// the most of them.
pub fn of_measure(record: &Record, moment: &Moment, window: Window, asked: &Asked, pen: Pen<'_>) -> ChartFigure {
    let all = RunningTotals::all(record, window.to).into_iter();
    let of_asked = all.filter(|series| {
        series.thing.measure == asked.measure && asked.direction.is_none_or(|way| series.thing.direction == Some(way))
    });
    let outwards = |series: &RunningTotals<'_>| series.thing.direction != Some(Direction::Return);
    let (out, back): (Vec<_>, Vec<_>) = of_asked.partition(outwards);
    let plain = headline_series(record, window.to).filter(|plain| out.iter().any(|series| series == plain));
    match plain.or_else(|| headline_among(out)).or_else(|| headline_among(back)) {
        Some(series) => of_series(record, moment, window, &series, pen),
        None => no_totals(record, moment, window, asked.measure),
    }
}

/// The figure of a running total that nobody gave: it says so, and draws nothing.
fn no_totals(record: &Record, moment: &Moment, window: Window, measure: Measure) -> ChartFigure {
    let name = labels::thing(&Thing::of(measure), moment.today);
    ChartFigure {
        id: "running",
        title: t!("chart-title-none", what = &name, of = window.days()),
        summary: String::new(),
        window,
        plots: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
        table: Table::default(),
        files: files(&record.corridor().slug, measure),
        empty: Some(charts::no_total(&name, window, None)),
    }
}
