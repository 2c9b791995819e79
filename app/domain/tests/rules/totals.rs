//! Sums over the days of a window, by example: what they rest on, and what they leave out and name.

use domain::{Corridor, Direction, Interval, Measure, Record, Stage, Thing, Total, Window};

use crate::support::{Material, Row, amount, intensive_care, label, moved_out, names, nth};

fn moved(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Post", "Red Cross", text)
}

fn over(first: u64, last: u64, text: &str) -> Row {
    moved(last, text).since(nth(first))
}

fn days(first: u64, last: u64) -> Window {
    Window::new(nth(first), nth(last)).unwrap()
}

fn total(record: &Record, first: u64, last: u64) -> Total<'_> {
    Total::of(record, &moved_out("Red Cross"), days(first, last), nth(20)).unwrap()
}

/// The sum as low and high, of the days 1 to 5.
fn sum(rows: Vec<Row>) -> (u64, Option<u64>) {
    let record = Material::of(rows).whole();
    let interval = total(&record, 1, 5).figure.interval;
    (interval.low, interval.high)
}

fn any_carrier(rows: Vec<Row>) -> (u64, Option<u64>) {
    let record = Material::of(rows).whole();
    let total = Total::any_carrier(&record, &moved_out("whoever"), days(1, 5), nth(20)).unwrap();
    (total.figure.interval.low, total.figure.interval.high)
}

fn by(carrier: &str, row: Row) -> Row {
    let thing = Thing { period_start: row.thing.period_start, ..moved_out(carrier) };
    Row { thing, ..row }
}

#[test]
fn levels_running_totals_statuses_and_plans_never_add_up() {
    let planned = Thing { stage: Stage::Planned, ..moved_out("Red Cross") };
    let running = Thing { measure: Measure::PatientsTransferredTotal, ..moved_out("Red Cross") };
    for thing in [planned, running, intensive_care("patients", ""), Thing::of(Measure::AccessStatus)] {
        let record = Material::of(vec![Row::new(nth(2), "Post", thing.clone(), amount("7"))]).whole();
        assert_eq!(Total::of(&record, &thing, days(1, 5), nth(20)), None, "{thing}");
        assert_eq!(Total::any_carrier(&record, &thing, days(1, 5), nth(20)), None, "{thing}");
    }
}

#[test]
fn a_window_without_a_day_of_the_record_has_no_total() {
    let mut material = Material::of(vec![moved(2, "7")]);
    material.corridor = Corridor { record_begins: nth(2), record_ends: Some(nth(4)), ..material.corridor };
    let record = material.whole();
    let of = |window, today| Total::of(&record, &moved_out("Red Cross"), window, nth(today)).map(|total| total.of);
    assert_eq!(of(days(0, 1), 20), None);
    assert_eq!(of(days(5, 9), 20), None);
    assert_eq!(of(days(3, 9), 2), None);
    assert_eq!((of(days(0, 9), 20), of(days(0, 9), 3)), (Some(3), Some(2)), "clipped to the record, and to today");
}

#[test]
fn silence_is_no_zero_and_a_zero_is_a_report() {
    let silent = Material::of(Vec::new()).whole();
    let total_of_none = total(&silent, 1, 5);
    assert_eq!((total_of_none.days, total_of_none.of, total_of_none.is_reported()), (0, 5, false));
    assert_eq!(total_of_none.figure.claims, 0);
    let zero = Material::of(vec![moved(2, "0")]).whole();
    assert_eq!((total(&zero, 1, 5).days, total(&zero, 1, 5).is_reported()), (1, true));
    for row in [moved(2, "several"), over(1, 3, "4"), over(1, 3, "several")] {
        let record = Material::of(vec![row]).whole();
        assert_eq!((total(&record, 1, 5).days, total(&record, 1, 5).is_reported()), (0, true));
    }
}

#[test]
fn only_the_same_thing_is_added() {
    let change = |change: fn(&mut Thing)| {
        let mut row = moved(2, "1000");
        change(&mut row.thing);
        row
    };
    let rows = vec![
        moved(2, "7"),
        change(|thing| thing.stage = Stage::Attempted),
        change(|thing| thing.direction = Some(Direction::Return)),
        change(|thing| thing.group = Some(label("children"))),
        change(|thing| thing.counted = Some(label("on a list"))),
        change(|thing| thing.facility = Some(label("North gate"))),
        change(|thing| thing.unit = Some(label("families"))),
        change(|thing| thing.measure = Measure::PeopleCrossed),
    ];
    assert_eq!((sum(rows.clone()), any_carrier(rows)), ((7, Some(7)), (7, Some(7))));
}

