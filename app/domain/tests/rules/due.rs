//! What is expected, thing by thing: how late it is, what answers it and what does not.

use chrono::{NaiveDate, TimeDelta};
use domain::corridor::Expected;
use domain::due::LastSaid;
use domain::freshness::{Freshness, FreshnessState};
use domain::status::StatusWord;
use domain::{
    Absence, AbsenceReason, AccessStatus, Corridor, DayReport, Direction, Due, Interval, Measure, Moment, Record,
    RevisionState, Stage, Thing,
};
use proptest::prelude::*;

use crate::support::{Material, Row, State, amount, cases, corridor, evening, label, moment, moved_out, on};

fn june(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, day).unwrap()
}

fn patients_out() -> Expected {
    Expected {
        measure: Measure::PatientsTransferred,
        group: Some(label("patients")),
        direction: Some(Direction::Outbound),
        carrier: None,
        spellings: Vec::new(),
    }
}

/// A corridor whose record begins on 1 June 2024, and that expects patients moved out every so many days.
fn expecting(every: u32) -> Corridor {
    Corridor {
        record_begins: june(1),
        record_ends: None,
        expected_every_days: every,
        expected: vec![patients_out()],
        ..corridor()
    }
}

fn of(rows: Vec<Row>, every: u32) -> Record {
    Material { corridor: expecting(every), rows, events: Vec::new() }.whole()
}

/// The record of one day with a reason for the patients that are not told of.
fn reasoned(why: AbsenceReason, state: RevisionState) -> Record {
    let material =
        Material { corridor: expecting(1), rows: vec![Row::status(june(5), "Post", "open")], events: vec![] };
    let absence = Absence {
        thing: patients_out().thing(),
        why,
        source: None,
        via: None,
        url: None,
        published_on: None,
        date_note: None,
        remark: None,
    };
    let report = DayReport { absences: vec![absence], ..material.day_report(june(5), evening(june(9))) };
    let published = State { instant: evening(june(5)), state: RevisionState::Published, report, again: false };
    let then = State { state, again: true, ..published.clone() };
    material.publish([published].into_iter().chain((state != RevisionState::Published).then_some(then)))
}

fn one(record: &Record, today: NaiveDate) -> Due<'_> {
    Due::all(record, &moment(evening(today))).remove(0)
}

#[test]
fn on_the_evening_of_the_story_patients_are_late_since_2_may_and_the_rest_is_up_to_date() {
    let record = Material::lachin().record(evening(on("2023-05-10")));
    let all = Due::all(&record, &moment(evening(on("2023-05-10"))));
    let (state, may) = (|due: &Due<'_>| (due.state, due.late, due.due_on), |day| NaiveDate::from_ymd_opt(2023, 5, day));
    assert_eq!(state(&all[0]), (FreshnessState::UpToDate, 0, may(13)));
    assert_eq!(state(&all[1]), (FreshnessState::Delinquent, 9, may(2)), "patients moved out");
    assert_eq!(state(&all[2]), (FreshnessState::Delinquent, 9, may(2)), "patients who returned");
    assert_eq!(state(&all[3]), (FreshnessState::UpToDate, 0, may(13)), "people waiting");
    let Some(LastSaid::Status(status)) = &all[0].last else { panic!("{:?}", all[0].last) };
    assert_eq!((status.date, status.headline.word()), (on("2023-05-10"), StatusWord::Said(AccessStatus::Closed)));
    let figure = |due: &Due<'_>| match &due.last {
        Some(LastSaid::Figure { date, together: Some(together), .. }) => (*date, together.interval),
        other => panic!("{other:?}"),
    };
    let exactly = |n| Interval::new(n, Some(n));
    assert_eq!(figure(&all[1]), (on("2023-04-29"), exactly(16)));
    assert_eq!(figure(&all[2]), (on("2023-04-29"), exactly(10)));
    assert_eq!(figure(&all[3]), (on("2023-05-10"), Interval::new(30, None)));
    assert_eq!(Freshness::of(&record, &moment(evening(on("2023-05-10")))).late, 0, "the record as a whole is not late");
}

#[test]
fn before_the_record_and_after_its_end_nothing_is_due() {
    let mut material = Material { corridor: expecting(1), rows: vec![], events: vec![] };
    material.corridor.record_ends = Some(june(9));
    let record = material.whole();
    for today in [on("2024-05-31"), june(10)] {
        let due = one(&record, today);
        assert_eq!((due.state, due.late, due.due_on, due.last), (FreshnessState::NotDue, 0, None, None), "{today}");
    }
    assert_eq!(one(&record, june(9)).late, 9, "never answered: late since the first day");
    assert_eq!(one(&record, june(9)).due_on, Some(june(1)));
}

