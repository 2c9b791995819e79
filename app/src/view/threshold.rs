//! The threshold for small numbers of a corridor: what stands, what was typed, what it would change.

use domain::Corridor;

use super::chrome::{self, Account, Chrome, Site};
use super::kept::Sent;
use crate::{paths, t};

/// The threshold of a corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// Where the form is sent.
    pub action: String,
    /// What was sent, if anything.
    pub sent: Sent,
    /// The number, as it stands or was typed.
    pub below: String,
    /// The public reason.
    pub note: String,
}

impl ThresholdPage {
    /// The threshold as it stands, or as it was typed.
    pub fn of(site: &Site, account: Account, settings: &Corridor, typed: Option<(String, String)>, sent: Sent) -> Self {
        let names: Vec<String> = settings.names_in("en").into_iter().map(ToString::to_string).collect();
        let corridor = chrome::joined_names(&names);
        let title = sent.title(t!("threshold-title", corridor = corridor.as_str()));
        let action = paths::threshold(&settings.slug);
        let (below, note) = typed.unwrap_or_else(|| {
            let note = settings.withhold_note.as_ref().map(ToString::to_string).unwrap_or_default();
            (settings.withhold_below.to_string(), note)
        });
        Self { chrome: Chrome::of_desk(site, &title, &action, Some(account)), corridor, action, sent, below, note }
    }
}
