//! Numbered events of a window: one number a day, the same on the axis and in the list. Those of one corridor only, and
//! they never move a figure.

use chrono::NaiveDate;
use domain::{Moment, Record, Window};

use crate::view::status_page::{EventRow, event_row};

/// So many days with events stand on an axis and in its list: the latest.
const MOST_DAYS: usize = 40;

/// The events of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMark {
    /// Its day.
    pub date: NaiveDate,
    /// Its number on the axis.
    pub number: String,
    /// What happened, with who says so.
    pub rows: Vec<EventRow>,
}

/// The events of the days of a window, the oldest first, and how many earlier ones are left out.
pub fn within(record: &Record, moment: &Moment, window: Window) -> (Vec<EventMark>, usize) {
    let days = record.days().filter(|day| window.holds(day.date) && !day.events.is_empty());
    let days: Vec<_> = days.collect();
    let (left_out, shown) = days.split_at(days.len().saturating_sub(MOST_DAYS));
    let mark = |(index, day): (usize, &&domain::PublicDay)| EventMark {
        date: day.date,
        number: (index + 1).to_string(),
        rows: day.events.iter().map(|event| event_row(record, day.date, event, moment)).collect(),
    };
    let marks = shown.iter().enumerate().map(mark).collect();
    (marks, left_out.iter().map(|day| day.events.len()).sum())
}

/// The numbers on the axis.
pub fn numbers(marks: &[EventMark]) -> Vec<(NaiveDate, String)> {
    marks.iter().map(|mark| (mark.date, mark.number.clone())).collect()
}
