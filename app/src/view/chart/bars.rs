//! A flow day by day, one plot a carrier: each day its own figure with its bounds, a claim over a period over its days,
//! a slot for every day without a report.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::around::{by_carrier, flows_in};
use domain::figure::{DayFigure, Figure};
use domain::measure::Dimension;
use domain::series::{Series, period};
use domain::{Amount, Direction, Measure, Moment, Record, Thing, Window};

use super::{
    ChartFigure, Drawn, Pen, Plot, Row, Sign, Table, corrected, drawn, files, lines_at, mark_corrected, round_lines,
};
use crate::text::{charts, dates, figures, labels, trends};
use crate::view::cite::Cite;
use crate::view::sums::{self, RestLine};
use crate::{paths, t};

/// Over more days than these no bar has its number.
const MOST_LABELLED_DAYS: usize = 160;
/// A number of more signs than these has no room over a bar.
const LONGEST_LABEL: usize = 5;

/// The figures of one carrier over days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// The days.
    pub window: Window,
    /// The days on which something is said; all others are silent.
    pub bars: Vec<Bar>,
    /// Claims over a period.
    pub periods: Vec<PeriodBar>,
    /// The highest number of all plots of the figure: they share one scale.
    pub top: u64,
    /// Where lines are drawn: round numbers, where bars have no room for their own.
    pub lines: Vec<u64>,
    /// Days whose figures were corrected since they were first published.
    pub corrected: Vec<NaiveDate>,
    /// Days that were withdrawn: no silence, and nothing is drawn there.
    pub withdrawn: Vec<NaiveDate>,
}

/// What is said of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The day, or the first of the days that it stands for.
    pub date: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// What is drawn.
    pub height: Height,
    /// The number above it, as short as it can be: `12`, `14+`, `~13`.
    pub label: String,
    /// The same in words: `at least 14`.
    pub words: String,
}

/// One claim over several days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodBar {
    /// Its days, also those outside the figure.
    pub window: Window,
    /// What is drawn.
    pub height: Height,
    /// The number above it.
    pub label: String,
    /// The same in words.
    pub words: String,
}

/// How high a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// A number with its bounds; no upper end when `high` is none.
    Number {
        /// The lowest number that is meant.
        low: u64,
        /// The highest number that is meant.
        high: Option<u64>,
        /// Whether it was said to be "about".
        about: bool,
    },
    /// Said in words only.
    Words,
    /// Withheld: neither 0 nor silent.
    Withheld,
}

/// Patients moved out.
pub fn patients_out() -> Thing {
    usual(Measure::PatientsTransferred, None)
}

/// The flow of a measure that a record says most of: outwards and patients first, never one facility's or one of another
/// definition while there is a plain one.
pub fn of_measure(record: &Record, moment: &Moment, measure: Measure, direction: Option<Direction>) -> Thing {
    let asked = |thing: &Thing| thing.measure == measure && direction.is_none_or(|way| thing.direction == Some(way));
    let patients = |thing: &Thing| thing.group.as_ref().is_some_and(|group| group.as_str() == "patients");
    let whole = Window { from: NaiveDate::MIN, to: moment.today };
    let first = flows_in(record, whole).into_iter().filter(asked).min_by_key(|flow| {
        let split = flow.facility.is_some() || flow.counted.is_some();
        let days = Series::any_carrier(record, flow, moment.today).map_or(0, |series| series.points.len());
        (split, flow.direction != Some(Direction::Outbound), !patients(flow), Reverse(days))
    });
    first.unwrap_or_else(|| usual(measure, direction))
}

/// A flow of which nothing is said: what it would be.
fn usual(measure: Measure, direction: Option<Direction>) -> Thing {
    let way = direction.or(measure.takes(Dimension::Direction).then_some(Direction::Outbound));
    let patients = matches!(measure, Measure::PatientsTransferred);
    let group = patients.then(|| "patients".parse().ok()).flatten();
    Thing { direction: way, group, ..Thing::of(measure) }
}

