//! Chance that can be repeated: all that a run draws comes from its seed, which is printed. Never asks the system.

use std::time::Duration;

use ::tests::report::seed;

/// A source of numbers (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// The dice of one test of this run.
    pub fn of(test: &str) -> Self {
        let mixed = test.bytes().fold(seed(), |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        println!("{test}: CHAOS_SEED={}", seed());
        Self { state: mixed }
    }

    /// Dice of their own for somebody who draws beside others.
    pub fn split(&mut self) -> Self {
        Self { state: self.draw() }
    }

    /// Any number.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.draw() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// So many different numbers from `first` to `last`, in order; all of them when there are no more.
    pub fn sample(&mut self, first: usize, last: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (first..=last).collect();
        while all.len() > count {
            let place = self.below(all.len());
            all.remove(place);
        }
        all
    }

    /// Lets a random part of `most` go by: the moment of an attack, never the wait for an outcome.
    pub async fn moment(&mut self, most: Duration) {
        let micros = self.below(usize::try_from(most.as_micros()).unwrap_or(usize::MAX));
        let part = Duration::from_micros(micros as u64);
        let _ = tokio::time::timeout(part, std::future::pending::<()>()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_test_draws_the_same_and_another_one_something_else() {
        let draw = |test: &str| (0..5).scan(Dice::of(test), |dice, _| Some(dice.below(1_000))).collect::<Vec<_>>();
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
    }

    #[test]
    fn a_sample_has_as_many_as_wanted_each_once() {
        let sample = Dice::of("sample").sample(1, 200, 6);
        assert_eq!(sample.len(), 6);
        assert!(sample.windows(2).all(|pair| pair[0] < pair[1]) && sample.iter().all(|n| (1..=200).contains(n)));
        assert_eq!(Dice::of("all").sample(1, 3, 10), [1, 2, 3]);
    }
}
