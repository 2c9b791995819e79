//! Buckets of days, weeks and months: what each comes to, that none loses or repeats a claim, and the real record.

use std::collections::BTreeMap;

use domain::series::period;
use domain::trend::{Bucket, BucketState, By, Trend};
use domain::{Record, Series, Window};
use proptest::prelude::*;

use crate::brute::{CARRIERS, record, world};
use crate::support::{Material, Row, cases, evening, moved_out, nth, on};

fn trend<'r>(record: &'r Record, carrier: Option<&str>, window: Window, by: By) -> Trend<'r> {
    let series = match carrier {
        Some(carrier) => Series::of(record, &moved_out(carrier), on("2024-12-31")),
        None => Series::any_carrier(record, &moved_out(""), on("2024-12-31")),
    };
    Trend::of(record, &series.unwrap(), window, by).unwrap()
}

fn span(from: &str, to: &str) -> Window {
    Window::new(on(from), on(to)).unwrap()
}

fn bounds(bucket: &Bucket<'_>) -> (u64, Option<u64>) {
    let figure = &bucket.total.as_ref().unwrap().figure;
    (figure.interval.low, figure.interval.high)
}

#[test]
fn what_is_no_bucket_is_refused_and_a_window_without_a_day_of_the_record_has_none() {
    for word in ["", "year", "Day", "days", "d", "week "] {
        assert!(word.parse::<By>().is_err(), "{word}");
    }
    for by in By::ALL {
        assert_eq!(by.key().parse(), Ok(by));
    }
    let record = Material::of(vec![Row::moved(on("2023-01-04"), "Post", "", "3")]).whole();
    let series = Series::any_carrier(&record, &moved_out(""), on("2023-05-10")).unwrap();
    assert_eq!(Trend::of(&record, &series, span("2022-01-01", "2022-12-11"), By::Day), None);
    assert_eq!(Trend::of(&record, &series, span("2023-05-11", "2023-05-12"), By::Week), None);
}

#[test]
fn weeks_are_iso_weeks_months_are_calendar_months_and_both_are_clipped_to_the_window() {
    let window = span("2022-12-29", "2023-01-10");
    let weeks = By::Week.parts(window);
    assert_eq!(
        weeks,
        [span("2022-12-29", "2023-01-01"), span("2023-01-02", "2023-01-08"), span("2023-01-09", "2023-01-10")]
    );
    assert_eq!(By::Month.parts(window), [span("2022-12-29", "2022-12-31"), span("2023-01-01", "2023-01-10")]);
    assert_eq!(By::Day.parts(window).len(), 13);
    let record = Material::of(vec![Row::moved(on("2023-01-04"), "Post", "", "3")]).whole();
    let trend = trend(&record, None, window, By::Week);
    assert_eq!(trend.buckets.iter().map(|bucket| bucket.is_whole).collect::<Vec<bool>>(), [false, true, false]);
}

#[test]
fn more_than_24_in_a_week_is_neither_25_nor_24() {
    let record = Material::of(vec![Row::moved(on("2023-01-04"), "Post", "", ">24")]).whole();
    let week = &trend(&record, None, span("2023-01-02", "2023-01-08"), By::Week).buckets[0];
    let figure = &week.total.as_ref().unwrap().figure;
    assert_eq!((figure.interval.low, figure.interval.high, figure.low_open), (25, None, true));
    assert_eq!((week.state(), figure.claims), (BucketState::Figure, 1));
}

#[test]
fn a_week_that_holds_a_period_counts_the_larger_and_a_day_within_it_is_no_silence() {
    let rows = vec![
        Row::moved(on("2023-02-26"), "Ministry", "Red Cross", "5"),
        Row::moved(on("2023-02-26"), "Ministry", "Red Cross", "14").since(on("2023-02-24")),
    ];
    let record = Material::of(rows).whole();
    let week = span("2023-02-20", "2023-02-26");
    let weekly = trend(&record, None, week, By::Week);
    assert_eq!(bounds(&weekly.buckets[0]), (14, Some(14)));
    assert_eq!(weekly.only_in_total().len(), 0);
    let daily = trend(&record, None, week, By::Day);
    let states: Vec<BucketState> = daily.buckets.iter().map(Bucket::state).collect();
    use BucketState::{Figure, NotReported, WithinPeriod};
    assert_eq!(states, [NotReported, NotReported, NotReported, NotReported, WithinPeriod, WithinPeriod, Figure]);
    assert_eq!(bounds(&daily.buckets[6]), (5, Some(5)), "the day's own figure stands inside the period");
    assert_eq!(daily.buckets[4].across_edges().count(), 1);
    assert_eq!(daily.total.as_ref().unwrap().figure.interval.low, 14);
    assert_eq!(daily.only_in_total().len(), 1, "the period counts in the total and in no day: it is to be named");
}

