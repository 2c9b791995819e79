//! The latest figures of a corridor, one row a thing: the figure, its day, its age, who says so.

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::measure::{Dimension, MeasureKind};
use domain::reconcile::{Accounted, Outcome, headline_series};
use domain::streak::{Mover, Streak};
use domain::{Direction, Measure, Moment, Record, Slug, Thing};

use super::cite::Cite;
use super::sentence::latest_of_each;
use crate::paths::trends::{AskedTrends, PARTS, trends_over};
use crate::text::{dates, figures, labels, sentences};
use crate::{paths, t};

/// So many rows of one kind at most.
const MOST_ROWS: usize = 4;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// What is counted.
    pub label: String,
    /// The measure’s page of record.
    pub measure: String,
    /// The figure in words.
    pub words: String,
    /// The day's page.
    pub href: String,
    /// The day and its age.
    pub about: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// What else a reader must know.
    pub note: Option<String>,
    /// Whether sources differ.
    pub disputed: bool,
    /// Whether it is asked for first.
    pub tile: bool,
    /// The same over days.
    pub trends: String,
}

/// So many rows stand where a measure is shown alone.
const MOST_OF_MEASURE: usize = 8;

/// The latest figures of one measure.
#[derive(Clone, Debug, Default)]
pub struct OfMeasure {
    /// The latest day first.
    pub rows: Vec<FigureRow>,
    /// Of which day and thing each of them is.
    pub shown: Vec<(NaiveDate, Thing)>,
    /// So many more are in the record.
    pub more: usize,
}

/// The latest figures of a measure: of each thing that it counts, the figure of the latest day that has one.
pub fn of_measure(record: &Record, moment: &Moment, measure: Measure, direction: Option<Direction>) -> OfMeasure {
    let asked = |thing: &Thing| {
        thing.measure == measure && direction.is_none_or(|direction| thing.direction == Some(direction))
    };
    let all = latest_of_each(record, moment.today, asked);
    let told = all.iter().take(MOST_OF_MEASURE);
    OfMeasure {
        rows: told.clone().map(|figure| row(record, moment, figure)).collect(),
        shown: told.map(|figure| (figure.date, figure.thing.clone())).collect(),
        more: all.len().saturating_sub(MOST_OF_MEASURE),
    }
}

/// The rows of a corridor at a moment; empty while nothing is reported.
pub fn rows(record: &Record, moment: &Moment) -> Vec<FigureRow> {
    let patients = |thing: &Thing| thing.group.as_ref().is_none_or(|group| group.as_str() == "patients");
    let whole = |thing: &Thing| thing.facility.is_none() && patients(thing);
    let out = |thing: &Thing| day_flow(thing, Direction::Outbound) && whole(thing);
    let back = |thing: &Thing| day_flow(thing, Direction::Return) && whole(thing);
    let waiting = |thing: &Thing| thing.measure == Measure::PatientsAwaiting && whole(thing);
    let other_flow = |thing: &Thing| {
        matches!(thing.measure, Measure::PeopleCrossed | Measure::Deliveries) && thing.period_start.is_none()
    };
    let since = |thing: &Thing| {
        thing.measure.kind() == MeasureKind::Cumulative && thing.period_start.is_some() && thing.facility.is_none()
    };
    let mut rows = Vec::new();
    rows.extend(first_as_tile(some(record, moment, out)));
    rows.extend(first_as_tile(some(record, moment, back)));
    rows.extend(first_as_tile(some(record, moment, waiting)));
    rows.extend(any_carrier_row(record, moment));
    rows.extend(some(record, moment, other_flow));
    rows.extend(first_as_tile(running_total(record, moment).into_iter().collect()));
    rows.extend(some(record, moment, since));
    rows
}

/// The latest of one kind is asked for first; the others of its kind stand in the table.
fn first_as_tile(mut rows: Vec<FigureRow>) -> Vec<FigureRow> {
    if let Some(first) = rows.first_mut() {
        first.tile = true;
    }
    rows
}

fn day_flow(thing: &Thing, direction: Direction) -> bool {
    thing.measure == Measure::PatientsTransferred && thing.direction == Some(direction) && thing.period_start.is_none()
}

fn some(record: &Record, moment: &Moment, asked: impl Fn(&Thing) -> bool) -> Vec<FigureRow> {
    let latest = latest_of_each(record, moment.today, asked);
    latest.iter().take(MOST_ROWS).map(|figure| row(record, moment, figure)).collect()
}

