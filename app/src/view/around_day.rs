//! What stands around one day without being of it: carriers together, claims over a period, running totals.

use chrono::NaiveDate;
use domain::around::{Touching, by_carrier, flows_in, touching};
use domain::series::Series;
use domain::{Moment, Record, Thing, Window};

use super::cite::Cite;
use super::running::{self, RunningTable};
use super::sums;
use crate::t;
use crate::text::{dates, figures, labels};

/// What stands around one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundDay {
    /// Flows that several carriers moved on the day.
    pub together: Vec<TogetherRow>,
    /// Claims over a period that holds the day.
    pub periods: Vec<PeriodRow>,
    /// Running totals on either side.
    pub running: Vec<RunningTable>,
}

/// A flow of the day over all its carriers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TogetherRow {
    /// `Patients moved out`.
    pub label: String,
    /// The figure that covers them all.
    pub figure: String,
    /// Each carrier with its figure, and who says so.
    pub parts: Vec<(String, Vec<Cite>)>,
}

/// A claim over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodRow {
    /// `Patients moved out, by ICRC`.
    pub label: String,
    /// The figure of the whole period.
    pub figure: String,
    /// `24–26 February`.
    pub days: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// What it means for a day without a figure of its own.
    pub only: Option<String>,
}

impl AroundDay {
    /// What stands around a day.
    pub fn of(record: &Record, moment: &Moment, date: NaiveDate) -> Self {
        Self {
            together: together(record, moment, date),
            periods: touching(record, date, moment.today)
                .iter()
                .map(|touching| period(record, moment, touching))
                .collect(),
            running: running::around(record, moment, date),
        }
    }
}

fn together(record: &Record, moment: &Moment, date: NaiveDate) -> Vec<TogetherRow> {
    let slug = &record.corridor().slug;
    let day = Window { from: date, to: date };
    let row = |flow: Thing| {
        let any = Series::any_carrier(record, &flow, moment.today)?;
        let point = any.within(day).first().filter(|point| point.by_carrier.len() > 1)?;
        let part = |series: Series<'_>| {
            let figure = series.within(day).first().map(sums::of_point)?;
            let cites = series.within(day).first()?.by_carrier.first().map(|figure| Cite::list(slug, &figure.speaking));
            let words = match series.thing.carrier {
                Some(carrier) => t!("around-together-carrier", carrier = carrier.as_str(), figure = figure),
                None => t!("around-together-not-said", figure = figure),
            };
            Some((words, cites.unwrap_or_default()))
        };
        Some(TogetherRow {
            label: labels::thing(&flow, moment.today),
            figure: sums::of_point(point),
            parts: by_carrier(record, &flow, day, moment.today).into_iter().filter_map(part).collect(),
        })
    };
    flows_in(record, day).into_iter().filter_map(row).collect()
}

fn period(record: &Record, moment: &Moment, touching: &Touching<'_>) -> PeriodRow {
    let figure = &touching.figure;
    let days = dates::days(touching.window, moment.today);
    let only = match &figure.figure {
        Some(_) => t!("around-period-only", figure = figures::of_day(figure), days = days.as_str()),
        None => t!("around-period-only-untold"),
    };
    PeriodRow {
        label: labels::thing(&Thing { period_start: None, ..figure.thing.clone() }, moment.today),
        figure: figures::of_day(figure),
        cites: Cite::list(&record.corridor().slug, &figure.speaking),
        only: touching.only.then_some(only),
        days,
    }
}
