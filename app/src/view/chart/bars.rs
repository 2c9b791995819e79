//! A flow day by day, one plot a carrier: each day its own figure with its bounds, a claim over a period over its days,
//! a slot for every day without a report.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::figure::{DayFigure, Figure};
use domain::measure::Dimension;
use domain::series::{Point, Series};
use domain::totals::Total;
use domain::window::Window;
use domain::{Amount, Direction, Label, Measure, Moment, Record, Stage, Thing};

use super::{ChartFigure, Drawn, Pen, Plot, Row, Sign, Table, drawn, files, lines_at, round_lines};
use crate::text::{charts, dates, figures, labels};
use crate::view::cite::Cite;
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
}

/// What is said of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The day.
    pub date: NaiveDate,
    /// What is drawn.
    pub height: Height,
    /// The number above it, as short as it can be: `12`, `14+`, `~13`.
    pub label: String,
    /// The same in words: `at least 14`.
    pub words: String,
    /// Whether the day lies in a claim over a period.
    pub inside_period: bool,
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
    /// Whether a total of the figure's days counts it.
    pub counted: bool,
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

/// What a figure of bars is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow(Thing);

impl Flow {
    /// Patients moved out.
    pub fn patients_out() -> Self {
        Self(usual(Measure::PatientsTransferred, None))
    }

    /// The flow of a measure that a record says most of: outwards and patients first, never one facility's or one of
    /// another definition while there is a plain one.
    pub fn of(record: &Record, moment: &Moment, measure: Measure, direction: Option<Direction>) -> Self {
        let mut found: BTreeMap<Thing, usize> = BTreeMap::new();
        for said in record.said().filter(|said| said.date() <= moment.today) {
            let thing = &said.claim.thing;
            let asked = thing.measure == measure && direction.is_none_or(|way| thing.direction == Some(way));
            if asked && thing.stage == Stage::Done {
                *found.entry(Thing { period_start: None, ..thing.of_any_carrier() }).or_default() += 1;
            }
        }
        let patients = |thing: &Thing| thing.group.as_ref().is_some_and(|group| group.as_str() == "patients");
        let first = found.into_iter().min_by_key(|(thing, claims)| {
            let split = thing.facility.is_some() || thing.counted.is_some();
            (split, thing.direction != Some(Direction::Outbound), !patients(thing), std::cmp::Reverse(*claims))
        });
        Self(first.map_or_else(|| usual(measure, direction), |(thing, _)| thing))
    }

    fn thing(&self, carrier: Option<Label>) -> Thing {
        Thing { carrier, ..self.0.clone() }
    }

    /// What else of the measure is said of these days, and drawn in no bar: other groups, ways, facilities, units.
    fn others(&self, record: &Record, window: Window, today: NaiveDate) -> Vec<String> {
        let days = record.days().filter(|day| day.date <= today && window.holds(day.date));
        let things = days.flat_map(|day| day.claims().map(|(_, claim)| &claim.thing));
        let other = |thing: &&Thing| thing.measure == self.0.measure && thing.stage == Stage::Done;
        let things: BTreeSet<Thing> = things
            .filter(other)
            .map(|thing| Thing { period_start: None, ..thing.of_any_carrier() })
            .filter(|thing| *thing != self.0)
            .collect();
        things.iter().map(|thing| labels::thing(thing, today)).collect()
    }

    /// The carriers of whom something is said within a window; none stands for "not said", and comes last.
    fn carriers(&self, record: &Record, window: Window, today: NaiveDate) -> Vec<Option<Label>> {
        let any = self.thing(None);
        let same = |thing: &Thing| Thing { period_start: None, carrier: None, ..thing.clone() } == any;
        let said = record.said().filter(|said| said.date() <= today && said.claim.thing.stage == Stage::Done);
        let touches =
            |start: Option<NaiveDate>, end: NaiveDate| start.unwrap_or(end) <= window.to && end >= window.from;
        let found: BTreeSet<Option<Label>> = said
            .filter(|said| same(&said.claim.thing) && touches(said.claim.thing.period_start, said.date()))
            .map(|said| said.claim.thing.carrier.clone())
            .collect();
        let (named, not_said): (Vec<_>, Vec<_>) = found.into_iter().partition(Option::is_some);
        named.into_iter().chain(not_said).collect()
    }
}

