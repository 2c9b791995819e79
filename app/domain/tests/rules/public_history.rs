//! The history that readers see: the kind of each state, what is different since a version, and nothing of what was
//! withdrawn.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::change::Change;
use domain::history::{self, Entry};
use domain::{ChangeKind, DayReport, EntryKind, PublicDay, Record, RevisionState};

use crate::support::{Material, Row, State, amount, evening, moment, moved_out, note, nth};

const PUBLISHED: RevisionState = RevisionState::Published;
const WITHDRAWN: RevisionState = RevisionState::Withdrawn;
const CORRECTION: Option<ChangeKind> = Some(ChangeKind::Correction);
const REVISION: Option<ChangeKind> = Some(ChangeKind::Revision);

/// One state: of which day, how many hours after the evening of the first, in which state, of which kind, saying what.
type Step<'s> = (u64, i64, RevisionState, Option<ChangeKind>, &'s str);

fn report(day: u64, text: &str) -> DayReport {
    let row = Row::new(nth(day), "Post", moved_out("Red Cross"), amount(text));
    Material::of(vec![row]).day_report(nth(day), DateTime::<Utc>::MAX_UTC)
}

fn record(steps: &[Step<'_>]) -> Record {
    let corridor = Arc::new(Material::of(Vec::new()).corridor);
    let mut record = Record::new(corridor.clone(), Arc::default());
    for (seq, (day, hour, state, kind, text)) in (1..).zip(steps) {
        let instant = evening(nth(0)) + TimeDelta::hours(*hour);
        let mut revision = State { instant, state: *state, report: report(*day, text), again: false }.revision(seq);
        revision.change_kind = *kind;
        if let Some(day) = PublicDay::from_revision(&revision, &corridor, &domain::Naming::default()) {
            record = record.with(Arc::new(day));
        }
    }
    record
}

fn local(instant: DateTime<Utc>) -> NaiveDate {
    moment(instant).today
}

fn kinds(entries: &[Entry<'_>]) -> Vec<(i64, EntryKind)> {
    entries.iter().map(|entry| (entry.state.seq, entry.kind)).collect()
}

#[test]
fn a_first_report_is_late_from_the_second_day_on_by_the_corridor_s_own_clock() {
    // 20:00 in Yerevan on the day itself; four hours later it is the next day there, 28 hours later the one after.
    for (hour, kind) in [(0, EntryKind::First), (4, EntryKind::First), (27, EntryKind::First), (28, EntryKind::Late)] {
        let record = record(&[(0, hour, PUBLISHED, None, "4")]);
        assert_eq!(kinds(&history::entries(&record, &local)), [(1, kind)], "{hour}");
    }
}

#[test]
fn later_states_are_what_the_desk_said_that_they_are() {
    let record = record(&[
        (0, 0, PUBLISHED, None, "4"),
        (0, 1, PUBLISHED, REVISION, "5"),
        (1, 20, PUBLISHED, None, "1"),
        (0, 90, PUBLISHED, CORRECTION, "6"),
    ]);
    let all = history::entries(&record, &local);
    let expected = [(4, EntryKind::Correction), (3, EntryKind::First), (2, EntryKind::Revision), (1, EntryKind::First)];
    assert_eq!(kinds(&all), expected, "the newest first");
    assert_eq!(all[0].before.map(|before| before.seq), Some(2));
    assert_eq!(history::entry(&record, 2, &local).and_then(|entry| entry.before).map(|before| before.seq), Some(1));
    assert_eq!(history::entry(&record, 9, &local), None);
    let corrections: Vec<(i64, i64)> =
        history::corrections(&record, nth(0)).iter().map(|(before, after)| (before.unwrap().seq, after.seq)).collect();
    assert_eq!(corrections, [(2, 4)]);
    assert_eq!(history::corrected_things(&record, nth(0)).into_iter().collect::<Vec<_>>(), [moved_out("Red Cross")]);
    assert!(history::corrected_things(&record, nth(1)).is_empty());
}

#[test]
fn what_was_withdrawn_is_one_entry_and_what_came_after_begins_anew() {
    let record = record(&[
        (0, 0, PUBLISHED, None, "4"),
        (0, 1, PUBLISHED, CORRECTION, "5"),
        (0, 2, WITHDRAWN, None, "5"),
        (0, 3, PUBLISHED, None, "6"),
        (0, 4, PUBLISHED, REVISION, "7"),
    ]);
    let all = history::entries(&record, &local);
    assert_eq!(kinds(&all), [(5, EntryKind::Revision), (4, EntryKind::First), (3, EntryKind::Withdrawal)]);
    assert_eq!(all[1].before, None, "nothing of what was withdrawn is a before");
    assert!(history::corrected_things(&record, nth(0)).is_empty());
    assert_eq!((record.hidden(1), record.hidden(2), record.hidden(3)), (Some(nth(0)), Some(nth(0)), None));
    assert!(record.was_at(1) && record.was_at(5) && !record.was_at(6));
    assert_eq!(history::entry(&record, 1, &local), None);
}

#[test]
fn the_history_of_an_earlier_moment_is_what_was_known_then() {
    let whole = record(&[
        (0, 0, PUBLISHED, None, "4"),
        (0, 1, PUBLISHED, CORRECTION, "5"),
        (1, 2, PUBLISHED, None, "6"),
        (1, 9, WITHDRAWN, None, "6"),
    ]);
    let at = |hour: i64| whole.as_of(evening(nth(0)) + TimeDelta::hours(hour));
    assert_eq!(kinds(&history::entries(&at(0), &local)), [(1, EntryKind::First)]);
    assert!(history::corrected_things(&at(0), nth(0)).is_empty());
    // What is withdrawn today is hidden then as well, and its withdrawal was not known yet.
    let known = [(2, EntryKind::Correction), (1, EntryKind::First)];
    assert_eq!(kinds(&history::entries(&at(3), &local)), known);
    assert_eq!((at(3).state(4), at(3).hidden(3), at(1).hidden(3)), (None, Some(nth(1)), None));
    assert!(at(3).was_at(3) && !at(1).was_at(3) && !at(3).was_at(4));
    assert_eq!(history::since(&at(3), 1, &local).len(), 1);
    assert_eq!(history::since(&whole, 3, &local)[0].now.state, WITHDRAWN);
}

#[test]
fn a_state_that_was_removed_for_good_is_never_a_before() {
    let corridor = Arc::new(Material::of(Vec::new()).corridor);
    let mut record = Record::new(corridor.clone(), Arc::default());
    for (seq, kind) in [(1, None), (2, REVISION), (3, CORRECTION)] {
        let instant = evening(nth(0)) + TimeDelta::hours(seq);
        let state = State { instant, state: PUBLISHED, report: report(0, &format!("40{seq}")), again: false };
        let mut revision = state.revision(seq);
        revision.change_kind = kind;
        if seq == 2 {
            let report = DayReport::empty(revision.corridor.clone(), nth(0));
            let redaction = Some(domain::revision::Redaction { at: instant, reason: "a name".to_owned() });
            revision = domain::Revision { report, redaction, ..revision };
        }
        record =
            record.with(Arc::new(PublicDay::from_revision(&revision, &corridor, &domain::Naming::default()).unwrap()));
    }
    let all = history::entries(&record, &local);
    assert_eq!(kinds(&all), [(3, EntryKind::Correction), (2, EntryKind::Revision), (1, EntryKind::First)]);
    assert_eq!((all[0].before, all[1].before.map(|before| before.seq)), (None, Some(1)));
    assert!(history::corrected_things(&record, nth(0)).is_empty(), "what it corrected is not known any more");
    assert_eq!(history::since(&record, 2, &local)[0].before, None);
    let corrections = |record: &Record| {
        history::corrections(record, nth(0)).iter().map(|(b, s)| (b.is_some(), s.seq)).collect::<Vec<_>>()
    };
    assert_eq!(corrections(&record), [(false, 3)]);
}

#[test]
fn what_waits_for_a_second_person_is_no_entry_and_no_version() {
    let record = record(&[(0, 0, PUBLISHED, None, "4"), (0, 1, RevisionState::Submitted, CORRECTION, "5")]);
    assert_eq!(kinds(&history::entries(&record, &local)), [(1, EntryKind::First)]);
    assert!(!record.was_at(2) && record.hidden(2).is_none() && record.state(2).is_none());
}

#[test]
fn since_a_version_each_day_has_its_net_difference_and_all_reasons() {
    let record = record(&[
        (0, 0, PUBLISHED, None, "4"),
        (1, 24, PUBLISHED, None, "1"),
        (0, 25, PUBLISHED, REVISION, "5"),
        (0, 26, PUBLISHED, CORRECTION, "6"),
        (2, 48, PUBLISHED, None, "2"),
    ]);
    let since = history::since(&record, 2, &local);
    let told: Vec<(NaiveDate, Option<i64>, i64, usize)> = since
        .iter()
        .map(|day| (day.now.date, day.before.map(|before| before.seq), day.now.seq, day.steps.len()))
        .collect();
    assert_eq!(told, [(nth(2), None, 5, 1), (nth(0), Some(1), 4, 2)]);
    let change = since[1].change();
    let [Change::Changed { old, new, .. }] = &change.claims[..] else { panic!("{change:?}") };
    assert_eq!((old.says.amount().map(ToString::to_string), new.says.amount().map(ToString::to_string)), {
        (Some("4".to_owned()), Some("6".to_owned()))
    });
    assert!(history::since(&record, 5, &local).is_empty());
    assert_eq!(history::since(&record, 0, &local).len(), 3);
}

#[test]
fn what_was_changed_back_is_no_difference_but_its_reasons_are_told() {
    let record =
        record(&[(0, 0, PUBLISHED, None, "4"), (0, 1, PUBLISHED, REVISION, "5"), (0, 2, PUBLISHED, CORRECTION, "4")]);
    let since = history::since(&record, 1, &local);
    assert!(since[0].change().is_empty());
    assert_eq!(since[0].steps.len(), 2);
}

#[test]
fn since_a_version_that_was_withdrawn_nothing_of_it_is_told() {
    let steps = [(0, 0, PUBLISHED, None, "404"), (0, 1, WITHDRAWN, None, "404"), (0, 2, PUBLISHED, None, "6")];
    let now = record(&steps[..2]);
    let since = history::since(&now, 1, &local);
    assert_eq!((since.len(), since[0].now.state, since[0].withdrawn), (1, WITHDRAWN, true));
    assert!(since[0].change().is_empty());
    let again = record(&steps);
    let since = history::since(&again, 1, &local);
    assert_eq!((since[0].before, since[0].withdrawn, since[0].steps.len()), (None, true, 2));
    assert!(!format!("{since:?}").contains("404"));
    assert!(!history::since(&again, 2, &local)[0].withdrawn, "at version 2 it was withdrawn already");
}

#[test]
fn an_event_is_told_when_it_is_added_and_not_again() {
    let mut first = report(0, "4");
    first.events = vec![domain::Event {
        id: "e1".to_owned(),
        title: note("A gate was set up"),
        source: None,
        url: None,
        published_on: None,
    }];
    let mut second = first.clone();
    second.events.push(domain::Event { id: "e2".to_owned(), title: note("It opened"), ..first.events[0].clone() });
    let state = |hours: i64, report: &DayReport, again| State {
        instant: evening(nth(0)) + TimeDelta::hours(hours),
        state: PUBLISHED,
        report: report.clone(),
        again,
    };
    let record = Material::of(Vec::new()).publish([state(0, &first, false), state(1, &second, true)]);
    let told: Vec<(i64, EntryKind, Option<&str>)> = history::entries(&record, &local)
        .iter()
        .map(|entry| (entry.state.seq, entry.kind, entry.event.map(|event| event.id.as_str())))
        .collect();
    assert_eq!(
        told,
        [
            (2, EntryKind::Revision, None),
            (2, EntryKind::Event, Some("e2")),
            (1, EntryKind::First, None),
            (1, EntryKind::Event, Some("e1")),
        ]
    );
}

#[test]
fn a_kind_is_the_word_that_names_it() {
    for kind in EntryKind::ALL {
        assert_eq!(kind.key().parse(), Ok(kind));
    }
    assert!("public".parse::<EntryKind>().is_err());
}
