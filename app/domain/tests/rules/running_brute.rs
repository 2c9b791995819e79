//! Running totals against brute force: every reading of two totals and of the days between them.

use std::collections::BTreeMap;

use domain::{Interval, Measure, Outcome, RunningTotals, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, cases, moved_out, nth};

fn moved(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Post", "Red Cross", text)
}

/// The numbers from a low to a high; those of 60 or more stand for "and so on".
fn meant(low: u64, high: Option<u64>) -> Vec<i64> {
    (low..=high.unwrap_or(60)).map(|n| i64::try_from(n).unwrap()).collect()
}

type Said = (u64, Option<u64>);

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        5 => (0u64..9).prop_map(|n| (n, Some(n))),
        1 => (0u64..9, 1u64..4).prop_map(|(low, more)| (low, Some(low + more))),
        1 => (0u64..9).prop_map(|n| (n, None)),
    ]
}

fn text(said: Said) -> String {
    match said {
        (low, None) => format!("at least {low}"),
        (low, Some(high)) if low == high => low.to_string(),
        (low, Some(high)) => format!("{low}-{high}"),
    }
}

/// Every reading of both totals and the days, one by one.
fn judged(was: Said, is: Said, daily: Said) -> Outcome {
    let rises: Vec<i64> =
        meant(was.0, was.1).iter().flat_map(|was| meant(is.0, is.1).into_iter().map(move |is| is - was)).collect();
    let differences: Vec<i64> =
        rises.iter().flat_map(|rise| meant(daily.0, daily.1).into_iter().map(move |day| rise - day)).collect();
    let bounds = |of: Vec<i64>| {
        let (low, high) = (*of.iter().min().unwrap(), *of.iter().max().unwrap());
        Interval::new(low.try_into().unwrap(), Some(high.try_into().unwrap()).filter(|high| *high < 30))
    };
    if rises.iter().all(|rise| *rise < 0) {
        Outcome::Fallen
    } else if rises.iter().any(|rise| *rise < 0) {
        Outcome::Unclear
    } else if rises.iter().all(|rise| *rise == 0) && daily.0 > 0 {
        Outcome::Stale { moved: Interval::new(daily.0, daily.1) }
    } else if differences.iter().all(|n| *n == 0) {
        Outcome::Match
    } else if differences.iter().all(|n| *n > 0) {
        Outcome::Short(bounds(differences))
    } else if differences.iter().all(|n| *n < 0) {
        Outcome::Over(bounds(differences.iter().map(|n| -n).collect()))
    } else {
        Outcome::Unclear
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_step_is_what_brute_force_finds(
        totals in prop::collection::btree_map(1u64..6, said(), 1..=4),
        days in prop::collection::btree_map(1u64..6, said(), 0..=5),
    ) {
        // Totals grow by their day, so that not all of them fall.
        let grown = |day: u64, said: Said| (said.0 + 3 * day, said.1.map(|high| high + 3 * day));
        let totals: BTreeMap<u64, Said> = totals.into_iter().map(|(day, said)| (day, grown(day, said))).collect();
        let rows = totals.iter().map(|(day, said)| moved(*day, &text(*said)).running());
        let rows = rows.chain(days.iter().map(|(day, said)| moved(*day, &text(*said))));
        let mut expected: Vec<Outcome> = Vec::new();
        let mut bound: Option<(u64, Said)> = None;
        for (date, is) in &totals {
            let outcome = bound.map_or(Outcome::First, |(after, was)| {
                let between = days.iter().filter(|(day, _)| after < **day && *day <= date).map(|(_, said)| *said);
                let sum = between.fold((0, Some(0)), |sum, day| {
                    (sum.0 + day.0, sum.1.zip(day.1).map(|(sum, day)| sum + day))
                });
                judged(was, *is, sum)
            });
            let exact = is.1 == Some(is.0) && !matches!(outcome, Outcome::Stale { .. });
            if exact || matches!(outcome, Outcome::First | Outcome::Fallen) {
                bound = Some((*date, *is));
            }
            expected.push(outcome);
        }
        let record = Material::of(rows.collect()).whole();
        let all = RunningTotals::all(&record, nth(9));
        prop_assert_eq!(all[0].thing, &Thing { measure: Measure::PatientsTransferredTotal, ..moved_out("Red Cross") });
        let found: Vec<Outcome> = all[0].steps.iter().map(|step| step.outcome).collect();
        prop_assert_eq!(found, expected);
    }
}
