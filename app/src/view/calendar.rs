//! The calendar of a month: each day with its status, what was moved, and who says so.

use chrono::{Datelike, NaiveDate, Weekday};
use domain::around::{Touching, touching};
use domain::series::Series;
use domain::status::{DayStatus, Headline};
use domain::{Measure, Moment, Record, RevisionState, Thing, Window};

use super::cite::{self, Cite};
use super::correction;
use super::mark::Mark;
use super::sums;
use crate::text::{capital, dates, figures, labels, listed};
use crate::{paths, t};

/// The days of one month, in weeks from Monday to Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What the table is.
    pub caption: String,
    /// The days of the week: whole and short.
    pub weekdays: Vec<(String, String)>,
    /// The weeks; a day of another month is none.
    pub weeks: Vec<Vec<Option<Cell>>>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// `18`.
    pub number: String,
    /// `Tue`.
    pub weekday: String,
    /// What is known of it; words where no page can be.
    pub day: Result<DayCell, String>,
}

/// What is known of a day that has a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCell {
    /// `18 April 2023`.
    pub date: String,
    /// The day's page.
    pub href: String,
    /// Whether it is today.
    pub now: bool,
    /// The shape of its status.
    pub mark: Mark,
    /// Its word.
    pub word: String,
    /// Who says so where all agree, what was said later, of one class of traffic.
    pub lines: Vec<String>,
    /// What was moved.
    pub moved: Vec<String>,
    /// Who says all this: the end of the link's name.
    pub by: String,
}

impl Calendar {
    /// The calendar of a month; `flows` are those of the month, without carriers.
    pub fn of(record: &Record, moment: &Moment, window: Window, flows: &[Thing]) -> Self {
        let patients = flows.iter().filter(|thing| is_plain(thing));
        let series: Vec<Series<'_>> =
            patients.filter_map(|thing| Series::any_carrier(record, thing, moment.today)).collect();
        let cell = |date: NaiveDate| {
            window.holds(date).then(|| Cell {
                number: date.day().to_string(),
                weekday: dates::weekday(date.weekday()).1,
                day: day(record, moment, date, &series),
            })
        };
        let week = |week: Window| week.from.iter_days().take(week.days()).map(cell).collect();
        let monday = Weekday::Mon;
        Self {
            caption: t!("month-calendar-caption", month = dates::month(window.from)),
            weekdays: std::iter::successors(Some(monday), |day| Some(day.succ())).take(7).map(dates::weekday).collect(),
            weeks: window.weeks().into_iter().map(week).collect(),
        }
    }
}

/// Patients as a whole, by the plain count: no hospital's, no group's.
fn is_plain(thing: &Thing) -> bool {
    thing.measure == Measure::PatientsTransferred
        && thing.facility.is_none()
        && thing.counted.is_none()
        && thing.group.as_ref().is_none_or(|group| group.as_str() == "patients")
}

fn day(record: &Record, moment: &Moment, date: NaiveDate, series: &[Series<'_>]) -> Result<DayCell, String> {
    let corridor = record.corridor();
    if !corridor.covers(date) {
        return Err(t!("month-day-outside"));
    }
    if date > moment.today {
        return Err(t!("month-day-not-yet"));
    }
    let status = DayStatus::of(record, date, moment.today);
    let periods = touching(record, date, moment.today);
    let moved: Vec<(String, String)> =
        series.iter().filter_map(|series| moved(record, series, date, &periods)).collect();
    let by_status = cite::line(&sources(record, &status, moment));
    let reported = record.day(date).is_some_and(|day| day.state == RevisionState::Published);
    let mut by: Vec<String> = Vec::new();
    by.extend((!by_status.is_empty()).then(|| t!("month-day-status-by", sources = by_status)));
    by.extend(moved.iter().map(|(_, by)| by.clone()));
    let withdrawn = record.day(date).is_some_and(|day| !day.is_shown());
    by.extend((by.is_empty() && !withdrawn).then(|| t!("month-day-nobody")));
    let mut lines = lines(&status);
    lines.extend(withdrawn.then(|| t!("trends-withdrawn")));
    lines.extend((!reported && !withdrawn).then(|| t!("month-day-no-report")));
    lines.extend(correction::is_corrected(record, date).then(|| t!("corrected-since-first")));
    Ok(DayCell {
        date: dates::full(date),
        href: paths::day(&corridor.slug, date),
        now: date == moment.today,
        mark: Mark::of_day(&status),
        word: labels::status_word(status.headline.word()).to_owned(),
        lines,
        moved: moved.into_iter().map(|(words, _)| words).collect(),
        by: by.join(". "),
    })
}

/// Those who speak of the day's status; where nobody does, those who said it later.
fn sources(record: &Record, status: &DayStatus<'_>, moment: &Moment) -> Vec<Cite> {
    let slug = &record.corridor().slug;
    if status.headline != Headline::Unknown {
        return Cite::of_status(slug, status, moment.today);
    }
    let later = status.said_later.iter().map(|said| {
        let says = t!("month-day-later", statuses = figures::says(&said.claim.says));
        Cite { says: Some(says), ..Cite::of(slug, said) }.dated(said.date(), moment.today)
    });
    later.collect()
}

/// A status without its source must not stand alone: an "open" of one side is no all-clear.
fn lines(status: &DayStatus<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Headline::Agreed { claims, .. } = &status.headline {
        let mut names: Vec<String> = claims.iter().map(cite::name).collect();
        names.dedup();
        lines.push(listed(&names));
    }
    let later: Vec<String> =
        status.later_statuses().into_iter().map(|status| labels::status(status).to_owned()).collect();
    if status.headline == Headline::Unknown && !later.is_empty() {
        lines.push(t!("month-day-later", statuses = listed(&later)));
    }
    lines.extend(status.classes.iter().map(|(class, headline)| {
        let word = labels::status_word(headline.word()).to_lowercase();
        t!("month-day-class", class = labels::class_only(*class), status = word)
    }));
    lines
}

/// What was moved on a day, and who says so; what is known of it only from a period.
fn moved(record: &Record, series: &Series<'_>, date: NaiveDate, periods: &[Touching<'_>]) -> Option<(String, String)> {
    let slug = &record.corridor().slug;
    let direction = labels::direction_key(series.thing.direction);
    let cites = |claims: &[domain::record::Said<'_>]| cite::line(&Cite::list(slug, claims));
    if let Some(point) = series.within(Window { from: date, to: date }).first() {
        let claims: Vec<_> = point.by_carrier.iter().flat_map(|figure| figure.speaking.clone()).collect();
        let words = t!("month-day-moved", direction = direction, figure = sums::of_point(point));
        return Some((words, t!("month-day-moved-by", direction = direction, sources = cites(&claims))));
    }
    let inside = periods.iter().find(|period| {
        period.figure.figure.is_some()
            && Thing { period_start: None, ..period.figure.thing.of_any_carrier() } == series.thing
    })?;
    let days = dates::days(inside.window, date);
    let figure = figures::of_day(&inside.figure);
    let words = capital(&t!("month-day-within", direction = direction, figure = figure, days = days));
    let by = t!("month-day-moved-by", direction = direction, sources = cites(&inside.figure.speaking));
    Some((words, by))
}
