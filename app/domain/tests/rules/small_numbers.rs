//! Small numbers in splits: withheld exactly by the rule. And what is for the desk alone reaches no public value.

use chrono::{DateTime, Utc};
use domain::{Label, Measure, PublicDay, PublicSays, RevisionState, Stage, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, State, amount, cases, evening, intensive_care, label, note, nth};

fn with_threshold(rows: Vec<Row>, threshold: u32) -> Material {
    let mut material = Material::of(rows);
    material.corridor.withhold_below = threshold;
    material
}

fn public(rows: Vec<Row>, threshold: u32) -> PublicDay {
    with_threshold(rows, threshold).whole().day(nth(0)).unwrap().clone()
}

/// One claim with a remark that repeats its number.
fn claim(thing: Thing, text: &str) -> Row {
    Row {
        remark: Some(note("the canary")),
        date_note: Some(note("the canary")),
        ..Row::new(nth(0), "Post", thing, amount(text))
    }
}

/// Per claim, in order: whether it is withheld.
fn withheld(rows: Vec<Row>, threshold: u32) -> Vec<bool> {
    public(rows, threshold).claims().map(|(_, claim)| claim.says == PublicSays::Withheld).collect()
}

#[test]
fn a_withheld_number_takes_its_remarks_with_it_and_leaves_no_trace() {
    let day = public(vec![claim(intensive_care("children", "Arevik"), "7")], 10);
    let (_, claim) = day.claims().next().unwrap();
    assert_eq!((claim.says.clone(), claim.remark.clone(), claim.date_note.clone()), (PublicSays::Withheld, None, None));
    assert!(!format!("{day:?}").contains("the canary") && !format!("{day:?}").contains("Exact"));
    assert_eq!(claim.thing, intensive_care("children", "Arevik"), "that something was said is still told");
}

#[test]
fn a_shown_number_keeps_its_remarks() {
    let day = public(vec![claim(intensive_care("children", "Arevik"), "10")], 10);
    let (_, claim) = day.claims().next().unwrap();
    assert_eq!(claim.remark, Some(note("the canary")));
}

#[test]
fn zeros_whole_groups_and_totals_are_shown() {
    let facility = intensive_care("patients", "Arevik");
    let total = Thing { measure: Measure::PatientsTransferredTotal, ..facility.clone() };
    for (thing, text) in [
        (facility.clone(), "0"),
        (facility.clone(), "fewer than 5"),
        (facility.clone(), "at most 9"),
        (facility, "10"),
        (intensive_care("patients", ""), "3"),
        (intensive_care("companions", ""), "3"),
        (intensive_care("residents", ""), "3"),
        (intensive_care("foreign_nationals", ""), "3"),
        (Thing { group: None, ..intensive_care("patients", "") }, "3"),
        (total, "3"),
    ] {
        assert_eq!(withheld(vec![claim(thing.clone(), text)], 10), [false], "{thing} {text}");
    }
}

#[test]
fn facilities_and_every_other_group_are_withheld_from_1_to_9() {
    for (thing, text) in [
        (intensive_care("patients", "Arevik"), "1"),
        (intensive_care("patients", "Arevik"), "9"),
        (intensive_care("patients", "Arevik"), "about 9"),
        (intensive_care("patients", "Arevik"), "at least 1"),
        (intensive_care("patients", "Arevik"), "more than 8"),
        (intensive_care("patients", "Arevik"), "2 to 40"),
        (intensive_care("patients", "Arevik"), "two"),
        (intensive_care("children", ""), "5"),
        (intensive_care("wounded", ""), "5"),
        (intensive_care("infants", ""), "5"),
        (intensive_care("patients and companions", ""), "5"),
        (Thing { group: None, ..intensive_care("patients", "Arevik") }, "5"),
        (Thing { stage: Stage::Planned, ..intensive_care("children", "") }, "5"),
    ] {
        assert_eq!(withheld(vec![claim(thing.clone(), text)], 10), [true], "{thing} {text}");
    }
    assert_eq!(
        withheld(vec![claim(intensive_care("children", ""), "more than 9")], 10),
        [false],
        "its low bound is 10"
    );
}

#[test]
fn all_facilities_go_with_a_small_one_when_a_claim_without_facility_would_give_it_away() {
    let small = claim(intensive_care("patients", "Arevik"), "3");
    let large = claim(intensive_care("patients", "Republican"), "20");
    let whole = claim(intensive_care("patients", ""), "23");
    assert_eq!(withheld(vec![small.clone(), large.clone()], 10), [true, false], "nothing to subtract from");
    assert_eq!(withheld(vec![small.clone(), large.clone(), whole.clone()], 10), [true, true, false]);
    assert_eq!(withheld(vec![large.clone(), whole.clone()], 10), [false, false], "nothing small to hide");
    let elsewhere = Row { thing: Thing { measure: Measure::PatientsCritical, ..large.thing.clone() }, ..large };
    assert_eq!(withheld(vec![small, elsewhere, whole], 10), [true, false, false], "another measure is another count");
}

