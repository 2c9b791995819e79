//! days.csv: what a day's claims come to, one row a day and thing, every day of the record. Never averages, never fills
//! a gap: a day of which nobody spoke is `unknown`, and a small number that is withheld says so.

use domain::{Moment, Record, Selection};

pub use super::day_row::COLUMNS;
use super::{day_row, typed_cell};

/// The bytes of `days.csv` at a moment.
pub fn write_record(record: &Record, moment: &Moment) -> Vec<u8> {
    typed_cell::write_csv(COLUMNS, day_row::all(record, moment, &Selection::whole()))
}
