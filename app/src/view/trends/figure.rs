//! The figure of a view: every plot on one scale, each with the access and the events of its own corridor on its axis.

use chrono::NaiveDate;
use domain::reconcile::{RunningTotals, headline_among, headline_series};
use domain::{By, Moment, Record, Thing, Window};

use super::events::{self, EventMark};
use super::series::BucketData;
use super::shown::{self, Main, Shown};
use super::{Of, files, words as told};
use crate::paths::trends::AskedTrends;
use crate::t;
use crate::text::trends as text;
use crate::view::chart::trend::{Trend, drawn};
use crate::view::chart::{ChartFigure, Drawn, Pen, Plot, Sign, Table, bars, lines_at, round_lines, running, stocks};
use crate::view::chrome;
use crate::view::mark::Mark;
use crate::view::sums::RestLine;

/// Its place on the page.
pub const ID: &str = "trend";

/// The events of one corridor: its name where several are in view, the marks, a line on those that are left out.
pub type Events = (Option<String>, Vec<EventMark>, Option<String>);

/// One corridor of a view.
struct Part<'r> {
    record: &'r Record,
    window: Window,
    events: Vec<EventMark>,
    cells: Vec<(NaiveDate, Mark)>,
    shown: Shown,
}

/// The figure of what is shown of each corridor, the first one's first.
pub fn figure(all: Vec<(Of<'_>, Window, Shown)>, asked: &AskedTrends, pen: Pen<'_>) -> (ChartFigure, Vec<Events>) {
    let several = all.len() > 1;
    let (parts, lists): (Vec<Part<'_>>, Vec<Option<Events>>) =
        all.into_iter().map(|(of, window, shown)| part(of, window, shown, several)).unzip();
    (of_parts(parts, asked, several, pen), lists.into_iter().flatten().collect())
}

/// One corridor with what stands on its axis, and the list of its events.
fn part<'r>((record, moment): Of<'r>, window: Window, shown: Shown, several: bool) -> (Part<'r>, Option<Events>) {
    let (events, left_out) = events::within(record, moment, window);
    // Where access is what is drawn, it needs no band.
    let is_band = shown.plots.iter().any(|main| matches!(main.plot, Plot::Cells(_)));
    let cells = if is_band { Vec::new() } else { shown::band(record, moment, window) };
    let list = (!events.is_empty()).then(|| {
        let name = several.then(|| chrome::corridor_name(record));
        (name, events.clone(), (left_out > 0).then(|| t!("trends-events-more", events = left_out)))
    });
    (Part { record, window, events, cells, shown }, list)
}

fn of_parts(mut parts: Vec<Part<'_>>, asked: &AskedTrends, several: bool, pen: Pen<'_>) -> ChartFigure {
    let lines = on_one_scale(&mut parts);
    let drawn: Vec<Drawn> = parts.iter().flat_map(|part| plots(part, asked, several, pen)).collect();
    let slug = parts.first().map(|part| part.record.corridor().slug.clone());
    let mut legend: Vec<(Sign, String)> = Vec::new();
    let bands = parts.iter().filter(|part| !part.shown.plots.is_empty()).flat_map(|part| shown::band_key(&part.cells));
    let signs = parts.iter().flat_map(|part| part.shown.legend.clone());
    let has_band = parts.iter().any(|part| !part.cells.is_empty() && !part.shown.plots.is_empty());
    for sign in signs.chain(bands) {
        if !legend.iter().any(|known| known.1 == sign.1) {
            legend.push(sign);
        }
    }
    let scale = lines_at(&lines).into_iter().chain(several.then(|| t!("trends-same-scale")));
    let axis = scale.chain(has_band.then(|| t!("trends-band")));
    let notes = parts.iter().flat_map(|part| named_notes(part, several)).chain(axis.map(RestLine::plain));
    let notes: Vec<RestLine> = notes.collect();
    let empty = if drawn.is_empty() { parts.first().and_then(|part| part.shown.empty.clone()) } else { None };
    let findings: Vec<String> = parts.iter().skip(1).map(|part| of_corridor(part, &part.shown.finding)).collect();
    let first = parts.into_iter().next();
    let window = first.as_ref().map_or(Window { from: NaiveDate::MIN, to: NaiveDate::MIN }, |first| first.window);
    let (title, summary) = first.map(|first| (first.shown.finding, first.shown.summary)).unwrap_or_default();
    let summary = [summary].into_iter().chain(findings.into_iter().map(|finding| finding + "."));
    ChartFigure {
        id: ID,
        title,
        summary: summary.filter(|text| !text.is_empty()).collect::<Vec<String>>().join(" "),
        window,
        plots: drawn,
        legend,
        notes,
        table: Table::default(),
        files: slug.map(|slug| files(&slug, asked)).unwrap_or_default(),
        empty,
    }
}

fn of_corridor(part: &Part<'_>, what: &str) -> String {
    t!("trends-of-corridor", corridor = chrome::corridor_name(part.record), what = what)
}

/// What is to be said under the drawing; of which corridor, where there are several. Lines are told once for all.
fn named_notes(part: &Part<'_>, several: bool) -> Vec<RestLine> {
    let named = |note: &RestLine| RestLine { text: of_corridor(part, &note.text), ..note.clone() };
    let silent = part.shown.empty.clone().filter(|_| several).map(RestLine::plain);
    let all = part.shown.notes.iter().chain(&silent);
    all.map(|note| if several { named(note) } else { note.clone() }).collect()
}

/// Gives all plots the highest number of any of them, and lines at round numbers where bars have no room for their own.
fn on_one_scale(parts: &mut [Part<'_>]) -> Vec<u64> {
    let plots = || parts.iter().flat_map(|part| &part.shown.plots).map(|main| &main.plot);
    let top = plots().map(top).max().unwrap_or(0);
    let all: Vec<bars::Bars> =
        plots().filter_map(|plot| if let Plot::Bars(bars) = plot { Some(bars.clone()) } else { None }).collect();
    let crowded = parts.iter().any(|part| !bars::has_room(&all, part.window) && part.shown.plots.iter().any(is_by_day));
    let pointed = plots().any(|plot| matches!(plot, Plot::Points(_)));
    let lines = if crowded || pointed { round_lines(top) } else { Vec::new() };
    for main in parts.iter_mut().flat_map(|part| &mut part.shown.plots) {
        match &mut main.plot {
            Plot::Bars(bars) => (bars.top, bars.lines) = (top, lines.clone()),
            Plot::Points(points) => (points.top, points.lines) = (top, lines.clone()),
            Plot::Cells(_) | Plot::Trend(_) => {}
        }
    }
    // The points of one corridor tell their lines among their own notes.
    if pointed { Vec::new() } else { lines }
}

/// Whether bars are so many that none has its number: of many weeks too.
fn is_by_day(main: &Main) -> bool {
    main.buckets.len() > 60
}

fn top(plot: &Plot) -> u64 {
    match plot {
        Plot::Bars(bars) => bars.top,
        Plot::Points(points) => points.top,
        Plot::Cells(_) => 0,
        Plot::Trend(trend) => top(&trend.main),
    }
}

fn plots(part: &Part<'_>, asked: &AskedTrends, several: bool, pen: Pen<'_>) -> Vec<Drawn> {
    let corridor = several.then(|| chrome::corridor_name(part.record));
    let own = |main: &Main| {
        let names: Vec<String> = corridor.iter().cloned().chain([main.name.clone()]).collect();
        let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<String>>().join(", ");
        let coverage = if name.is_empty() { String::new() } else { main.coverage.clone() };
        let plot = Trend {
            main: Box::new(main.plot.clone()),
            by: asked.by,
            cells: part.cells.clone(),
            events: events::numbers(&part.events),
        };
        let title = corridor.as_ref().map_or_else(|| main.title.clone(), |_| of_corridor(part, &main.title));
        drawn(part.record, part.window, asked, pen, plot, (&title, name, coverage), |plot, days| {
            describe(plot, days, main, asked.by)
        })
    };
    part.shown.plots.iter().map(own).collect()
}

/// A part of a drawing in a sentence: of days as everywhere, of weeks and months from the finished values.
fn describe(plot: &Plot, days: Window, main: &Main, by: By) -> String {
    match plot {
        Plot::Bars(_) if by == By::Day => bars::describe(plot, days, &main.title),
        Plot::Points(points) if points.joined => stocks::describe(plot, days, &main.title),
        Plot::Points(_) => running::describe(plot, days, &main.title),
        _ => {
            let within: Vec<&BucketData> =
                main.buckets.iter().filter(|bucket| days.holds(bucket.window.from)).collect();
            let (told, silent): (Vec<&BucketData>, Vec<&BucketData>) =
                within.into_iter().partition(|bucket| bucket.state != domain::BucketState::NotReported);
            let said: Vec<String> = told.into_iter().map(|bucket| told::described_bucket(bucket, days.to)).collect();
            text::described(&main.title, &said, silent.len(), by)
        }
    }
}

/// The running total of what a view counts day by day, by the source that gave most of them; none where nobody gives one.
pub fn running(
    record: &Record,
    moment: &Moment,
    asked: &AskedTrends,
    window: Window,
    is_of: impl Fn(&Thing) -> bool,
    pen: Pen<'_>,
) -> Option<ChartFigure> {
    let all: Vec<RunningTotals<'_>> =
        RunningTotals::all(record, window.to).into_iter().filter(|series| is_of(series.thing)).collect();
    let usual = headline_series(record, window.to).filter(|usual| all.contains(usual));
    let headline = usual.or_else(|| headline_among(all))?;
    let figure = running::of_series(record, moment, window, &headline, &|_, _| String::new());
    let months = AskedTrends { by: By::Day, ..asked.clone() };
    let wrap = |found: Drawn| {
        let title = crate::text::labels::thing(headline.thing, moment.today);
        let plot = Trend { main: Box::new(found.plot), by: By::Day, cells: Vec::new(), events: Vec::new() };
        let heading = (title.as_str(), found.name, found.coverage);
        drawn(record, window, &months, pen, plot, heading, |plot, days| running::describe(plot, days, &title))
    };
    let plots = figure.plots.into_iter().map(wrap).collect();
    Some(ChartFigure { plots, ..figure })
}
