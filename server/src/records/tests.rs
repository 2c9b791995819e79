//! The moment that public answers name, in zones whose clocks jump.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Corridor, Naming};

use super::*;

fn corridor(zone: &str, cut_off: &str) -> Corridor {
    let text = format!(
        r#"{{"slug":"road","names":{{"en":["Road"]}},"time_zone":"{zone}","cut_off":"{cut_off}","record_begins":"2000-01-01"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A record with one day that was published at each of these instants.
fn published(zone: &str, cut_off: &str, at: &[&str]) -> CorridorRecord {
    let mut all = CorridorRecord::empty(corridor(zone, cut_off), &Naming::default()).unwrap();
    for (number, at) in at.iter().enumerate() {
        let report = r#"{"v":1,"corridor":"road","date":"2010-01-01","public_note":null,"internal_note":null,"reports":[],"absences":[],"events":[]}"#;
        let revision = Revision {
            seq: i64::try_from(number).unwrap() + 1,
            corridor: "road".parse().unwrap(),
            date: "2010-01-01".parse().unwrap(),
            state: domain::RevisionState::Published,
            report: serde_json::from_str(report).unwrap(),
            change_kind: None,
            reason: None,
            role: domain::Role::Lead,
            recorded_at: instant(at),
            published_at: Some(instant(at)),
            redaction: None,
            hash: "00".to_owned(),
        };
        let day = PublicDay::from_revision(&revision, all.record.corridor(), &Naming::default()).unwrap();
        all.record = all.record.clone().with(Arc::new(day));
    }
    all
}

/// Zone, cut-off, a day around which the clocks jump.
const JUMPS: [(&str, &str, &str); 8] = [
    ("Asia/Yerevan", "20:00", "2023-05-10"),
    ("America/Sao_Paulo", "00:30", "2018-11-04"), // midnight is skipped
    ("America/Havana", "00:30", "2023-11-05"),    // midnight comes twice
    ("Europe/Berlin", "02:30", "2023-03-26"),     // the cut-off is skipped
    ("Europe/Berlin", "02:30", "2023-10-29"),     // the cut-off comes twice
    ("Asia/Beirut", "20:00", "2022-03-27"),       // midnight is skipped
    ("Pacific/Apia", "12:00", "2011-12-31"),      // the day before never was
    ("Atlantic/Azores", "23:30", "2023-10-29"),
];

#[test]
fn the_public_moment_is_never_later_than_now_and_has_the_days_of_now() {
    for (zone, cut_off, day) in JUMPS {
        let noon = instant(&format!("{day}T12:00:00Z"));
        let at = [(noon - TimeDelta::hours(5)).to_rfc3339(), (noon + TimeDelta::days(3)).to_rfc3339()];
        let record = published(zone, cut_off, &[&at[0], &at[1]]);
        for minutes in (-2880..2880).step_by(7) {
            let now = noon + TimeDelta::minutes(minutes);
            let (real, public) = (record.moment(now), record.public_moment(now));
            assert!(public.instant <= now, "{zone} {now}: {public:?}");
            assert_eq!(
                (public.today, public.cut_off_passed),
                (real.today, real.cut_off_passed),
                "{zone} {now}: {public:?} for {real:?}"
            );
            assert_eq!(record.moment(public.instant).today, real.today, "{zone} {now}: the day that is named");
        }
    }
}

#[test]
fn it_changes_with_midnight_the_cut_off_and_a_publication_and_never_in_between() {
    for (zone, cut_off, day) in JUMPS {
        let noon = instant(&format!("{day}T12:00:00Z"));
        let at = (noon + TimeDelta::hours(1)).to_rfc3339();
        let record = published(zone, cut_off, &[&at]);
        let moments: Vec<Moment> =
            (-720..2160).map(|minutes| record.public_moment(noon + TimeDelta::minutes(minutes))).collect();
        let mut changes = moments.clone();
        changes.dedup();
        let days: Vec<_> = changes.iter().map(|moment| moment.today).collect();
        assert!(changes.windows(2).all(|two| two[0].instant < two[1].instant), "{zone}: it goes back: {changes:#?}");
        // Two days and a bit: two or three midnights, two or three cut-offs, one publication.
        assert!((4..=8).contains(&changes.len()), "{zone}: {} changes, {days:?}", changes.len());
    }
}

#[test]
fn a_clock_set_before_the_last_publication_names_the_one_before() {
    let record = published("Asia/Yerevan", "20:00", &["2023-05-10T06:00:00Z", "2023-05-10T17:00:00Z"]);
    let at = |now: &str| record.public_moment(instant(now)).instant.to_rfc3339();
    assert_eq!(at("2023-05-10T15:00:00Z"), "2023-05-10T06:00:00+00:00", "the one before");
    assert_eq!(at("2023-05-10T05:00:00Z"), "2023-05-09T20:00:00+00:00", "midnight in Yerevan");
    assert_eq!(at("2023-05-10T16:30:00Z"), "2023-05-10T16:00:00+00:00", "the cut-off");
    assert_eq!(at("2023-05-10T19:00:00Z"), "2023-05-10T17:00:00+00:00");
}

#[test]
fn a_day_ends_with_the_millisecond_before_the_next_one_begins_wherever_the_clocks_jump() {
    for (zone, cut_off, day) in JUMPS {
        let record = published(zone, cut_off, &[]);
        let date: NaiveDate = day.parse().unwrap();
        for date in date.iter_days().skip(3).take(1).chain(date.iter_days().take(3)).chain(date.pred_opt()) {
            let end = record.end_of(date).unwrap();
            let next = record.moment(end + TimeDelta::milliseconds(1)).today;
            assert!(record.moment(end).today <= date && next > date, "{zone} {date}: {end}");
        }
    }
    let end =
        |zone: &str, date: &str| published(zone, "20:00", &[]).end_of(date.parse().unwrap()).unwrap().to_rfc3339();
    assert_eq!(end("Asia/Yerevan", "2023-05-09"), "2023-05-09T19:59:59.999+00:00");
    assert_eq!(end("America/Sao_Paulo", "2018-11-03"), "2018-11-04T02:59:59.999+00:00");
    assert_eq!(published("Asia/Yerevan", "20:00", &[]).end_of(NaiveDate::MAX), None);
}

#[test]
fn as_of_a_moment_the_record_knows_nothing_later_and_names_nothing_later() {
    for (zone, cut_off, day) in JUMPS {
        let noon = instant(&format!("{day}T12:00:00Z"));
        let at = [(noon - TimeDelta::hours(30)).to_rfc3339(), (noon + TimeDelta::hours(3)).to_rfc3339()];
        let (whole, first) = (published(zone, cut_off, &[&at[0], &at[1]]), published(zone, cut_off, &[&at[0]]));
        for minutes in (-2880..2880).step_by(31) {
            let then = noon + TimeDelta::minutes(minutes);
            let (old, seen) = (whole.as_of(then), if then < instant(&at[1]) { &first } else { &whole });
            assert_eq!(old.public_moment(then), seen.public_moment(then), "{zone} {then}");
            assert!(old.record.version().is_none_or(|version| version.published_at <= then), "{zone} {then}");
        }
    }
}

#[test]
fn a_local_time_that_the_clocks_skip_is_the_instant_at_which_they_go_on() {
    let at = |zone: &str, local: &str| {
        let zone: Tz = zone.parse().unwrap();
        first_at(zone, local.parse().unwrap()).unwrap().to_rfc3339()
    };
    assert_eq!(at("America/Sao_Paulo", "2018-11-04T00:00:00"), "2018-11-04T03:00:00+00:00");
    assert_eq!(at("Europe/Berlin", "2023-03-26T02:30:00"), "2023-03-26T01:00:00+00:00");
    assert_eq!(at("Europe/Berlin", "2023-10-29T02:30:00"), "2023-10-29T00:30:00+00:00", "the first of two");
}
