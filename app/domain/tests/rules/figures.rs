//! The figure of a thing on a day, and that of any carrier, against brute force.

use domain::figure::{Basis, DayFigure, any_carrier};
use domain::{Direction, Figure, Interval, Measure, Says, Stage, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, amount, cases, intensive_care, label, moved_out, names, note, nth};

/// What an amount means, spelt out anew: the lowest and the highest number, and whether it is approximate.
fn meaning(text: &str) -> Option<(u64, Option<u64>, bool)> {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |text: &str| text.parse::<u64>().ok();
    match words[..] {
        ["at", "least", n] => number(n).map(|n| (n, None, false)),
        ["more", "than", n] => number(n).map(|n| (n + 1, None, false)),
        ["at", "most", n] => number(n).map(|n| (0, Some(n), false)),
        ["fewer", "than", n] => number(n).map(|n| (0, Some(n - 1), false)),
        ["about", n] => number(n).map(|n| (n, Some(n), true)),
        [n, "to", m] => number(n).zip(number(m)).map(|(n, m)| (n, Some(m), false)),
        [n] => number(n).map(|n| (n, Some(n), false)),
        _ => None,
    }
}

fn an_amount() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..40).prop_map(|n| n.to_string()),
        1 => (0u64..40).prop_map(|n| format!("at least {n}")),
        1 => (0u64..40).prop_map(|n| format!("more than {n}")),
        1 => (0u64..40).prop_map(|n| format!("at most {n}")),
        1 => (1u64..40).prop_map(|n| format!("fewer than {n}")),
        1 => (0u64..40).prop_map(|n| format!("about {n}")),
        1 => (0u64..40, 0u64..40).prop_map(|(a, b)| format!("{} to {}", a.min(b), a.max(b))),
        1 => Just("several dozen".to_owned()),
    ]
}

/// One claim about patients moved out: by which carrier, by whom said, when published, in what words.
#[derive(Clone, Debug)]
struct Moved {
    carrier: usize,
    source: usize,
    published: Option<u64>,
    text: String,
    preferred: bool,
}

const CARRIERS: [&str; 4] = ["", "Red Cross", "Peacekeepers", "Army"];
const NAMES: [&str; 4] = ["Post", "Herald", "Ministry", "Radio"];

fn claims(carriers: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Moved>> {
    let published = prop::option::weighted(0.8, 3u64..7);
    let one = (carriers, 0..NAMES.len(), published, an_amount(), prop::bool::weighted(0.1)).prop_map(
        |(carrier, source, published, text, preferred)| Moved { carrier, source, published, text, preferred },
    );
    prop::collection::vec(one, 0..7).prop_map(|mut claims| {
        let mut taken = Vec::new();
        for claim in &mut claims {
            claim.preferred = claim.preferred && !taken.contains(&claim.carrier);
            if claim.preferred {
                taken.push(claim.carrier);
            }
        }
        claims
    })
}

fn row(claim: &Moved) -> Row {
    let row = Row::moved(nth(3), NAMES[claim.source], CARRIERS[claim.carrier], &claim.text);
    let row = row.published(claim.published.map(nth));
    if claim.preferred { row.preferred() } else { row }
}

/// Claims near the thing that are never it: other stage, direction, group, definition, unit, facility, period, day.
fn neighbours() -> Vec<Row> {
    let change = |change: fn(&mut Thing)| {
        let mut thing = moved_out("Red Cross");
        change(&mut thing);
        Row::new(nth(3), "Post", thing, amount("1000")).preferred()
    };
    vec![
        change(|thing| thing.stage = Stage::Planned),
        change(|thing| thing.stage = Stage::Attempted),
        change(|thing| thing.stage = Stage::Interim),
        change(|thing| thing.direction = Some(Direction::Return)),
        change(|thing| thing.direction = None),
        change(|thing| thing.group = Some(label("patients and companions"))),
        change(|thing| thing.group = None),
        change(|thing| thing.counted = Some(label("on a list"))),
        change(|thing| thing.unit = Some(label("families"))),
        change(|thing| thing.facility = Some(label("North gate"))),
        change(|thing| thing.period_start = Some(nth(1))),
        change(|thing| thing.measure = Measure::PatientsTransferredTotal),
        Row::moved(nth(2), "Post", "Red Cross", "1000"),
        Row::moved(nth(4), "Post", "Red Cross", "1000"),
    ]
}

/// Who speaks of one thing: the preferred claim; else all that their own source did not overtake.
fn speaking<'w>(claims: &[&'w Moved]) -> Vec<&'w Moved> {
    if let Some(preferred) = claims.iter().find(|claim| claim.preferred) {
        return vec![preferred];
    }
    let newest = |source: usize| claims.iter().filter(|c| c.source == source).filter_map(|c| c.published).max();
    claims
        .iter()
        .copied()
        .filter(|claim| claim.published.is_none() || claim.published == newest(claim.source))
        .collect()
}

