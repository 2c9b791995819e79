//! All that is recorded for one corridor and day: the unit of entry, publication and history.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::absence::Absence;
use crate::address::WebAddress;
use crate::claim::Claim;
use crate::corridor::{Corridor, Expected};
use crate::event::Event;
use crate::label::Label;
use crate::note::Note;
use crate::slug::Slug;

/// The version of the document that is written today.
pub const DOCUMENT_VERSION: u32 = 1;

/// One day of one corridor, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayReport {
    /// Version of the document's form.
    pub v: u32,
    /// The corridor.
    pub corridor: Slug,
    /// The day, in the corridor's own time zone.
    pub date: NaiveDate,
    /// A note for everyone.
    #[serde(default)]
    pub public_note: Option<Note>,
    /// A note for the desk alone.
    #[serde(default)]
    pub internal_note: Option<Note>,
    /// What sources said.
    #[serde(default)]
    pub reports: Vec<Report>,
    /// Why expected figures are missing.
    #[serde(default)]
    pub absences: Vec<Absence>,
    /// What happened.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// One statement by one source (a bulletin), and its claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Given once within its day, and kept: `r1`, `r2`…
    pub id: String,
    /// Who says so.
    pub source: Slug,
    /// The relay that carried its words.
    #[serde(default)]
    pub via: Option<Label>,
    /// Where it says so.
    #[serde(default)]
    pub url: Option<WebAddress>,
    /// When it said so.
    #[serde(default)]
    pub published_on: Option<NaiveDate>,
    /// What it says.
    pub claims: Vec<Claim>,
}

impl DayReport {
    /// A day on which nothing is recorded yet.
    pub fn empty(corridor: Slug, date: NaiveDate) -> Self {
        Self {
            v: DOCUMENT_VERSION,
            corridor,
            date,
            public_note: None,
            internal_note: None,
            reports: Vec::new(),
            absences: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Every claim with the report that it stands in, in order.
    pub fn claims(&self) -> impl Iterator<Item = (&Report, &Claim)> {
        self.reports.iter().flat_map(|report| report.claims.iter().map(move |claim| (report, claim)))
    }

    /// The expected things of the corridor that have neither a claim nor a reason on this day.
    pub fn unanswered<'c>(&self, corridor: &'c Corridor) -> Vec<&'c Expected> {
        let answered = |expected: &&Expected| {
            !self.claims().any(|(_, claim)| expected.is_met_by(&claim.thing))
                && !self.absences.iter().any(|absence| expected.is_met_by(&absence.thing))
        };
        corridor.expected.iter().filter(answered).collect()
    }

    /// The next free number for ids with this letter: `r`, `c`, `e`.
    pub fn next_number(&self, letter: char) -> usize {
        let reports = self.reports.iter().map(|report| report.id.as_str());
        let claims = self.claims().map(|(_, claim)| claim.id.as_str());
        let events = self.events.iter().map(|event| event.id.as_str());
        let taken = reports.chain(claims).chain(events).filter_map(|id| id.strip_prefix(letter)?.parse::<u32>().ok());
        taken.max().map_or(1, |most| most as usize + 1)
    }

    /// What is wrong with the day as a whole, beyond its parts; empty when it can be stored.
    pub fn faults(&self) -> Vec<DayFault> {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        let mut preferred = BTreeSet::new();
        for (report, claim) in self.claims() {
            if !ids.insert(claim.id.as_str()) {
                faults.push(DayFault::SameId(claim.id.clone()));
            }
            if claim.preferred.is_some() && !preferred.insert(&claim.thing) {
                faults.push(DayFault::TwoPreferred { report: report.id.clone(), claim: claim.id.clone() });
            }
        }
        for (index, (report, claim)) in self.claims().enumerate() {
            let again = self.claims().take(index).any(|(other, earlier)| {
                earlier.thing == claim.thing && earlier.says == claim.says && same_statement(other, report)
            });
            if again {
                faults.push(DayFault::SaidTwice { report: report.id.clone(), claim: claim.id.clone() });
            }
        }
        faults
    }
}

fn same_statement(one: &Report, other: &Report) -> bool {
    (&one.source, &one.via, &one.url, one.published_on) == (&other.source, &other.via, &other.url, other.published_on)
}

/// Something that a day as a whole must not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// Two claims with one id.
    SameId(String),
    /// A second preferred claim of one thing.
    TwoPreferred {
        /// Id of the second claim's report.
        report: String,
        /// Id of the second claim.
        claim: String,
    },
    /// The same source says the same of the same thing in the same statement, twice.
    SaidTwice {
        /// Id of the second claim's report.
        report: String,
        /// Id of the second claim.
        claim: String,
    },
}
