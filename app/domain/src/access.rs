//! Whether people and goods can pass, and who is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a source says of the corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessStatus {
    /// Passage is said to be free.
    Open,
    /// Some pass, others do not.
    Restricted,
    /// Nobody passes.
    Closed,
}

/// The class of traffic that a status speaks of; a status without a class speaks of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessClass {
    /// Patients and those who carry them.
    Medical,
    /// Food, medicine and other goods.
    Cargo,
    /// Residents and other private travellers.
    Civilian,
    /// Aid convoys and aid workers.
    Humanitarian,
}

impl AccessStatus {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Open, Self::Restricted, Self::Closed];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted => "restricted",
            Self::Closed => "closed",
        }
    }
}

impl AccessClass {
    /// All classes, in the order in which a page lists them.
    pub const ALL: [Self; 4] = [Self::Medical, Self::Cargo, Self::Civilian, Self::Humanitarian];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Cargo => "cargo",
            Self::Civilian => "civilian",
            Self::Humanitarian => "humanitarian",
        }
    }
}

/// A word that is none of a closed list; holds what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInList(pub &'static str);

impl fmt::Display for NotInList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of {}", self.0)
    }
}

impl std::error::Error for NotInList {}

impl FromStr for AccessStatus {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.key() == text).ok_or(NotInList("open, restricted, closed"))
    }
}

impl FromStr for AccessClass {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|class| class.key() == text)
            .ok_or(NotInList("medical, cargo, civilian, humanitarian (or nothing: all traffic)"))
    }
}
