//! Whether a day may still be written to: after so many days it is locked, until a lead opens it for a while.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::corridor::Corridor;
use crate::moment::Moment;

/// So long a day that was opened stays open.
pub const OPEN_FOR: TimeDelta = TimeDelta::hours(24);

/// Whether a day may be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// It may.
    Free,
    /// It lies too far back; it may only be withdrawn.
    Locked,
    /// It lies too far back, and a lead opened it.
    OpenUntil(DateTime<Utc>),
}

impl Lock {
    /// The lock of a day at a moment, when it was last opened until then.
    pub fn of(corridor: &Corridor, date: NaiveDate, moment: &Moment, opened_until: Option<DateTime<Utc>>) -> Self {
        let back = (moment.today - date).num_days();
        if corridor.lock_after_days.is_none_or(|days| back <= i64::from(days)) {
            return Self::Free;
        }
        opened_until.filter(|until| moment.instant < *until).map_or(Self::Locked, Self::OpenUntil)
    }

    /// Whether it may not be written to.
    pub fn is_locked(self) -> bool {
        self == Self::Locked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(days: Option<u32>, date: &str, now: &str, until: Option<&str>) -> Lock {
        let settings = include_str!("../../../tests/fixtures/lachin/lachin.json");
        let mut corridor: Corridor = serde_json::from_str(settings).unwrap();
        corridor.lock_after_days = days;
        let instant: DateTime<Utc> = now.parse().unwrap();
        let moment = Moment { instant, today: instant.date_naive(), time: (12, 0), cut_off_passed: false };
        Lock::of(&corridor, date.parse().unwrap(), &moment, until.map(|until| until.parse().unwrap()))
    }

    #[test]
    fn a_day_is_locked_when_more_than_so_many_days_have_passed() {
        let now = "2023-05-10T12:00:00Z";
        assert_eq!(lock(Some(3), "2023-05-06", now, None), Lock::Locked);
        assert_eq!(lock(Some(3), "2023-05-07", now, None), Lock::Free);
        assert_eq!(lock(Some(0), "2023-05-09", now, None), Lock::Locked);
        assert_eq!(lock(Some(0), "2023-05-10", now, None), Lock::Free);
        assert_eq!(lock(None, "2022-12-12", now, None), Lock::Free, "no lock without a setting");
    }

    #[test]
    fn an_opened_day_is_open_until_its_moment_and_not_at_it() {
        let (day, until) = ("2023-05-01", "2023-05-10T12:00:00Z");
        let open = Lock::OpenUntil(until.parse().unwrap());
        assert_eq!(lock(Some(3), day, "2023-05-10T11:59:59Z", Some(until)), open);
        assert!(!open.is_locked());
        assert!(lock(Some(3), day, until, Some(until)).is_locked());
        assert_eq!(lock(Some(30), day, until, Some(until)), Lock::Free, "an opening of a free day says nothing");
    }
}
