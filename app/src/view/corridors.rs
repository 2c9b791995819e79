//! The corridors at the desk: all of them with what is added, and the settings of one.

use domain::settings::{DraftExpected, SettingProblem, SettingsDraft};
use domain::{Corridor, Label, Record};

use super::chrome::{self, Account, Chrome, Site};
use super::kept::Sent;
use crate::text::{dates, keeping};
use crate::{paths, t};

/// So many empty rows stand below what is expected.
const MORE_ROWS: usize = 2;

/// All corridors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorridorsPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was sent, if anything.
    pub sent: Sent,
    /// The corridors, by short name.
    pub rows: Vec<CorridorAtDesk>,
    /// What was typed of a corridor to add.
    pub typed: SettingsDraft,
}

/// One corridor in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorridorAtDesk {
    /// Its names.
    pub name: String,
    /// Its settings.
    pub href: String,
    /// Its time zone.
    pub zone: String,
    /// `from 12 December 2022`.
    pub record: String,
    /// Whether a second person publishes, in words.
    pub review: String,
}

/// The settings of one corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Its names.
    pub corridor: String,
    /// Its short name.
    pub slug: String,
    /// Where the form is sent.
    pub action: String,
    /// Its public page.
    pub public: String,
    /// What was sent, if anything.
    pub sent: Sent,
    /// The settings as they stand or were typed.
    pub typed: SettingsDraft,
    /// Whether another time zone was typed, or may be.
    pub zone_changes: bool,
    /// The carriers that are known.
    pub carriers: Vec<String>,
    /// The threshold for small numbers, and its public reason.
    pub small: Vec<String>,
}

/// The corridor's name where only settings are at hand.
fn name_of(corridor: &Corridor) -> String {
    let names: Vec<String> = corridor.names_in("en").into_iter().map(ToString::to_string).collect();
    chrome::joined_names(&names)
}

impl CorridorsPage {
    /// The corridors, and what was typed of one to add.
    pub fn of(site: &Site, account: Account, records: &[&Record], typed: SettingsDraft, sent: Sent) -> Self {
        let title = sent.title(t!("corridors-title"));
        Self {
            chrome: Chrome::of_desk(site, &title, paths::CORRIDORS, Some(account)),
            sent,
            rows: records.iter().map(|record| row(record.corridor())).collect(),
            typed,
        }
    }
}

fn row(corridor: &Corridor) -> CorridorAtDesk {
    let begins = dates::full(corridor.record_begins);
    CorridorAtDesk {
        name: name_of(corridor),
        href: paths::settings(&corridor.slug),
        zone: corridor.time_zone.clone(),
        record: match corridor.record_ends {
            Some(end) => t!("corridors-closed", begins = begins, ends = dates::full(end)),
            None => t!("corridors-open", begins = begins),
        },
        review: match corridor.review {
            domain::corridor::Review::Optional => t!("corridors-alone"),
            domain::corridor::Review::Required => t!("corridors-second"),
        },
    }
}

impl SettingsPage {
    /// The settings as they stand, or as they were typed.
    pub fn of(site: &Site, account: Account, settings: &Corridor, typed: SettingsDraft, sent: Sent) -> Self {
        let corridor = name_of(settings);
        let title = sent.title(t!("settings-title", corridor = corridor.as_str()));
        let action = paths::settings(&settings.slug);
        let below = settings.withhold_below.to_string();
        let note = settings.withhold_note.as_ref().map(|note| t!("settings-small-note", note = note.as_str()));
        let mut page = Self {
            chrome: Chrome::of_desk(site, &title, &action, Some(account)),
            corridor,
            slug: settings.slug.to_string(),
            action,
            public: paths::corridor(&settings.slug),
            sent,
            zone_changes: typed.time_zone.trim() != settings.time_zone,
            typed,
            carriers: Vec::new(),
            small: [t!("settings-small", below = below)].into_iter().chain(note).collect(),
        };
        while page.typed.expected.last().is_some_and(|last| *last == DraftExpected::default()) {
            page.typed.expected.pop();
        }
        page.typed.expected.extend(vec![DraftExpected::default(); MORE_ROWS]);
        page
    }

    /// The same with the carriers that the form offers.
    pub fn offering(mut self, carriers: impl IntoIterator<Item = Label>) -> Self {
        self.carriers = carriers.into_iter().map(|label| label.to_string()).collect();
        self
    }
}

/// Problems with settings, as a page tells them.
pub fn refused(problems: &[SettingProblem]) -> Sent {
    Sent::refused(
        problems.iter().map(|problem| {
            (problem.field.clone(), keeping::setting_name(&problem.field), keeping::setting(&problem.what))
        }),
    )
}
