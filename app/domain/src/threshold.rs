//! What another threshold for small numbers would change for readers.

use crate::claim::Claim;
use crate::day_report::DayReport;
use crate::record::{is_small, would_give_away};

/// How many published numbers another threshold would show or withhold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThresholdEffect {
    /// Withheld now, and shown then.
    pub shown: usize,
    /// Shown now, and withheld then.
    pub withheld: usize,
}

impl ThresholdEffect {
    /// The effect on these days of going from one threshold to another.
    pub fn of<'a>(days: impl IntoIterator<Item = &'a DayReport>, from: u32, to: u32) -> Self {
        let mut effect = Self::default();
        for day in days {
            let all: Vec<&Claim> = day.claims().map(|(_, claim)| claim).collect();
            let hidden = |claim: &Claim, below| is_small(claim, below) || would_give_away(claim, &all, below);
            for claim in &all {
                match (hidden(claim, from), hidden(claim, to)) {
                    (true, false) => effect.shown += 1,
                    (false, true) => effect.withheld += 1,
                    _ => {}
                }
            }
        }
        effect
    }
}