/// A flow of which nothing is said: what it would be.
fn usual(measure: Measure, direction: Option<Direction>) -> Thing {
    let way = direction.or(measure.takes(Dimension::Direction).then_some(Direction::Outbound));
    let patients = matches!(measure, Measure::PatientsTransferred);
    let group = patients.then(|| "patients".parse().ok()).flatten();
    Thing { direction: way, group, ..Thing::of(measure) }
}

/// The figure of a flow over the days of a window.
pub fn figure(record: &Record, moment: &Moment, window: Window, flow: &Flow, pen: Pen<'_>) -> ChartFigure {
    let series: Vec<(Option<Label>, Series<'_>)> = flow
        .carriers(record, window, moment.today)
        .into_iter()
        .filter_map(|carrier| Some((carrier.clone(), Series::of(record, &flow.thing(carrier), moment.today)?)))
        .collect();
    let any = Total::any_carrier(record, &flow.thing(None), window, moment.today);
    let what = labels::thing(&flow.0, moment.today);
    let also = flow.others(record, window, moment.today);
    let mut all: Vec<(Option<Label>, Bars)> =
        series.iter().map(|(carrier, series)| (carrier.clone(), Bars::of(series, window))).collect();
    let top = all.iter().map(|(_, bars)| bars.top).max().unwrap_or(0);
    let lines = if has_room(&all, window) { Vec::new() } else { round_lines(top) };
    for (_, bars) in &mut all {
        bars.top = top;
        bars.lines.clone_from(&lines);
    }
    let legend = legend(&all);
    let named: Vec<(String, Series<'_>)> =
        series.iter().map(|(carrier, series)| (charts::carrier(carrier.as_ref()), series.clone())).collect();
    let plots: Vec<Drawn> = all
        .into_iter()
        .zip(&series)
        .map(|((carrier, bars), (_, series))| {
            let coverage = series.total(window).map(|total| charts::coverage(&total)).unwrap_or_default();
            let name = charts::carrier(carrier.as_ref());
            let described = what.clone();
            let title = labels::thing(&series.thing, moment.today);
            drawn(record, window, pen, Plot::Bars(bars), title, (name, coverage), move |plot, part| {
                describe(plot, part, &described)
            })
        })
        .collect();
    let empty = plots.is_empty().then(|| charts::nobody(&what, window, last_of(record, flow, window)));
    ChartFigure {
        id: "moved",
        title: any.as_ref().map_or_else(|| what.clone(), |total| charts::title(&what, total)),
        summary: any.as_ref().map(|total| charts::summary(&what, total, last_bar(&plots))).unwrap_or_default(),
        window,
        table: table(record, window, &named, moment),
        legend,
        notes: any
            .as_ref()
            .map(charts::notes)
            .unwrap_or_default()
            .into_iter()
            .chain(lines_at(&lines))
            .chain(charts::also(&also))
            .collect(),
        files: files(&record.corridor().slug, flow.0.measure),
        empty,
        plots,
    }
}

impl Bars {
    fn of(series: &Series<'_>, window: Window) -> Self {
        let total = series.total(window);
        let counts = |date: NaiveDate| total.iter().any(|total| total.periods.iter().any(|own| own.date == date));
        let periods: Vec<PeriodBar> = series
            .periods
            .iter()
            .filter_map(|figure| {
                let days = Window::new(figure.thing.period_start?, figure.date)?;
                days.meets(window).then(|| PeriodBar {
                    window: days,
                    height: Height::of(figure.figure.as_ref(), figure.is_withheld()),
                    label: label(figure.figure.as_ref(), std::slice::from_ref(figure)),
                    words: figures::of_day(figure),
                    counted: counts(figure.date),
                })
            })
            .collect();
        let bars: Vec<Bar> = series
            .points
            .iter()
            .filter(|point| window.holds(point.date))
            .map(|point| Bar {
                date: point.date,
                height: Height::of(point.figure.as_ref(), point.is_withheld()),
                label: label(point.figure.as_ref(), &point.by_carrier),
                words: words(point),
                inside_period: periods.iter().any(|period| period.window.holds(point.date)),
            })
            .collect();
        let heights = bars.iter().map(|bar| bar.height).chain(periods.iter().map(|period| period.height));
        let top = heights.map(Height::top).max().unwrap_or(0);
        Self { window, bars, periods, top, lines: Vec::new() }
    }

    /// What is said of a day; none when it is silent.
    pub fn on(&self, date: NaiveDate) -> Option<&Bar> {
        self.bars.iter().find(|bar| bar.date == date)
    }

    /// Runs of days within a part of which nothing is said, neither alone nor within a period.
    pub fn silent_runs(&self, part: Window) -> Vec<Window> {
        let silent = |date: &NaiveDate| {
            self.on(*date).is_none() && !self.periods.iter().any(|period| period.window.holds(*date))
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
    fn of(figure: Option<&Figure>, withheld: bool) -> Self {
        match figure {
            _ if withheld => Self::Withheld,
            None => Self::Words,
            Some(figure) => {
                Self::Number { low: figure.interval.low, high: figure.interval.high, about: figure.approximate }
            }
        }
    }

    fn top(self) -> u64 {
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
pub(super) fn label(figure: Option<&Figure>, parts: &[DayFigure<'_>]) -> String {
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

/// The figure of a point in words.
pub(super) fn words(point: &Point<'_>) -> String {
    match (point.by_carrier.as_slice(), &point.figure) {
        ([one], _) => figures::of_day(one),
        (_, Some(figure)) => figures::figure(figure),
        (several, None) => several.iter().map(figures::of_day).collect::<Vec<String>>().join(", "),
    }
}

/// Whether bars have room for their numbers: few days, short numbers.
fn has_room(all: &[(Option<Label>, Bars)], window: Window) -> bool {
    let mut labels = all.iter().flat_map(|(_, bars)| &bars.bars).map(|bar| bar.label.chars().count());
    window.days() <= MOST_LABELLED_DAYS && labels.all(|length| length <= LONGEST_LABEL)
}

fn legend(all: &[(Option<Label>, Bars)]) -> Vec<(Sign, String)> {
    let mut signs: BTreeSet<Sign> = BTreeSet::new();
    for (_, bars) in all {
        signs.extend(bars.bars.iter().map(|bar| bar.height.sign()));
        signs.extend(bars.periods.iter().map(|_| Sign::Period));
        signs.extend((!bars.silent_runs(bars.window).is_empty()).then_some(Sign::Silent));
    }
    signs.into_iter().map(|sign| (sign, sign.words())).collect()
}

/// The drawing of a month in a sentence: `Patients moved out: 12 on 1, 14 on 11; no figure on 21 days.`
fn describe(plot: &Plot, part: Window, what: &str) -> String {
    let Plot::Bars(bars) = plot else { return String::new() };
    let said = bars.bars.iter().filter(|bar| part.holds(bar.date));
    let said: Vec<String> = said.map(|bar| charts::on_day(&bar.words, bar.date)).collect();
    let periods = bars.periods.iter().filter(|period| period.window.meets(part));
    let said: Vec<String> =
        said.into_iter().chain(periods.map(|period| charts::over_days(&period.words, period.window))).collect();
    let silent: usize = bars.silent_runs(part).into_iter().map(Window::days).sum();
    charts::described(what, &said, silent)
}

/// The last day of a figure, over all its plots.
fn last_bar(plots: &[Drawn]) -> Option<(NaiveDate, &str)> {
    let bars = plots.iter().filter_map(|drawn| if let Plot::Bars(bars) = &drawn.plot { Some(bars) } else { None });
    let last = bars.flat_map(|bars| bars.bars.last()).max_by_key(|bar| bar.date)?;
    Some((last.date, last.words.as_str()))
}

/// The last day before a window on which somebody gave a figure.
fn last_of(record: &Record, flow: &Flow, window: Window) -> Option<(NaiveDate, String)> {
    let series = Series::any_carrier(record, &flow.thing(None), window.from.pred_opt()?)?;
    series.points.last().map(|point| (point.date, words(point)))
}

/// Every day with a figure, one column a series.
pub(super) fn table(record: &Record, window: Window, series: &[(String, Series<'_>)], moment: &Moment) -> Table {
    let slug = &record.corridor().slug;
    let mut dates_told: BTreeSet<(NaiveDate, Option<NaiveDate>)> = BTreeSet::new();
    for (_, series) in series {
        dates_told.extend(series.points.iter().filter(|point| window.holds(point.date)).map(|p| (p.date, None)));
        let period = |figure: &DayFigure<'_>| Window::new(figure.thing.period_start?, figure.date);
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
            Some(start) => charts::span(Window { from: *start, to: *date }, moment.today),
        };
        Row { day, href: paths::day(slug, *date), cells, cites: cites.into_iter().flatten().collect() }
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
        rest: charts::other_days(silent.len(), window.days().saturating_sub(days.len() + silent.len()), window),
    }
}
