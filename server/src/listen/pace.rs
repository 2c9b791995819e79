//! How slowly something may arrive or be taken: after some grace at an average rate, with no pause that is too long. Knows
//! no connection, and asks no clock but the one it is given instants of.

use std::time::Duration;

use tokio::time::Instant;

/// What is slow enough to be given up.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// At first nothing is asked.
    pub grace: Duration,
    /// Then so many bytes a second on average, since it began. More than 0.
    pub rate: u64,
    /// No pause is longer.
    pub stall: Duration,
    /// It takes no longer in all.
    pub most: Option<Duration>,
}

/// Something under way.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    began: Instant,
    moved: Instant,
    bytes: u64,
}

impl Course {
    /// It begins.
    pub fn begin(now: Instant) -> Self {
        Self { began: now, moved: now, bytes: 0 }
    }

    /// So many bytes went on.
    pub fn moved(&mut self, now: Instant, bytes: usize) {
        if bytes > 0 {
            self.moved = now;
            self.bytes = self.bytes.saturating_add(bytes as u64);
        }
    }

    /// When it is given up, unless more bytes go on before.
    pub fn deadline(&self, pace: &Pace) -> Instant {
        let earned = Duration::from_millis(self.bytes.saturating_mul(1000) / pace.rate.max(1));
        let allowed = pace.grace.saturating_add(earned);
        let allowed = pace.most.map_or(allowed, |most| allowed.min(most));
        // An instant that the clock cannot tell is never reached.
        let far = self.began + Duration::from_secs(86_400);
        let by_rate = self.began.checked_add(allowed).unwrap_or(far);
        by_rate.min(self.moved.checked_add(pace.stall).unwrap_or(far))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listen::limits::Limits;

    /// Whether somebody who moves `bytes` every `every` seconds is done with `all` before they are given up.
    fn is_let(pace: &Pace, all: usize, bytes: usize, every: f64) -> bool {
        let began = Instant::now();
        let (mut course, mut now, mut done) = (Course::begin(began), began, 0);
        while done < all {
            now += Duration::from_secs_f64(every);
            if now >= course.deadline(pace) {
                return false;
            }
            course.moved(now, bytes);
            done += bytes;
        }
        true
    }

    #[test]
    fn a_form_is_given_up_when_it_trickles_and_not_when_the_line_is_slow() {
        let body = Limits::default().body;
        assert!(!is_let(&body, 64 * 1024, 1, 1.0), "a byte a second");
        assert!(!is_let(&body, 64 * 1024, 400, 1.0), "below the rate");
        assert!(!is_let(&body, 512 * 1024, 600, 1.0), "longer than two minutes");
        assert!(is_let(&body, 64 * 1024, 600, 1.0), "above the rate");
        assert!(is_let(&body, 512 * 1024, 6_250, 1.0), "2G");
        assert!(is_let(&body, 8, 1, 1.0), "within the grace");
    }

    #[test]
    fn a_file_over_a_slow_line_arrives_and_one_that_trickles_is_given_up() {
        let files = Limits::default().files;
        assert!(is_let(&files, 2 * 1024 * 1024, 6_250, 1.0), "2 MiB over 2G");
        assert!(is_let(&files, 10 * 1024 * 1024, 6_250, 1.0), "two of the largest files");
        assert!(
            !is_let(&Limits::default().body, 2 * 1024 * 1024, 6_250, 1.0),
            "the control: a form may not take so long"
        );
        assert!(!is_let(&files, 2 * 1024 * 1024, 400, 1.0), "below the rate");
        assert!(!is_let(&files, 2 * 1024 * 1024, 600_000, 60.1), "a pause");
    }

    #[test]
    fn an_answer_is_given_up_when_it_is_hardly_taken_and_not_over_a_line_with_pauses() {
        let answer = Limits::default().answer;
        assert!(!is_let(&answer, 1024 * 1024, 1, 60.1), "a byte a minute: a pause");
        assert!(!is_let(&answer, 1024 * 1024, 1, 50.0), "a byte now and then: the rate");
        assert!(!is_let(&answer, 1024 * 1024, 12_000, 30.0));
        assert!(is_let(&answer, 1024 * 1024, 6_250, 1.0), "2G");
        assert!(is_let(&answer, 1024 * 1024, 100_000, 50.0), "2G with pauses of half a minute");
    }
}
