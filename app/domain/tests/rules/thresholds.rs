//! What another threshold would change, against the public days themselves.

use domain::threshold::ThresholdEffect;
use domain::{Naming, PublicDay, PublicSays, RevisionState};
use proptest::prelude::*;

use crate::support::{Material, Row, State, amount, cases, evening, intensive_care, nth};

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_effect_is_what_the_public_days_then_hide_and_show(
        numbers in proptest::collection::vec((0..14_u64, 0..3_usize), 1..8), from in 0..13_u32, to in 0..13_u32,
    ) {
        let row = |(number, facility): &(u64, usize)| {
            let facility = ["Arevik", "Republican", ""][*facility];
            Row::new(nth(0), "Post", intensive_care("patients", facility), amount(&number.to_string()))
        };
        let mut material = Material::of(numbers.iter().map(row).collect());
        let report = material.day_report(nth(0), evening(nth(1)));
        let mut hidden = |below: u32| -> Vec<bool> {
            material.corridor.withhold_below = below;
            let state =
                State { instant: evening(nth(0)), state: RevisionState::Published, report: report.clone(), again: false };
            let day = PublicDay::from_revision(&state.revision(1), &material.corridor, &Naming::default()).unwrap();
            day.claims().map(|(_, claim)| claim.says == PublicSays::Withheld).collect()
        };
        let pairs: Vec<(bool, bool)> = hidden(from).into_iter().zip(hidden(to)).collect();
        let count = |pair| pairs.iter().filter(|one| **one == pair).count();
        let expected = ThresholdEffect { shown: count((true, false)), withheld: count((false, true)) };
        prop_assert_eq!(ThresholdEffect::of([&report], from, to), expected);
    }
}
