//! One day in the API: what it comes to, what was said, what happened, and its public history.

use app::view::entry;
use chrono::NaiveDate;
use domain::{Note, Selection, history};
use serde::Serialize;

use super::changes::{self, ChangeLine};
use super::{Bytes, Head, Of, Row, write};
use crate::files::claims_csv::public_lines;
use crate::files::{claims_json, day_row, events_csv, events_json};

#[derive(Serialize)]
struct Day<'r> {
    #[serde(flatten)]
    head: Head<'r>,
    date: NaiveDate,
    public_note: Option<&'r str>,
    figures: Vec<Row<'r>>,
    claims: Vec<Row<'r>>,
    events: Vec<Row<'r>>,
    changes: Vec<ChangeLine<'r>>,
}

/// One day of a record at a moment; it must be one that readers are shown.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn day(of: Of<'_>, date: NaiveDate) -> Bytes {
    let Of { record, moment, .. } = of;
    let alone = Selection { from: Some(date), to: Some(date), ..Selection::whole() };
    let figures = day_row::of_day(record, date, moment, &alone);
    let lines = public_lines(record, &alone);
    let events = events_csv::public_events(record, &alone).into_iter().filter(|(day, _)| *day == date);
    let history = history::of_day(record, date, &entry::local_day(record));
    write(&Day {
        head: Head::of(record, moment),
        date,
        public_note: record.day(date).and_then(|day| day.public_note.as_ref()).map(Note::as_str),
        figures: figures.into_iter().map(|cells| Row::of(&day_row::COLUMNS, cells)).collect(),
        claims: lines.map(|line| Row::of(&claims_json::KEYS, claims_json::row(record, &line))).collect(),
        events: events.map(|(day, event)| Row::of(&events_json::KEYS, events_json::row(record, day, event))).collect(),
        changes: history.iter().rev().map(|entry| changes::line(of, entry)).collect(),
    })
}
