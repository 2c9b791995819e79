//! The story that the record must be able to tell, asked on 10 May 2023, and what must not change it.

use chrono::TimeDelta;
use domain::figure::{Basis, DayFigure};
use domain::status::{DayStatus, Headline, StatusWord, day_counts, last_reported};
use domain::streak::{Mover, Streak};
use domain::{AccessClass, AccessStatus, Freshness, Interval, Measure, Record, Thing};

use crate::support::{Material, Row, evening, label, moment, names, on};

const TODAY: &str = "2023-05-10";

fn story() -> Record {
    Material::lachin().record(evening(on(TODAY)))
}

fn awaiting() -> Thing {
    Thing { group: Some(label("patients")), ..Thing::of(Measure::PatientsAwaiting) }
}

fn icrc() -> Mover {
    Mover::Carrier(label("ICRC"))
}

/// All that the page says of a day, with dates as distances from it: comparable between records.
fn tale(record: &Record, today: chrono::NaiveDate) -> String {
    let status = DayStatus::of(record, today, today);
    let far = |date: chrono::NaiveDate| (today - date).num_days();
    let counts: Vec<_> = day_counts(&status).iter().map(|count| (count.number, names(&count.claims).join())).collect();
    let classes: Vec<_> =
        status.classes.iter().map(|(class, line)| (class.key(), line.word(), names(line.claims()).join())).collect();
    let streaks: Vec<_> = Streak::all(record, today)
        .iter()
        .map(|s| {
            (
                s.mover.clone(),
                far(s.last),
                s.fewest,
                s.most,
                s.silent_days,
                names(&s.claims).join(),
                names(&s.widened_by).join(),
            )
        })
        .collect();
    let figures: Vec<_> = record
        .days()
        .flat_map(|day| DayFigure::all(record, day.date))
        .map(|figure| {
            (far(figure.date), figure.thing.to_string(), figure.figure, figure.basis, names(&figure.speaking).join())
        })
        .collect();
    let words: Vec<_> =
        (0..150).map(|back| DayStatus::of(record, today - TimeDelta::days(back), today).headline.word()).collect();
    let fresh = Freshness::of(record, &moment(evening(today)));
    let fresh = (fresh.state, fresh.late, fresh.last_report.map(far), fresh.due_on.map(far));
    format!("{:?} {counts:?} {classes:?} {streaks:?} {figures:?} {words:?} {fresh:?}", status.headline.word())
}

trait Join {
    fn join(&self) -> String;
}

impl Join for Vec<&str> {
    fn join(&self) -> String {
        self[..].join(", ")
    }
}

#[test]
fn what_lies_after_10_may_is_not_there_yet() {
    let record = story();
    let today = on(TODAY);
    assert_eq!(record.days().map(|day| day.date).max(), Some(today));
    assert!(record.said().all(|said| said.report.published_on.is_none_or(|published| published <= today)));
    let awaiting = DayFigure::of(&record, on("2023-05-11"), &awaiting());
    assert!(awaiting.is_none(), "the next day the number would be 21, but not yet");
    assert_eq!(DayStatus::of(&record, on("2023-05-11"), on("2023-05-11")).headline, Headline::Unknown);
}

#[test]
fn on_10_may_the_corridor_is_closed_on_day_150_and_armenian_weekly_says_so() {
    let record = story();
    let status = DayStatus::of(&record, on(TODAY), on(TODAY));
    let Headline::Agreed { status: word, claims, set_aside, preferred } = &status.headline else {
        panic!("{:?}", status.headline)
    };
    assert_eq!((*word, set_aside.len(), preferred), (AccessStatus::Closed, 0, &None));
    assert_eq!(names(claims), ["Armenian Weekly"]);
    assert_eq!(status.said_later, [], "nothing is later than today");
    let counts = day_counts(&status);
    assert_eq!(counts.len(), 1);
    assert_eq!((counts[0].number, counts[0].since), (150, on("2022-12-12")));
    assert_eq!(names(&counts[0].claims), ["Armenian Weekly"]);
}

#[test]
fn medical_and_cargo_traffic_have_lines_of_their_own() {
    let record = story();
    let status = DayStatus::of(&record, on(TODAY), on(TODAY));
    let lines: Vec<_> =
        status.classes.iter().map(|(class, line)| (*class, line.word(), names(line.claims()))).collect();
    let closed = StatusWord::Said(AccessStatus::Closed);
    assert_eq!(
        lines,
        [
            (AccessClass::Medical, closed, vec!["Artsakh Human Rights Ombudsman"]),
            (AccessClass::Cargo, closed, vec!["Armenian Weekly"]),
        ]
    );
}