fn row(record: &Record, moment: &Moment, figure: &DayFigure<'_>) -> FigureRow {
    let slug = &record.corridor().slug;
    let thing = labels::thing_on(figure.thing, figure.date, moment.today);
    let is_flow = figure.thing.measure.kind() == MeasureKind::Flow;
    FigureRow {
        label: if is_flow { t!("figure-last-reported", thing = thing) } else { thing },
        measure: paths::files::measure(slug, figure.thing.measure),
        words: figures::of_day(figure),
        href: paths::day(slug, figure.date),
        about: dates::with_age(figure.date, moment.today),
        cites: Cite::list(slug, &figure.speaking),
        note: figure.is_disputed().then(|| t!("figure-differs")),
        disputed: figure.is_disputed(),
        tile: false,
        trends: trends_of(slug, figure.thing),
    }
}

/// Where a thing is shown over days: what is said of it beside the usual is named.
fn trends_of(slug: &Slug, thing: &Thing) -> String {
    let usual = |part: Dimension, text: &str| {
        (part == Dimension::Direction && text == Direction::Outbound.key())
            || (part == Dimension::Group && thing.measure.usual_group() == Some(text))
            || (part == Dimension::Unit && thing.measure.usual_unit() == Some(text))
    };
    let asked = PARTS.into_iter().fold(AskedTrends::of(thing.measure), |asked, part| {
        let named = thing.said_of(part).filter(|text| !usual(part, text));
        asked.with(part, named.and_then(|text| text.parse().ok()))
    });
    trends_over(slug, &asked)
}

/// The headline series of running totals: that of the source with the most of them, and what daily reports account for.
fn running_total(record: &Record, moment: &Moment) -> Option<FigureRow> {
    let series = headline_series(record, moment.today)?;
    let accounted = Accounted::of(&series)?;
    let slug = &record.corridor().slug;
    let cites = Cite::list(slug, &accounted.claims);
    let words = accounted.claims.first().map(|said| figures::says(&said.claim.says));
    Some(FigureRow {
        label: labels::thing(series.thing, moment.today),
        measure: paths::files::measure(slug, series.thing.measure),
        words: words.unwrap_or_else(|| figures::figure(&accounted.total)),
        href: paths::day(slug, accounted.date),
        about: dates::with_age(accounted.date, moment.today),
        cites,
        note: Some(reconciled(&accounted, moment)),
        disputed: false,
        tile: false,
        trends: trends_over(slug, &AskedTrends::of(series.thing.measure)),
    })
}

/// `Daily reports since 12 December 2022 account for 300; 94 are in no daily report.`
fn reconciled(accounted: &Accounted<'_>, moment: &Moment) -> String {
    let since = dates::short(accounted.since, moment.today);
    let daily = figures::figure(&accounted.by_daily.figure);
    match &accounted.missing {
        Outcome::Short(missing) => {
            let count = figures::count(*missing);
            t!("accounted-short", since = since, daily = daily, missing = figures::interval(*missing), count = count)
        }
        Outcome::Over(more) => t!("accounted-over", since = since, daily = daily, more = figures::interval(*more)),
        Outcome::Match => t!("accounted-match", since = since, daily = daily),
        _ => t!("accounted-unclear", since = since, daily = daily),
    }
}

fn any_carrier_row(record: &Record, moment: &Moment) -> Option<FigureRow> {
    let streak = Streak::of(record, Mover::Any, moment.today)?;
    let slug = &record.corridor().slug;
    let later = streak.widened_by.iter().map(|said| {
        let thing = labels::thing_on(&said.claim.thing, said.date(), moment.today);
        Cite {
            says: Some(t!("thing-says", thing = thing, says = figures::says(&said.claim.says))),
            ..Cite::of(slug, said)
        }
    });
    let last = streak.claims.iter().map(|said| Cite {
        says: Some(t!("any-carrier-last", date = dates::short(streak.last, moment.today))),
        ..Cite::of(slug, said)
    });
    let since = (moment.today - streak.last).num_days();
    Some(FigureRow {
        label: t!("any-carrier-days"),
        measure: paths::files::measure(slug, Measure::PatientsTransferred),
        words: figures::span_in_digits(streak.fewest, streak.most),
        href: paths::day(slug, streak.last),
        about: dates::short(moment.today, moment.today),
        cites: last.chain(later).collect(),
        note: sentences::no_movements(streak.silent_days, since),
        disputed: false,
        tile: false,
        trends: trends_over(slug, &AskedTrends::of(Measure::PatientsTransferred)),
    })
}
