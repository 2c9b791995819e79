//! Trends: a measure over days, weeks or months, with all that a journalist takes along. Sentence, drawing, tables, files
//! and citation are made from one value, so that they cannot differ.

pub mod choice;
pub mod cursor;
pub mod events;
pub mod figure;
pub mod form;
pub mod series;
pub mod shown;
pub mod tables;
pub mod totals;
pub mod words;

use std::collections::BTreeSet;

use domain::around::{by_carrier, flows_in};
use domain::measure::Dimension;
use domain::{By, MeasureKind, Moment, Record, RunningTotals, Slug, Thing, Window};

use self::choice::{Problem, TypedTrends};
use self::cursor::Cursor;
use self::events::EventMark;
use self::form::TrendsForm;
use self::series::TrendSeries;
use self::shown::Shown;
use super::chart::{ChartFigure, Pen, Table, not_begun};
use super::chrome::{self, Chrome, Site, Social, Way};
use super::citation::Citation;
use super::share_page::{frame_code, usual_size};
use crate::paths::press::{self, AskedEmbed, EmbedView};
use crate::paths::trends::{AskedTrends, trends_file, trends_over};
use crate::text::{charts, dates, labels, listed, trends as text};
use crate::{paths, t};

/// A record with the moment that its pages name.
pub type Of<'r> = (&'r Record, &'r Moment);

/// What is asked for, as values: series for programs and files, and the figure that is drawn of them.
#[derive(Clone, Debug)]
pub struct TrendsView {
    /// What was understood.
    pub asked: AskedTrends,
    /// The days of the first corridor; none while its record has not begun.
    pub window: Option<Window>,
    /// What is counted there.
    pub thing: Thing,
    /// Every series in view, those of the corridor first.
    pub series: Vec<TrendSeries>,
    /// Of each plot of the drawing the place of its series among them.
    pub plotted: Vec<Vec<usize>>,
    /// The drawing with its finding.
    pub figure: ChartFigure,
    /// Events on the axis, each corridor's own; the name of the corridor where several are in view.
    pub events: Vec<(Option<String>, Vec<EventMark>, Option<String>)>,
}

/// The page of trends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendsPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// What is counted.
    pub heading: String,
    /// What can be chosen.
    pub form: TrendsForm,
    /// All below the form; none where what was typed cannot be read.
    pub found: Option<Box<Found>>,
}

/// What stands below the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The drawing with its finding and files.
    pub figure: ChartFigure,
    /// What answers in it; none where there is no drawing, or its script was not built.
    pub cursor: Option<Cursor>,
    /// Events on the axis.
    pub events: Vec<(Option<String>, Vec<EventMark>, Option<String>)>,
    /// The same by month, where the figure is by day.
    pub months: Vec<Table>,
    /// Every series in a table.
    pub tables: Vec<Table>,
    /// The carriers of a flow of any of them: name, what they come to, the way to each.
    pub carriers: Vec<(Way, String)>,
    /// Other things of the measure: the way to each.
    pub others: Vec<Way>,
    /// The running total that holds against the daily figures.
    pub running: Option<ChartFigure>,
    /// What is counted, and how.
    pub definition: Vec<String>,
    /// The way to all that is to be known of the measure.
    pub measure: Way,
    /// All sources.
    pub sources: Option<String>,
    /// How to cite the view.
    pub citation: Citation,
    /// The same days in a frame of another site, as it is copied; none where no frame shows just this.
    pub frame: Option<String>,
    /// The way to all frames.
    pub frames: Way,
}

impl TrendsView {
    /// What is asked of a corridor, beside others that it is compared with.
    pub fn of(own: Of<'_>, others: &[Of<'_>], asked: &AskedTrends, pen: Pen<'_>) -> Self {
        let (record, moment) = own;
        let Some(window) = choice::window(record, moment, asked) else {
            return Self::before(record, moment, asked);
        };
        let days = AskedTrends { from: Some(window.from), to: Some(window.to), ..asked.clone() };
        let mut all = vec![(own, window, shown::shown(record, moment, asked, window))];
        for other in others {
            // The days of the first; of them those that are of the other's record.
            let Some(part) = choice::window(other.0, other.1, &days) else { continue };
            all.push((*other, part, shown::shown(other.0, other.1, asked, part)));
        }
        let thing = all[0].2.thing.clone();
        let plotted = plotted(all.iter().map(|(_, _, shown)| shown));
        let series = all.iter().flat_map(|(_, _, shown)| shown.series.clone()).collect();
        let (figure, events) = figure::figure(all, asked, pen);
        Self { asked: asked.clone(), window: Some(window), thing, series, plotted, figure, events }
    }

    fn before(record: &Record, moment: &Moment, asked: &AskedTrends) -> Self {
        let begins = record.corridor().record_begins;
        let none = || ChartFigure {
            id: figure::ID,
            title: labels::measure_heading(asked.measure),
            summary: String::new(),
            window: Window { from: begins, to: begins },
            plots: Vec::new(),
            legend: Vec::new(),
            notes: Vec::new(),
            table: Table::default(),
            files: Vec::new(),
            empty: Some(charts::nobody(
                &labels::measure_heading(asked.measure),
                Window { from: begins, to: begins },
                None,
            )),
        };
        Self {
            asked: asked.clone(),
            window: None,
            thing: Thing::of(asked.measure),
            series: Vec::new(),
            plotted: Vec::new(),
            figure: not_begun(record, moment, asked.measure).unwrap_or_else(none),
            events: Vec::new(),
        }
    }
}

