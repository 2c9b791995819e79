//! A figure over days: one finished value from which its sentence, its drawing, its table and its files are made, so
//! that they cannot differ. What is not known is a value of its own here: a slot without a figure is silent, never 0.

pub mod bars;
pub mod cells;
pub mod points;
pub mod running;
pub mod stocks;
pub mod trend;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::window::Window;
use domain::{Measure, MeasureKind, Moment, PublicDay, Record, Slug, Thing, history};

use super::cite::Cite;
use super::mark::Mark;
use super::sums::RestLine;
use crate::paths::Asked;
use crate::text::{self, dates, labels};
use crate::{paths, t};

/// The page and the files show so many days.
pub const DAYS: i64 = 90;

/// Draws the part of a chart that lies in one month; the server brings it, since drawing is not the page's matter.
pub type Pen<'p> = &'p dyn Fn(&Plot, &MonthPart) -> String;

/// A figure with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartFigure {
    /// Its place on the page.
    pub id: &'static str,
    /// What it shows, with how much of it is known: its finding.
    pub title: String,
    /// One sentence, computed from the same values as the drawing.
    pub summary: String,
    /// The days that it is about.
    pub window: Window,
    /// What is drawn, one under the other; empty when there is nothing to draw.
    pub plots: Vec<Drawn>,
    /// What the signs mean: only those that occur.
    pub legend: Vec<(Sign, String)>,
    /// Under the drawing: what its lines and letters are.
    pub notes: Vec<RestLine>,
    /// The same in a table.
    pub table: Table,
    /// Files: words and address.
    pub files: Vec<(String, String)>,
    /// In the place of a drawing where there is nothing to draw.
    pub empty: Option<String>,
}

/// One plot with its drawing, month by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// `ICRC`; empty where the figure has one plot only.
    pub name: String,
    /// `237 patients on 21 of 90 days`.
    pub coverage: String,
    /// What is drawn.
    pub plot: Plot,
    /// Each month of the window, with its drawing.
    pub months: Vec<MonthPart>,
}

/// The part of a plot that lies in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPart {
    /// `Patients moved out, ICRC, April 2023`: its name for those who hear the page.
    pub title: String,
    /// `April 2023`.
    pub name: String,
    /// The month's page.
    pub href: String,
    /// Its days within the figure.
    pub window: Window,
    /// The drawing in a sentence.
    pub described: String,
    /// The drawing.
    pub svg: String,
}

/// What is drawn over days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// A figure a day, as bars.
    Bars(bars::Bars),
    /// Running totals with the sum of the daily reports under them, or stocks.
    Points(points::Points),
    /// The access of each day, as a road of cells.
    Cells(cells::Cells),
    /// One of these over days, weeks or months, with access and events on its axis.
    Trend(trend::Trend),
}

/// A sign of a drawing that the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// A bar with its number.
    Exact,
    /// A flat stroke.
    Zero,
    /// A bar without an upper end.
    AtLeast,
    /// An outline from nothing to the upper end.
    AtMost,
    /// Solid to the low, outline to the high.
    Range,
    /// A wave for a top.
    About,
    /// In words only.
    Words,
    /// A dashed outline over the days of one claim.
    Period,
    /// Solid grey.
    Withheld,
    /// Low hatch: nobody gave a figure.
    Silent,
    /// A filled point: the series in question.
    Point,
    /// Points, joined by a line on neighbouring days.
    Stock,
    /// A hollow point: totals of others.
    Hollow,
    /// A point with an arrow: no upper end.
    PointOpen,
    /// Two points and a line: from the lowest to the highest.
    PointRange,
    /// A dashed ring: about.
    PointAbout,
    /// A dashed box at the base: in words only, or withheld.
    PointUntold,
    /// A step line: what daily reports add up to.
    Daily,
    /// A bracket over the days in which reports fall short of the total.
    Gap,
    /// A status.
    Status(Mark),
    /// A small triangle under a day: corrected since it was first published.
    Corrected,
}

/// A table that says what a drawing shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The heads of its columns; the first is that of the rows.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// One line on all days that have no row.
    pub rest: Option<String>,
    /// Of a table that a cursor reads: its place among those of the page.
    pub series: Option<usize>,
}

