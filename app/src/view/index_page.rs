//! All corridors: the status of each in one line, its freshness, its latest figures.

use domain::{Moment, Record};

use super::chrome::{Chrome, Foot, Site};
use super::correction::Corrections;
use super::old_state::Earlier;
use super::sentence::Sentence;
use super::status_page::Place;
use crate::{paths, t};

/// The page of all corridors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Each corridor.
    pub corridors: Vec<CorridorRow>,
}

/// One corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorridorRow {
    /// Its page.
    pub href: String,
    /// What is said of it and the hour.
    pub place: Place,
    /// What was corrected lately.
    pub corrections: Corrections,
    /// The answer.
    pub sentence: Sentence,
    /// How to reach its desk, and what the page rests on.
    pub foot: Foot,
}

impl IndexPage {
    /// The page over several corridors, each at its own moment.
    pub fn of(site: &Site, records: &[(&Record, Moment)]) -> Self {
        let row = |(record, moment): &(&Record, Moment)| CorridorRow {
            href: paths::corridor(&record.corridor().slug),
            place: Place::of(record, moment),
            corrections: Corrections::lately(record, moment, &[]),
            sentence: Sentence::of(record, moment),
            foot: Foot::of(record, moment),
        };
        let mut corridors: Vec<CorridorRow> = records.iter().map(row).collect();
        corridors.sort_by(|one, other| one.place.name.cmp(&other.place.name));
        let mut around = Chrome::of_site(site, &t!("index-title"), &paths::index());
        around.description = Some(t!("index-description"));
        let begins = records.iter().map(|(record, _)| record.corridor().record_begins).min();
        let today = records.iter().map(|(_, moment)| moment.today).max();
        around.earlier = begins.zip(today).map(|(first, today)| Earlier::of(None, &paths::index(), first, today));
        Self { chrome: around, corridors }
    }
}
