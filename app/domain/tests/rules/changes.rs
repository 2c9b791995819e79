//! What changed between two states of a day: every part is reported, nothing twice, and no number that is withheld.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::change::{AbsenceField, Change, ClaimField, EventField};
use domain::{
    Absence, AbsenceReason, Claim, DayChange, DayReport, Event, Measure, PublicDay, PublicSays, Report, RevisionState,
    Thing,
};
use proptest::prelude::*;

use crate::support::{
    Material, Row, State, amount, cases, corridor, evening, intensive_care, label, moved_out, note, nth,
};

fn claim(id: &str, thing: Thing, text: &str) -> Claim {
    Claim { id: id.to_owned(), thing, says: amount(text), preferred: None, date_note: None, remark: None }
}

fn statement(source: &str, claims: Vec<Claim>) -> Report {
    let source = source.parse().unwrap();
    Report { id: "r1".to_owned(), source, via: None, url: None, published_on: Some(nth(0)), claims }
}

fn absence(thing: Thing, why: AbsenceReason) -> Absence {
    Absence { thing, why, source: None, via: None, url: None, published_on: None, date_note: None, remark: None }
}

fn event(id: &str, title: &str) -> Event {
    Event { id: id.to_owned(), title: note(title), source: None, url: None, published_on: None }
}

/// A day with one claim, one reason, one event and both notes.
fn day() -> DayReport {
    let mut day = Material::of(Vec::new()).day_report(nth(0), DateTime::<Utc>::MAX_UTC);
    day.reports = vec![statement("post", vec![claim("c1", moved_out("Red Cross"), "30")])];
    day.absences = vec![absence(Thing::of(Measure::PatientsAwaiting), AbsenceReason::NotReported)];
    day.events = vec![event("e1", "A gate was set up")];
    day.public_note = Some(note("one"));
    day.internal_note = Some(note("one"));
    day
}

fn public(report: &DayReport) -> PublicDay {
    public_below(report, 0)
}

fn public_below(report: &DayReport, below: u32) -> PublicDay {
    let mut corridor = corridor();
    corridor.withhold_below = below;
    let state =
        State { instant: evening(nth(0)), state: RevisionState::Published, report: report.clone(), again: false };
    PublicDay::from_revision(&state.revision(1), &Arc::new(corridor), &domain::Naming::default()).unwrap()
}

fn between(old: &DayReport, new: &DayReport) -> DayChange {
    DayChange::between(Some(&public(old)), &public(new))
}

fn changed(edit: impl Fn(&mut DayReport)) -> DayReport {
    let mut day = day();
    edit(&mut day);
    day
}

type Edit = fn(&mut DayReport);

#[test]
fn every_part_of_a_claim_that_changes_is_reported_alone() {
    let parts: [(ClaimField, Edit); 9] = [
        (ClaimField::Says, |day| day.reports[0].claims[0].says = amount(">30")),
        (ClaimField::Thing, |day| day.reports[0].claims[0].thing = moved_out("Army")),
        (ClaimField::Source, |day| day.reports[0].source = "gate".parse().unwrap()),
        (ClaimField::Via, |day| day.reports[0].via = Some(label("Wire"))),
        (ClaimField::Link, |day| day.reports[0].url = "https://example.org/a".parse().ok()),
        (ClaimField::PublishedOn, |day| day.reports[0].published_on = Some(nth(1))),
        (ClaimField::Preferred, |day| day.reports[0].claims[0].preferred = Some(note("nearer"))),
        (ClaimField::DateNote, |day| day.reports[0].claims[0].date_note = Some(note("by its heading"))),
        (ClaimField::Remark, |day| day.reports[0].claims[0].remark = Some(note("its words"))),
    ];
    for (field, edit) in parts {
        let change = between(&day(), &changed(edit));
        let [Change::Changed { fields, .. }] = &change.claims[..] else { panic!("{field:?}: {change:?}") };
        assert_eq!(fields, &[field]);
        assert_eq!(change, DayChange { claims: change.claims.clone(), ..DayChange::default() }, "and nothing else");
        assert_eq!(DayChange::between_reports(Some(&day()), &changed(edit)), change, "the desk sees the same");
    }
}

