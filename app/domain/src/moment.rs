//! The moment at which a record is asked: an argument, never read from a clock here.

use chrono::{DateTime, NaiveDate, Utc};

/// A moment, as the corridor's own clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// The date in the corridor's time zone.
    pub today: NaiveDate,
    /// The local time, hours and minutes.
    pub time: (u32, u32),
    /// Whether the corridor's cut-off has passed today.
    pub cut_off_passed: bool,
}

impl Moment {
    /// The last day whose cut-off has passed.
    pub fn last_day_due(&self) -> NaiveDate {
        if self.cut_off_passed { self.today } else { self.today.pred_opt().unwrap_or(self.today) }
    }
}
