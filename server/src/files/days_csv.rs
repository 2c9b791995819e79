//! days.csv: what a day's claims come to, one row a day and thing, every day of the record. Never averages, never fills
//! a gap: a day of which nobody spoke is `unknown`, and a small number that is withheld says so.

use domain::{Moment, Record, Selection};

pub use super::day_row::{COLUMNS, span};
use super::{day_row, hxl, typed_cell};

/// The bytes of `days.csv` of a part of the record at a moment; with tags of HXL if they are asked for.
pub fn write_record(record: &Record, moment: &Moment, part: &Selection, hxl: bool) -> Vec<u8> {
    let tags = hxl.then(|| hxl::tags(COLUMNS, part.measure));
    typed_cell::write_csv(COLUMNS, tags, day_row::all(record, moment, part))
}