#[test]
fn on_27_april_no_status_was_reported_although_cargo_was_closed_and_12_patients_moved() {
    let record = Material::lachin().record(evening(on("2023-04-27")));
    let today = on("2023-04-27");
    let status = DayStatus::of(&record, today, today);
    assert_eq!(status.headline, Headline::Unknown);
    assert_eq!(status.classes.len(), 1);
    assert_eq!(names(status.classes[0].1.claims()), ["Artsakh State Minister"]);
    let streak = Streak::of(&record, icrc(), today).unwrap();
    assert_eq!((streak.last, streak.fewest, streak.most, streak.silent_days), (today, 0, Some(0), 0));
}

#[test]
fn the_red_cross_has_moved_nobody_for_11_days_and_any_carrier_for_0_to_11() {
    let record = story();
    let streaks = Streak::all(&record, on(TODAY));
    assert_eq!(streaks.iter().map(|streak| streak.mover.clone()).collect::<Vec<_>>(), [icrc(), Mover::Any]);
    let last = on("2023-04-29");
    let red_cross = &streaks[0];
    assert_eq!((red_cross.last, red_cross.fewest, red_cross.most, red_cross.silent_days), (last, 11, Some(11), 11));
    assert_eq!(names(&red_cross.claims), ["Karabakh Ministry of Health"]);
    assert_eq!(red_cross.widened_by, [], "an unchanged total of 394 and three journeys leave no room");
    let any = &streaks[1];
    assert_eq!((any.last, any.fewest, any.most, any.silent_days), (last, 0, Some(11), 11));
    assert_eq!(names(&any.widened_by), ["Armenian Weekly"]);
    let widening = &any.widened_by[0].claim.thing;
    assert_eq!(widening.carrier, Some(label("Russian peacekeepers")));
    assert_eq!(widening.period_start, Some(on("2023-04-23")));
}

#[test]
fn at_least_30_wait_two_say_so_and_neither_number_is_invented() {
    let record = story();
    let figure = DayFigure::of(&record, on(TODAY), &awaiting()).unwrap();
    let computed = figure.figure.clone().unwrap();
    assert_eq!((computed.interval, computed.low_open, computed.approximate), (Interval::new(30, None), false, false));
    assert_eq!((computed.claims, figure.basis.clone()), (2, Basis::Covers));
    assert_eq!(names(&figure.speaking), ["Armenian Weekly", "Artsakh official"]);
}

#[test]
fn both_ends_of_the_transfers_and_the_one_open_of_18_april_stay_in_the_record() {
    let record = story();
    let told = |date: &str, words: &str| {
        record.day(on(date)).unwrap().events.iter().any(|event| event.title.as_str().contains(words))
    };
    assert!(told("2023-04-23", "Checkpoint set up"));
    assert!(told("2023-04-28", "barred from 28 Apr"));
    assert!(told("2023-04-29", "another source says 28 Apr"));
    let open = DayStatus::of(&record, on("2023-04-18"), on(TODAY));
    assert_eq!(open.headline.word(), StatusWord::Disputed);
    assert_eq!(names(open.headline.claims()), ["azvision"]);
    assert_eq!(names(&open.said_later), ["Armenian Weekly"]);
}

#[test]
fn on_the_next_day_21_wait_nine_were_moved_and_no_status_is_reported_yet() {
    let today = on("2023-05-11");
    let record = Material::lachin().record(evening(today));
    let status = DayStatus::of(&record, today, today);
    assert_eq!(status.headline, Headline::Unknown);
    assert!(day_counts(&status).is_empty(), "nobody counted today");
    let last = last_reported(&record, today).unwrap();
    assert_eq!((last.date, last.headline.word()), (on(TODAY), StatusWord::Said(AccessStatus::Closed)));
    let figure = DayFigure::of(&record, today, &awaiting()).unwrap();
    assert_eq!(figure.figure.unwrap().interval, Interval::new(21, Some(21)));
    let any = Streak::of(&record, Mover::Any, today).unwrap();
    assert_eq!((any.fewest, any.most, any.widened_by.len()), (0, Some(0), 0));
    let red_cross = Streak::of(&record, icrc(), today).unwrap();
    assert_eq!((red_cross.fewest, red_cross.most), (12, Some(12)));
}

