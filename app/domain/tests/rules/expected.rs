//! Every worked value of expected.csv that this crate answers. None is skipped: the rows are counted.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::status::DayStatus;
use domain::{Record, Total, Window};

use crate::support::{Material, moved_out, on};
use crate::worked::{running_words, series, several_words, status_words, streak_words, total_words};

const EXPECTED: &str = include_str!("../../../../tests/fixtures/lachin/expected.csv");

#[derive(Debug, serde::Deserialize)]
struct Line {
    as_of: NaiveDate,
    what: String,
    #[serde(rename = "where")]
    place: String,
    value: String,
}

fn lines() -> Vec<Line> {
    csv::Reader::from_reader(EXPECTED.as_bytes()).deserialize().map(|line| line.unwrap()).collect()
}

/// A date as `as_of` means its last instant in the corridor's zone.
fn last_instant(date: NaiveDate) -> DateTime<Utc> {
    date.and_hms_opt(20, 0, 0).unwrap().and_utc() - TimeDelta::milliseconds(1)
}

#[test]
fn the_fixture_is_whole() {
    let material = Material::lachin();
    assert_eq!((material.rows.len(), material.events.len()), (242, 18));
    let mut sources: Vec<&str> = material.rows.iter().map(|row| row.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources.len(), 28);
    let mut days: Vec<NaiveDate> = material.rows.iter().map(|row| row.date).collect();
    days.sort_unstable();
    days.dedup();
    assert_eq!(days.len(), 56);
    assert_eq!(material.whole().said().count(), 242, "each row is public in the end, once");
}

#[test]
fn late_claims_make_new_states_of_their_days_and_no_day_is_unfit_to_be_stored() {
    let material = Material::lachin();
    let record = material.whole();
    let states = |date: &str| record.states_of(on(date)).count();
    assert_eq!(states("2023-02-28"), 2, "the bulletin of 1 March came a day late");
    assert_eq!(states("2023-01-23"), 2, "a president spoke on the 24th");
    assert_eq!(states("2023-04-28"), 2, "events make states as well");
    assert_eq!(states("2023-04-29"), 2);
    assert_eq!(states("2023-05-10"), 1);
    for day in record.days() {
        let report = material.day_report(day.date, DateTime::<Utc>::MAX_UTC);
        assert_eq!(report.faults(), [], "{}", day.date);
        for (_, claim) in report.claims() {
            assert_eq!(claim.thing.misplaced(), [], "{} {}", day.date, claim.thing);
            assert!(claim.says.fits(claim.thing.measure), "{} {}", day.date, claim.thing);
        }
    }
}

#[test]
fn every_worked_value_comes_out_as_expected() {
    let material = Material::lachin();
    let whole = material.whole();
    let mut records: BTreeMap<NaiveDate, Record> = BTreeMap::new();
    let mut checked: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in lines() {
        let record = records.entry(line.as_of).or_insert_with(|| whole.as_of(last_instant(line.as_of)));
        let (answer, expected) = match line.what.as_str() {
            "status" => (status_words(record, on(&line.place), line.as_of), line.value.as_str()),
            "days since last movement" => (streak_words(record, &line.place, line.as_of), line.value.as_str()),
            "figure of several claims" => {
                let (name, expected) = line.value.split_once(':').unwrap();
                (several_words(record, on(&line.place), name.trim()), expected.trim())
            }
            what if what.starts_with("patients ") => {
                (total_words(record, what, &line.place, line.as_of), line.value.as_str())
            }
            what if what.starts_with("running total, ") => {
                (running_words(record, what, on(&line.place), line.as_of), line.value.as_str())
            }
            other => panic!("{other} has no rule"),
        };
        *checked.entry(line.what.clone()).or_default() += 1;
        if answer != expected {
            wrong.push(format!("{} {} {}: expected {expected}, got {answer}", line.as_of, line.what, line.place));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    let expected = [
        ("days since last movement", 4),
        ("figure of several claims", 6),
        ("patients outbound in month", 9),
        ("patients outbound in week", 29),
        ("patients outbound since 2022-12-12", 4),
        ("patients return since 2022-12-12", 6),
        ("running total, Artsakh Ministry of Health, ICRC", 33),
        ("status", 180),
    ];
    let checked: Vec<(&str, usize)> = checked.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    assert_eq!(checked, expected);
    assert_eq!(lines().len(), 271);
}

#[test]
fn weeks_that_are_not_worked_out_have_no_report_and_no_total_of_the_series_is_left_out() {
    let whole = Material::lachin().whole();
    for today in [on("2023-02-26"), on("2023-05-10")] {
        let record = whole.as_of(last_instant(today));
        let worked = |what: &str| lines().iter().filter(|l| l.as_of == today && l.what.starts_with(what)).count();
        let reported = |windows: Vec<Window>| {
            let total = |window| Total::any_carrier(&record, &moved_out(""), window, today).unwrap();
            windows.into_iter().map(total).filter(Total::is_reported).count()
        };
        let window = Window::since(on("2022-12-12"), today).unwrap();
        assert_eq!(reported(window.weeks()), worked("patients outbound in week"));
        assert_eq!(window.months().len(), worked("patients outbound in month"));
        let steps = series(&record, "Artsakh Ministry of Health", "ICRC", today).steps.len();
        assert_eq!(steps, worked("running total"));
    }
}

#[test]
fn a_record_that_never_held_the_future_gives_the_same_answers_as_one_asked_as_of() {
    let material = Material::lachin();
    let whole = material.whole();
    for date in ["2022-12-19", "2023-01-23", "2023-02-26", "2023-02-28", "2023-03-01", "2023-04-29", "2023-05-10"] {
        let date = on(date);
        let (then, asked) = (material.record(last_instant(date)), whole.as_of(last_instant(date)));
        let of = |record: &Record| {
            let said: Vec<String> = record.said().map(|said| format!("{:?} {:?}", said.date(), said.claim)).collect();
            (said, record.version(), DayStatus::of(record, date, date).headline.word())
        };
        assert_eq!(of(&then), of(&asked), "{date}");
    }
}
