//! Why an expected number is missing. Zero is a number, and not here.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::NotInList;
use crate::address::WebAddress;
use crate::label::Label;
use crate::note::Note;
use crate::slug::Slug;
use crate::thing::Thing;

/// The reason why a thing has no figure on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absence {
    /// What has no figure.
    #[serde(flatten)]
    pub thing: Thing,
    /// Why.
    pub why: AbsenceReason,
    /// The source that stayed silent or withheld it, if one is meant.
    #[serde(default)]
    pub source: Option<Slug>,
    /// The relay that carried its words.
    #[serde(default)]
    pub via: Option<Label>,
    /// A page that says so.
    #[serde(default)]
    pub url: Option<WebAddress>,
    /// When the source said so.
    #[serde(default)]
    pub published_on: Option<NaiveDate>,
    /// How its day was settled.
    #[serde(default)]
    pub date_note: Option<Note>,
    /// A public remark.
    #[serde(default)]
    pub remark: Option<Note>,
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceReason {
    /// Nobody reported it.
    #[default]
    NotReported,
    /// The source that gives it said nothing.
    SourceSilent,
    /// No report falls due on this day.
    NotDue,
    /// A figure exists and would endanger people.
    WithheldForSafety,
    /// It makes no sense on this day.
    NotApplicable,
}

impl AbsenceReason {
    /// All reasons, in the order in which a form lists them.
    pub const ALL: [Self; 5] =
        [Self::NotReported, Self::SourceSilent, Self::NotDue, Self::WithheldForSafety, Self::NotApplicable];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::SourceSilent => "source_silent",
            Self::NotDue => "not_due",
            Self::WithheldForSafety => "withheld_for_safety",
            Self::NotApplicable => "not_applicable",
        }
    }
}

impl FromStr for AbsenceReason {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.key() == text)
            .ok_or(NotInList("not_reported, source_silent, not_due, withheld_for_safety, not_applicable"))
    }
}