#[test]
fn every_part_of_a_reason_or_an_event_that_changes_is_reported_alone() {
    let parts: [(AbsenceField, Edit); 7] = [
        (AbsenceField::Why, |day| day.absences[0].why = AbsenceReason::SourceSilent),
        (AbsenceField::Source, |day| day.absences[0].source = "gate".parse().ok()),
        (AbsenceField::Via, |day| day.absences[0].via = Some(label("Wire"))),
        (AbsenceField::Link, |day| day.absences[0].url = "https://example.org/a".parse().ok()),
        (AbsenceField::PublishedOn, |day| day.absences[0].published_on = Some(nth(1))),
        (AbsenceField::DateNote, |day| day.absences[0].date_note = Some(note("by its heading"))),
        (AbsenceField::Remark, |day| day.absences[0].remark = Some(note("its words"))),
    ];
    for (field, edit) in parts {
        let change = between(&day(), &changed(edit));
        assert!(matches!(&change.absences[..], [Change::Changed { fields, .. }] if *fields == [field]), "{change:?}");
        assert!(change.claims.is_empty() && change.events.is_empty());
    }
    let parts: [(EventField, Edit); 4] = [
        (EventField::Title, |day| day.events[0].title = note("A gate was taken down")),
        (EventField::Source, |day| day.events[0].source = "gate".parse().ok()),
        (EventField::Link, |day| day.events[0].url = "https://example.org/a".parse().ok()),
        (EventField::PublishedOn, |day| day.events[0].published_on = Some(nth(1))),
    ];
    for (field, edit) in parts {
        let change = between(&day(), &changed(edit));
        assert!(matches!(&change.events[..], [Change::Changed { fields, .. }] if *fields == [field]), "{change:?}");
        assert!(change.claims.is_empty() && change.absences.is_empty());
    }
}

#[test]
fn notes_are_reported_and_the_internal_one_to_the_desk_alone() {
    let new = changed(|day| {
        day.public_note = Some(note("two"));
        day.internal_note = Some(note("kingfisher"));
    });
    let change = between(&day(), &new);
    assert_eq!(change.public_note.as_ref().and_then(|both| both.new.clone()), Some(note("two")));
    assert_eq!(change.internal_note, None);
    assert!(!format!("{change:?}").contains("kingfisher"));
    let desk = DayChange::between_reports(Some(&day()), &new);
    assert_eq!(desk.internal_note.and_then(|both| both.new), Some(note("kingfisher")));
}

#[test]
fn from_nothing_everything_is_added_and_to_an_empty_day_everything_is_taken_back() {
    let change = DayChange::between(None, &public(&day()));
    assert!(matches!(&change.claims[..], [Change::Added(_)]) && matches!(&change.events[..], [Change::Added(_)]));
    assert!(matches!(&change.absences[..], [Change::Added(_)]));
    let empty = changed(|day| *day = DayReport::empty(day.corridor.clone(), day.date));
    let back = between(&day(), &empty);
    assert!(matches!(&back.claims[..], [Change::Removed(_)]) && matches!(&back.events[..], [Change::Removed(_)]));
    assert!(back.public_note.is_some_and(|both| both.new.is_none()));
}

#[test]
fn a_claim_with_another_id_is_the_same_one_if_it_is_of_the_same_thing_by_the_same_source() {
    let again = changed(|day| day.reports[0].claims[0].id = "c9".to_owned());
    assert!(between(&day(), &again).is_empty(), "an id alone is no change");
    let more = changed(|day| day.reports[0].claims[0] = claim("c9", moved_out("Red Cross"), ">30"));
    let change = between(&day(), &more);
    let [Change::Changed { old, new, fields }] = &change.claims[..] else { panic!("{change:?}") };
    assert_eq!((old.id.as_str(), new.id.as_str(), &fields[..]), ("c1", "c9", &[ClaimField::Says][..]));
    let other = changed(|day| day.reports[0].claims[0] = claim("c9", moved_out("Army"), ">30"));
    assert!(matches!(&between(&day(), &other).claims[..], [Change::Added(_), Change::Removed(_)]));
    // Written anew in another order, none of them changed.
    let both = |one: &str, other: &str, ids: [&str; 2]| {
        changed(|day| {
            let of = |id: &str, text: &str| claim(id, moved_out("Red Cross"), text);
            day.reports[0].claims = vec![of(ids[0], one), of(ids[1], other)];
        })
    };
    assert!(between(&both("3", "4", ["c1", "c2"]), &both("4", "3", ["c3", "c4"])).is_empty());
}

