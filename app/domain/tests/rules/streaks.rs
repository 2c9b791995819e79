//! Days since the last reported movement: by example first, then against brute force.

use std::collections::BTreeSet;

use domain::streak::{Mover, Streak};
use domain::{Direction, Measure, Record, Says, Stage, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, amount, cases, label, moved_out, names, nth};

const DAYS: u64 = 9;
const CARRIERS: [&str; 3] = ["", "Red Cross", "Peacekeepers"];

fn red_cross() -> Mover {
    Mover::Carrier(label("Red Cross"))
}

/// Last day, fewest, most, silent days.
fn of(record: &Record, mover: Mover, today: u64) -> Option<(u64, i64, Option<i64>, i64)> {
    Streak::of(record, mover, nth(today)).map(|streak| {
        let last = u64::try_from((streak.last - nth(0)).num_days()).unwrap();
        (last, streak.fewest, streak.most, streak.silent_days)
    })
}

fn moved(day: u64, carrier: &str, text: &str) -> Row {
    Row::moved(nth(day), "Post", carrier, text)
}

fn total(day: u64, carrier: &str, text: &str) -> Row {
    moved(day, carrier, text).running()
}

#[test]
fn nothing_reported_is_no_streak_and_no_number() {
    let none = Material::of(Vec::new()).whole();
    assert_eq!(of(&none, Mover::Any, 5), None);
    let zeros = Material::of(vec![moved(1, "Red Cross", "0"), moved(2, "", "0")]).whole();
    assert_eq!(of(&zeros, Mover::Any, 5), None);
    assert_eq!(of(&zeros, red_cross(), 5), None);
}

#[test]
fn plans_returns_companions_journeys_and_other_kinds_are_no_movement_of_patients() {
    let change = |change: fn(&mut Thing)| {
        let mut thing = moved_out("Red Cross");
        change(&mut thing);
        Row::new(nth(3), "Post", thing, amount("7"))
    };
    let rows = vec![
        change(|thing| thing.stage = Stage::Planned),
        change(|thing| thing.stage = Stage::Attempted),
        change(|thing| thing.stage = Stage::Interim),
        change(|thing| thing.direction = Some(Direction::Return)),
        change(|thing| thing.group = Some(label("companions"))),
        change(|thing| thing.measure = Measure::PeopleCrossed),
        change(|thing| *thing = Thing { group: None, measure: Measure::Transfers, ..thing.clone() }),
    ];
    let record = Material::of(rows).whole();
    assert_eq!(of(&record, Mover::Any, 5), None);
    assert_eq!(Streak::all(&record, nth(5)).len(), 0);
}

#[test]
fn a_day_that_may_have_been_zero_makes_an_interval_back_to_the_last_certain_day() {
    let record = Material::of(vec![moved(1, "Red Cross", "4"), moved(4, "Red Cross", "fewer than 3")]).whole();
    assert_eq!(of(&record, red_cross(), 6), Some((4, 2, Some(5), 2)));
    let words = Material::of(vec![moved(1, "Red Cross", "4"), moved(4, "Red Cross", "several")]).whole();
    assert_eq!(of(&words, red_cross(), 6), Some((4, 2, Some(5), 2)), "words may mean any number");
    let disputed = Material::of(vec![moved(1, "Red Cross", "4"), moved(4, "Red Cross", "0")])
        .and(Row::moved(nth(4), "Herald", "Red Cross", "2"))
        .whole();
    assert_eq!(of(&disputed, red_cross(), 6), Some((4, 2, Some(5), 2)), "0 to 2 may be none");
    let never_certain = Material::of(vec![moved(4, "Red Cross", "fewer than 3")]).whole();
    assert_eq!(of(&never_certain, red_cross(), 6), Some((4, 2, None, 2)));
}

#[test]
fn a_later_period_claim_beyond_its_own_days_widens_and_is_named_and_one_within_them_does_not() {
    let base = Material::of(vec![moved(1, "Red Cross", "4"), moved(2, "Red Cross", "3")]);
    let within = base.clone().and(moved(5, "Red Cross", "7").since(nth(1))).whole();
    assert_eq!(of(&within, red_cross(), 6), Some((2, 4, Some(4), 4)));
    let beyond = base.clone().and(moved(5, "Red Cross", "8").since(nth(1))).whole();
    assert_eq!(of(&beyond, red_cross(), 6), Some((2, 1, Some(4), 4)));
    let streak = Streak::of(&beyond, red_cross(), nth(6)).unwrap();
    assert_eq!(names(&streak.widened_by), ["Post"]);
    assert_eq!(of(&beyond, Mover::Any, 6), Some((2, 1, Some(4), 4)), "any carrier is widened with it");
    let other = base.clone().and(moved(5, "Peacekeepers", "1").since(nth(1))).whole();
    assert_eq!(of(&other, red_cross(), 6), Some((2, 4, Some(4), 4)), "another carrier's movement is not its own");
    assert_eq!(of(&other, Mover::Any, 6), Some((2, 1, Some(4), 4)));
    let ended = base.and(moved(2, "Red Cross", "80").since(nth(1))).whole();
    assert_eq!(of(&ended, red_cross(), 6), Some((2, 4, Some(4), 4)), "a period that ends on L says nothing of after");
}

