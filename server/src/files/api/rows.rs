//! Days and claims of the API: the rows of days.json and claims.json, in pages.

use app::paths;
use app::paths::api::{self, AskedList, List};
use chrono::{Datelike as _, NaiveDate};
use domain::Selection;
use serde::Serialize;

use super::cursor::{Cursor, Place, page};
use super::{Head, Of, Row, Version, Written, write};
use crate::files::claims_csv::lines_of_day;
use crate::files::{claims_json, day_row};

#[derive(Serialize)]
struct Page<'r, R> {
    #[serde(flatten)]
    head: Head<'r>,
    rows: Vec<R>,
    next: Option<String>,
}

/// A page of the days of a record at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn days(of: Of<'_>, asked: &AskedList, from: Option<&Cursor>) -> Result<Written, serde_json::Error> {
    let Of { record, moment, .. } = of;
    let (begin, end) = day_row::span(record, moment);
    let part = goes_on(&asked.part, from);
    let begin = part.from.map_or(begin, |from| from.max(begin));
    let days = begin.iter_days().take_while(|date| *date <= end).filter(|date| part.has_day(*date));
    let rows = days.flat_map(|date| placed(date, day_row::of_day(record, date, moment, &part)));
    let rows = rows.map(|(place, cells)| (place, Row::of(&day_row::COLUMNS, cells)));
    written(of, (List::Days, asked), from, rows)
}

/// A page of the claims of a record at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn claims(of: Of<'_>, asked: &AskedList, from: Option<&Cursor>) -> Result<Written, serde_json::Error> {
    let record = of.record;
    let part = goes_on(&asked.part, from);
    // Day by day, so that a page is not the price of all that are left.
    let days = record.all_days().filter(|day| part.has_day(day.date));
    let rows = days.flat_map(|day| placed(day.date, lines_of_day(record, day, &part)));
    let rows = rows.map(|(place, line)| (place, Row::of(&claims_json::KEYS, claims_json::row(record, &line))));
    written(of, (List::Claims, asked), from, rows)
}

/// The part that is left from where a page goes on: what lies before it need not be made.
fn goes_on(part: &Selection, from: Option<&Cursor>) -> Selection {
    let day = from.and_then(|cursor| NaiveDate::from_num_days_from_ce_opt(i32::try_from(cursor.after.at).ok()?));
    Selection { from: part.from.max(day), ..part.clone() }
}

/// The rows of a day, each with its place.
fn placed<R>(date: NaiveDate, rows: impl IntoIterator<Item = R>) -> impl Iterator<Item = (Place, R)> {
    (0..).zip(rows).map(move |(index, row)| (Place { at: date.num_days_from_ce().into(), index }, row))
}

/// The page that is asked for, with the way to the next one.
pub(super) fn written<R: Serialize>(
    Of { site, record, moment }: Of<'_>,
    (list, asked): (List, &AskedList),
    from: Option<&Cursor>,
    rows: impl Iterator<Item = (Place, R)>,
) -> Result<Written, serde_json::Error> {
    let slug = &record.corridor().slug;
    let (rows, last) = page(rows, from.map(|cursor| cursor.after), asked.limit);
    let next = last.map(|last| {
        // A walk keeps the version that it began with: a withdrawal may have lowered that of its state since.
        let version = from.map(|cursor| cursor.version).or(Version::of(record).map(|version| version.version));
        let identity = api::identity(slug, list, asked);
        let cursor = Cursor::behind(&identity, moment.instant, version.unwrap_or(0), last);
        let next = api::list(slug, list, &AskedList { cursor: Some(cursor.to_string()), ..asked.clone() });
        paths::absolute(site.public_url.as_deref(), &next)
    });
    let bytes = write(&Page { head: Head::of(record, moment), rows, next: next.clone() })?;
    Ok(Written { bytes, next })
}
