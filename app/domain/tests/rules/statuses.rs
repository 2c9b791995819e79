//! The status of a day against brute force: headline, classes, later claims, who speaks.

use chrono::NaiveDate;
use domain::status::{DayStatus, Headline, StatusWord, day_counts, last_reported};
use domain::{AccessClass, AccessStatus, Measure, Stage, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, cases, ids, names, nth};

/// One claim of a status, as small as it can be. Days are numbers.
#[derive(Clone, Debug)]
struct Status {
    day: u64,
    source: usize,
    published: Option<u64>,
    class: Option<AccessClass>,
    start: Option<u64>,
    says: AccessStatus,
    preferred: bool,
    stage: Stage,
}

const DAYS: u64 = 5;
const NAMES: [&str; 3] = ["Post", "Herald", "Ministry"];

fn a_status() -> impl Strategy<Value = Status> {
    let class = prop_oneof![
        5 => Just(None),
        1 => Just(Some(AccessClass::Medical)),
        1 => Just(Some(AccessClass::Cargo)),
    ];
    let stage = prop_oneof![8 => Just(Stage::Done), 1 => Just(Stage::Planned)];
    let published = prop::option::weighted(0.8, 0..DAYS + 3);
    let start = prop::option::weighted(0.5, 0..2u64);
    let says = prop::sample::select(AccessStatus::ALL.to_vec());
    (0..DAYS, 0..NAMES.len(), published, class, start, says, prop::bool::weighted(0.1), stage).prop_map(
        |(day, source, published, class, start, says, preferred, stage)| Status {
            day,
            source,
            published,
            class,
            start: start.map(|start| start.min(day)),
            says,
            preferred,
            stage,
        },
    )
}

/// Up to 13 claims; of one question on one day at most one is preferred.
fn a_world() -> impl Strategy<Value = Vec<Status>> {
    prop::collection::vec(a_status(), 0..14).prop_map(|mut world| {
        let mut taken: Vec<(u64, Option<AccessClass>)> = Vec::new();
        for claim in &mut world {
            let question = (claim.day, claim.class);
            claim.preferred = claim.preferred && claim.stage == Stage::Done && !taken.contains(&question);
            if claim.preferred {
                taken.push(question);
            }
        }
        world
    })
}

fn row(claim: &Status) -> Row {
    let thing = Thing {
        access: claim.class,
        period_start: claim.start.map(nth),
        stage: claim.stage,
        ..Thing::of(Measure::AccessStatus)
    };
    let row = Row::new(nth(claim.day), NAMES[claim.source], thing, domain::Says::Status(claim.says));
    let row = row.published(claim.published.map(nth));
    if claim.preferred { row.preferred() } else { row }
}

/// Of claims about one question: the preferred one; else all but those whose source published another one later.
fn speaking<'w>(claims: &[&'w Status]) -> Vec<&'w Status> {
    if let Some(preferred) = claims.iter().find(|claim| claim.preferred) {
        return vec![preferred];
    }
    let overtaken = |claim: &Status| {
        claims.iter().any(|other| match (other.published, claim.published) {
            (Some(theirs), Some(ours)) => other.source == claim.source && theirs > ours,
            _ => false,
        })
    };
    claims.iter().copied().filter(|claim| !overtaken(claim)).collect()
}

fn word_of(claims: &[&Status]) -> StatusWord {
    let mut said: Vec<AccessStatus> = claims.iter().map(|claim| claim.says).collect();
    said.sort_unstable();
    said.dedup();
    match said[..] {
        [] => StatusWord::Unknown,
        [one] => StatusWord::Said(one),
        _ => StatusWord::Disputed,
    }
}

/// What domain.md says of a day: its word, who speaks of it on the day, who spoke of it later.
fn by_hand(world: &[Status], day: u64, today: u64) -> (StatusWord, Vec<&Status>, Vec<&Status>) {
    let done = |claim: &&Status| claim.stage == Stage::Done && claim.class.is_none();
    let own: Vec<&Status> = world.iter().filter(done).filter(|claim| claim.day == day).collect();
    let own_speaks = speaking(&own);
    let mut later = Vec::new();
    for other_day in day + 1..=today {
        for start in 0..=day {
            let thing: Vec<&Status> = world
                .iter()
                .filter(done)
                .filter(|claim| claim.day == other_day && claim.start == Some(start))
                .collect();
            later.extend(speaking(&thing));
        }
    }
    let decided = own_speaks.iter().any(|claim| claim.preferred);
    let word = match word_of(&own_speaks) {
        StatusWord::Said(own) if !decided && later.iter().any(|claim| claim.says != own) => StatusWord::Disputed,
        word => word,
    };
    (word, own_speaks, later)
}

