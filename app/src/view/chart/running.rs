//! The running total of one source against the sum of the daily reports: what the two say, and which gaps lie between.
//! Other sources' totals stand beside it, never in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::figure::Figure;
use domain::reconcile::{Accounted, Outcome, RunningTotals, Step, headline_series};
use domain::series::Series;
use domain::window::Window;
use domain::{Moment, Record, Thing};

use super::{ChartFigure, Pen, Plot, Row, Sign, Table, drawn, lines_at, round_lines};
use crate::text::{charts, dates, figures, labels};
use crate::view::cite::Cite;
use crate::{paths, t};

/// Running totals over days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The days.
    pub window: Window,
    /// The totals of the source with the most of them.
    pub totals: Vec<TotalPoint>,
    /// The totals of other sources about the same.
    pub others: Vec<TotalPoint>,
    /// What daily reports add up to since the start: from this day on, this sum.
    pub daily: Vec<(NaiveDate, u64)>,
    /// Where daily reports and totals do not agree.
    pub gaps: Vec<Gap>,
    /// The highest number.
    pub top: u64,
    /// Where lines are drawn: round numbers.
    pub lines: Vec<u64>,
}

/// One running total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalPoint {
    /// The day.
    pub date: NaiveDate,
    /// The lowest number that is meant.
    pub low: u64,
    /// The highest number that is meant.
    pub high: Option<u64>,
    /// Whether it was said to be "about".
    pub about: bool,
    /// As short as it can be.
    pub label: String,
    /// In words.
    pub words: String,
}

/// Days in which the daily reports do not account for the rise of the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The days after the earlier total, up to and with the day of the later one.
    pub window: Window,
    /// `13`, or `+1` where reports hold more.
    pub label: String,
    /// `13 patients are in no daily report from 18 to 24 March`.
    pub words: String,
}

/// The figure of the headline series; none where no source gives running totals.
pub fn figure(record: &Record, moment: &Moment, window: Window, pen: Pen<'_>) -> Option<ChartFigure> {
    let series = headline_series(record, moment.today)?;
    let accounted = Accounted::of(&series);
    let slug = &record.corridor().slug;
    let running = Running::of(record, &series, window, moment);
    let name = labels::thing(series.thing, moment.today);
    let empty = (running.totals.is_empty() && running.others.is_empty())
        .then(|| charts::no_total(&name, window, series.steps.last().map(|step| (step.date, step_words(step)))));
    let legend = running.legend();
    let notes = running.notes(series.source_name);
    let described = name.clone();
    let plots = match &empty {
        Some(_) => Vec::new(),
        None => vec![drawn(
            record,
            window,
            pen,
            Plot::Running(running),
            (String::new(), String::new()),
            move |plot, part| describe(plot, part, &described),
        )],
    };
    Some(ChartFigure {
        id: "running",
        title: accounted.as_ref().map_or_else(|| name.clone(), |accounted| charts::running_title(accounted)),
        summary: accounted
            .as_ref()
            .map(|it| charts::running_summary(it, series.source_name, moment))
            .unwrap_or_default(),
        window,
        plots,
        legend,
        notes,
        table: table(&series, window, moment, slug),
        files: Vec::new(),
        empty,
    })
}

impl Running {
    fn of(record: &Record, series: &RunningTotals<'_>, window: Window, moment: &Moment) -> Self {
        let totals: Vec<TotalPoint> = points(series, window);
        let same = |other: &&RunningTotals<'_>| {
            other.source != series.source
                && Thing { period_start: None, ..other.thing.clone() }
                    == Thing { period_start: None, ..series.thing.clone() }
        };
        let all = RunningTotals::all(record, moment.today);
        let mut others: Vec<TotalPoint> = all.iter().filter(same).flat_map(|other| points(other, window)).collect();
        others.sort_by_key(|point| (point.date, point.low));
        others.dedup();
        let daily = daily(record, series, window, moment);
        let gaps = series.steps.iter().filter_map(|step| Gap::of(step, moment)).filter(|gap| gap.window.meets(window));
        let heights = totals.iter().chain(&others).map(|point| point.high.unwrap_or(point.low));
        let top = heights.chain(daily.iter().map(|(_, sum)| *sum)).max().unwrap_or(0);
        Self { window, gaps: gaps.collect(), daily, lines: round_lines(top), top, totals, others }
    }

    /// What daily reports add up to on a day, before anything that is said of it later; none before the first of them.
    pub fn daily_on(&self, date: NaiveDate) -> Option<u64> {
        self.daily.iter().rev().find(|(from, _)| *from <= date).map(|(_, sum)| *sum)
    }

    fn legend(&self) -> Vec<(Sign, String)> {
        let mut signs = BTreeSet::new();
        signs.extend((!self.totals.is_empty()).then_some(Sign::Point));
        signs.extend((!self.others.is_empty()).then_some(Sign::Hollow));
        signs.extend((!self.daily.is_empty()).then_some(Sign::Daily));
        signs.extend((!self.gaps.is_empty()).then_some(Sign::Gap));
        signs.into_iter().map(|sign| (sign, sign.words())).collect()
    }

    fn notes(&self, source: &str) -> Vec<String> {
        [t!("chart-running-points", source = source)]
            .into_iter()
            .chain(lines_at(&self.lines))
            .chain(self.gaps.iter().map(|g| g.words.clone()))
            .collect()
    }
}

