//! A valid day report that was submitted, returned, published or withdrawn. Append-only.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::day_report::DayReport;
use crate::slug::Slug;

/// One state of one day, as it was stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its place in the order of all revisions of the installation, from 1.
    pub seq: i64,
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// What happened to the day.
    pub state: RevisionState,
    /// What is recorded for the day.
    pub report: DayReport,
    /// Of a change after publication: revision or correction.
    pub change_kind: Option<ChangeKind>,
    /// The public reason of a change.
    pub reason: Option<String>,
    /// The role of its author. Never the account.
    pub role: Role,
    /// When it was stored, by our clock.
    pub recorded_at: DateTime<Utc>,
    /// When it became public, if it did.
    pub published_at: Option<DateTime<Utc>>,
    /// The hash of the chain up to and with this revision, hexadecimal.
    pub hash: String,
    /// When and why its document was removed for good, if it was: then `report` is an empty day.
    pub redaction: Option<Redaction>,
}

/// What is left of a document that was removed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// When.
    pub at: DateTime<Utc>,
    /// The public reason.
    pub reason: String,
}

/// What happened to a day with a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionState {
    /// Waits for a second person.
    Submitted,
    /// Given back with a note.
    Returned,
    /// Public.
    Published,
    /// Hidden, with a public tombstone.
    Withdrawn,
}

/// Of a change after publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Better or later information.
    Revision,
    /// We were wrong.
    Correction,
}

impl RevisionState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Submitted, Self::Returned, Self::Published, Self::Withdrawn];

    /// The word in files and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl ChangeKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Revision, Self::Correction];

    /// The word in files and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Correction => "correction",
        }
    }
}

impl FromStr for RevisionState {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.key() == text).ok_or(UnknownWord)
    }
}

impl FromStr for ChangeKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.key() == text).ok_or(UnknownWord)
    }
}

/// A word that names no state or kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a state of a revision, nor a kind of change")
    }
}

impl std::error::Error for UnknownWord {}
