//! Sums over days and carriers against brute force.

use domain::{Record, Total, Window};
use proptest::prelude::*;

use crate::brute::{
    Bounds, CARRIERS, ENDLESS, Number, Said, Told, a_span, any_on_day, bounds, counting, of_carrier, on_day, over,
    record, shown, world,
};
use crate::support::{cases, moved_out, nth};

fn answer(total: &Total<'_>) -> (u64, Option<u64>) {
    (total.figure.interval.low, total.figure.interval.high)
}

fn any(record: &Record, window: Window) -> Total<'_> {
    Total::any_carrier(record, &moved_out(""), window, nth(9)).unwrap()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_total_of_a_carrier_is_what_brute_force_finds(world in world(0..3), carrier in 0usize..3, span in a_span()) {
        let (first, last) = span;
        let record = record(&world);
        let window = Window::new(nth(first), nth(last)).unwrap();
        let total = Total::of(&record, &moved_out(CARRIERS[carrier]), window, nth(9)).unwrap();
        prop_assert_eq!(answer(&total), shown(of_carrier(&world, carrier, first, last)));
        let days: Vec<Told> = (first..=last).map(|day| on_day(&world, carrier, day)).collect();
        let counting = counting(&world, carrier, first, last);
        let (words, numbers): (Vec<&Bounds>, Vec<&Bounds>) =
            counting.iter().partition(|span| over(&world, carrier, span.0, span.1) == Told::Words);
        let inside = (first..=last).zip(&days).filter(|(day, told)| {
            **told == Told::Nothing && numbers.iter().any(|span| span.0 <= *day && *day <= span.1)
        });
        prop_assert_eq!(total.inside_periods, inside.count());
        prop_assert_eq!(total.days, days.iter().filter(|told| matches!(told, Told::Number(_))).count());
        prop_assert_eq!(total.in_words, days.iter().filter(|told| **told == Told::Words).count() + words.len());
        prop_assert_eq!((total.of, total.withheld, total.periods.len()), (days.len(), 0, counting.len()));
        let periods = world.iter().filter(|said| said.carrier == carrier && said.since.is_some());
        let (within, without): (Vec<_>, Vec<_>) =
            periods.partition(|said| first <= said.since.unwrap() && said.day <= last);
        let touching = without.iter().filter(|said| said.since.unwrap() <= last && first <= said.day);
        prop_assert_eq!(total.across_edges.len(), touching.count());
        let counted: usize = total.periods.iter().map(|period| period.speaking.len()).sum();
        prop_assert_eq!(counted + total.overlapped.len(), within.len(), "every claim counts or is named");
    }

    #[test]
    fn the_total_of_named_carriers_is_the_sum_of_their_totals(world in world(1..3), span in a_span()) {
        let (first, last) = span;
        let (one, other) = (of_carrier(&world, 1, first, last), of_carrier(&world, 2, first, last));
        let record = record(&world);
        let total = any(&record, Window::new(nth(first), nth(last)).unwrap());
        prop_assert_eq!(answer(&total), shown((one.0 + other.0, one.1 + other.1)));
    }

    #[test]
    fn days_of_any_carrier_add_up_and_a_period_without_a_carrier_stands_against_them(mut world in world(0..3)) {
        world.retain(|said| said.since.is_none() || said.carrier == 0);
        let mut folded: Vec<Said> = world.iter().filter(|said| said.since.is_some()).cloned().collect();
        let days = (1..6).map(|day| (day, any_on_day(&world, day)));
        folded.extend(days.filter_map(|(day, told)| {
            let says = match told {
                Told::Nothing => return None,
                Told::Words => Number::Words,
                Told::Number((low, high)) if high < ENDLESS => Number::Between(low, high),
                Told::Number((low, _)) => Number::AtLeast(low),
            };
            Some(Said { carrier: 0, source: 0, since: None, day, says })
        }));
        let record = record(&world);
        let total = any(&record, Window::new(nth(1), nth(5)).unwrap());
        prop_assert_eq!(answer(&total), shown(of_carrier(&folded, 0, 1, 5)));
    }

    #[test]
    fn the_total_of_any_carrier_lies_where_every_reading_of_unnamed_days_leaves_it(mut world in world(0..3)) {
        // Words stay out of the hull of a day, with or without a carrier; what they do to a sum is tested above.
        world.retain(|said| said.since.is_some() || !matches!(said.says, Number::Words));
        let record = record(&world);
        let total = any(&record, Window::new(nth(1), nth(5)).unwrap());
        let (low, high) = (total.figure.interval.low, total.figure.interval.high.unwrap_or(ENDLESS));
        let days = (1..6).map(|day| bounds(any_on_day(&world, day)));
        let days = days.fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let carriers = [0, 1, 2].map(|carrier| of_carrier(&world, carrier, 1, 5));
        prop_assert!(low <= high);
        prop_assert!(low >= days.0 && high >= days.1.min(ENDLESS), "no less than its days");
        prop_assert!(low <= carriers.iter().map(|carrier| carrier.0).sum(), "no more than all of them, added");
        prop_assert!(high >= (carriers[1].1 + carriers[2].1).min(ENDLESS), "the named may all be others");
        prop_assert!(high >= carriers[0].1.min(ENDLESS), "the unnamed may be right alone");
    }
}