#[test]
fn journeys_plans_and_returns_over_a_period_never_widen() {
    let change = |change: fn(&mut Thing)| {
        let mut row = moved(5, "Red Cross", "90").since(nth(0)).running();
        change(&mut row.thing);
        Material::of(vec![moved(1, "Red Cross", "4"), row]).whole()
    };
    for record in [
        change(|thing| *thing = Thing { measure: Measure::TransfersTotal, group: None, ..thing.clone() }),
        change(|thing| thing.stage = Stage::Planned),
        change(|thing| thing.direction = Some(Direction::Return)),
        change(|thing| thing.group = Some(label("companions"))),
        change(|thing| thing.measure = Measure::PeopleCrossedTotal),
    ] {
        assert_eq!(of(&record, red_cross(), 6), Some((1, 5, Some(5), 5)));
        assert_eq!(of(&record, Mover::Any, 6), Some((1, 5, Some(5), 5)));
    }
}

#[test]
fn a_total_that_stands_still_leaves_no_room_and_one_that_rose_does() {
    let base = Material::of(vec![moved(1, "Red Cross", "4"), total(1, "Red Cross", "50")]);
    let still = base.clone().and(Row::moved(nth(5), "Herald", "Red Cross", "50").running()).whole();
    assert_eq!(of(&still, red_cross(), 6), Some((1, 5, Some(5), 5)));
    let rose = base.and(Row::moved(nth(5), "Herald", "Red Cross", "51").running()).whole();
    assert_eq!(of(&rose, red_cross(), 6), Some((1, 1, Some(5), 5)));
}

#[test]
fn a_total_that_rose_by_what_was_reported_since_the_last_one_leaves_no_room() {
    let base = Material::of(vec![total(1, "Red Cross", "365"), moved(2, "Red Cross", "16")]);
    let accounted = base.clone().and(total(5, "Red Cross", "381")).whole();
    assert_eq!(of(&accounted, red_cross(), 6), Some((2, 4, Some(4), 4)), "365 and 16 are 381: nobody moved after");
    let more = base.and(total(5, "Red Cross", "382")).whole();
    assert_eq!(of(&more, red_cross(), 6), Some((2, 1, Some(4), 4)));
}

#[test]
fn a_total_that_its_own_source_took_back_neither_widens_nor_accounts_for_anything() {
    let base = Material::of(vec![moved(1, "Red Cross", "3")]);
    let back = base.clone().and(total(4, "Red Cross", "9")).and(total(4, "Red Cross", "3").published(Some(nth(5))));
    assert_eq!(of(&back.whole(), red_cross(), 6), Some((1, 5, Some(5), 5)));
    let decided = base
        .clone()
        .and(total(4, "Red Cross", "9"))
        .and(Row { source: "Herald".to_owned(), ..total(4, "Red Cross", "3").preferred() });
    assert_eq!(of(&decided.whole(), red_cross(), 6), Some((1, 5, Some(5), 5)), "nor one that the desk set aside");
    let before = base.and(total(1, "Red Cross", "9")).and(total(1, "Red Cross", "3").published(Some(nth(2))));
    let rose = before.and(total(5, "Red Cross", "8")).whole();
    assert_eq!(of(&rose, red_cross(), 6), Some((1, 1, Some(5), 5)), "the 9 was taken back: 8 is 5 more than 3");
}

#[test]
fn what_comes_after_today_does_not_count() {
    let record = Material::of(vec![moved(1, "Red Cross", "4"), moved(5, "Red Cross", "4")])
        .and(moved(6, "Red Cross", "90").since(nth(0)))
        .whole();
    assert_eq!(of(&record, red_cross(), 4), Some((1, 3, Some(3), 3)));
}

