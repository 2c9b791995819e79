//! One statement by one source about one thing on one day, or over a period that ends on it.

use serde::{Deserialize, Serialize};

use crate::access::AccessStatus;
use crate::amount::Amount;
use crate::measure::{Measure, MeasureKind};
use crate::note::Note;
use crate::thing::Thing;

/// A statement as it stands in a report. Its source and dates are the report's, its day is the day report's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Given once within its day, and kept: `c1`, `c2`…
    pub id: String,
    /// What it is about.
    #[serde(flatten)]
    pub thing: Thing,
    /// What was said.
    pub says: Says,
    /// Set when the desk prefers this claim: the public note why.
    #[serde(default)]
    pub preferred: Option<Note>,
    /// How its day was settled when the source did not say it plainly.
    #[serde(default)]
    pub date_note: Option<Note>,
    /// A public remark: the source's words, what is odd about them.
    #[serde(default)]
    pub remark: Option<Note>,
}

/// What was said: a status, or an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Open, restricted or closed.
    Status(AccessStatus),
    /// A number in the source's own measure of words.
    #[serde(untagged)]
    Amount(Amount),
}

impl Says {
    /// Whether this can be said of the measure: a status of access, an amount of all else.
    pub fn fits(&self, measure: Measure) -> bool {
        matches!(self, Self::Status(_)) == (measure.kind() == MeasureKind::Access)
    }

    /// The amount, if one was said.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Status(_) => None,
        }
    }

    /// The status, if one was said.
    pub fn status(&self) -> Option<AccessStatus> {
        match self {
            Self::Status(status) => Some(*status),
            Self::Amount(_) => None,
        }
    }
}
