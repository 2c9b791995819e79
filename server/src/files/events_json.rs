//! events.json: the rows of events.csv with the events' ids, and when their day was last corrected. Never holds what is withdrawn.

use chrono::NaiveDate;
use domain::{Event, Moment, Record, Selection, standing};

use super::claim_line::name_of;
use super::events_csv::{public_events, typed};
use super::typed_cell::{TypedCell, write_json};

/// The keys of a row: the columns of events.csv, then its own. Stable for ever: new ones are only appended.
pub const KEYS: [&str; 8] = ["corridor", "date", "title", "source", "source_url", "published_on", "id", "corrected_at"];

/// The bytes of `events.json` of a part of the record at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn write_record(record: &Record, moment: &Moment, part: &Selection) -> Result<Vec<u8>, serde_json::Error> {
    let rows = public_events(record, part).into_iter().map(|(date, event)| row(record, date, event));
    write_json(record, moment.instant, KEYS, rows)
}

/// The row of an event.
pub(super) fn row<'r>(record: &'r Record, date: NaiveDate, event: &'r Event) -> [TypedCell<'r>; KEYS.len()] {
    let source = event.source.as_ref().map(|slug| name_of(slug, record.sources()));
    let corrected_at = TypedCell::instant(standing::corrected_at(record, date));
    let [corridor, date, title, source, url, published_on] =
        typed(&record.corridor().slug, date, &event.title, source, event.url.as_ref(), event.published_on);
    [corridor, date, title, source, url, published_on, TypedCell::text(Some(&event.id)), corrected_at]
}

#[cfg(test)]
mod tests {
    use super::super::events_csv::COLUMNS;
    use super::*;

    #[test]
    fn the_keys_begin_with_the_columns_of_the_table() {
        assert_eq!(KEYS[..COLUMNS.len()], COLUMNS);
    }
}
