//! days.json: the rows of days.csv with typed values. What a table joins with a semicolon is an array here.

use domain::{Moment, Record, Selection};

use super::day_row::{self, COLUMNS};
use super::typed_cell::write_json;

/// The bytes of `days.json` at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn write_record(record: &Record, moment: &Moment) -> Result<Vec<u8>, serde_json::Error> {
    write_json(record, moment.instant, COLUMNS, day_row::all(record, moment, &Selection::whole()))
}