#[test]
fn a_period_across_a_weeks_edge_counts_in_no_week_and_is_named_by_both() {
    let rows = vec![
        Row::moved(on("2023-02-28"), "Ministry", "Red Cross", "14").since(on("2023-02-25")),
        Row::moved(on("2023-03-01"), "Ministry", "Red Cross", "2"),
    ];
    let record = Material::of(rows).whole();
    let window = span("2023-02-20", "2023-03-05");
    let weekly = trend(&record, None, window, By::Week);
    assert_eq!(weekly.buckets[0].state(), BucketState::WithinPeriod, "not silence");
    assert_eq!((weekly.buckets[1].state(), bounds(&weekly.buckets[1])), (BucketState::Figure, (2, Some(2))));
    assert!(weekly.buckets.iter().all(|bucket| bucket.across_edges().count() == 1));
    assert_eq!(weekly.total.as_ref().unwrap().figure.interval.low, 16);
    assert_eq!(weekly.only_in_total().len(), 1);
    let outside = trend(&record, None, span("2023-02-27", "2023-03-05"), By::Week);
    assert_eq!(outside.total.as_ref().unwrap().figure.interval.low, 2);
    assert_eq!(outside.only_in_total().len(), 0);
}

#[test]
fn words_are_no_zero_and_no_silence() {
    let record = Material::of(vec![Row::moved(on("2023-01-04"), "Post", "", "several")]).whole();
    let week = &trend(&record, None, span("2023-01-02", "2023-01-08"), By::Week).buckets[0];
    assert_eq!((week.state(), week.total.as_ref().unwrap().in_words), (BucketState::InWords, 1));
}

#[test]
fn the_real_record_by_month_week_and_day() {
    let record = Material::lachin().record(evening(on("2023-05-10")));
    let series = Series::any_carrier(&record, &moved_out(""), on("2023-05-10")).unwrap();
    let window = span("2022-12-12", "2023-05-10");
    let months = Trend::of(&record, &series, window, By::Month).unwrap();
    let told: Vec<(u64, usize, usize)> = months
        .buckets
        .iter()
        .map(|month| month.total.as_ref().unwrap())
        .map(|total| (total.figure.interval.low, total.days, total.inside_periods))
        .collect();
    assert_eq!(told, [(7, 3, 0), (37, 10, 0), (71, 9, 2), (72, 6, 0), (113, 9, 0), (0, 0, 0)]);
    assert_eq!(months.buckets[5].state(), BucketState::NotReported);
    let total = months.total.as_ref().unwrap();
    assert_eq!((total.figure.interval.low, total.days, total.of, total.inside_periods), (300, 37, 150, 2));
    let days = Trend::of(&record, &series, window, By::Day).unwrap();
    let sum: u64 = days.buckets.iter().map(|day| bounds(day).0).sum();
    assert_eq!((sum, days.buckets.len(), days.only_in_total().len()), (291, 150, 1));
    let weeks = Trend::of(&record, &series, window, By::Week).unwrap();
    let sum: u64 = weeks.buckets.iter().map(|week| bounds(week).0).sum();
    assert_eq!((sum, weeks.buckets.len(), weeks.only_in_total().len()), (300, 22, 0));
}