/// One row: a day, its figures, who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `10 April`.
    pub day: String,
    /// The days that it is about, where a cursor finds it by them.
    pub days: Option<Window>,
    /// The day's page.
    pub href: String,
    /// One cell a column between the day and the sources.
    pub cells: Vec<String>,
    /// Who says so.
    pub cites: Vec<Cite>,
}

/// The last days of a record up to today: at most `DAYS`; none before it begins.
pub fn last_days(record: &Record, moment: &Moment) -> Option<Window> {
    let corridor = record.corridor();
    let end = corridor.record_ends.map_or(moment.today, |end| end.min(moment.today));
    Window::new(ninety_days_to(end).max(corridor.record_begins), end)
}

/// The figure of a measure; none where the days that are asked for hold none of the record.
pub fn figure(record: &Record, moment: &Moment, asked: &Asked, pen: Pen<'_>) -> Option<ChartFigure> {
    let last = last_days(record, moment)?;
    let to = asked.to.unwrap_or(last.to);
    let from = asked.from.unwrap_or_else(|| ninety_days_to(to));
    let window = Window::new(from, to)?.clipped(record.corridor(), moment.today)?;
    let figure = match asked.measure.kind() {
        MeasureKind::Access => cells::figure(record, moment, window, pen),
        MeasureKind::Flow => {
            let flow = bars::of_measure(record, moment, asked.measure, asked.direction);
            bars::figure(record, moment, window, &flow, pen)
        }
        MeasureKind::Cumulative => running::of_measure(record, moment, window, asked, pen),
        MeasureKind::Stock => stocks::figure(record, moment, window, asked.measure, pen),
    };
    let slug = &record.corridor().slug;
    let file = |words: String, kind: &str| (words, paths::chart_over(slug, asked, kind));
    let files = vec![file(t!("chart-file-svg"), "svg"), file(t!("chart-file-png"), "png")];
    Some(with_withdrawn(record, ChartFigure { files, ..figure }))
}

/// A figure that names the days of it that were withdrawn: nobody may take them for silence.
pub fn with_withdrawn(record: &Record, figure: ChartFigure) -> ChartFigure {
    let notes = withdrawn_lines(record, figure.window).chain(figure.notes).collect();
    ChartFigure { notes, ..figure }
}

/// Which days of a window were withdrawn, a line each.
pub(crate) fn withdrawn_lines(record: &Record, window: Window) -> impl Iterator<Item = RestLine> {
    record.withdrawn(window).map(move |day| withdrawn_line(record, day, window.to))
}

/// Which day was withdrawn, and the public reason: the page of the day, which says the same, is named beside it.
fn withdrawn_line(record: &Record, day: &PublicDay, beside: NaiveDate) -> RestLine {
    let redacted = day.redaction.as_ref().map(|redaction| redaction.reason.as_str());
    let reason = redacted.or(day.reason.as_deref());
    let cite = Cite {
        says: None,
        name: dates::short(day.date, beside),
        via: None,
        date: None,
        href: paths::day(&record.corridor().slug, day.date),
    };
    RestLine { text: text::trends::day_withdrawn(day.date, reason, beside), cites: vec![cite] }
}

/// What stands in the place of any figure while the record has not begun; none once it has.
pub fn not_begun(record: &Record, moment: &Moment, measure: Measure) -> Option<ChartFigure> {
    let begins = record.corridor().record_begins;
    (moment.today < begins).then(|| ChartFigure {
        id: "not-begun",
        title: labels::measure_heading(measure),
        summary: String::new(),
        window: Window { from: begins, to: begins },
        plots: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
        table: Table::default(),
        files: Vec::new(),
        empty: Some(t!("empty-before", begins = dates::full(begins))),
    })
}

fn ninety_days_to(end: NaiveDate) -> NaiveDate {
    end - chrono::Days::new(u64::try_from(DAYS - 1).unwrap_or(0))
}

/// The files of a figure.
fn files(slug: &Slug, measure: Measure) -> Vec<(String, String)> {
    let file = |words: String, kind: &str| (words, paths::chart(slug, measure, kind));
    vec![file(t!("chart-file-svg"), "svg"), file(t!("chart-file-png"), "png")]
}

