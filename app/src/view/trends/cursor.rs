//! What the script of a figure needs to say what stands in its tables: which table belongs to which plot, the days that
//! have no row, and all words. The script has no number and no word of its own.

use domain::{BucketState, By, Window};

use super::series::{BucketData, TrendSeries};
use super::{TrendsView, tables, words as told};
use crate::t;
use crate::text::{row, trends as text};
use crate::view::chart::Drawn;

/// The cursor of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Where the module is that is fetched when somebody uses it.
    pub module: String,
    /// How it is used.
    pub hint: String,
    /// Two things of a row with what stands between them: `{first}; {next}`.
    pub and: String,
    /// Of each plot of the figure.
    pub plots: Vec<PlotCursor>,
}

/// The cursor of one plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotCursor {
    /// The tables that it reads, by their places among those of the page: several where the plot shows what several say.
    pub series: Vec<usize>,
    /// What it is called for those who hear the page.
    pub label: String,
    /// What is said of a row: `{day}: {rest}`, with the name of the plot where there are several.
    pub line: String,
    /// What is said of a day that has none: `{day}: no figure`.
    pub none: String,
    /// Of each part of the drawing the names of its days that have no row, in order, `|` between them and nothing for
    /// those that have one; empty where every bucket has a row. Behind a name, after a tab, what is said of a day that is
    /// not silent all the same: that it lies within a period, or why nothing is known.
    pub silent: Vec<String>,
}

impl Cursor {
    /// Of the figure of a view, with the module's address.
    pub fn of(view: &TrendsView, module: &str) -> Self {
        let plots = view.figure.plots.iter().zip(&view.plotted);
        let series = |places: &[usize]| places.iter().filter_map(|place| view.series.get(*place)).collect();
        let plots = plots.filter_map(|(drawn, places)| plot(drawn, places, series(places)));
        Self {
            module: module.to_owned(),
            hint: t!("cursor-hint", by = view.asked.by.key()),
            and: t!("cursor-and", first = "{first}", next = "{next}"),
            plots: plots.collect(),
        }
    }
}

fn plot(drawn: &Drawn, places: &[usize], all: Vec<&TrendSeries>) -> Option<PlotCursor> {
    let series = *all.first()?;
    let name = Some(drawn.name.as_str()).filter(|name| !name.is_empty());
    let line = |rest: &str| t!("cursor-line", plot = name, day = "{day}", rest = rest);
    let of_silent = series.buckets.iter().find(|bucket| bucket.state == BucketState::NotReported);
    Some(PlotCursor {
        series: places.to_vec(),
        label: t!("cursor-label", what = name.unwrap_or(&series.name), by = series.by.key()),
        line: line("{rest}"),
        none: line(of_silent.map_or(&text::none(), |bucket| &bucket.words)),
        silent: drawn.months.iter().map(|part| silent(&all, part.window)).collect(),
    })
}

/// The days of a part that have a row in no table.
fn silent(all: &[&TrendSeries], part: Window) -> String {
    let Some(series) = all.first() else { return String::new() };
    let has_row = |date| {
        let on = |bucket: &&BucketData| bucket.window.from == date;
        all.iter().any(|series| series.buckets.iter().find(on).is_some_and(tables::is_in_table))
    };
    let name = |bucket: &BucketData| {
        if has_row(bucket.window.from) {
            return String::new();
        }
        let name = told::bucket(bucket, series.by, series.window.to);
        // Of access something may be said all the same: of one class of traffic, or later.
        let is_access = bucket.access.is_some() && !bucket.rests.is_empty();
        if bucket.state == BucketState::NotReported && bucket.absences.is_empty() && !is_access {
            return name;
        }
        let beside = match bucket.state {
            _ if is_access => bucket.rests.clone(),
            BucketState::NotReported => row(bucket.absences.iter().map(|why| t!("trends-absent", why = *why))),
            _ => String::new(),
        };
        // Words of a source may hold any sign.
        let told = match beside.as_str() {
            "" => bucket.words.clone(),
            beside => t!("cursor-and", first = bucket.words.as_str(), next = beside),
        };
        format!("{name}\t{}", told.replace(['|', '\t'], " "))
    };
    let within = series.buckets.iter().filter(|bucket| part.holds(bucket.window.from));
    match series.by {
        By::Day => within.map(name).collect::<Vec<String>>().join("|"),
        By::Week | By::Month => String::new(),
    }
}
