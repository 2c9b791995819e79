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
    /// The table that it reads, by its place among those of the page.
    pub series: usize,
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
        let plots = plots.filter_map(|(drawn, place)| Some(plot(drawn, *place, view.series.get(*place)?)));
        Self {
            module: module.to_owned(),
            hint: t!("cursor-hint", by = view.asked.by.key()),
            and: t!("cursor-and", first = "{first}", next = "{next}"),
            plots: plots.collect(),
        }
    }
}

fn plot(drawn: &Drawn, place: usize, series: &TrendSeries) -> PlotCursor {
    let name = Some(drawn.name.as_str()).filter(|name| !name.is_empty());
    let line = |rest: &str| t!("cursor-line", plot = name, day = "{day}", rest = rest);
    let of_silent = series.buckets.iter().find(|bucket| bucket.state == BucketState::NotReported);
    PlotCursor {
        series: place,
        label: t!("cursor-label", what = name.unwrap_or(&series.name), by = series.by.key()),
        line: line("{rest}"),
        none: line(of_silent.map_or(&text::none(), |bucket| &bucket.words)),
        silent: drawn.months.iter().map(|part| silent(series, part.window)).collect(),
    }
}

/// The days of a part that have no row.
fn silent(series: &TrendSeries, part: Window) -> String {
    let name = |bucket: &BucketData| {
        if tables::is_in_table(bucket) {
            return String::new();
        }
        let name = told::bucket(bucket, series.by, series.window.to);
        if bucket.state == BucketState::NotReported && bucket.absences.is_empty() {
            return name;
        }
        // Words of a source may hold any sign.
        let told = row([&bucket.words, &bucket.rests].into_iter().filter(|words| !words.is_empty()).cloned());
        format!("{name}\t{}", told.replace(['|', '\t'], " "))
    };
    let within = series.buckets.iter().filter(|bucket| part.holds(bucket.window.from));
    match series.by {
        By::Day => within.map(name).collect::<Vec<String>>().join("|"),
        By::Week | By::Month => String::new(),
    }
}