/// The claims as a comparable list, without regard to order.
fn told(claims: &[&Status]) -> Vec<(NaiveDate, &'static str, Option<NaiveDate>, AccessStatus)> {
    let mut told: Vec<_> =
        claims.iter().map(|claim| (nth(claim.day), NAMES[claim.source], claim.start.map(nth), claim.says)).collect();
    told.sort_unstable();
    told
}

fn answered<'r>(claims: &[domain::record::Said<'r>]) -> Vec<(NaiveDate, &'r str, Option<NaiveDate>, AccessStatus)> {
    let mut told: Vec<_> = claims
        .iter()
        .zip(names(claims))
        .map(|(said, name)| (said.date(), name, said.claim.thing.period_start, said.claim.says.status().unwrap()))
        .collect();
    told.sort_unstable();
    told
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn every_day_has_the_status_that_brute_force_finds(world in a_world(), today in 0..DAYS) {
        let record = Material::of(world.iter().map(row).collect()).whole();
        for day in 0..=today {
            let status = DayStatus::of(&record, nth(day), nth(today));
            let (word, own, later) = by_hand(&world, day, today);
            prop_assert_eq!(status.headline.word(), word, "day {}", day);
            prop_assert_eq!(answered(status.headline.claims()), told(&own), "day {}", day);
            prop_assert_eq!(answered(&status.said_later), told(&later), "day {}", day);
            let mut words: Vec<AccessStatus> = later.iter().map(|claim| claim.says).collect();
            words.sort_unstable();
            words.dedup();
            prop_assert_eq!(status.later_statuses(), words);
        }
    }

    #[test]
    fn every_class_has_its_own_line_and_its_own_disputes(world in a_world()) {
        let record = Material::of(world.iter().map(row).collect()).whole();
        for day in 0..DAYS {
            let status = DayStatus::of(&record, nth(day), nth(DAYS));
            let mut expected = Vec::new();
            for class in [AccessClass::Medical, AccessClass::Cargo, AccessClass::Civilian, AccessClass::Humanitarian] {
                let own: Vec<&Status> = world
                    .iter()
                    .filter(|claim| claim.day == day && claim.class == Some(class) && claim.stage == Stage::Done)
                    .collect();
                let own = speaking(&own);
                if !own.is_empty() {
                    expected.push((class, word_of(&own), told(&own)));
                }
            }
            let lines: Vec<_> =
                status.classes.iter().map(|(class, line)| (*class, line.word(), answered(line.claims()))).collect();
            prop_assert_eq!(lines, expected, "day {}", day);
        }
    }

    #[test]
    fn what_is_said_of_a_class_never_colours_the_headline(world in a_world(), today in 0..DAYS) {
        let all = Material::of(world.iter().map(row).collect());
        let without = all.clone().keeping(|row| row.thing.access.is_none());
        let (all, without) = (all.whole(), without.whole());
        for day in 0..=today {
            let (one, other) = (DayStatus::of(&all, nth(day), nth(today)), DayStatus::of(&without, nth(day), nth(today)));
            prop_assert_eq!(one.headline.word(), other.headline.word());
            prop_assert_eq!(answered(one.headline.claims()), answered(other.headline.claims()));
            prop_assert_eq!(answered(&one.said_later), answered(&other.said_later));
        }
    }

    #[test]
    fn a_day_counts_from_every_start_that_its_speakers_name(world in a_world()) {
        let record = Material::of(world.iter().map(row).collect()).whole();
        for day in 0..DAYS {
            let status = DayStatus::of(&record, nth(day), nth(day));
            let (_, own, _) = by_hand(&world, day, day);
            let mut starts: Vec<u64> = own.iter().filter_map(|claim| claim.start).collect();
            starts.sort_unstable();
            starts.dedup();
            let expected: Vec<_> = starts
                .into_iter()
                .map(|start| {
                    let number = i64::try_from((start..=day).count()).unwrap();
                    (number, own.iter().filter(|claim| claim.start == Some(start)).count())
                })
                .collect();
            let counts: Vec<_> =
                day_counts(&status).iter().map(|count| (count.number, count.claims.len())).collect();
            prop_assert_eq!(counts, expected);
        }
    }

    #[test]
    fn the_order_of_claims_within_a_day_changes_nothing(world in a_world(), seed in any::<u64>()) {
        let rows: Vec<Row> = world.iter().map(row).collect();
        let mut mixed: Vec<(u64, Row)> =
            (0u64..).zip(rows.clone()).map(|(n, row)| (n.wrapping_mul(seed | 1).rotate_left(17), row)).collect();
        mixed.sort_by_key(|(key, _)| *key);
        let (one, other) =
            (Material::of(rows).whole(), Material::of(mixed.into_iter().map(|(_, row)| row).collect()).whole());
        for day in 0..DAYS {
            let (one, other) = (DayStatus::of(&one, nth(day), nth(DAYS)), DayStatus::of(&other, nth(day), nth(DAYS)));
            prop_assert_eq!(one.headline.word(), other.headline.word());
            prop_assert_eq!(answered(one.headline.claims()), answered(other.headline.claims()));
        }
    }
}

