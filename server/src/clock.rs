//! What time it is: the one place that asks the machine. Everything else is handed a [`Clock`], so that tests and
//! the demonstration choose the moment. Never knows time zones: a day is the domain's matter.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the moment, in UTC, to the millisecond.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

/// Moves a fixed [`Clock`] and all its clones.
#[derive(Clone, Debug)]
pub struct ClockHand(Arc<AtomicI64>);

#[derive(Clone, Debug)]
enum Kind {
    System,
    Ticking {
        start: DateTime<Utc>,
        since: Instant,
    },
    /// Milliseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that says `start` now and ticks on from there: the demonstration's.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self(Kind::Ticking { start, since: Instant::now() })
    }

    /// A clock that stands still at `moment` until its hand is moved.
    pub fn fixed(moment: DateTime<Utc>) -> (Self, ClockHand) {
        let millis = Arc::new(AtomicI64::new(moment.timestamp_millis()));
        (Self(Kind::Fixed(Arc::clone(&millis))), ClockHand(millis))
    }

    /// The moment, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Kind::System => system_now(),
            Kind::Ticking { start, since } => {
                *start + TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::zero())
            }
            Kind::Fixed(millis) => read(millis),
        }
        .trunc_subsecs(3)
    }
}

impl ClockHand {
    /// Sets the clock.
    pub fn set(&self, moment: DateTime<Utc>) {
        self.0.store(moment.timestamp_millis(), Ordering::SeqCst);
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

/// The stored moment. It came from a `DateTime`, so only a hand moved beyond chrono's years could leave the range.
fn read(millis: &AtomicI64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis.load(Ordering::SeqCst)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_now() -> DateTime<Utc> {
    // chrono is built without its own clock, so that nothing else can ask it.
    SystemTime::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> DateTime<Utc> {
        "2023-05-10T16:00:00.123456Z".parse().unwrap()
    }

    #[test]
    fn a_fixed_clock_stands_until_its_hand_is_moved_and_moves_its_clones_too() {
        let (clock, hand) = Clock::fixed(moment());
        let clone = clock.clone();
        assert_eq!(clone.now().to_rfc3339(), "2023-05-10T16:00:00.123+00:00");
        hand.advance(TimeDelta::seconds(2));
        assert_eq!(clone.now().to_rfc3339(), "2023-05-10T16:00:02.123+00:00");
        hand.set(moment());
        assert_eq!(clock.now(), clone.now());
    }

    #[test]
    fn a_started_clock_ticks_on_from_its_start() {
        let clock = Clock::starting_at(moment());
        let ahead = clock.now() - moment();
        assert!(ahead > TimeDelta::milliseconds(-1) && ahead < TimeDelta::minutes(5), "{ahead}");
    }

    #[test]
    fn the_system_clock_gives_whole_milliseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000_000, 0);
    }
}
