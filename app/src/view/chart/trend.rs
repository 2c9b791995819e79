//! A figure over days, weeks or months: what is drawn, and on its axis the access of each day and numbered events. The
//! axis is one of days in all of them: a week is as wide as its days, and one that is cut off is narrower.

use chrono::{Datelike, NaiveDate};
use domain::{By, Record, Slug, Window};

use super::{Drawn, MonthPart, Pen, Plot, with_corrected};
use crate::paths::trends::AskedTrends;
use crate::text::{self, dates};
use crate::view::mark::Mark;
use crate::{paths, t};

/// What is drawn, with its axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// What is drawn over the days.
    pub main: Box<Plot>,
    /// How many days a bucket holds.
    pub by: By,
    /// The access of each day; empty where it is what is drawn.
    pub cells: Vec<(NaiveDate, Mark)>,
    /// Days with events, each with its number in the list.
    pub events: Vec<(NaiveDate, String)>,
}

/// In a row of weeks, and of months: so many.
const WEEKS: usize = 11;
const MONTHS: usize = 4;

/// What the drawing of a window is parted into, so that the parts wrap like words and a phone needs no second drawing.
pub fn parts(window: Window, by: By) -> Vec<Window> {
    let rows = |of: usize| {
        let buckets = by.parts(window);
        buckets.chunks(of).filter_map(|row| Window::new(row.first()?.from, row.last()?.to)).collect()
    };
    match by {
        By::Day => By::Month.parts(window),
        By::Week => rows(WEEKS),
        By::Month => rows(MONTHS),
    }
}

/// The name of a part, and of its days in weeks and months.
fn name(part: Window, by: By) -> String {
    match by {
        By::Day => dates::month(part.from),
        By::Week => dates::days(part, part.to),
        By::Month => {
            let (first, last) = (dates::month(part.from), dates::month(part.to));
            if first == last { first } else { t!("date-days-of-several", from = first, to = last) }
        }
    }
}

/// Where a part leads: its month, or the same days in steps that are finer.
fn way(slug: &Slug, part: Window, asked: &AskedTrends) -> String {
    match asked.by {
        By::Day => paths::month(slug, part.from),
        By::Week | By::Month => {
            let days = AskedTrends { by: By::Day, from: Some(part.from), to: Some(part.to), ..asked.clone() };
            paths::trends::trends_over(slug, &days)
        }
    }
}

/// A plot with its drawing, part by part: its name for those who hear it, its name beside others, what it rests on.
/// `describe` says a part in a sentence.
pub fn drawn(
    record: &Record,
    window: Window,
    asked: &AskedTrends,
    pen: Pen<'_>,
    plot: Trend,
    (title, name_of_plot, coverage): (&str, String, String),
    describe: impl Fn(&Plot, Window) -> String,
) -> Drawn {
    let events = plot.events.clone();
    let main = (*plot.main).clone();
    let plot = Plot::Trend(plot);
    let part = |days: Window| {
        let name = name(days, asked.by);
        let told = with_corrected(describe(&main, days), &main, days);
        let mut part = MonthPart {
            title: t!("chart-part-title", what = title, month = name.as_str()),
            href: way(&record.corridor().slug, days, asked),
            name,
            window: days,
            described: with_events(told, &events, days),
            svg: String::new(),
        };
        part.svg = pen(&plot, &part);
        part
    };
    let months = parts(window, asked.by).into_iter().map(part).collect();
    Drawn { name: name_of_plot, coverage, plot, months }
}

/// A drawing in a sentence, and which events stand on which of its days.
fn with_events(described: String, events: &[(NaiveDate, String)], part: Window) -> String {
    let within = events.iter().filter(|(date, _)| part.holds(*date));
    let one_month = part.from.month() == part.to.month() && part.from.year() == part.to.year();
    let told = within.map(|(date, number)| match one_month {
        true => t!("chart-on-day", figure = number, day = date.day()),
        false => t!("trends-on", figure = number, date = dates::short(*date, part.to)),
    });
    let told: Vec<String> = told.collect();
    let told = (!told.is_empty()).then(|| t!("trends-event-aloud", events = text::row(told)));
    text::and_then(described, told)
}