#[test]
fn every_carrier_has_its_streak_by_name_and_then_comes_any() {
    let record = Material::of(vec![moved(1, "Red Cross", "4"), moved(3, "Army", "1"), moved(4, "", "1")]).whole();
    let movers: Vec<Mover> = Streak::all(&record, nth(6)).into_iter().map(|streak| streak.mover).collect();
    assert_eq!(movers, [Mover::Carrier(label("Army")), red_cross(), Mover::Any]);
    assert_eq!(of(&record, Mover::Any, 6), Some((4, 2, Some(2), 2)), "that somebody moved one is enough");
}

/// One claim about patients moved out: day, carrier, number said at least and at most, period start, whether a total.
#[derive(Clone, Debug)]
struct Said {
    day: u64,
    carrier: usize,
    source: usize,
    low: u64,
    high: Option<u64>,
}

impl Said {
    fn row(&self) -> Row {
        let text = match self.high {
            None => format!("at least {}", self.low),
            Some(high) if high == self.low => high.to_string(),
            Some(high) => format!("{}-{high}", self.low),
        };
        Row::moved(nth(self.day), ["Post", "Herald"][self.source], CARRIERS[self.carrier], &text)
    }
}

fn a_world() -> impl Strategy<Value = Vec<Said>> {
    let bounds = prop_oneof![
        3 => Just((0, Some(0))),
        3 => (1u64..4).prop_map(|n| (n, Some(n))),
        1 => (0u64..3, 1u64..3).prop_map(|(low, more)| (low, Some(low + more))),
        1 => (0u64..3).prop_map(|low| (low, None)),
    ];
    let one = (0..DAYS, 0..CARRIERS.len(), 0usize..2, bounds).prop_map(|(day, carrier, source, (low, high))| Said {
        day,
        carrier,
        source,
        low,
        high,
    });
    prop::collection::vec(one, 0..9)
}

/// All statements in such a world are of their own day, so all speak: the hull of each carrier's.
fn of_carrier(world: &[Said], day: u64, carrier: usize) -> Option<(u64, Option<u64>)> {
    let own: Vec<&Said> = world.iter().filter(|said| said.day == day && said.carrier == carrier).collect();
    let low = own.iter().map(|said| said.low).min()?;
    let high = own.iter().map(|said| said.high).try_fold(0, |most, high| high.map(|high| most.max(high)));
    Some((low, high))
}

fn on_day(world: &[Said], day: u64, mover: Option<usize>) -> Option<(u64, Option<u64>)> {
    if let Some(carrier) = mover {
        return of_carrier(world, day, carrier);
    }
    let named: Vec<_> = (1..CARRIERS.len()).filter_map(|carrier| of_carrier(world, day, carrier)).collect();
    let low = named.iter().map(|bounds| bounds.0).sum::<u64>();
    let high = named.iter().map(|bounds| bounds.1).try_fold(0, |sum, high| high.map(|high| sum + high));
    match (named.is_empty(), of_carrier(world, day, 0)) {
        (true, unnamed) => unnamed,
        (false, None) => Some((low, high)),
        (false, Some((l, h))) => Some((low.min(l), high.zip(h).map(|(high, h)| high.max(h)))),
    }
}

/// Day by day backwards from today.
fn by_hand(world: &[Said], mover: Option<usize>, today: u64) -> Option<(u64, i64, Option<i64>, i64)> {
    let mut silent = 0;
    let mut last = None;
    for day in (0..=today).rev() {
        let days = i64::try_from(today - day).unwrap();
        match on_day(world, day, mover) {
            None if last.is_none() => silent += 1,
            Some((0, Some(0))) | None => {}
            Some((0, _)) => last = last.or(Some((day, days, silent))),
            Some(_) => {
                let (last, fewest, silent) = last.unwrap_or((day, days, silent));
                return Some((last, fewest, Some(days), silent));
            }
        }
    }
    last.map(|(last, fewest, silent)| (last, fewest, None, silent))
}

