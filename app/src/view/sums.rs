//! What a sum over days rests on: each day with its figure, the periods that count, what is left out and why.

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::record::Said;
use domain::series::{Point, Series, period};
use domain::{Record, Total, Window};

use super::chrome::Way;
use super::cite::{self, Cite};
use crate::text::{dates, figures, listed};
use crate::{paths, t};

/// What a sum rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rests {
    /// The days that are added: `12 on 15 April`, with the way to the day.
    pub days: Vec<Way>,
    /// The periods that count and those that do not, carriers and sources, a sentence each.
    pub lines: Vec<RestLine>,
}

/// A sentence on what a sum rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestLine {
    /// The sentence.
    pub text: String,
    /// Who says so, where it is one claim's.
    pub cites: Vec<Cite>,
}

impl RestLine {
    /// A sentence that is about no single claim.
    pub fn plain(text: String) -> Self {
        Self { text, cites: Vec::new() }
    }

    /// As text, with who says so behind it.
    pub fn text(&self) -> String {
        [self.text.clone(), cite::line(&self.cites)].join(" ").trim_end().to_owned()
    }
}

/// What one day of a series says, in words.
pub fn of_point(point: &Point<'_>) -> String {
    match (&point.by_carrier[..], &point.figure) {
        ([one], _) => figures::of_day(one),
        (_, Some(figure)) => figures::figure(figure),
        (parts, None) => listed(&parts.iter().map(figures::of_day).collect::<Vec<String>>()),
    }
}

/// What the total of a series rests on; years where they are not that of `beside`.
pub fn rests(record: &Record, beside: NaiveDate, series: &Series<'_>, total: &Total<'_>) -> Rests {
    let slug = &record.corridor().slug;
    let day = |point: &Point<'_>| {
        let date = dates::short(point.date, beside);
        Way::to(&t!("month-total-day", figure = of_point(point), date = date), paths::day(slug, point.date))
    };
    let counted = total.periods.iter().filter_map(|figure| {
        let days = dates::days(period(figure)?, beside);
        let text = t!("month-total-period", figure = figures::of_day(figure), days = days);
        Some(RestLine { text, cites: Cite::list(slug, &figure.speaking) })
    });
    let left_out = |said: &Said<'_>, tell: fn(String, String) -> String| {
        let from = said.claim.thing.period_start.unwrap_or(said.date());
        let days = dates::days(Window { from, to: said.date() }, beside);
        RestLine { text: tell(figures::says(&said.claim.says), days), cites: vec![Cite::of(slug, said)] }
    };
    let overlapped = |figure: String, days: String| t!("month-total-overlapped", figure = figure, days = days);
    let across = |figure: String, days: String| t!("month-total-across", figure = figure, days = days);
    Rests {
        days: series.within(total.window).iter().map(day).collect(),
        lines: counted
            .chain(total.overlapped.iter().map(|said| left_out(said, overlapped)))
            .chain(total.across_edges.iter().map(|said| left_out(said, across)))
            .collect(),
    }
}

/// `Sources: Artsakh government bulletin and Artsakh Ministry of Health.`
pub fn sources(series: &Series<'_>, total: &Total<'_>) -> Option<RestLine> {
    let of_days = series.within(total.window).iter().flat_map(|point| &point.by_carrier);
    let all = of_days.chain(&total.periods).flat_map(|figure: &DayFigure<'_>| &figure.speaking);
    let mut names: Vec<String> = all.map(cite::name).collect();
    names.sort();
    names.dedup();
    let told = || t!("month-total-sources", count = names.len(), sources = listed(&names));
    (!names.is_empty()).then(|| RestLine::plain(told()))
}