proptest! {
    #![proptest_config(cases(400))]

    /// Each day with a claim lies in one bucket, each period counts once, gives way once, or is named wherever it lies.
    #[test]
    fn no_claim_is_lost_and_none_counts_twice(
        world in world(0..3), which in 0usize..4, (first, more) in (0u64..9, 0u64..9), by in 0usize..3,
    ) {
        let record = record(&world);
        let carrier = CARRIERS.get(which).copied();
        let window = Window::new(nth(first), nth(first + more)).unwrap();
        let trend = trend(&record, carrier, window, By::ALL[by]);
        let mut next = window.from;
        for bucket in &trend.buckets {
            prop_assert_eq!(bucket.window.from, next);
            next = bucket.window.to.succ_opt().unwrap();
        }
        prop_assert_eq!(next, window.to.succ_opt().unwrap());
        let of_carrier = |said: &&crate::brute::Said| carrier.is_none_or(|name| CARRIERS[said.carrier] == name);
        let said = || world.iter().filter(of_carrier);
        let of_days: usize = trend.buckets.iter().flat_map(|b| &b.points).flat_map(|p| &p.by_carrier).map(|f| f.speaking.len()).sum();
        prop_assert_eq!(of_days, said().filter(|s| s.since.is_none() && window.holds(nth(s.day))).count());
        // How often each period counts, gives way to a longer one, or is named across an edge; by carrier, first, last day.
        let mut met: BTreeMap<_, (usize, usize, usize)> = BTreeMap::new();
        for bucket in &trend.buckets {
            let total = bucket.total.as_ref().unwrap();
            for figure in &total.periods {
                met.entry((figure.thing.carrier.clone(), period(figure).unwrap())).or_default().0 += 1;
            }
            for said in &total.overlapped {
                let days = Window { from: said.claim.thing.period_start.unwrap(), to: said.date() };
                met.entry((said.claim.thing.carrier.clone(), days)).or_default().1 = 1;
            }
            for figure in bucket.across_edges() {
                met.entry((figure.thing.carrier.clone(), period(figure).unwrap())).or_default().2 += 1;
            }
        }
        let mut periods: Vec<_> = said()
            .filter_map(|s| Some((moved_out(CARRIERS[s.carrier]).carrier, Window::new(nth(s.since?), nth(s.day))?)))
            .filter(|(_, days)| days.meets(window))
            .collect();
        periods.sort();
        periods.dedup();
        prop_assert_eq!(met.len(), periods.len());
        for ((_, days), (counts, gives_way, named)) in met {
            let touched = trend.buckets.iter().filter(|bucket| bucket.window.meets(days)).count();
            let whole = trend.buckets.iter().any(|bucket| bucket.window.holds_all_of(days));
            prop_assert_eq!(whole, counts + gives_way == 1, "{:?}", days);
            prop_assert_eq!(named, if whole { 0 } else { touched }, "{:?}", days);
        }
    }

    /// Where no period crosses an edge of a bucket within the window, the buckets add up to the total, bound by bound.
    #[test]
    fn buckets_add_up_to_the_total_unless_a_period_crosses_them(
        world in world(0..3), which in 0usize..4, (first, more) in (0u64..9, 0u64..9), by in 0usize..3,
    ) {
        let record = record(&world);
        let window = Window::new(nth(first), nth(first + more)).unwrap();
        let trend = trend(&record, CARRIERS.get(which).copied(), window, By::ALL[by]);
        let crosses = |bucket: &Bucket<'_>| {
            bucket.across_edges().any(|figure| period(figure).is_some_and(|days| window.holds_all_of(days)))
        };
        prop_assume!(!trend.buckets.iter().any(crosses));
        prop_assert_eq!(trend.only_in_total().len(), 0);
        let total = trend.total.as_ref().unwrap();
        let all = || trend.buckets.iter().map(|bucket| bucket.total.as_ref().unwrap());
        let high = all().try_fold(0, |sum, total| Some(sum + total.figure.interval.high?));
        let low: u64 = all().map(|total| total.figure.interval.low).sum();
        prop_assert_eq!((low, high), (total.figure.interval.low, total.figure.interval.high));
        prop_assert_eq!(all().map(|t| t.days).sum::<usize>(), total.days);
        prop_assert_eq!(all().map(|t| t.of).sum::<usize>(), total.of);
        prop_assert_eq!(all().map(|t| t.in_words).sum::<usize>(), total.in_words);
        prop_assert_eq!(all().map(|t| t.inside_periods).sum::<usize>(), total.inside_periods);
    }
}
