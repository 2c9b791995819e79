//! What other sites show of a corridor in a frame: its status, a measure over days, or the latest figures of one. Each names
//! the corridor, the day and every source, and tells a correction of what it shows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{Measure, MeasureKind, Moment, Record};

use super::card;
use super::chart::{self, ChartFigure, Pen};
use super::chrome::{self, Foot, LastSaved, Site, Way};
use super::correction::Corrections;
use super::figure_row::{self, FigureRow};
use super::old_state::OldNotice;
use super::sentence::{self, Sentence};
use super::status_page::Place;
use crate::paths::press::{AskedEmbed, EmbedView, Theme};
use crate::paths::{self, Asked, as_of};
use crate::t;
use crate::text::{self, dates, labels};

/// What a frame shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedPage {
    /// The title of its document.
    pub title: String,
    /// The page that it is of, whole when the site's beginning is known.
    pub canonical: String,
    /// Its colours; none: the reader's own.
    pub theme: Option<Theme>,
    /// The notice of a demonstration.
    pub demonstration: Option<String>,
    /// The record as it was last saved, while there is no database.
    pub last_saved: Option<LastSaved>,
    /// Of an earlier state of the record: which one, and the way to the page as it stands.
    pub old: Option<OldNotice>,
    /// What it says of the corridor and the hour.
    pub place: Place,
    /// What was corrected of what it shows.
    pub corrections: Corrections,
    /// What it shows.
    pub body: EmbedBody,
    /// The corridor's page.
    pub way: Way,
    /// What the record is.
    pub record: String,
}

/// What a frame shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmbedBody {
    /// The answer.
    Status(Box<Sentence>),
    /// A measure over days, and in a line whom its numbers are from.
    Chart(Box<ChartFigure>, Option<String>),
    /// The latest figures of a measure, and how many there are beside them.
    Figures(String, Vec<FigureRow>, Option<String>),
    /// That there is no such figure.
    NoFigure(String, String),
}

/// What was found, with its title and what was corrected of it.
type Found = (String, EmbedBody, Corrections);

impl EmbedPage {
    /// The frame that is asked for; none where the days that are asked for hold none of the record.
    pub fn of(site: &Site, record: &Record, moment: &Moment, asked: &AskedEmbed, pen: Pen<'_>) -> Option<Self> {
        let page = paths::corridor(&record.corridor().slug);
        let (title, body, corrections) = match asked.view {
            EmbedView::Status => status(record, moment),
            EmbedView::Chart => over_days(record, moment, asked, pen)?,
            EmbedView::Figure => latest(record, moment, asked),
        };
        Some(Self {
            title,
            canonical: paths::absolute(site.public_url.as_deref(), &as_of::without(&page)),
            theme: asked.theme,
            demonstration: site.demonstration.clone(),
            last_saved: site.last_saved,
            old: OldNotice::of(Some(record), &page),
            place: Place::of(record, moment),
            corrections,
            body,
            way: Way::to(&t!("embed-way"), page),
            record: Foot::of(record, moment).record,
        })
    }
}

fn status(record: &Record, moment: &Moment) -> Found {
    let sentence = Sentence::of(record, moment);
    let corrections = card::of_sentence(record, moment, &sentence);
    let title = sentence::title(&sentence, moment, &chrome::corridor_name(record));
    (title, EmbedBody::Status(Box::new(sentence)), corrections)
}

fn over_days(record: &Record, moment: &Moment, asked: &AskedEmbed, pen: Pen<'_>) -> Option<Found> {
    let measure = asked.measure;
    let of_chart = Asked { measure, direction: asked.direction, from: asked.from, to: asked.to };
    let figure = chart::figure(record, moment, &of_chart, pen);
    let figure = figure.or_else(|| chart::not_begun(record, moment, measure))?;
    let days: BTreeSet<NaiveDate> = figure.plots.iter().flat_map(|drawn| drawn.plot.corrected()).copied().collect();
    // Under a running total stands the sum of daily reports, which may be what was corrected.
    let of_measure = |other: Measure| other == measure || measure.kind() == MeasureKind::Cumulative;
    let corrections =
        Corrections::of_shown(record, moment, &|date, thing| days.contains(&date) && of_measure(thing.measure));
    let cites = figure.table.rows.iter().flat_map(|row| &row.cites);
    let names: BTreeSet<String> = cites.map(|cite| sourced(&cite.name, cite.via.as_deref())).collect();
    let names: Vec<String> = names.into_iter().collect();
    let sources = (!names.is_empty()).then(|| t!("embed-sources", sources = text::listed(&names)));
    let title = t!("embed-title-chart", finding = figure.title.as_str(), corridor = chrome::corridor_name(record));
    Some((title, EmbedBody::Chart(Box::new(figure), sources), corrections))
}

fn sourced(name: &str, via: Option<&str>) -> String {
    text::sentences::cite(None, name, via, None).text()
}

fn latest(record: &Record, moment: &Moment, asked: &AskedEmbed) -> Found {
    let heading = labels::measure_heading(asked.measure);
    let found = figure_row::of_measure(record, moment, asked.measure, asked.direction);
    let corrections = Corrections::of_shown(record, moment, &|date, thing| {
        found.shown.iter().any(|(day, shown)| *day == date && shown == thing)
    });
    let name = chrome::corridor_name(record);
    let date = dates::full(moment.today);
    let title = t!("embed-title-figure", measure = heading.as_str(), date = date.as_str(), corridor = name);
    let body = if found.rows.is_empty() {
        EmbedBody::NoFigure(heading, t!("embed-no-figure", date = date))
    } else {
        let more = (found.more > 0).then(|| t!("embed-more-figures", count = found.more));
        EmbedBody::Figures(heading, found.rows, more)
    };
    (title, body, corrections)
}
