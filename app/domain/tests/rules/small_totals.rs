//! Small numbers that are withheld: no sum and no running total tells them.

use domain::figure::{Basis, DayFigure};
use domain::{Interval, Outcome, Record, RunningTotals, Thing, Total, Window};
use proptest::prelude::*;

use crate::support::{Material, Row, amount, cases, label, moved_out, nth};

fn children(carrier: &str) -> Thing {
    Thing { group: Some(label("children")), ..moved_out(carrier) }
}

fn row(day: u64, carrier: &str, number: u64) -> Row {
    Row::new(nth(day), "Post", children(carrier), amount(&number.to_string()))
}

fn public(rows: Vec<Row>) -> Record {
    let mut material = Material::of(rows);
    material.corridor.withhold_below = 10;
    material.whole()
}

fn world(small: [u64; 4]) -> Record {
    public(vec![
        row(1, "Red Cross", 20),
        row(2, "Red Cross", small[0]),
        row(2, "Army", 30),
        row(3, "", small[1]),
        row(3, "Army", 12),
        row(4, "Red Cross", small[2]).since(nth(3)),
        row(4, "Army", small[3]),
        row(1, "Red Cross", 50).running(),
        row(2, "Red Cross", 60).running(),
        row(4, "Red Cross", 60).running(),
    ])
}

/// All that the totals of a window tell: sum, days, withheld days, days inside periods.
fn told(record: &Record, window: Window) -> [(Interval, usize, usize, usize); 4] {
    let of = |carrier: &str| Total::of(record, &children(carrier), window, nth(9)).unwrap();
    let any = Total::any_carrier(record, &children(""), window, nth(9)).unwrap();
    [of(""), of("Red Cross"), of("Army"), any].map(|total| {
        assert_eq!(total.withheld > 0, total.figure.interval.high.is_none());
        (total.figure.interval, total.days, total.withheld, total.inside_periods)
    })
}

fn outcomes(record: &Record) -> Vec<Outcome> {
    let steps = RunningTotals::all(record, nth(9)).into_iter().flat_map(|series| series.steps);
    steps.map(|step| step.outcome).collect()
}

#[test]
fn a_number_beside_a_withheld_one_does_not_stand_for_both() {
    for rows in [vec![row(1, "Red Cross", 5), row(1, "", 20)], vec![row(1, "Red Cross", 20), row(1, "", 5)]] {
        let record = public(rows);
        assert_eq!(domain::figure::any_carrier(&record, nth(1), &children("")), None);
        let window = Window::new(nth(1), nth(1)).unwrap();
        let total = Total::any_carrier(&record, &children(""), window, nth(9)).unwrap();
        assert_eq!(total.figure.interval, Interval::new(0, None));
        assert_eq!((total.days, total.withheld, total.is_reported()), (0, 1, true));
    }
}

#[test]
fn how_withheld_claims_compare_is_not_told() {
    let post = |number: u64| row(1, "Army", number);
    let herald = |number: u64| Row { source: "Herald".to_owned(), ..post(number) };
    for rows in [
        vec![post(5)],
        vec![post(5), herald(5)],
        vec![post(5), herald(7)],
        vec![post(5), herald(20)],
        vec![post(5).preferred(), herald(20)],
        vec![post(5).published(Some(nth(2))), post(20)],
    ] {
        let record = public(rows);
        let figure = DayFigure::of(&record, nth(1), &children("Army")).unwrap();
        assert_eq!((figure.figure.clone(), figure.basis.clone()), (None, Basis::Withheld));
        assert!(figure.is_withheld() && !figure.is_disputed());
    }
}

#[test]
fn a_rise_beside_a_withheld_day_is_unclear_and_a_total_that_stands_still_beside_one_is_not_called_stale() {
    assert_eq!(outcomes(&world([5; 4])), [Outcome::First, Outcome::Unclear, Outcome::Unclear]);
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn another_small_number_in_its_place_changes_nothing(small in [1u64..10, 1..10, 1..10, 1..10]) {
        let (one, other) = (world(small), world([1; 4]));
        for (first, last) in (1..5).flat_map(|first| (first..5).map(move |last| (first, last))) {
            let window = Window::new(nth(first), nth(last)).unwrap();
            prop_assert_eq!(told(&one, window), told(&other, window));
        }
        prop_assert_eq!(outcomes(&one), outcomes(&other));
    }
}