#[test]
fn a_threshold_of_none_withholds_nothing_of_the_real_record() {
    let record = Material::lachin().whole();
    assert_eq!(record.corridor().withhold_below, 0);
    assert!(record.said().all(|said| said.claim.says != PublicSays::Withheld));
}

#[test]
fn with_a_threshold_of_10_the_real_record_hides_its_small_hospitals_and_no_movement() {
    let mut material = Material::lachin();
    material.corridor.withhold_below = 10;
    let record = material.whole();
    let (hidden, shown): (Vec<_>, Vec<_>) = record.said().partition(|said| said.claim.says == PublicSays::Withheld);
    assert!(hidden.iter().all(|said| said.claim.thing.facility.is_some()));
    assert!(shown.iter().any(|said| said.claim.thing.facility.is_some()));
    assert!(shown.iter().filter(|said| said.claim.thing.measure == Measure::PatientsTransferred).count() > 60);
    let small = |row: &&Row| {
        let low = row.says.amount().and_then(domain::Amount::interval).map_or(0, |interval| interval.low);
        row.thing.facility.is_some() && (1..10).contains(&low)
    };
    assert_eq!(
        hidden.len(),
        material.rows.iter().filter(small).count(),
        "no day here has a claim of all hospitals as well"
    );
}

/// One number: of which facility and group, how large.
#[derive(Clone, Debug)]
struct Number {
    measure: Measure,
    facility: usize,
    group: usize,
    low: u64,
    at_least: bool,
}

const FACILITIES: [&str; 3] = ["", "Arevik", "Republican"];
const GROUPS: [&str; 6] = ["patients", "companions", "residents", "foreign_nationals", "children", "wounded"];

fn numbers() -> impl Strategy<Value = Vec<Number>> {
    let measure = prop::sample::select(vec![
        Measure::PatientsIntensiveCare,
        Measure::PatientsTransferred,
        Measure::PatientsTransferredTotal,
    ]);
    let one = (measure, 0..FACILITIES.len(), 0..GROUPS.len(), 0u64..14, any::<bool>())
        .prop_map(|(measure, facility, group, low, at_least)| Number { measure, facility, group, low, at_least });
    prop::collection::vec(one, 1..7)
}

fn number(number: &Number) -> Row {
    let thing = Thing {
        facility: Label::optional(FACILITIES[number.facility]).unwrap(),
        group: Some(label(GROUPS[number.group])),
        ..Thing::of(number.measure)
    };
    claim(thing, &if number.at_least { format!("at least {}", number.low) } else { number.low.to_string() })
}

/// The rule of domain.md in its own order of words. A zero of another facility goes along where it would give away.
fn hidden_by_hand(all: &[Number], threshold: u32) -> Vec<bool> {
    let running = |n: &Number| n.measure == Measure::PatientsTransferredTotal;
    let small = |n: &Number| {
        let split = n.facility > 0 || n.group > 3;
        split && n.low >= 1 && n.low < u64::from(threshold) && !running(n)
    };
    let hidden = |n: &Number| {
        let alike = || all.iter().filter(|other| other.measure == n.measure);
        let goes_along = n.facility > 0
            && !running(n)
            && alike().any(|other| other.facility == 0)
            && alike().any(|other| other.facility > 0 && small(other));
        small(n) || goes_along
    };
    all.iter().map(hidden).collect()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn withheld_is_exactly_what_the_rule_names(all in numbers(), threshold in 0u32..=12) {
        let rows: Vec<Row> = all.iter().map(number).collect();
        let expected = hidden_by_hand(&all, threshold);
        prop_assert_eq!(withheld(rows.clone(), threshold), expected.clone());
        if threshold < 2 {
            prop_assert!(!expected.contains(&true), "0 and 1 withhold nothing");
        }
        let day = public(rows, threshold);
        for ((_, claim), hidden) in day.claims().zip(expected) {
            prop_assert_eq!(claim.remark.is_none() && claim.date_note.is_none(), hidden);
        }
    }
}

#[test]
fn the_desk_s_own_note_is_nowhere_in_the_public_record() {
    let material = Material::of(vec![claim(intensive_care("patients", ""), "30")]);
    let mut report = material.day_report(nth(0), DateTime::<Utc>::MAX_UTC);
    report.internal_note = Some(note("kingfisher"));
    report.public_note = Some(note("heron"));
    let states = [
        (RevisionState::Published, 0),
        (RevisionState::Published, 1),
        (RevisionState::Submitted, 2),
        (RevisionState::Withdrawn, 3),
    ];
    for end in 1..=states.len() {
        let record = material.publish(states[..end].iter().map(|(state, day)| State {
            instant: evening(nth(*day)),
            state: *state,
            report: report.clone(),
            again: *day > 0,
        }));
        let text = format!("{record:?}");
        assert!(!text.contains("kingfisher"), "after {end} revisions");
        assert_eq!(text.contains("heron"), end < 4, "the public note is public until the day is withdrawn");
    }
}
