//! Running totals that do not reconcile: which, with what, and which days might explain it.

use domain::{Interval, Outcome, Unreconciled, Window};

use crate::support::{Material, Row, moved_out, nth, on};

/// Its day, that of the total before, what comes of it, the silent days: all counted from the first day of the small world.
type Line = (u64, Option<u64>, Outcome, Vec<(u64, u64)>);

fn all(rows: Vec<Row>) -> Vec<Line> {
    let day = |date: chrono::NaiveDate| u64::try_from((date - nth(0)).num_days()).unwrap();
    let record = Material::of(rows).whole();
    let found = Unreconciled::all(&record, nth(30));
    let line = |one: &Unreconciled<'_>| {
        let silent = one.silent.iter().map(|run| (day(run.from), day(run.to))).collect();
        (day(one.step.date), one.before.as_ref().map(|(date, _)| day(*date)), one.outcome, silent)
    };
    found.iter().map(line).collect()
}

fn total(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Ministry", "ICRC", text).running()
}

fn daily(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Ministry", "ICRC", text)
}

fn exactly(n: u64) -> Interval {
    Interval::new(n, Some(n))
}

#[test]
fn a_first_total_a_match_and_what_is_unclear_are_left_out() {
    assert!(all(vec![total(1, "100"), total(5, "112"), daily(3, "12")]).is_empty());
    assert!(all(vec![total(1, "100"), total(5, "~112"), daily(3, "2")]).is_empty());
    assert!(all(vec![total(1, "100"), total(5, "many"), daily(3, "2")]).is_empty());
    assert!(all(vec![total(1, "100"), total(5, ">105"), daily(3, "12")]).is_empty());
}

#[test]
fn a_total_that_falls_short_names_the_days_of_which_nothing_is_said() {
    let rows = vec![total(1, "100"), total(8, "112"), daily(3, "4"), daily(6, "several")];
    // Words without a number leave the sum open; without them it is short.
    assert!(all(rows).is_empty());
    let rows = vec![total(1, "100"), total(8, "112"), daily(3, "4"), daily(6, "0")];
    assert_eq!(all(rows), [(8, Some(1), Outcome::Short(exactly(8)), vec![(2, 2), (4, 5), (7, 8)])]);
}

#[test]
fn days_within_a_period_that_counts_are_not_silent() {
    let period = daily(6, "5").since(nth(4));
    let rows = vec![total(1, "100"), total(8, "112"), daily(3, "4"), period];
    assert_eq!(all(rows), [(8, Some(1), Outcome::Short(exactly(3)), vec![(2, 2), (7, 8)])]);
}

#[test]
fn over_stale_and_fallen_are_told_the_newest_first() {
    let rows = vec![total(1, "100"), total(3, "102"), daily(2, "5"), total(5, "102"), daily(5, "1"), total(7, "90")];
    assert_eq!(
        all(rows),
        [
            (7, Some(5), Outcome::Fallen, vec![]),
            (5, Some(3), Outcome::Stale { moved: exactly(1) }, vec![(4, 4)]),
            (3, Some(1), Outcome::Over(exactly(3)), vec![(3, 3)]),
        ]
    );
}

#[test]
fn a_first_total_that_names_its_start_is_held_against_it() {
    let first = total(4, "20").since(nth(1));
    let rows = vec![first, daily(2, "12")];
    assert_eq!(all(rows), [(4, None, Outcome::Short(exactly(8)), vec![(1, 1), (3, 4)])]);
    let later = total(6, "25").since(nth(1));
    let rows = vec![total(4, "20").since(nth(1)), daily(2, "12"), later, daily(6, "5")];
    assert!(all(rows).is_empty(), "the rise since is whole: what came before is one gap, told at the last total");
}

#[test]
fn totals_of_other_sources_and_carriers_are_never_held_against_each_other() {
    let other = Row::moved(nth(5), "Red Cross", "ICRC", "150").running();
    let mut peace = total(6, "900");
    peace.thing.carrier = moved_out("Post").carrier;
    assert!(all(vec![total(1, "100"), other, peace]).is_empty());
}

#[test]
fn over_the_real_record_every_one_is_told_once_and_its_days_lie_between() {
    let record = Material::lachin().whole();
    let today = on("2023-05-20");
    let found = Unreconciled::all(&record, today);
    assert!(found.len() > 3, "{}", found.len());
    for one in &found {
        assert!(one.outcome.is_unreconciled());
        let whole = Window { from: one.from, to: one.step.date };
        assert!(one.silent.iter().all(|run| whole.holds_all_of(*run)), "{one:?}");
        assert!(one.before.as_ref().is_none_or(|(date, _)| date.succ_opt() == Some(one.from)));
    }
    assert!(found.windows(2).all(|two| two[0].step.date >= two[1].step.date));
}