#[test]
fn what_is_about_something_else_does_not_answer_it() {
    let out = |thing: Thing, says: &str| of(vec![Row::new(june(5), "Post", thing, amount(says))], 1);
    let back = Thing { direction: Some(Direction::Return), ..moved_out("") };
    let children = Thing { group: Some(label("children")), ..moved_out("") };
    let planned = Thing { stage: Stage::Planned, ..moved_out("") };
    let over_a_period = Thing { period_start: Some(june(2)), ..moved_out("") };
    let total = Thing { measure: Measure::PatientsTransferredTotal, ..moved_out("") };
    for thing in [back, children, planned, over_a_period, total] {
        let record = out(thing.clone(), "12");
        let due = one(&record, june(6));
        assert_eq!((due.late, due.answered_on, due.last), (6, None, None), "{thing}");
    }
    let record = of(vec![Row::status(june(5), "Post", "open")], 1);
    assert_eq!(one(&record, june(6)).late, 6, "a day with another report");
}

#[test]
fn a_number_a_zero_words_and_a_withheld_number_answer_it() {
    for says in ["12", "0", ">5", "several", "~3"] {
        let record = of(vec![Row::moved(june(5), "Post", "", says)], 1);
        let due = one(&record, june(7));
        assert_eq!((due.late, due.answered_on, due.due_on), (2, Some(june(5)), Some(june(6))), "{says}");
        assert!(due.reason.is_none() && due.last.is_some(), "{says}");
    }
    let mut material =
        Material { corridor: expecting(1), rows: vec![Row::moved(june(5), "P", "", "3")], events: vec![] };
    material.corridor.withhold_below = 10;
    material.rows[0].thing.facility = Some(label("Hospital"));
    let record = material.whole();
    let due = one(&record, june(6));
    let Some(LastSaid::Figure { together, parts, .. }) = &due.last else { panic!("{due:?}") };
    assert!(due.late == 1 && together.is_none() && parts[0].is_withheld(), "{due:?}");
}

#[test]
fn a_reason_that_somebody_gave_answers_it_and_is_told_and_not_reported_is_none() {
    for why in AbsenceReason::ALL {
        let record = reasoned(why, RevisionState::Published);
        let due = one(&record, june(7));
        assert_eq!(due.last, None, "no reason is a figure: {why:?}");
        if why == AbsenceReason::NotReported {
            assert_eq!((due.late, due.answered_on, due.reason), (7, None, None));
        } else {
            assert_eq!((due.late, due.answered_on), (2, Some(june(5))), "{why:?}");
            assert_eq!(due.reason.map(|absence| absence.why), Some(why));
        }
    }
}

#[test]
fn a_day_that_was_withdrawn_answers_nothing() {
    let record = reasoned(AbsenceReason::SourceSilent, RevisionState::Withdrawn);
    assert_eq!((one(&record, june(7)).late, one(&record, june(7)).answered_on), (7, None));
}

#[test]
fn an_older_figure_stands_beside_a_later_reason() {
    let mut material =
        Material { corridor: expecting(1), rows: vec![Row::moved(june(3), "Post", "", "12")], events: vec![] };
    material.rows.push(Row::status(june(5), "Post", "open"));
    let absence = Absence {
        thing: patients_out().thing(),
        why: AbsenceReason::SourceSilent,
        source: None,
        via: None,
        url: None,
        published_on: None,
        date_note: None,
        remark: None,
    };
    let later = DayReport { absences: vec![absence], ..material.day_report(june(5), evening(june(9))) };
    let state = |day, report| State { instant: evening(day), state: RevisionState::Published, report, again: false };
    let first = material.day_report(june(3), evening(june(9)));
    let record = material.publish([state(june(3), first), state(june(5), later)]);
    let due = one(&record, june(5));
    assert_eq!((due.late, due.answered_on, due.last.map(|last| last.date())), (0, Some(june(5)), Some(june(3))));
}

#[test]
fn carriers_are_added_and_nothing_else_is() {
    let facility = Thing { facility: Some(label("Hospital")), ..moved_out("ICRC") };
    let rows = vec![
        Row::moved(june(5), "Post", "ICRC", "12"),
        Row::moved(june(5), "Post", "Peacekeepers", "2"),
        Row::new(june(5), "Post", facility, amount("40")),
    ];
    let record = of(rows, 1);
    let due = one(&record, june(5));
    let Some(LastSaid::Figure { together: Some(together), parts, .. }) = due.last else { panic!("{due:?}") };
    assert_eq!((together.interval, parts.len()), (Interval::new(14, Some(14)), 2));
}

/// The same word by word with the record as a whole, where every day with a report answers.
fn as_the_record(days: &[u32], every: u32, today: u32, passed: bool) -> (Record, Moment) {
    let rows = days.iter().map(|day| Row::moved(june(*day), "Post", "", "1")).collect();
    let instant = if passed { evening(june(today)) } else { evening(june(today)) - TimeDelta::minutes(1) };
    (of(rows, every), moment(instant))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn where_every_report_answers_a_thing_is_as_late_as_the_record(
        days in prop::collection::btree_set(1u32..=20, 0..8), every in 1u32..=4, today in 1u32..=25, passed in any::<bool>(),
    ) {
        let (record, moment) = as_the_record(&days.into_iter().collect::<Vec<_>>(), every, today, passed);
        let (whole, due) = (Freshness::of(&record, &moment), Due::all(&record, &moment).remove(0));
        prop_assert_eq!((due.state, due.late, due.due_on, due.answered_on), (whole.state, whole.late, whole.due_on, whole.last_report));
    }
}