impl TrendsPage {
    /// The page of what was understood. `offered` are the corridors that it can be compared with.
    pub fn of(
        site: &Site,
        own: Of<'_>,
        others: &[Of<'_>],
        offered: &[(Slug, String)],
        asked: &AskedTrends,
        pen: Pen<'_>,
    ) -> Self {
        let (record, moment) = own;
        let view = TrendsView::of(own, others, asked, pen);
        let typed = TypedTrends::from_asked(asked);
        let form = TrendsForm::of(record, moment, offered, &typed, Some(&view.thing), Vec::new());
        let slug = &record.corridor().slug;
        let what = heading(&view, moment);
        let path = trends_over(slug, asked);
        let mut page = Self::around(site, own, &what, &path, form);
        if !view.figure.plots.is_empty() {
            page.chrome.social = Social::of_figure(site, &path, &trends_file(slug, asked, "png"));
        }
        page.chrome.description = Some(view.figure.title.clone());
        let found = found(site, own, others, view, &what, pen);
        page.chrome.cursor = found.cursor.as_ref().and(site.cursor.as_ref()).map(|script| script.loader.clone());
        page.found = Some(Box::new(found));
        page
    }

    /// The page again with what is wrong with what was typed, and all of it in its place.
    pub fn refused(
        site: &Site,
        own: Of<'_>,
        offered: &[(Slug, String)],
        typed: &TypedTrends,
        problems: Vec<Problem>,
    ) -> Self {
        let (record, moment) = own;
        let form = TrendsForm::of(record, moment, offered, typed, None, problems);
        let path = paths::trends::trends(&record.corridor().slug);
        let page = Self::around(site, own, &t!("trends-heading"), &path, form);
        let title = t!("trends-title-refused", title = page.chrome.title.as_str());
        Self { chrome: Chrome { title, canonical: None, ..page.chrome }, ..page }
    }

    fn around(site: &Site, (record, moment): Of<'_>, what: &str, path: &str, form: TrendsForm) -> Self {
        let name = chrome::corridor_name(record);
        let title = t!("trends-title", what = what, corridor = name.as_str());
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, path),
            corridor: Way::to(&name, paths::corridor(&record.corridor().slug)),
            heading: what.to_owned(),
            form,
            found: None,
        }
    }
}

/// Of each plot the place of its series: those of a corridor begin where those of the one before it end.
fn plotted<'s>(all: impl Iterator<Item = &'s Shown>) -> Vec<Vec<usize>> {
    let mut first = 0;
    let of_one = |shown: &Shown| {
        let own = first..first + shown.series.len();
        first += shown.series.len();
        // A plot that stands alone shows what all say: the totals of a source with those of others beside them.
        match shown.plots.len() {
            1 => vec![own.collect()],
            plots => own.take(plots).map(|place| vec![place]).collect::<Vec<Vec<usize>>>(),
        }
    };
    all.flat_map(of_one).collect()
}

/// What is counted, as the heading of the page.
fn heading(view: &TrendsView, moment: &Moment) -> String {
    match view.asked.measure.kind() {
        MeasureKind::Flow | MeasureKind::Access => labels::thing(&view.thing, moment.today),
        MeasureKind::Stock if view.series.len() == 1 => labels::thing(&view.thing, moment.today),
        MeasureKind::Stock | MeasureKind::Cumulative => labels::measure_heading(view.asked.measure),
    }
}