/// Lowest, highest, whether approximate, how many claims with a number.
type Computed = (u64, Option<u64>, bool, usize);

/// The hull: lowest low, highest high; words stay out.
fn hull(claims: &[&Moved]) -> Option<Computed> {
    let meanings: Vec<_> = claims.iter().filter_map(|claim| meaning(&claim.text)).collect();
    let low = meanings.iter().map(|meaning| meaning.0).min()?;
    let endless = meanings.iter().any(|meaning| meaning.1.is_none());
    let high = if endless { None } else { meanings.iter().filter_map(|meaning| meaning.1).max() };
    Some((low, high, meanings.iter().any(|meaning| meaning.2), meanings.len()))
}

fn computed(figure: &Figure) -> Computed {
    (figure.interval.low, figure.interval.high, figure.approximate, figure.claims)
}

fn told(claims: &[&Moved]) -> Vec<(&'static str, Says)> {
    let mut told: Vec<_> = claims.iter().map(|claim| (NAMES[claim.source], amount(&claim.text))).collect();
    told.sort_by_key(|(name, says)| (*name, format!("{says:?}")));
    told
}

fn answered<'r>(claims: &[domain::record::Said<'r>]) -> Vec<(&'r str, Says)> {
    let says = claims.iter().map(|said| Says::Amount(said.claim.says.amount().unwrap().clone()));
    let mut told: Vec<_> = names(claims).into_iter().zip(says).collect();
    told.sort_by_key(|(name, says)| (*name, format!("{says:?}")));
    told
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_figure_of_a_thing_is_what_brute_force_finds(world in claims(1..2)) {
        let rows = world.iter().map(row).chain(neighbours()).collect();
        let record = Material::of(rows).whole();
        let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross"));
        let all: Vec<&Moved> = world.iter().collect();
        let speaks = speaking(&all);
        prop_assert_eq!(figure.is_some(), !world.is_empty(), "none without a claim that it happened");
        if let Some(figure) = figure {
            prop_assert_eq!(figure.figure.as_ref().map(computed), hull(&speaks));
            prop_assert_eq!(answered(&figure.speaking), told(&speaks));
            prop_assert_eq!(figure.speaking.len() + figure.set_aside.len(), world.len());
            prop_assert_eq!(figure.vague(), speaks.iter().filter(|claim| meaning(&claim.text).is_none()).count());
            let alike = speaks.iter().all(|claim| amount(&claim.text) == amount(&speaks[0].text));
            let basis = match (speaks[0].preferred, speaks.len(), world.len()) {
                (true, ..) => Basis::Preferred(note("nearer to the event")),
                (_, 1, 1) => Basis::Alone,
                (_, 1, _) => Basis::Later,
                _ if alike => Basis::Alike,
                _ => Basis::Covers,
            };
            prop_assert_eq!(&figure.basis, &basis);
            prop_assert_eq!(figure.is_disputed(), basis == Basis::Covers);
        }
    }

    #[test]
    fn any_carrier_is_the_sum_of_the_named_hulled_with_the_unnamed(world in claims(0..4)) {
        let mut others = neighbours();
        others.retain(|row| row.thing != moved_out("Red Cross"));
        let record = Material::of(world.iter().map(row).chain(others).collect()).whole();
        let of = |carrier: usize| {
            let own: Vec<&Moved> = world.iter().filter(|claim| claim.carrier == carrier).collect();
            let speaks = speaking(&own);
            (!own.is_empty(), hull(&speaks))
        };
        let mut sum: Option<Computed> = None;
        let mut words_only = false;
        for carrier in 1..CARRIERS.len() {
            match of(carrier) {
                (true, None) => words_only = true,
                (_, Some((low, high, about, claims))) => {
                    let (l, h, a, c) = sum.unwrap_or((0, Some(0), false, 0));
                    sum = Some((l + low, h.zip(high).map(|(h, high)| h + high), a || about, c + claims));
                }
                (false, None) => {}
            }
        }
        let sum = sum.map(|(low, high, about, claims)| (low, high.filter(|_| !words_only), about, claims));
        let expected = match (sum, of(0).1) {
            (Some((l, h, a, c)), Some((low, high, about, claims))) => {
                Some((l.min(low), h.zip(high).map(|(h, high)| h.max(high)), a || about, c + claims))
            }
            (one, other) => one.or(other),
        };
        let figure = any_carrier(&record, nth(3), &moved_out("whoever"));
        prop_assert_eq!(figure.as_ref().map(computed), expected);
    }
}

