//! The torture table's lines, and how a verdict is counted into them. The lines themselves are of the crate `tests`, whose
//! own tests write some, too.

pub use tests::report::Line;

use crate::judge::Verdict;

/// A line that counts what a verdict found.
pub trait Judged {
    /// Counts it.
    #[must_use]
    fn judged(self, verdict: &Verdict) -> Self;
}

impl Judged for Line {
    fn judged(mut self, verdict: &Verdict) -> Self {
        self.acknowledged += verdict.acknowledged;
        self.lost += verdict.lost.len() + verdict.foreign.len();
        self.twice += verdict.twice.len();
        self
    }
}