fn found(site: &Site, own: Of<'_>, others: &[Of<'_>], view: TrendsView, what: &str, pen: Pen<'_>) -> Found {
    let (record, moment) = own;
    let slug = &record.corridor().slug;
    let several = view.series.len() > 1;
    let asked = &view.asked;
    let mut table_asked = asked.clone();
    table_asked.compare = BTreeSet::new();
    let named = |caption: String, series: &TrendSeries| match asked.compare.is_empty() {
        true => caption,
        false => t!("trends-of-corridor", corridor = series.corridor_name.as_str(), what = caption),
    };
    let script = site.cursor.as_ref().filter(|_| !view.plotted.is_empty());
    let is_read = |place: &usize| script.is_some() && view.plotted.iter().flatten().any(|read| read == place);
    let table = |(place, series): (usize, &TrendSeries)| {
        let table = tables::of_series(series, &table_asked, several);
        Table { caption: named(table.caption.clone(), series), series: Some(place).filter(is_read), ..table }
    };
    // Before anything was published there is nothing that anybody could have been silent of.
    let is_public = record.version().is_some();
    let tables = view.series.iter().enumerate().filter(|_| is_public).map(table).collect();
    // Each series has its own: a level of one hospital says nothing of another.
    let months = view.window.filter(|_| is_public && asked.by == By::Day).map(|window| {
        let monthly = AskedTrends { by: By::Month, ..table_asked.clone() };
        let shown: Shown = shown::shown(record, moment, &monthly, window);
        let several = shown.series.len() > 1;
        let table = |series: &TrendSeries| {
            let table = tables::of_series(series, &monthly, several);
            let months = t!("trends-in-months");
            let caption = if several { t!("trends-in-months-of", what = table.caption.as_str()) } else { months };
            Table { caption: named(caption, series), ..table }
        };
        shown.series.iter().map(table).collect::<Vec<Table>>()
    });
    let names = series::sources(&view.series);
    // What stood there then: of several corridors the moment at which the last of them changed.
    let instant = others.iter().map(|(_, other)| other.instant).chain([moment.instant]).max().unwrap_or(moment.instant);
    let citation = citation(site, (record, &Moment { instant, ..*moment }), &view, what);
    let (carriers, others, running) = match view.window {
        Some(window) => {
            (carriers(own, &view, window), other_things(own, &view, window), running(own, &view, window, pen))
        }
        None => (Vec::new(), Vec::new(), None),
    };
    Found {
        definition: text::definition(&view.thing),
        measure: Way::to(&t!("trends-definition-more"), paths::files::measure(slug, asked.measure)),
        sources: (!names.is_empty()).then(|| t!("trends-sources", count = names.len(), sources = listed(&names))),
        months: months.into_iter().flatten().filter(|table| !table.rows.is_empty()).collect(),
        tables,
        carriers,
        others,
        running: running.map(|running| ChartFigure { files: running_files(slug, &view), ..running }),
        citation,
        frame: frame(site, record, &view, what),
        frames: Way::to(&t!("share-way"), press::share(slug)),
        cursor: script.map(|script| Cursor::of(&view, &script.module)),
        events: view.events,
        figure: view.figure,
    }
}

/// What each carrier of a flow comes to, where the figure is of any of them.
fn carriers((record, moment): Of<'_>, view: &TrendsView, window: Window) -> Vec<(Way, String)> {
    let is_any = view.asked.measure.kind() == MeasureKind::Flow && view.thing.carrier.is_none();
    if !is_any {
        return Vec::new();
    }
    let all = by_carrier(record, &view.thing, window, moment.today);
    let row = |series: &domain::Series<'_>| {
        let total = series.total(window)?;
        let carrier = series.thing.carrier.clone();
        let name = charts::carrier(carrier.as_ref());
        let asked = view.asked.clone().with(Dimension::Carrier, carrier.clone());
        let href = trends_over(&record.corridor().slug, &asked);
        let way = if carrier.is_some() { Way::to(&name, href) } else { Way::here(&name, href) };
        Some((way, charts::coverage(&total)))
    };
    all.iter().filter_map(row).collect()
}