#[test]
fn bounds_add_and_words_of_measure_stay() {
    let record = Material::of(vec![moved(1, ">30"), moved(2, "5"), moved(3, "3-4"), moved(4, "~2")]).whole();
    let figure = total(&record, 1, 5).figure;
    assert_eq!((figure.interval, figure.low_open, figure.approximate), (Interval::new(41, None), true, true));
    assert_eq!(total(&record, 2, 3).figure.interval, Interval::new(8, Some(9)));
    for rows in [vec![moved(1, "<5"), moved(2, "3")], vec![moved(1, "3"), moved(2, "<5")]] {
        let figure = total(&Material::of(rows).whole(), 1, 5).figure.clone();
        assert_eq!((figure.interval, figure.high_open), (Interval::new(3, Some(7)), true), "fewer than 8");
    }
}

#[test]
fn words_take_the_upper_end_away_and_are_counted() {
    let record = Material::of(vec![moved(1, "5"), moved(2, "several"), moved(3, "some")]).whole();
    let total = total(&record, 1, 5);
    assert_eq!((total.figure.interval, total.days, total.in_words), (Interval::new(5, None), 1, 2));
}

#[test]
fn a_window_counts_the_larger_of_a_period_that_it_holds_and_its_own_days_bound_by_bound() {
    assert_eq!(sum(vec![moved(3, "5"), over(2, 4, "14")]), (14, Some(14)));
    assert_eq!(sum(vec![moved(2, "9"), moved(3, "9"), over(2, 4, "14")]), (18, Some(18)));
    assert_eq!(sum(vec![moved(3, "5-20"), over(2, 4, "14")]), (14, Some(20)));
    assert_eq!(sum(vec![moved(3, "at least 5"), over(2, 4, "14")]), (14, None));
    assert_eq!(sum(vec![moved(3, "5"), over(2, 4, "at most 3")]), (5, Some(5)));
    assert_eq!(sum(vec![moved(1, "2"), moved(3, "5"), over(2, 4, "14")]), (16, Some(16)), "day 1 is not its own");
}

#[test]
fn where_a_period_raises_a_bound_its_own_words_of_measure_speak() {
    let figure = |rows: Vec<Row>| total(&Material::of(rows).whole(), 1, 5).figure.clone();
    assert!(!figure(vec![moved(3, ">4"), over(2, 4, "30")]).low_open, "30 is not more than 29");
    assert!(figure(vec![moved(3, "4"), over(2, 4, ">30")]).low_open);
    assert!(!figure(vec![moved(3, "40"), over(2, 4, "~30")]).approximate, "the days alone make this sum");
    assert!(figure(vec![moved(3, "4"), over(2, 4, "~30")]).approximate);
    assert!(!figure(vec![moved(3, "<4"), over(2, 4, "30")]).high_open);
    assert!(figure(vec![moved(3, "4"), over(2, 4, "<30")]).high_open);
    assert!(!figure(vec![moved(3, "4"), over(2, 4, "30")]).high_open);
}

#[test]
fn where_a_period_raises_no_bound_the_words_of_measure_are_those_of_the_days() {
    let figure = |rows: Vec<Row>| total(&Material::of(rows).whole(), 1, 5).figure.clone();
    assert!(figure(vec![moved(3, ">40"), over(2, 4, "30")]).low_open);
    assert!(figure(vec![moved(3, "<40"), over(2, 4, "30")]).high_open);
    let days_alone = figure(vec![moved(3, "40"), over(2, 4, ">30")]);
    assert_eq!((days_alone.interval, days_alone.low_open), (Interval::new(40, None), false));
    assert!(!figure(vec![moved(3, "40"), over(2, 4, "<30")]).high_open);
}

#[test]
fn a_period_is_never_spread_over_its_days_and_is_named_at_an_edge() {
    let record = Material::of(vec![moved(3, "5"), over(2, 4, "14")]).whole();
    for (first, last, sum) in [(3, 5, 5), (1, 3, 5), (3, 3, 5), (4, 5, 0), (1, 2, 0)] {
        let total = total(&record, first, last);
        assert_eq!(total.figure.interval, Interval::new(sum, Some(sum)), "days {first} to {last}");
        assert_eq!((names(&total.across_edges), total.periods.len()), (vec!["Post"], 0));
        assert_eq!((total.inside_periods, total.overlapped.len()), (0, 0));
    }
    let whole = total(&record, 2, 4);
    assert_eq!((whole.across_edges.len(), whole.periods.len()), (0, 1));
    assert_eq!((whole.days, whole.inside_periods, whole.of), (1, 2, 3));
    assert_eq!(total(&record, 5, 9).across_edges, [], "it does not reach there");
    let today = Total::of(&record, &moved_out("Red Cross"), days(1, 5), nth(3)).unwrap();
    assert_eq!((today.across_edges.len(), today.of), (0, 3), "on day 3 nobody has said it yet");
}

#[test]
fn a_period_that_begins_before_the_record_lies_across_its_edge() {
    let mut material = Material::of(vec![over(1, 4, "14")]);
    material.corridor.record_begins = nth(2);
    let record = material.whole();
    assert_eq!(names(&total(&record, 0, 9).across_edges), ["Post"]);
    assert_eq!(total(&record, 0, 9).figure.interval.low, 0);
}