#[test]
fn what_is_planned_attempted_or_not_over_never_makes_a_figure() {
    for stage in [Stage::Planned, Stage::Attempted, Stage::Interim] {
        let thing = Thing { stage, ..moved_out("Red Cross") };
        let record = Material::of(vec![Row::new(nth(3), "Post", thing.clone(), amount("25"))]).whole();
        assert_eq!(DayFigure::of(&record, nth(3), &thing), None, "{stage:?}");
        assert_eq!(DayFigure::all(&record, nth(3)), []);
        assert_eq!(any_carrier(&record, nth(3), &thing), None);
    }
}

#[test]
fn a_status_has_no_figure() {
    let record = Material::of(vec![Row::status(nth(3), "Post", "open")]).whole();
    assert_eq!(DayFigure::of(&record, nth(3), &Thing::of(Measure::AccessStatus)), None);
    assert_eq!(DayFigure::all(&record, nth(3)), []);
}

#[test]
fn words_alone_make_no_number_and_words_beside_a_number_stay_out_of_its_hull() {
    let words = Row::moved(nth(3), "Post", "Red Cross", "several dozen");
    let alone = Material::of(vec![words.clone()]);
    let record = alone.whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap();
    assert_eq!((figure.figure, figure.speaking.len()), (None, 1));
    let record = alone.and(Row::moved(nth(3), "Herald", "Red Cross", "30")).whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap();
    assert_eq!(figure.vague(), 1);
    assert_eq!(figure.figure.unwrap().interval, Interval::new(30, Some(30)));
}

#[test]
fn claims_in_words_are_counted_through_hulls_and_sums() {
    let words = |vague: usize| Figure::nothing().with_vague(vague);
    assert_eq!((words(2).hull(words(3)).vague, words(2).plus(words(3)).vague), (5, 5));
    assert_eq!(words(2).with_vague(3).vague, 5);
}

#[test]
fn a_preferred_claim_in_words_leaves_no_number_although_another_gave_one() {
    let record = Material::of(vec![
        Row::moved(nth(3), "Post", "Red Cross", "several dozen").preferred(),
        Row::moved(nth(3), "Herald", "Red Cross", "30"),
    ])
    .whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap();
    assert_eq!(figure.figure, None);
    assert_eq!(names(&figure.set_aside), ["Herald"]);
}

#[test]
fn a_source_speaks_with_its_later_statement_and_another_source_is_not_overtaken_by_it() {
    let record = Material::of(vec![
        Row::moved(nth(3), "Post", "Red Cross", "127"),
        Row::moved(nth(3), "Post", "Red Cross", "135").published(Some(nth(4))),
        Row::moved(nth(3), "Herald", "Red Cross", "130"),
    ])
    .whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap();
    assert_eq!(figure.figure.unwrap().interval, Interval::new(130, Some(135)));
    assert_eq!(names(&figure.set_aside), ["Post"]);
}

#[test]
fn equal_claims_of_two_sources_are_both_named_and_are_no_dispute() {
    let record = Material::of(vec![
        Row::moved(nth(3), "Post", "Red Cross", "8"),
        Row::moved(nth(3), "Herald", "Red Cross", "8"),
    ])
    .whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap();
    assert_eq!((figure.basis.clone(), figure.is_disputed()), (Basis::Alike, false));
    assert_eq!(names(&figure.speaking), ["Herald", "Post"]);
}

#[test]
fn more_than_30_said_alone_keeps_its_own_words() {
    let record = Material::of(vec![Row::moved(nth(3), "Post", "Red Cross", ">30")]).whole();
    let figure = DayFigure::of(&record, nth(3), &moved_out("Red Cross")).unwrap().figure.unwrap();
    assert_eq!((figure.interval, figure.low_open), (Interval::new(31, None), true));
}

#[test]
fn two_hospitals_stay_two_figures() {
    let record = Material::of(vec![
        Row::new(nth(3), "Post", intensive_care("patients", "Republican"), amount("11")),
        Row::new(nth(3), "Post", intensive_care("children", "Arevik"), amount("10")),
    ])
    .whole();
    let figures: Vec<u64> =
        DayFigure::all(&record, nth(3)).into_iter().map(|figure| figure.figure.unwrap().interval.low).collect();
    assert_eq!(figures.len(), 2);
    assert!(figures.contains(&10) && figures.contains(&11));
    assert_eq!(DayFigure::of(&record, nth(3), &intensive_care("patients", "")), None, "no intensive care in all");
}

#[test]
fn a_carrier_whose_number_is_withheld_leaves_any_carrier_without_an_upper_end() {
    let children = |carrier: &str| Thing { group: Some(label("children")), ..moved_out(carrier) };
    let mut material = Material::of(vec![
        Row::new(nth(3), "Post", children("Red Cross"), amount("20")),
        Row::new(nth(3), "Post", children("Army"), amount("5")),
    ]);
    material.corridor.withhold_below = 10;
    let figure = any_carrier(&material.whole(), nth(3), &children("")).unwrap();
    assert_eq!(figure.interval, Interval::new(20, None), "20 in all would be false: 5 more were moved");
}