fn movers() -> [(Option<usize>, Mover); 3] {
    [(None, Mover::Any), (Some(1), red_cross()), (Some(2), Mover::Carrier(label("Peacekeepers")))]
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_streak_is_what_brute_force_finds(world in a_world(), today in 0..DAYS) {
        let record = Material::of(world.iter().map(Said::row).collect()).whole();
        for (number, mover) in movers() {
            prop_assert_eq!(of(&record, mover.clone(), today), by_hand(&world, number, today), "{:?}", mover);
        }
    }

    /// Days on which others things were said, and days without any claim, are silence.
    #[test]
    fn silence_never_changes_n(world in a_world(), day in 0..DAYS, wait in 0u64..40) {
        let base = Material::of(world.iter().map(Said::row).collect());
        let other = base.clone().and(Row::status(nth(day), "Post", "open"));
        for (_, mover) in movers() {
            let then = of(&base.whole(), mover.clone(), DAYS);
            prop_assert_eq!(&of(&other.whole(), mover.clone(), DAYS), &then);
            let days = i64::try_from(wait).unwrap();
            let later = then.map(|(last, fewest, most, silent)| (last, fewest + days, most.map(|n| n + days), silent + days));
            prop_assert_eq!(of(&base.whole(), mover, DAYS + wait), later);
        }
    }

    #[test]
    fn zeros_on_silent_days_never_change_n(world in a_world(), zeros in prop::collection::btree_set(0..DAYS, 0..6)) {
        let spoken: BTreeSet<u64> = world.iter().map(|said| said.day).collect();
        let base = Material::of(world.iter().map(Said::row).collect());
        let zeros: Vec<u64> = zeros.into_iter().filter(|day| !spoken.contains(day)).collect();
        let with = zeros.iter().fold(base.clone(), |material, day| material.and(moved(*day, "Red Cross", "0")));
        for mover in [Mover::Any, red_cross()] {
            let (then, now) = (of(&base.whole(), mover.clone(), DAYS), of(&with.whole(), mover, DAYS));
            let n = |streak: Option<(u64, i64, Option<i64>, i64)>| streak.map(|(last, fewest, most, _)| (last, fewest, most));
            prop_assert_eq!(n(now), n(then));
            if let (Some((last, _, _, before)), Some((_, _, _, after))) = (then, now) {
                let answered = zeros.iter().filter(|day| **day > last).count();
                prop_assert_eq!(before - after, i64::try_from(answered).unwrap(), "each answers one silent day");
            }
        }
    }

    #[test]
    fn a_movement_after_l_changes_n_to_its_own_distance(world in a_world(), more in 1u64..4) {
        let base = Material::of(world.iter().map(Said::row).collect());
        let day = DAYS;
        let with = base.and(moved(day, "Red Cross", &more.to_string())).whole();
        prop_assert_eq!(of(&with, red_cross(), day + more), Some((day, i64::try_from(more).unwrap(), Some(i64::try_from(more).unwrap()), i64::try_from(more).unwrap())));
        prop_assert_eq!(of(&with, Mover::Any, day).map(|(last, fewest, most, _)| (last, fewest, most)), Some((day, 0, Some(0))));
    }

    /// A period claim of an exact number by a carrier whose days are exact: it widens exactly when it ends after L
    /// and says more than the days that it holds.
    #[test]
    fn a_period_widens_exactly_when_its_own_days_do_not_account_for_it(
        days in prop::collection::btree_map(0..DAYS, 0u64..4, 1..6),
        start in 0..DAYS, length in 0..DAYS, claimed in 0u64..12, running in any::<bool>(), today in 0..DAYS,
    ) {
        let end = (start + length).min(DAYS - 1);
        let rows: Vec<Row> = days.iter().map(|(day, n)| moved(*day, "Red Cross", &n.to_string())).collect();
        let period = Row::moved(nth(end), "Herald", "Red Cross", &claimed.to_string()).since(nth(start));
        let period = if running { period.running() } else { period };
        let record = Material::of(rows).and(period).whole();
        let last = days.iter().rev().find(|(day, n)| **day <= today && **n > 0).map(|(day, _)| *day);
        let expected = last.map(|last| {
            let own: u64 = days.range(start..=end).map(|(_, n)| *n).sum();
            let n = i64::try_from(today - last).unwrap();
            let silent = i64::try_from((last + 1..=today).filter(|day| !days.contains_key(day)).count()).unwrap();
            let widens = end > last && end <= today && claimed > own;
            let fewest = if widens { i64::try_from(today - end).unwrap() } else { n };
            (last, fewest, Some(n), silent)
        });
        prop_assert_eq!(of(&record, red_cross(), today), expected);
        prop_assert_eq!(of(&record, Mover::Any, today), expected);
        let named = Streak::of(&record, red_cross(), nth(today)).map(|streak| streak.widened_by.len());
        prop_assert_eq!(named, expected.map(|(last, fewest, _, _)| usize::from(fewest < i64::try_from(today - last).unwrap())));
    }
}