#[test]
fn of_overlapping_periods_the_longest_counts_and_the_others_are_named() {
    let rows = vec![over(1, 2, "6"), over(2, 5, "9"), over(4, 5, "50"), moved(1, "1")];
    let record = Material::of(rows).whole();
    let sum = total(&record, 1, 5);
    assert_eq!(sum.figure.interval, Interval::new(10, Some(10)));
    assert_eq!((sum.periods.len(), sum.overlapped.len(), sum.inside_periods), (1, 2, 4));
    let narrower = total(&record, 3, 5);
    assert_eq!(narrower.figure.interval, Interval::new(50, Some(50)), "the longest that it holds");
    assert_eq!(narrower.across_edges.len(), 1);
    let alike = Material::of(vec![over(1, 3, "7"), over(2, 4, "8")]).whole();
    assert_eq!(total(&alike, 1, 5).figure.interval.low, 8, "of two as long the one that ends later");
    let apart = Material::of(vec![over(1, 2, "7"), over(3, 4, "8")]).whole();
    assert_eq!(total(&apart, 1, 5).figure.interval.low, 15);
}

#[test]
fn a_period_of_one_day_is_a_period() {
    assert_eq!(sum(vec![moved(3, "5"), over(3, 3, "6")]), (6, Some(6)));
}

#[test]
fn two_sources_of_one_period_make_one_figure_and_one_taken_back_makes_none() {
    let herald = |text: &str| Row { source: "Herald".to_owned(), ..over(2, 4, text) };
    assert_eq!(sum(vec![over(2, 4, "14"), herald("17")]), (14, Some(17)));
    assert_eq!(sum(vec![over(2, 4, "14"), herald("17").preferred()]), (17, Some(17)));
    let back = vec![over(2, 4, "14"), over(2, 4, "6").published(Some(nth(6)))];
    assert_eq!(sum(back.clone()), (6, Some(6)));
    let record = Material::of(back).whole();
    assert_eq!(total(&record, 3, 9).across_edges.len(), 1, "only what speaks is named");
}

#[test]
fn a_period_in_words_makes_the_sum_at_least_and_never_hides_a_number() {
    let rows = vec![moved(1, "2"), over(2, 5, "several"), over(2, 3, "6")];
    let record = Material::of(rows).whole();
    let longer = total(&record, 1, 5);
    assert_eq!((longer.figure.interval, longer.in_words), (Interval::new(8, None), 1));
    assert_eq!((longer.periods.len(), longer.inside_periods), (2, 2));
    assert_eq!(sum(vec![over(2, 5, "6"), over(3, 4, "several")]), (6, Some(6)), "the longer one speaks for it");
}

#[test]
fn any_carrier_adds_the_named_and_takes_the_unnamed_as_another_account_of_the_same() {
    assert_eq!(any_carrier(vec![moved(2, "5"), by("Army", moved(2, "3")), by("", moved(3, "4"))]), (12, Some(12)));
    assert_eq!(any_carrier(vec![moved(2, "5"), by("Army", moved(2, "3")), by("", moved(2, "9"))]), (8, Some(9)));
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("Army", moved(2, "4"))]), (18, Some(18)));
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("Army", over(2, 4, "4"))]), (18, Some(18)));
    assert_eq!(any_carrier(vec![moved(2, "8"), by("", over(1, 3, "17"))]), (17, Some(17)));
    assert_eq!(any_carrier(vec![moved(2, "8"), over(1, 3, "14"), by("", over(1, 3, "17"))]), (17, Some(17)));
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("", over(1, 3, "10"))]), (14, Some(14)));
}

#[test]
fn what_may_be_the_same_people_twice_is_an_interval() {
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("", moved(2, "8"))]), (14, Some(22)));
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("", over(3, 5, "9"))]), (14, Some(23)));
    assert_eq!(any_carrier(vec![over(1, 3, "14"), by("", moved(4, "8"))]), (22, Some(22)), "another day");
}

#[test]
fn carriers_that_are_named_only_over_a_period_make_no_day_and_are_counted_inside() {
    let record = Material::of(vec![over(2, 4, "14"), by("Army", moved(3, "4"))]).whole();
    let total = Total::any_carrier(&record, &moved_out(""), days(1, 5), nth(20)).unwrap();
    assert_eq!((total.days, total.inside_periods), (1, 2));
    let own = Total::of(&record, &moved_out("Red Cross"), days(1, 5), nth(20)).unwrap();
    assert_eq!((own.days, own.inside_periods), (0, 3));
    let unsaid = Total::of(&record, &moved_out(""), days(1, 5), nth(20)).unwrap();
    assert!(!unsaid.is_reported(), "carrier not said is a carrier of its own");
}