/// The figure of a flow, whoever carries it, over the days of a window.
pub fn figure(record: &Record, moment: &Moment, window: Window, flow: &Thing, pen: Pen<'_>) -> ChartFigure {
    let any = Series::any_carrier(record, flow, moment.today);
    let total = any.as_ref().and_then(|any| any.total(window));
    let series: Vec<(String, Series<'_>)> = by_carrier(record, flow, window, moment.today)
        .into_iter()
        .map(|series| (charts::carrier(series.thing.carrier.as_ref()), series))
        .collect();
    let what = labels::thing(flow, moment.today);
    let mut all: Vec<Bars> = series.iter().map(|(_, series)| Bars::of(record, series, window)).collect();
    let top = all.iter().map(|bars| bars.top).max().unwrap_or(0);
    let lines = if has_room(&all, window) { Vec::new() } else { round_lines(top) };
    for bars in &mut all {
        bars.top = top;
        bars.lines.clone_from(&lines);
    }
    let legend = legend(&all);
    let plots: Vec<Drawn> = all
        .into_iter()
        .zip(&series)
        .map(|(bars, (name, series))| {
            let coverage = series.total(window).map(|total| charts::coverage(&total)).unwrap_or_default();
            let title = labels::thing(&series.thing, moment.today);
            drawn(record, window, pen, Plot::Bars(bars), title, (name.clone(), coverage), |plot, part| {
                describe(plot, part, &what)
            })
        })
        .collect();
    let last = || any.as_ref().and_then(|any| any.points.iter().rfind(|point| point.date < window.from));
    let empty = plots.is_empty().then(|| charts::nobody(&what, window, last().map(|p| (p.date, sums::of_point(p)))));
    let rests = any.as_ref().zip(total.as_ref()).map(|(any, total)| sums::rests(record, window.to, any, total).lines);
    let apart: Vec<String> = flows_in(record, window)
        .iter()
        .filter(|other| other.measure == flow.measure && *other != flow)
        .map(|other| labels::thing(other, moment.today))
        .collect();
    let others = lines_at(&lines).into_iter().chain(charts::also(&apart)).map(RestLine::plain);
    ChartFigure {
        id: "moved",
        title: total.as_ref().map_or_else(|| what.clone(), |total| charts::title(&what, total)),
        summary: total.as_ref().map(|total| charts::summary(&what, total, last_bar(&plots))).unwrap_or_default(),
        window,
        table: table(record, window, &series, moment),
        legend,
        notes: rests.unwrap_or_default().into_iter().chain(others).collect(),
        files: files(&record.corridor().slug, flow.measure),
        empty,
        plots,
    }
}

impl Bars {
    pub(crate) fn of(record: &Record, series: &Series<'_>, window: Window) -> Self {
        let periods: Vec<PeriodBar> = series
            .periods
            .iter()
            .filter_map(|figure| {
                let days = period(figure)?;
                days.meets(window).then(|| PeriodBar {
                    window: days,
                    height: Height::of(figure.figure.as_ref(), figure.is_withheld()),
                    label: label(figure.figure.as_ref(), std::slice::from_ref(figure)),
                    words: figures::of_day(figure),
                })
            })
            .collect();
        let bars: Vec<Bar> = series
            .points
            .iter()
            .filter(|point| window.holds(point.date))
            .map(|point| Bar {
                date: point.date,
                to: point.date,
                height: Height::of(point.figure.as_ref(), point.is_withheld()),
                label: label(point.figure.as_ref(), &point.by_carrier),
                words: sums::of_point(point),
            })
            .collect();
        let heights = bars.iter().map(|bar| bar.height).chain(periods.iter().map(|period| period.height));
        let top = heights.map(Height::top).max().unwrap_or(0);
        let corrected = corrected(record, window, |thing| series.is_of(thing));
        let withdrawn = record.withdrawn(window).map(|day| day.date).collect();
        Self { window, bars, periods, top, lines: Vec::new(), corrected, withdrawn }
    }

    /// What is said of a day; none when it is silent.
    pub fn on(&self, date: NaiveDate) -> Option<&Bar> {
        self.bars.iter().find(|bar| bar.date <= date && date <= bar.to)
    }

    fn is_within_period(&self, date: NaiveDate) -> bool {
        self.periods.iter().any(|period| period.window.holds(date))
    }

    /// Runs of days within a part of which nothing is said, neither alone nor within a period.
    pub fn silent_runs(&self, part: Window) -> Vec<Window> {
        let silent = |date: &NaiveDate| {
            self.on(*date).is_none() && !self.is_within_period(*date) && !self.withdrawn.contains(date)
        };
        let mut runs: Vec<Window> = Vec::new();
        for date in part.from.iter_days().take(part.days()).filter(silent) {
            match runs.last_mut().filter(|run| run.to.succ_opt() == Some(date)) {
                Some(run) => run.to = date,
                None => runs.push(Window { from: date, to: date }),
            }
        }
        runs
    }
}

impl Height {
    pub(crate) fn of(figure: Option<&Figure>, withheld: bool) -> Self {
        match figure {
            _ if withheld => Self::Withheld,
            None => Self::Words,
            Some(figure) => {
                Self::Number { low: figure.interval.low, high: figure.interval.high, about: figure.approximate }
            }
        }
    }

    pub(crate) fn top(self) -> u64 {
        match self {
            Self::Number { low, high, .. } => high.unwrap_or(low),
            Self::Words | Self::Withheld => 0,
        }
    }

    fn sign(self) -> Sign {
        match self {
            Self::Words => Sign::Words,
            Self::Withheld => Sign::Withheld,
            Self::Number { about: true, .. } => Sign::About,
            Self::Number { high: None, .. } => Sign::AtLeast,
            Self::Number { low: 0, high: Some(0), .. } => Sign::Zero,
            Self::Number { low, high: Some(high), .. } if low == high => Sign::Exact,
            Self::Number { low: 0, .. } => Sign::AtMost,
            Self::Number { .. } => Sign::Range,
        }
    }
}

/// The number above a bar or point: a claim alone in its own words, as short as they can be; several as what covers them.
pub(crate) fn label(figure: Option<&Figure>, parts: &[DayFigure<'_>]) -> String {
    if parts.iter().any(DayFigure::is_withheld) {
        return t!("chart-sign-withheld");
    }
    let alone = match parts {
        [part] if part.speaking.windows(2).all(|two| two[0].claim.says == two[1].claim.says) => part.speaking.first(),
        _ => None,
    };
    match (alone.and_then(|said| said.claim.says.amount()), figure) {
        (Some(Amount::Vague(_)), _) | (_, None) => t!("chart-sign-words"),
        (Some(amount), _) => charts::short_amount(amount),
        (None, Some(figure)) => charts::short_figure(figure),
    }
}

/// Whether bars have room for their numbers: few days, short numbers.
pub(crate) fn has_room(all: &[Bars], window: Window) -> bool {
    let mut labels = all.iter().flat_map(|bars| &bars.bars).map(|bar| bar.label.chars().count());
    window.days() <= MOST_LABELLED_DAYS && labels.all(|length| length <= LONGEST_LABEL)
}

pub(crate) fn legend(all: &[Bars]) -> Vec<(Sign, String)> {
    let mut signs: BTreeSet<Sign> = BTreeSet::new();
    for bars in all {
        signs.extend(bars.bars.iter().map(|bar| bar.height.sign()));
        signs.extend(bars.periods.iter().map(|_| Sign::Period));
        signs.extend((!bars.silent_runs(bars.window).is_empty()).then_some(Sign::Silent));
        signs.extend((!bars.corrected.is_empty()).then_some(Sign::Corrected));
    }
    signs.into_iter().map(|sign| (sign, sign.words())).collect()
}

/// The drawing of a month in a sentence: `Patients moved out: 12 on 1, 14 on 11; no figure on 21 days.`
pub(crate) fn describe(plot: &Plot, part: Window, what: &str) -> String {
    let Plot::Bars(bars) = plot else { return String::new() };
    let said = bars.bars.iter().filter(|bar| part.holds(bar.date));
    let said: Vec<String> = said.map(|bar| charts::on_day(&bar.words, bar.date)).collect();
    let periods = bars.periods.iter().filter(|period| period.window.meets(part));
    let said: Vec<String> =
        said.into_iter().chain(periods.map(|period| charts::over_days(&period.words, period.window))).collect();
    let silent: usize = bars.silent_runs(part).into_iter().map(Window::days).sum();
    let untold = || part.from.iter_days().take(part.days()).filter(|date| bars.on(*date).is_none());
    let gone: Vec<u32> = untold().filter(|date| bars.withdrawn.contains(date)).map(|date| date.day()).collect();
    let inside = untold().filter(|date| bars.is_within_period(*date) && !bars.withdrawn.contains(date));
    let inside: Vec<u32> = inside.map(|date| date.day()).collect();
    match (inside.as_slice(), gone.as_slice()) {
        ([], []) => charts::described(what, &said, silent),
        (inside, gone) => trends::described_days(what, &said, silent, inside, gone),
    }
}

/// The last day of a figure, over all its plots.
fn last_bar(plots: &[Drawn]) -> Option<(NaiveDate, &str)> {
    let bars = plots.iter().filter_map(|drawn| if let Plot::Bars(bars) = &drawn.plot { Some(bars) } else { None });
    let last = bars.flat_map(|bars| bars.bars.last()).max_by_key(|bar| bar.date)?;
    Some((last.date, last.words.as_str()))
}

/// Every day with a figure, one column a series.
pub(super) fn table(record: &Record, window: Window, series: &[(String, Series<'_>)], moment: &Moment) -> Table {
    let slug = &record.corridor().slug;
    let of_any = |thing: &Thing| series.iter().any(|(_, series)| series.is_of(thing));
    let corrected: BTreeSet<NaiveDate> = corrected(record, window, of_any).into_iter().collect();
    let mut dates_told: BTreeSet<(NaiveDate, Option<NaiveDate>)> = BTreeSet::new();
    for (_, series) in series {
        dates_told.extend(series.points.iter().filter(|point| window.holds(point.date)).map(|p| (p.date, None)));
        let periods = series.periods.iter().filter(|figure| period(figure).is_some_and(|days| days.meets(window)));
        dates_told.extend(periods.map(|figure| (figure.date, figure.thing.period_start)));
    }
    let row = |(date, start): &(NaiveDate, Option<NaiveDate>)| {
        let of = |series: &Series<'_>| -> (String, Vec<Cite>) {
            let figures: Vec<DayFigure<'_>> = match start {
                None => {
                    let point = series.points.iter().find(|point| point.date == *date);
                    point.map(|point| point.by_carrier.clone()).unwrap_or_default()
                }
                Some(_) => {
                    let same = |figure: &&DayFigure<'_>| figure.date == *date && figure.thing.period_start == *start;
                    series.periods.iter().filter(same).cloned().collect()
                }
            };
            let cites = figures.iter().flat_map(|figure| Cite::list(slug, &figure.speaking)).collect();
            let words = figures.iter().map(figures::of_day).collect::<Vec<String>>().join(", ");
            (if words.is_empty() { t!("chart-no-figure") } else { words }, cites)
        };
        let (cells, cites): (Vec<String>, Vec<Vec<Cite>>) = series.iter().map(|(_, series)| of(series)).unzip();
        let day = match start {
            None => dates::short(*date, moment.today),
            Some(start) => dates::days(Window { from: *start, to: *date }, moment.today),
        };
        let day = mark_corrected(&corrected, *date, day);
        Row { day, days: None, href: paths::day(slug, *date), cells, cites: cites.into_iter().flatten().collect() }
    };
    let days: BTreeSet<NaiveDate> = dates_told.iter().filter(|(_, start)| start.is_none()).map(|(d, _)| *d).collect();
    let within = |date: NaiveDate| {
        let over =
            |(end, start): &(NaiveDate, Option<NaiveDate>)| start.is_some_and(|start| start <= date && date <= *end);
        dates_told.iter().any(over)
    };
    let all = window.from.iter_days().take(window.days());
    let silent: Vec<NaiveDate> = all.filter(|date| !days.contains(date) && !within(*date)).collect();
    let names = series.iter().map(|(name, _)| name.clone());
    Table {
        caption: t!("chart-table-days"),
        head: [t!("chart-head-day")].into_iter().chain(names).chain([t!("chart-head-who")]).collect(),
        rows: dates_told.iter().rev().map(row).collect(),
        series: None,
        rest: charts::other_days(silent.len(), window.days().saturating_sub(days.len() + silent.len()), window),
    }
}
