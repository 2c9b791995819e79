//! A dated, sourced line on the time axis. Part of its day's report; never moves a figure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::address::WebAddress;
use crate::note::Note;
use crate::slug::Slug;

/// Something that happened on the report's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Given once within its day, and kept: `e1`, `e2`…
    pub id: String,
    /// What happened, in one sentence.
    pub title: Note,
    /// Who says so.
    #[serde(default)]
    pub source: Option<Slug>,
    /// Where it says so.
    #[serde(default)]
    pub url: Option<WebAddress>,
    /// When the source said so.
    #[serde(default)]
    pub published_on: Option<NaiveDate>,
}