#[test]
fn moving_a_claim_into_another_report_that_says_the_same_of_itself_is_no_change() {
    let two = changed(|day| {
        let mut other = statement("post", vec![claim("c2", moved_out("Army"), "2")]);
        other.id = "r2".to_owned();
        day.reports.push(other);
    });
    let one = changed(|day| day.reports[0].claims.push(claim("c2", moved_out("Army"), "2")));
    assert!(between(&two, &one).is_empty() && between(&one, &two).is_empty());
}

/// A hospital's number with a note that repeats it.
fn hospital(text: &str) -> Claim {
    let repeats = Some(note(&format!("canary {text}")));
    let claim = claim("c1", intensive_care("children", "Arevik"), text);
    Claim { preferred: repeats.clone(), date_note: repeats.clone(), remark: repeats, ..claim }
}

#[test]
fn a_number_that_is_withheld_now_is_never_told_by_what_changed() {
    let at = |claims: Vec<Claim>| public_below(&changed(|day| day.reports[0].claims = claims.clone()), 10);
    // From one small number to another: nothing that a reader may know.
    assert!(DayChange::between(Some(&at(vec![hospital("3")])), &at(vec![hospital("7")])).is_empty());
    // Shown before, withheld now: not told again, for it may be the same number.
    let whole = claim("c2", intensive_care("children", ""), "23");
    let small = claim("c3", intensive_care("children", "Gate"), "3");
    let change = DayChange::between(Some(&at(vec![hospital("20")])), &at(vec![hospital("20"), whole, small]));
    let [Change::Changed { old, new, fields }, ..] = &change.claims[..] else { panic!("{change:?}") };
    assert_eq!(
        (&old.says, &new.says, &fields[..]),
        (&PublicSays::Withheld, &PublicSays::Withheld, &[ClaimField::Says][..])
    );
    let told = format!("{change:?}");
    assert!(!told.contains("canary") && !told.contains("Count(20)"), "{told}");
    // Withheld before, shown now: what is shown is told, what was withheld is not, and its notes are no news.
    let change = DayChange::between(Some(&at(vec![hospital("3")])), &at(vec![hospital("12")]));
    let [Change::Changed { old, fields, .. }] = &change.claims[..] else { panic!("{change:?}") };
    assert_eq!((&old.says, &fields[..]), (&PublicSays::Withheld, &[ClaimField::Says][..]));
    assert!(!format!("{change:?}").contains("canary 3"));
    // The desk sees all of it.
    let of = |text: &str| changed(|day| day.reports[0].claims = vec![hospital(text)]);
    assert!(format!("{:?}", DayChange::between_reports(Some(&of("3")), &of("7"))).contains("canary 3"));
}

/// A day of a few claims that differ in what a number can tell apart.
fn days() -> impl Strategy<Value = DayReport> {
    let one = (0usize..6, 0usize..3, 0u64..4, 0usize..3);
    let claims = prop::collection::vec(one, 0..6);
    let rest =
        (prop::collection::vec((0usize..3, 0usize..3), 0..3), prop::collection::vec((0usize..4, 0usize..3), 0..3));
    (claims, rest, 0usize..3).prop_map(|(claims, (absences, events), words)| {
        let mut day = DayReport::empty("lachin".parse().unwrap(), nth(0));
        let mut ids = std::collections::BTreeSet::new();
        for (id, carrier, number, source) in claims {
            if !ids.insert(id) {
                continue;
            }
            let mut report = statement(
                ["post", "gate", "wire"][source],
                vec![claim(&format!("c{id}"), moved_out(["", "Army", "Red Cross"][carrier]), &number.to_string())],
            );
            report.id = format!("r{id}");
            day.reports.push(report);
        }
        day.absences = absences
            .into_iter()
            .map(|(measure, why)| {
                let measures = [Measure::PatientsAwaiting, Measure::PatientsCritical, Measure::Transfers];
                absence(Thing::of(measures[measure]), AbsenceReason::ALL[why])
            })
            .collect();
        day.events = events.into_iter().map(|(id, title)| event(&format!("e{id}"), ["a", "b", "c"][title])).collect();
        day.events.dedup_by(|one, other| one.id == other.id);
        day.public_note = [None, Some(note("x")), Some(note("y"))][words].clone();
        day
    })
}