/// A plot with its drawing, month by month.
fn drawn(
    record: &Record,
    window: Window,
    pen: Pen<'_>,
    plot: Plot,
    title: String,
    (name, coverage): (String, String),
    describe: impl Fn(&Plot, Window) -> String,
) -> Drawn {
    let part = |month: Window| {
        let days = Window { from: month.from.max(window.from), to: month.to.min(window.to) };
        let mut part = MonthPart {
            title: t!("chart-part-title", what = &title, month = dates::month(days.from)),
            name: dates::month(days.from),
            href: paths::month(&record.corridor().slug, days.from),
            window: days,
            described: with_corrected(describe(&plot, days), &plot, days),
            svg: String::new(),
        };
        part.svg = pen(&plot, &part);
        part
    };
    let months = window.months().into_iter().map(part).collect();
    Drawn { name, coverage, plot, months }
}

/// The days of a window on which a correction changed what was said of things.
pub(crate) fn corrected(record: &Record, window: Window, of: impl Fn(&Thing) -> bool) -> Vec<NaiveDate> {
    let days = record.days().map(|day| day.date).filter(|date| window.holds(*date));
    days.filter(|date| history::corrected_things(record, *date).iter().any(&of)).collect()
}

/// A drawing in a sentence, and on which of its days figures were corrected.
pub(crate) fn with_corrected(described: String, plot: &Plot, part: Window) -> String {
    let one_month = (part.from.year(), part.from.month()) == (part.to.year(), part.to.month());
    let name = |date: &NaiveDate| if one_month { date.day().to_string() } else { dates::short(*date, part.to) };
    let days: Vec<String> = plot.corrected().iter().filter(|date| part.holds(**date)).map(name).collect();
    text::and_then(described, (!days.is_empty()).then(|| t!("chart-corrected-on", days = text::listed(&days))))
}

/// The name of a day in a table, which says so where its figures were corrected.
fn mark_corrected(days: &BTreeSet<NaiveDate>, date: NaiveDate, day: String) -> String {
    if days.contains(&date) { t!("chart-day-corrected", day = day) } else { day }
}

impl Plot {
    /// The days whose figures were corrected since they were first published.
    pub fn corrected(&self) -> &[NaiveDate] {
        match self {
            Self::Bars(bars) => &bars.corrected,
            Self::Points(points) => &points.corrected,
            Self::Cells(cells) => &cells.corrected,
            Self::Trend(trend) => trend.main.corrected(),
        }
    }
}

/// Round numbers up to the highest: two to five of them.
pub(crate) fn round_lines(top: u64) -> Vec<u64> {
    let scale = |exponent: u32| [1, 2, 5].map(|digit| digit * 10u64.saturating_pow(exponent));
    let step = (0..18).flat_map(scale).find(|step| top / step <= 4);
    step.map(|step| (1..=top / step).map(|times| times * step).collect()).unwrap_or_default()
}

/// Where a drawing has its lines, in words.
pub(crate) fn lines_at(lines: &[u64]) -> Option<String> {
    let lines: Vec<String> = lines.iter().map(|line| domain::amount::grouped(*line)).collect();
    (!lines.is_empty()).then(|| t!("chart-lines-at", lines = text::listed(&lines)))
}

impl Sign {
    /// What it means.
    pub fn words(self) -> String {
        match self {
            Self::Exact => t!("chart-legend-exact"),
            Self::Zero => t!("chart-legend-zero"),
            Self::AtLeast => t!("chart-legend-at-least", sign = t!("chart-short-at-least", number = "")),
            Self::AtMost => t!("chart-legend-at-most"),
            Self::Range => t!("chart-legend-range"),
            Self::About => t!("chart-legend-about"),
            Self::Words => t!("chart-legend-words"),
            Self::Period => t!("chart-legend-period"),
            Self::Withheld => t!("chart-legend-withheld"),
            Self::Silent => t!("chart-legend-silent"),
            Self::Point => t!("chart-legend-point"),
            Self::Stock => t!("chart-legend-stock"),
            Self::Hollow => t!("chart-legend-hollow"),
            Self::PointOpen => t!("chart-legend-point-open"),
            Self::PointRange => t!("chart-legend-point-range"),
            Self::PointAbout => t!("chart-legend-point-about"),
            Self::PointUntold => t!("chart-legend-point-untold"),
            Self::Daily => t!("chart-legend-daily"),
            Self::Gap => t!("chart-legend-gap"),
            Self::Status(mark) => mark.words(),
            Self::Corrected => t!("chart-legend-corrected"),
        }
    }
}
