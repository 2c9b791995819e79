//! Since when a claim stands as it stands, and when a day was last corrected.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ChangeKind, DayReport, PublicDay, Record, RevisionState, standing};

use crate::support::{Material, Row, State, amount, evening, moved_out, note, nth};

fn hours(hour: i64) -> DateTime<Utc> {
    evening(nth(0)) + TimeDelta::hours(hour)
}

/// The day with these amounts, one claim each, said by two posts.
fn day(amounts: &[&str]) -> DayReport {
    let rows = amounts.iter().zip(["Post", "Gate"]).map(|(text, source)| {
        let carrier = if source == "Post" { "Red Cross" } else { "" };
        Row::new(nth(0), source, moved_out(carrier), amount(text))
    });
    let mut report = Material::of(rows.collect()).day_report(nth(0), DateTime::<Utc>::MAX_UTC);
    report.public_note = Some(note("not part of a claim"));
    report
}

/// One state an hour: what the day says, and of which kind the change is.
fn record(states: &[(&[&str], RevisionState, Option<ChangeKind>)]) -> Record {
    let material = Material::of(Vec::new());
    let corridor = Arc::new(material.corridor.clone());
    let mut record = Record::new(corridor.clone(), Arc::default());
    for (hour, (amounts, state, kind)) in (0..).zip(states) {
        let state = State { instant: hours(hour), state: *state, report: day(amounts), again: false };
        let mut revision = state.revision(hour + 1);
        revision.change_kind = *kind;
        if let Some(day) = PublicDay::from_revision(&revision, &corridor, &domain::Naming::default()) {
            record = record.with(Arc::new(day));
        }
    }
    record
}

/// Per claim of the day: since how many hours after the first evening it stands.
fn since(record: &Record) -> Vec<i64> {
    record.said_on(nth(0)).map(|said| (standing::published_at(record, &said) - hours(0)).num_hours()).collect()
}

const PUBLISHED: RevisionState = RevisionState::Published;

#[test]
fn a_claim_stands_since_the_first_state_that_held_it_unchanged() {
    let changed = Some(ChangeKind::Revision);
    let states: [(&[&str], RevisionState, Option<ChangeKind>); 4] = [
        (&["4"], PUBLISHED, None),
        (&["4", "5"], PUBLISHED, changed),
        (&["4", "6"], PUBLISHED, changed),
        (&["4", "5"], PUBLISHED, changed),
    ];
    assert_eq!(since(&record(&states[..1])), [0]);
    assert_eq!(since(&record(&states[..2])), [0, 1]);
    assert_eq!(since(&record(&states[..3])), [0, 2]);
    assert_eq!(since(&record(&states)), [0, 3], "it was another one in between");
    assert_eq!(since(&record(&states).as_of(hours(2))), [0, 2]);
}

#[test]
fn what_waits_is_not_published_and_what_was_withdrawn_begins_anew() {
    let waits = [(&["4"][..], RevisionState::Submitted, None), (&["4"][..], PUBLISHED, None)];
    assert_eq!(since(&record(&waits)), [1]);
    let correction = Some(ChangeKind::Correction);
    let withdrawn = [
        (&["4"][..], PUBLISHED, None),
        (&["4"][..], PUBLISHED, correction),
        (&["4"][..], RevisionState::Withdrawn, Some(ChangeKind::Revision)),
        (&["4"][..], PUBLISHED, Some(ChangeKind::Revision)),
    ];
    assert_eq!(since(&record(&withdrawn)), [3]);
    assert_eq!(standing::corrected_at(&record(&withdrawn), nth(0)), None, "a withdrawal takes the history with it");
    assert_eq!(standing::corrected_at(&record(&withdrawn[..2]), nth(0)), Some(hours(1)));
}

#[test]
fn a_day_was_corrected_with_its_last_correction_and_never_with_a_revision() {
    let states = [None, Some(ChangeKind::Correction), Some(ChangeKind::Correction), Some(ChangeKind::Revision)]
        .map(|kind| (&["4"][..], PUBLISHED, kind));
    let whole = record(&states);
    assert_eq!(standing::corrected_at(&whole, nth(0)), Some(hours(2)));
    assert_eq!(standing::corrected_at(&whole.as_of(hours(1)), nth(0)), Some(hours(1)));
    assert_eq!(standing::corrected_at(&whole.as_of(hours(0)), nth(0)), None);
    assert_eq!(standing::corrected_at(&whole, nth(1)), None);
}
