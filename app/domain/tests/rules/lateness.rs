//! How late the record is: the table of domain.md, line by line, then by brute force over a month.

use chrono::{NaiveDate, TimeDelta};
use domain::freshness::{Freshness, FreshnessState};
use domain::{Corridor, Moment, Record};
use proptest::prelude::*;

use crate::support::{Material, Row, cases, corridor, evening, on};

/// A record that begins on 1 June 2024, with a report on each of these days of June.
fn record(every: u32, ends: Option<&str>, days: &[u32]) -> Record {
    let corridor = Corridor {
        record_begins: on("2024-06-01"),
        record_ends: ends.map(on),
        expected_every_days: every,
        ..corridor()
    };
    let rows = days.iter().map(|day| Row::status(june(*day), "Post", "open")).collect();
    Material { corridor, rows, events: Vec::new() }.whole()
}

fn june(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, day).unwrap()
}

/// A moment before or after the cut-off of 20:00.
fn at(date: NaiveDate, passed: bool) -> Moment {
    let instant = if passed { evening(date) } else { evening(date) - TimeDelta::minutes(1) };
    let time = if passed { (20, 0) } else { (19, 59) };
    Moment { instant, today: date, time, cut_off_passed: passed }
}

#[test]
fn nothing_is_due_before_the_record_begins_or_after_it_ends() {
    use FreshnessState::NotDue;
    let ended = record(1, Some("2024-06-10"), &[1, 2]);
    for (date, passed) in [(on("2024-05-31"), true), (on("2024-05-01"), false), (june(11), false), (june(30), true)] {
        let fresh = Freshness::of(&ended, &at(date, passed));
        assert_eq!((fresh.state, fresh.late, fresh.due_on), (NotDue, 0, None), "{date}");
    }
    assert_eq!(
        Freshness::of(&ended, &at(june(10), true)).state,
        FreshnessState::Delinquent,
        "its last day still counts"
    );
    assert_eq!(Freshness::of(&ended, &at(june(30), true)).last_report, Some(june(2)));
}

#[test]
fn the_table_of_lateness_holds_line_by_line() {
    use FreshnessState::{Delinquent, Due, Overdue, UpToDate};
    // (expected every, days with a report, today, cut-off passed, state, days late, next report due on)
    let table = [
        (1, vec![], 1, false, UpToDate, 0, 1),
        (1, vec![], 1, true, Due, 1, 1),
        (1, vec![], 3, false, Overdue, 2, 1),
        (1, vec![], 3, true, Delinquent, 3, 1),
        (3, vec![], 1, true, UpToDate, 0, 3),
        (3, vec![], 3, false, UpToDate, 0, 3),
        (3, vec![], 3, true, Due, 1, 3),
        (3, vec![], 5, true, Delinquent, 3, 3),
        (1, vec![4], 4, false, UpToDate, 0, 5),
        (1, vec![4], 4, true, UpToDate, 0, 5),
        (1, vec![4], 5, false, UpToDate, 0, 5),
        (1, vec![4], 5, true, Due, 1, 5),
        (1, vec![4], 6, false, Due, 1, 5),
        (1, vec![4], 6, true, Overdue, 2, 5),
        (1, vec![4], 7, true, Delinquent, 3, 5),
        (1, vec![4], 30, true, Delinquent, 26, 5),
        (3, vec![4], 6, true, UpToDate, 0, 7),
        (3, vec![4], 7, false, UpToDate, 0, 7),
        (3, vec![4], 7, true, Due, 1, 7),
        (3, vec![4], 8, true, Overdue, 2, 7),
        (3, vec![4], 9, false, Overdue, 2, 7),
        (3, vec![4], 9, true, Delinquent, 3, 7),
        (3, vec![4, 6], 9, true, Due, 1, 9),
    ];
    for (every, days, today, passed, state, late, due) in table {
        let fresh = Freshness::of(&record(every, None, &days), &at(june(today), passed));
        let expected = (state, late, days.last().copied().map(june), Some(june(due)));
        let line = format!("every {every}, reports on {days:?}, {today} June, cut-off passed: {passed}");
        assert_eq!((fresh.state, fresh.late, fresh.last_report, fresh.due_on), expected, "{line}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Late counts the days, cut-off passed, on which a report was wanting after the grace of the rhythm.
    #[test]
    fn lateness_is_what_counting_days_finds(
        days in prop::collection::btree_set(1u32..=20, 0..8), every in 1u32..=4, today in 1u32..=25, passed in any::<bool>(),
    ) {
        let list: Vec<u32> = days.iter().copied().collect();
        let fresh = Freshness::of(&record(every, None, &list), &at(june(today), passed));
        let last = (1..=today).rev().find(|day| days.contains(day)).unwrap_or(0);
        let mut wanting = 0;
        for day in last + 1..=today {
            let due = day < today || passed;
            if due && day >= last + every {
                wanting += 1;
            }
        }
        prop_assert_eq!(fresh.late, wanting);
        prop_assert_eq!(fresh.last_report, (last > 0).then(|| june(last)));
        let state = [FreshnessState::UpToDate, FreshnessState::Due, FreshnessState::Overdue];
        let state = state.get(usize::try_from(wanting).unwrap()).copied().unwrap_or(FreshnessState::Delinquent);
        prop_assert_eq!(fresh.state, state);
    }
}