/// What else of the measure is said of these days, counted apart: the way to each.
fn other_things((record, moment): Of<'_>, view: &TrendsView, window: Window) -> Vec<Way> {
    let others: BTreeSet<Thing> = match view.asked.measure.kind() {
        MeasureKind::Flow => {
            let own = view.thing.of_any_carrier();
            flows_in(record, window).into_iter().filter(|flow| flow.measure == own.measure && *flow != own).collect()
        }
        // Totals of another carrier, direction or group: none of them is in the figure.
        MeasureKind::Cumulative => {
            let plain = |thing: &Thing| Thing { period_start: None, ..thing.clone() };
            let all = RunningTotals::all(record, window.to);
            let of_measure = all.iter().map(|series| plain(series.thing));
            of_measure.filter(|thing| thing.measure == view.asked.measure && *thing != plain(&view.thing)).collect()
        }
        MeasureKind::Stock | MeasureKind::Access => return Vec::new(),
    };
    let way = |flow: Thing| {
        let asked = AskedTrends { compare: BTreeSet::new(), parts: Default::default(), ..view.asked.clone() };
        let spelled = choice::spelled_out(&asked, &flow, window);
        let asked = AskedTrends { from: view.asked.from, to: view.asked.to, ..spelled };
        Way::to(&labels::thing(&flow, moment.today), trends_over(&record.corridor().slug, &asked))
    };
    others.into_iter().map(way).collect()
}

/// The running total of what the figure counts day by day: the two against each other, with the gap by name.
fn running((record, moment): Of<'_>, view: &TrendsView, window: Window, pen: Pen<'_>) -> Option<ChartFigure> {
    let of_flow = |thing: &Thing| {
        let plain = Thing { period_start: None, ..thing.clone() };
        let carrier = view.thing.carrier.is_none() || plain.carrier == view.thing.carrier;
        let group = (plain.direction, &plain.group, &plain.counted, &plain.facility, &plain.item);
        let own =
            (view.thing.direction, &view.thing.group, &view.thing.counted, &view.thing.facility, &view.thing.item);
        plain.measure.flow_of_total() == Some(view.asked.measure) && carrier && group == own
    };
    figure::running(record, moment, &view.asked, window, of_flow, pen)
}

fn running_files(slug: &Slug, view: &TrendsView) -> Vec<(String, String)> {
    let measure = domain::Measure::ALL.into_iter().find(|total| total.flow_of_total() == Some(view.asked.measure));
    let asked = AskedTrends { compare: BTreeSet::new(), ..view.asked.clone() };
    let link =
        |measure| (t!("trends-link"), trends_over(slug, &AskedTrends { measure, usual: false, ..asked.clone() }));
    measure.map(link).into_iter().collect()
}

/// How to cite a view: with every choice and every day spelled out, so that it stays the same when the record goes on.
fn citation(site: &Site, (record, moment): Of<'_>, view: &TrendsView, what: &str) -> Citation {
    let corridor = record.corridor();
    let begins = Window { from: corridor.record_begins, to: corridor.record_begins };
    let window = view.window.unwrap_or(begins);
    let spelled = match view.asked.measure.kind() {
        MeasureKind::Flow => choice::spelled_out(&view.asked, &view.thing, window),
        _ => AskedTrends { usual: false, from: Some(window.from), to: Some(window.to), ..view.asked.clone() },
    };
    let title = t!(
        "trends-cited",
        what = what,
        corridor = chrome::corridor_name(record),
        from = dates::full(window.from),
        to = dates::full(window.to),
        by = view.asked.by.key(),
    );
    Citation::of(site, record, moment, &title, &trends_over(&corridor.slug, &spelled), "trends")
}

/// The frame of another site that shows these days. Frames are of one measure by day, of all carriers.
fn frame(site: &Site, record: &Record, view: &TrendsView, what: &str) -> Option<String> {
    let AskedTrends { measure, by, to, parts, compare, .. } = &view.asked;
    let only_direction = parts.keys().all(|part| *part == Dimension::Direction);
    let window = view.window.filter(|_| *by == By::Day && only_direction && compare.is_empty())?;
    let direction = parts.get(&Dimension::Direction).map(|named| named.as_str().parse()).transpose().ok()?;
    // Without days of its own a frame shows the latest alone.
    let from = Some(window.from);
    let asked = AskedEmbed { measure: *measure, direction, from, to: *to, ..AskedEmbed::of(EmbedView::Chart) };
    let src = paths::absolute(site.public_url.as_deref(), &press::embed(&record.corridor().slug, &asked));
    let title = t!("embed-title-chart", finding = what, corridor = chrome::corridor_name(record));
    Some(frame_code(&src, &title, usual_size(EmbedView::Chart)))
}

/// The files of a view.
pub(super) fn files(slug: &Slug, asked: &AskedTrends) -> Vec<(String, String)> {
    vec![
        (t!("trends-file-csv"), trends_file(slug, asked, "csv")),
        (t!("chart-file-svg"), trends_file(slug, asked, "svg")),
        (t!("chart-file-png"), trends_file(slug, asked, "png")),
    ]
}