fn points(series: &RunningTotals<'_>, window: Window) -> Vec<TotalPoint> {
    let within = series.steps.iter().filter(|step| window.holds(step.date));
    within
        .filter_map(|step| {
            let total = step.total.as_ref()?;
            Some(TotalPoint {
                date: step.date,
                low: total.interval.low,
                high: total.interval.high,
                about: total.approximate,
                label: charts::short_figure(total),
                words: step_words(step),
            })
        })
        .collect()
}

/// The total of a step in words.
fn step_words(step: &Step<'_>) -> String {
    match (step.claims.as_slice(), &step.total) {
        ([one], _) => figures::says(&one.claim.says),
        (_, Some(total)) => figures::figure(total),
        (several, None) => {
            several.iter().map(|said| figures::says(&said.claim.says)).collect::<Vec<String>>().join(", ")
        }
    }
}

/// The sum of the daily reports since the start of the series, at the beginning of the window and at every day with a
/// report in it. A claim over a period counts on the day on which it ends. What has no number adds nothing: it is a
/// lower end then, as the totals under it say.
fn daily(record: &Record, series: &RunningTotals<'_>, window: Window, moment: &Moment) -> Vec<(NaiveDate, u64)> {
    let Some(measure) = series.thing.measure.flow_of_total() else { return Vec::new() };
    let flow = Thing { measure, period_start: None, ..series.thing.clone() };
    let of = if flow.carrier.is_some() { Series::of } else { Series::any_carrier };
    let Some(daily) = of(record, &flow, moment.today) else { return Vec::new() };
    let start = series.thing.period_start.unwrap_or(record.corridor().record_begins);
    let sum = |to: NaiveDate| {
        Window::new(start, to).and_then(|asked| daily.total(asked)).map(|total| (to, total.figure.interval.low))
    };
    let days = daily.points.iter().map(|point| point.date).chain(daily.periods.iter().map(|period| period.date));
    let mut days: BTreeSet<NaiveDate> = days.filter(|date| window.holds(*date)).collect();
    days.insert(window.from.max(start));
    days.into_iter().filter(|date| window.holds(*date)).filter_map(sum).collect()
}

impl Gap {
    fn of(step: &Step<'_>, moment: &Moment) -> Option<Self> {
        let between = step.between.as_ref()?;
        let window = Window::new(between.after.succ_opt()?, step.date)?;
        let interval = |interval: domain::figure::Interval| Figure { interval, ..Figure::nothing() };
        let label = match step.outcome {
            Outcome::Short(missing) => charts::short_figure(&interval(missing)),
            Outcome::Over(more) => format!("+{}", charts::short_figure(&interval(more))),
            _ => return None,
        };
        Some(Self { window, label, words: charts::gap(step.outcome, window, moment.today)? })
    }
}

fn describe(plot: &Plot, part: Window, what: &str) -> String {
    let Plot::Running(running) = plot else { return String::new() };
    let said: Vec<String> = running
        .totals
        .iter()
        .filter(|point| part.holds(point.date))
        .map(|point| charts::on_day(&point.words, point.date))
        .collect();
    charts::running_described(what, &said, running.daily_on(part.to).unwrap_or(0))
}

fn table(series: &RunningTotals<'_>, window: Window, moment: &Moment, slug: &domain::Slug) -> Table {
    let row = |step: &Step<'_>| {
        let interval = |interval: domain::figure::Interval| figures::figure(&Figure { interval, ..Figure::nothing() });
        let between = step.between.as_ref();
        Row {
            day: dates::short(step.date, moment.today),
            href: paths::day(slug, step.date),
            cells: vec![
                step_words(step),
                between.map_or_else(|| t!("chart-none"), |between| format!("+{}", interval(between.rise))),
                between.map_or_else(|| t!("chart-none"), |between| figures::figure(&between.daily.figure)),
                charts::outcome(&step.outcome),
            ],
            cites: Cite::list(slug, &step.claims),
        }
    };
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
        rows: series.steps.iter().rev().filter(|step| window.holds(step.date)).map(row).collect(),
        rest: None,
    }
}
