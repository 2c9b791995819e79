//! Since when what is public has stood as it stands: of a claim its first publication unchanged, of a day its last
//! correction. Never tells more than the public states of a day hold.

use chrono::{DateTime, NaiveDate, Utc};

use crate::record::{PublicDay, PublicReport, Record, Said};
use crate::revision::ChangeKind;

/// When the claim became public as it stands: with the first of the day's states that held it unchanged ever since.
pub fn published_at(record: &Record, said: &Said<'_>) -> DateTime<Utc> {
    let states: Vec<&PublicDay> = record.states_of(said.date()).collect();
    let until = states.iter().rev().skip_while(|state| state.seq > said.day.seq);
    until.take_while(|state| holds(state, said)).last().map_or(said.day.published_at, |state| state.published_at)
}

/// When the last correction of a day became public, if one did. A revision is none.
pub fn corrected_at(record: &Record, date: NaiveDate) -> Option<DateTime<Utc>> {
    let corrections = record.states_of(date).filter(|state| state.change_kind == Some(ChangeKind::Correction));
    corrections.last().map(|state| state.published_at)
}

fn holds(state: &PublicDay, said: &Said<'_>) -> bool {
    state.claims().any(|(report, claim)| claim == said.claim && same_statement(report, said.report))
}

fn same_statement(one: &PublicReport, other: &PublicReport) -> bool {
    (&one.source, &one.via, &one.url, one.published_on) == (&other.source, &other.via, &other.url, other.published_on)
}