#[test]
fn every_status_has_a_word_of_its_own_in_files() {
    let said = AccessStatus::ALL.map(|status| StatusWord::Said(status).key());
    assert_eq!(said, ["open", "restricted", "closed"]);
    assert_eq!([StatusWord::Disputed, StatusWord::Unknown].map(StatusWord::key), ["disputed", "unknown"]);
}

#[test]
fn a_day_that_nobody_reported_is_unknown_and_never_the_day_before() {
    let record = Material::of(vec![Row::status(nth(0), "Post", "open")]).whole();
    assert_eq!(DayStatus::of(&record, nth(1), nth(1)).headline, Headline::Unknown);
    assert_eq!(DayStatus::of(&record, nth(0), nth(1)).headline.word(), StatusWord::Said(AccessStatus::Open));
}

#[test]
fn a_later_claim_over_a_period_does_not_give_a_status_to_a_day_without_one() {
    let record = Material::of(vec![Row::status(nth(3), "Post", "closed").since(nth(0))]).whole();
    let status = DayStatus::of(&record, nth(1), nth(3));
    assert_eq!(status.headline, Headline::Unknown);
    assert_eq!(status.later_statuses(), [AccessStatus::Closed]);
}

#[test]
fn a_later_claim_that_agrees_leaves_the_day_agreed_and_is_named() {
    let record = Material::of(vec![
        Row::status(nth(1), "Post", "closed"),
        Row::status(nth(3), "Herald", "closed").since(nth(0)),
    ])
    .whole();
    let status = DayStatus::of(&record, nth(1), nth(3));
    assert_eq!(status.headline.word(), StatusWord::Said(AccessStatus::Closed));
    assert_eq!(names(&status.said_later), ["Herald"]);
}

#[test]
fn the_desk_may_decide_against_a_later_claim_and_says_why() {
    let record = Material::of(vec![
        Row::status(nth(1), "Post", "open").preferred(),
        Row::status(nth(1), "Ministry", "closed"),
        Row::status(nth(3), "Herald", "closed").since(nth(0)),
    ])
    .whole();
    let status = DayStatus::of(&record, nth(1), nth(3));
    let Headline::Agreed { status: word, claims, set_aside, preferred } = &status.headline else {
        panic!("{:?}", status.headline)
    };
    assert_eq!(*word, AccessStatus::Open);
    assert_eq!((names(claims), names(set_aside)), (vec!["Post"], vec!["Ministry"]));
    assert_eq!(preferred.as_ref().map(domain::Note::as_str), Some("nearer to the event"));
    assert_eq!(names(&status.said_later), ["Herald"], "what was said later is still shown");
}

#[test]
fn a_source_that_took_its_period_back_does_not_dispute_earlier_days_with_itself() {
    let record = Material::of(vec![
        Row::status(nth(1), "Post", "closed"),
        Row::status(nth(4), "Post", "open").since(nth(0)),
        Row::status(nth(4), "Post", "closed").since(nth(0)).published(Some(nth(5))),
    ])
    .whole();
    let status = DayStatus::of(&record, nth(1), nth(5));
    assert_eq!(status.later_statuses(), [AccessStatus::Closed]);
    assert_eq!(status.headline.word(), StatusWord::Said(AccessStatus::Closed));
}

#[test]
fn a_period_that_begins_after_the_day_or_ends_on_it_is_not_said_later() {
    let record = Material::of(vec![
        Row::status(nth(4), "Post", "closed").since(nth(2)),
        Row::status(nth(1), "Herald", "open").since(nth(0)),
    ])
    .whole();
    let status = DayStatus::of(&record, nth(1), nth(4));
    assert!(ids(&status.said_later).is_empty());
    assert_eq!(status.headline.word(), StatusWord::Said(AccessStatus::Open));
}

#[test]
fn the_last_report_before_today_is_neither_todays_nor_one_of_a_class() {
    let cargo = Thing { access: Some(AccessClass::Cargo), ..Thing::of(Measure::AccessStatus) };
    let record = Material::of(vec![
        Row::status(nth(1), "Post", "open"),
        Row::new(nth(2), "Post", cargo, domain::Says::Status(AccessStatus::Closed)),
        Row::status(nth(4), "Post", "closed"),
    ])
    .whole();
    assert_eq!(last_reported(&record, nth(1)), None, "nobody spoke before");
    assert_eq!(last_reported(&record, nth(4)).map(|last| last.date), Some(nth(1)));
    assert_eq!(last_reported(&record, nth(5)).map(|last| last.date), Some(nth(4)));
}