fn turned<T: Clone, F: Clone>(changes: &[Change<T, F>]) -> Vec<Change<T, F>> {
    let turn = |change: &Change<T, F>| match change.clone() {
        Change::Added(new) => Change::Removed(new),
        Change::Removed(old) => Change::Added(old),
        Change::Changed { old, new, fields } => Change::Changed { old: new, new: old, fields },
    };
    changes.iter().map(turn).collect()
}

fn sorted<T: std::fmt::Debug>(all: &[T]) -> Vec<String> {
    let mut all: Vec<String> = all.iter().map(|one| format!("{one:?}")).collect();
    all.sort();
    all
}

/// What a day is once its claims have these changes: by id.
fn ids_after(old: &DayReport, change: &DayChange) -> Vec<String> {
    let mut ids: Vec<String> = old.claims().map(|(_, claim)| claim.id.clone()).collect();
    for one in &change.claims {
        match one {
            Change::Added(new) => ids.push(new.id.clone()),
            Change::Removed(old) => ids.retain(|id| *id != old.id),
            Change::Changed { old, new, .. } => {
                ids.iter_mut().filter(|id| **id == old.id).for_each(|id| new.id.clone_into(id));
            }
        }
    }
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn nothing_changed_between_a_state_and_itself(day in days()) {
        prop_assert!(DayChange::between(Some(&public(&day)), &public(&day)).is_empty());
        prop_assert!(DayChange::between_reports(Some(&day), &day).is_empty());
    }

    #[test]
    fn what_was_added_one_way_is_taken_back_the_other(old in days(), new in days()) {
        let (there, back) = (between(&old, &new), between(&new, &old));
        prop_assert_eq!(sorted(&turned(&there.claims)), sorted(&back.claims));
        prop_assert_eq!(sorted(&turned(&there.absences)), sorted(&back.absences));
        prop_assert_eq!(sorted(&turned(&there.events)), sorted(&back.events));
        prop_assert_eq!(there.public_note.map(|both| (both.new, both.old)), back.public_note.map(|both| (both.old, both.new)));
    }

    #[test]
    fn every_claim_is_told_once_and_nothing_is_left_out(old in days(), new in days()) {
        let change = DayChange::between_reports(Some(&old), &new);
        for one in &change.claims {
            if let Change::Changed { fields, .. } = one {
                prop_assert!(!fields.is_empty());
            }
        }
        // Claims that kept their content under another id are the only ones that no change names.
        let number = |day: &DayReport| i64::try_from(day.claims().count()).unwrap();
        let balance = |one: &Change<_, _>| match one {
            Change::Added(_) => 1,
            Change::Removed(_) => -1,
            Change::Changed { .. } => 0,
        };
        prop_assert_eq!(number(&new) - number(&old), change.claims.iter().map(balance).sum::<i64>());
        prop_assert_eq!(ids_after(&old, &change).len(), new.claims().count());
        prop_assert_eq!(change.is_empty(), sorted_content(&old) == sorted_content(&new));
    }
}

/// All that a reader of the desk sees of a day, apart from ids and order.
fn sorted_content(day: &DayReport) -> Vec<String> {
    let claims = day.claims().map(|(report, claim)| format!("{:?} {:?} {:?}", report.source, claim.thing, claim.says));
    let absences = day.absences.iter().map(|absence| format!("{:?} {:?}", absence.thing, absence.why));
    let events = day.events.iter().map(|event| format!("{:?}", event.title));
    let mut all: Vec<String> = claims.chain(absences).chain(events).chain([format!("{:?}", day.public_note)]).collect();
    all.sort();
    all
}

#[test]
fn a_row_of_the_real_record_that_was_added_later_is_one_added_claim() {
    let material = Material::of(vec![
        Row::moved(nth(0), "Post", "Red Cross", "4"),
        Row::moved(nth(0), "Gate", "Army", "2").published(Some(nth(3))),
    ]);
    let record = material.whole();
    let states: Vec<&PublicDay> = record.states_of(nth(0)).collect();
    let change = DayChange::between(Some(states[0]), states[1]);
    let [Change::Added(added)] = &change.claims[..] else { panic!("{change:?}") };
    assert_eq!((added.source.as_str(), added.published_on), ("gate", Some::<NaiveDate>(nth(3))));
}