#[test]
fn the_claims_of_the_last_movement_are_named() {
    let record = Material::of(vec![moved(2, "Red Cross", "4"), Row::moved(nth(2), "Herald", "Red Cross", "5")])
        .and(moved(2, "Peacekeepers", "1"))
        .whole();
    let of = |mover: Mover| Streak::of(&record, mover, nth(6)).unwrap();
    let mut carried: Vec<_> = names(&of(red_cross()).claims);
    carried.sort_unstable();
    assert_eq!(carried, ["Herald", "Post"]);
    assert_eq!(of(Mover::Any).claims.len(), 3);
    let all_amounts = of(Mover::Any).claims.iter().all(|said| matches!(said.claim.says, domain::PublicSays::Amount(_)));
    assert!(all_amounts && amount("4") == Says::Amount("4".parse().unwrap()));
}

#[test]
fn patients_who_are_counted_apart_are_patients_who_moved() {
    let apart = |change: fn(&mut Thing)| {
        let mut thing = moved_out("Red Cross");
        change(&mut thing);
        Row::new(nth(4), "Post", thing, amount("5"))
    };
    for row in [
        apart(|thing| thing.facility = Some(label("North gate"))),
        apart(|thing| thing.counted = Some(label("on the list"))),
        apart(|thing| thing.group = Some(label("children"))),
        apart(|thing| thing.group = None),
    ] {
        let record = Material::of(vec![moved(1, "Red Cross", "3"), row]).whole();
        assert_eq!(of(&record, Mover::Any, 6), Some((4, 2, Some(2), 2)));
        assert_eq!(of(&record, red_cross(), 6), Some((4, 2, Some(2), 2)));
    }
}

#[test]
fn words_beside_a_zero_may_mean_somebody() {
    let rows = vec![moved(1, "", "3"), moved(4, "", "0"), Row::moved(nth(4), "Gazette", "", "several")];
    let record = Material::of(rows).whole();
    assert_eq!(of(&record, Mover::Any, 6), Some((4, 2, Some(5), 2)));
}

#[test]
fn a_movement_without_a_day_is_named_and_gives_no_number() {
    let record = Material::of(vec![moved(5, "Peacekeepers", "2").since(nth(1))]).whole();
    assert_eq!(of(&record, Mover::Any, 6), None);
    assert_eq!(names(&domain::streak::unplaced(&record, nth(6))), ["Post"]);
    let beside = Material::of(vec![
        moved(5, "Peacekeepers", "2").since(nth(1)).published(Some(nth(6))),
        Row::moved(nth(5), "Herald", "Peacekeepers", "3").since(nth(1)),
        Row::moved(nth(5), "Herald", "Peacekeepers", "4").since(nth(1)).published(Some(nth(4))),
        Row::moved(nth(8), "Radio", "Peacekeepers", "2").since(nth(1)),
        Row::status(nth(4), "Ministry", "open"),
        Row::moved(nth(4), "Ministry", "Peacekeepers", "0"),
    ]);
    let record = beside.whole();
    let unplaced = domain::streak::unplaced(&record, nth(6));
    assert_eq!(names(&unplaced), ["Herald", "Post"], "neither what was taken back, nor what is still to come");
    let nobody = Material::of(vec![moved(5, "Peacekeepers", "0").since(nth(1))]).whole();
    assert_eq!(domain::streak::unplaced(&nobody, nth(6)), []);
    let placed = Material::of(vec![moved(5, "Peacekeepers", "2").since(nth(1)), moved(2, "", "1")]).whole();
    assert_eq!(domain::streak::unplaced(&placed, nth(6)), []);
}

#[test]
fn a_withheld_number_may_be_a_zero_and_is_no_certain_movement() {
    let at_gate = |carrier: &str, gate: &str, text: &str| {
        let thing = Thing { facility: Some(label(gate)), ..moved_out(carrier) };
        Row::new(nth(4), "Post", thing, amount(text))
    };
    let rows = vec![
        moved(1, "Peacekeepers", "3"),
        at_gate("Peacekeepers", "North gate", "0"),
        at_gate("Red Cross", "South gate", "5"),
        moved(4, "", "20"),
    ];
    let mut material = Material::of(rows);
    material.corridor.withhold_below = 10;
    let peacekeepers = || Mover::Carrier(label("Peacekeepers"));
    assert_eq!(
        of(&material.whole(), peacekeepers(), 6),
        Some((4, 2, Some(5), 2)),
        "moved on day 4, or not since day 1"
    );
    material.corridor.withhold_below = 0;
    assert_eq!(of(&material.whole(), peacekeepers(), 6), Some((1, 5, Some(5), 4)), "shown, the zero ends nothing");
}
