//! The carriers at the desk: how they are spelled, and which spellings are one carrier.

use domain::{Label, Naming};

use super::chrome::{Account, Chrome, Site};
use super::kept::Sent;
use crate::{paths, t};

/// All carriers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriersPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was sent, if anything.
    pub sent: Sent,
    /// Every spelling, in alphabetical order.
    pub rows: Vec<CarrierRow>,
    /// The spelling that was chosen.
    pub name: String,
    /// The one that it is.
    pub shown_as: String,
}

/// One spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierRow {
    /// As it was written.
    pub name: String,
    /// In so many published claims.
    pub claims: String,
    /// The short names of the corridors where it stands.
    pub corridors: Vec<String>,
    /// What it counts as, in words.
    pub shown_as: String,
    /// Whether that can be undone here.
    pub joined: bool,
}

/// A spelling with its number of claims and its corridors.
pub type Spelling = (Label, usize, Vec<String>);

impl CarriersPage {
    /// The carriers as they stand, and what was typed.
    pub fn of(
        site: &Site,
        account: Account,
        naming: &Naming,
        spellings: Vec<Spelling>,
        (name, shown_as): (String, String),
        sent: Sent,
    ) -> Self {
        let row = |(label, claims, corridors): Spelling| CarrierRow {
            claims: t!("claims", claims = claims),
            corridors,
            shown_as: match naming.carrier(&label) {
                shown if shown == label => t!("carriers-own"),
                shown => t!("carriers-as", carrier = shown.as_str()),
            },
            joined: naming.carriers().contains_key(&label),
            name: label.to_string(),
        };
        let title = sent.title(t!("carriers-title"));
        Self {
            chrome: Chrome::of_desk(site, &title, paths::CARRIERS, Some(account)),
            sent,
            rows: spellings.into_iter().map(row).collect(),
            name,
            shown_as,
        }
    }
}