#[test]
fn without_armenian_weekly_the_status_is_unknown_and_nobody_counts_days() {
    let record = Material::lachin().keeping(|row| row.source != "Armenian Weekly").record(evening(on(TODAY)));
    let status = DayStatus::of(&record, on(TODAY), on(TODAY));
    assert_eq!(status.headline, Headline::Unknown);
    assert!(day_counts(&status).is_empty());
    assert_eq!(status.classes.iter().map(|(class, _)| *class).collect::<Vec<_>>(), [AccessClass::Medical]);
    assert_eq!(last_reported(&record, on(TODAY)).map(|last| last.date), Some(on("2023-04-23")));
    let any = Streak::of(&record, Mover::Any, on(TODAY)).unwrap();
    assert_eq!((any.fewest, any.most, any.widened_by.len()), (11, Some(11), 0), "nobody else spoke of peacekeepers");
    let figure = DayFigure::of(&record, on(TODAY), &awaiting()).unwrap();
    assert_eq!((figure.figure.unwrap().interval, figure.basis), (Interval::new(30, Some(30)), Basis::Alone));
}

#[test]
fn one_patient_moved_by_the_red_cross_on_5_may_makes_its_streak_5() {
    let moved = Row::moved(on("2023-05-05"), "ICRC Armenia", "ICRC", "1");
    let record = Material::lachin().and(moved).record(evening(on(TODAY)));
    let red_cross = Streak::of(&record, icrc(), on(TODAY)).unwrap();
    assert_eq!(
        (red_cross.last, red_cross.fewest, red_cross.most, red_cross.silent_days),
        (on("2023-05-05"), 5, Some(5), 5)
    );
    assert_eq!(names(&red_cross.claims), ["ICRC Armenia"]);
    let any = Streak::of(&record, Mover::Any, on(TODAY)).unwrap();
    assert_eq!((any.fewest, any.most), (0, Some(5)));
}

#[test]
fn that_nobody_moved_on_5_may_changes_the_silence_and_not_the_streak() {
    let nobody = Row::moved(on("2023-05-05"), "ICRC Armenia", "ICRC", "0");
    let record = Material::lachin().and(nobody).record(evening(on(TODAY)));
    let red_cross = Streak::of(&record, icrc(), on(TODAY)).unwrap();
    assert_eq!((red_cross.fewest, red_cross.most, red_cross.silent_days), (11, Some(11), 10));
}

#[test]
fn a_record_moved_by_100_days_tells_the_same_100_days_later() {
    let today = on(TODAY);
    for days in [100, -100] {
        let then = today + TimeDelta::days(days);
        let shifted = Material::lachin().shifted(days).record(evening(then));
        assert_eq!(tale(&shifted, then), tale(&story(), today), "{days}");
    }
}

#[test]
fn another_short_name_of_the_corridor_tells_the_same() {
    let mut material = Material::lachin();
    material.corridor.slug = "berdzor".parse().unwrap();
    assert_eq!(tale(&material.record(evening(on(TODAY))), on(TODAY)), tale(&story(), on(TODAY)));
}

#[test]
fn the_order_in_which_claims_were_typed_tells_nothing() {
    let mut material = Material::lachin();
    material.rows.reverse();
    material.rows.rotate_left(97);
    assert_eq!(tale(&material.record(evening(on(TODAY))), on(TODAY)), tale(&story(), on(TODAY)));
}

#[test]
fn day_n_counts_both_ends_and_needs_a_claim_that_names_the_start() {
    for (date, number) in [("2022-12-14", 3), ("2022-12-20", 9), ("2022-12-30", 19), ("2023-01-15", 35), (TODAY, 150)] {
        let record = Material::lachin().record(evening(on(date)));
        let counts = day_counts(&DayStatus::of(&record, on(date), on(date)));
        assert_eq!(counts.iter().map(|count| count.number).collect::<Vec<_>>(), [number], "{date}");
    }
    let record = Material::lachin().record(evening(on("2022-12-12")));
    let first = DayStatus::of(&record, on("2022-12-12"), on("2022-12-12"));
    assert_eq!(first.headline.word(), StatusWord::Said(AccessStatus::Closed));
    assert!(day_counts(&first).is_empty(), "news.am named no start on the first day");
}
