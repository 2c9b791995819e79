//! A span of days that is looked at: an ISO week, a calendar month, the days since a date.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use crate::corridor::Corridor;

/// The days from `from` to `to`, both with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Window {
    /// The days from one to another; none when they run backwards.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The ISO week of a day: Monday to Sunday.
    pub fn week_of(date: NaiveDate) -> Self {
        let week = date.week(Weekday::Mon);
        Self { from: week.checked_first_day().unwrap_or(date), to: week.checked_last_day().unwrap_or(date) }
    }

    /// An ISO week by its number (1 is the week of 4 January); none where the year has no such week.
    pub fn week(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).map(Self::week_of)
    }

    /// The calendar month of a day.
    pub fn month_of(date: NaiveDate) -> Self {
        let from = date.with_day(1).unwrap_or(date);
        let next = from.checked_add_months(Months::new(1));
        Self { from, to: next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX) }
    }

    /// A calendar month by its number (1 is January); none where there is no such month.
    pub fn month(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, number, 1).map(Self::month_of)
    }

    /// The days since a date, up to and with today; none when the date lies ahead.
    pub fn since(date: NaiveDate, today: NaiveDate) -> Option<Self> {
        Self::new(date, today)
    }

    /// The part that can have reports: not before the corridor's record begins, not after it ends, not after today.
    /// None when nothing is left.
    pub fn clipped(self, corridor: &Corridor, today: NaiveDate) -> Option<Self> {
        let last = corridor.record_ends.map_or(today, |end| end.min(today));
        Self::new(self.from.max(corridor.record_begins), self.to.min(last))
    }

    /// How many days it has.
    pub fn days(self) -> usize {
        usize::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }

    /// Whether a day lies in it.
    pub fn holds(self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }

    /// Whether the other one lies in it with all its days.
    pub fn holds_all_of(self, other: Self) -> bool {
        self.holds(other.from) && self.holds(other.to)
    }

    /// Whether they share a day.
    pub fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The ISO weeks that share a day with it, the first one first; not clipped.
    pub fn weeks(self) -> Vec<Self> {
        self.parts(Self::week_of)
    }

    /// The calendar months that share a day with it, the first one first; not clipped.
    pub fn months(self) -> Vec<Self> {
        self.parts(Self::month_of)
    }

    fn parts(self, part_of: fn(NaiveDate) -> Self) -> Vec<Self> {
        let next = |part: &Self| part.to.succ_opt().filter(|date| *date <= self.to).map(part_of);
        std::iter::successors((self.from <= self.to).then(|| part_of(self.from)), next).collect()
    }
}
