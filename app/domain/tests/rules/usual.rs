//! What a form knows beforehand: who usually reports, about what; and the last values of a thing.

use domain::lately::last_values;
use domain::{AccessStatus, Measure, Thing, Usual};

use crate::support::{Material, Row, intensive_care, moved_out, nth, on};

fn moved(day: u64, source: &str, text: &str) -> Row {
    Row::moved(nth(day), source, "Red Cross", text)
}

fn usual(rows: Vec<Row>, before: u64) -> Option<String> {
    let record = Material::of(rows).whole();
    Usual::before(&record, nth(before)).map(|usual| usual.source.to_string())
}

#[test]
fn nobody_is_usual_who_did_not_speak_on_three_days_before() {
    let twice = vec![moved(1, "Post", "5"), moved(2, "Post", "6"), moved(3, "Post", "7")];
    assert_eq!(usual(twice.clone(), 3), None, "the day itself does not count");
    assert_eq!(usual(twice, 4).as_deref(), Some("post"));
    assert_eq!(usual(Vec::new(), 4), None);
}

#[test]
fn of_several_the_one_that_answered_more_of_what_is_expected_then_the_one_that_spoke_last() {
    let mut rows: Vec<Row> = (1..4).map(|day| moved(day, "Post", "5")).collect();
    rows.extend(
        (1..6).map(|day| Row::new(nth(day), "Ward", intensive_care("patients", "Ward"), moved(1, "", "2").says)),
    );
    assert_eq!(usual(rows.clone(), 7).as_deref(), Some("post"), "intensive care is not expected");
    rows.extend((4..7).map(|day| moved(day, "Wire", "5")));
    assert_eq!(usual(rows, 7).as_deref(), Some("wire"));
}

#[test]
fn who_spoke_longer_ago_than_the_last_twelve_published_days_is_not_usual() {
    let mut rows: Vec<Row> = (1..6).map(|day| moved(day, "Post", "5")).collect();
    rows.extend((6..18).map(|day| moved(day, if day % 2 == 0 { "Wire" } else { "News" }, "5")));
    assert_eq!(usual(rows, 18).as_deref(), Some("news"), "it spoke last");
}

#[test]
fn what_a_source_usually_speaks_of_has_no_number_no_period_and_nothing_that_did_not_happen() {
    let planned = |mut row: Row| {
        row.thing.stage = domain::Stage::Planned;
        row
    };
    let mut rows = Vec::new();
    for day in 1..5 {
        rows.push(moved(day, "Post", "5"));
        rows.push(planned(moved(day, "Post", "9")));
        rows.push(moved(day, "Post", "20").since(nth(0)));
        rows.push(moved(day, "Post", "20").running());
    }
    rows.push(Row::moved(nth(4), "Post", "Trucks", "1"));
    let record = Material::of(rows).whole();
    let things = Usual::before(&record, nth(5)).unwrap().things;
    assert_eq!(things, [moved_out("Red Cross"), moved(1, "Post", "20").running().thing]);
}

#[test]
fn the_ministry_is_usual_before_its_bulletin_of_28_march_2023_and_its_lines_stand_ready() {
    let record = Material::lachin().whole();
    let day = on("2023-03-28");
    let usual = Usual::before(&record, day).unwrap();
    assert_eq!(usual.source.as_str(), "artsakh-ministry-of-health");
    let said: Vec<&Thing> =
        record.said_on(day).filter(|said| said.report.source == usual.source).map(|said| &said.claim.thing).collect();
    assert_eq!(said.len(), 6);
    for thing in said {
        assert!(usual.things.contains(thing), "{thing}");
    }
}

#[test]
fn the_last_values_stop_at_seven_and_count_the_days_between_without_one() {
    let mut rows: Vec<Row> = [1, 2, 4, 5, 6, 7, 8, 12].map(|day| moved(day, "Post", "5")).to_vec();
    rows.push(Row::moved(nth(12), "Post", "Peacekeepers", ">1"));
    rows.push(Row::status(nth(5), "Wire", "open"));
    rows.push(Row::status(nth(5), "Post", "closed"));
    let record = Material::of(rows).whole();
    let things = [
        Some(moved_out("Red Cross")),
        Some(moved_out("")),
        Some(Thing::of(Measure::AccessStatus)),
        None,
        Some(Thing::of(Measure::PatientsAwaiting)),
    ];
    let found = last_values(&record, &things, nth(15), 7);
    let days = |index: usize| found[index].iter().map(|value| value.date).collect::<Vec<_>>();
    assert_eq!(days(0), [12, 8, 7, 6, 5, 4, 2].map(nth), "the newest first");
    let silent: Vec<i64> = found[0].iter().map(|value| value.silent).collect();
    assert_eq!(silent, [2, 3, 0, 0, 0, 0, 1]);
    assert_eq!(days(1), days(0), "no carrier asks for any");
    assert_eq!(found[1][0].figure().unwrap().interval.low, 7, "over both carriers");
    assert_eq!(found[2][0].statuses, [AccessStatus::Open, AccessStatus::Closed]);
    assert!(found[3].is_empty() && found[4].is_empty());
    assert!(last_values(&record, &things, nth(1), 7).iter().all(Vec::is_empty), "nothing lies before");
}
