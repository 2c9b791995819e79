//! What lies around a day: claims over a period that hold it, and the running totals on either side.

use chrono::NaiveDate;
use domain::around::{by_carrier, flows_in, touching};
use domain::reconcile::headline_series;
use domain::{Measure, Record, Stage, Thing, Window};

use crate::support::{Material, Row, amount, label, moved_out, nth, on};

fn moved(day: u64, carrier: &str, text: &str) -> Row {
    Row::moved(nth(day), "Post", carrier, text)
}

fn over(first: u64, last: u64, text: &str) -> Row {
    moved(last, "Red Cross", text).since(nth(first))
}

fn total(day: u64, text: &str) -> Row {
    moved(day, "Red Cross", text).running()
}

fn told(record: &Record, day: u64, today: u64) -> Vec<(NaiveDate, NaiveDate, bool)> {
    touching(record, nth(day), nth(today)).iter().map(|each| (each.window.from, each.window.to, each.only)).collect()
}

#[test]
fn what_is_no_flow_over_a_period_touches_no_day() {
    let planned = Row { thing: Thing { stage: Stage::Planned, ..over(1, 3, "9").thing }, ..over(1, 3, "9") };
    let status = Row::status(nth(3), "Post", "closed").since(nth(1));
    let running = total(3, "9").since(nth(1));
    let record = Material::of(vec![planned, status, running, moved(2, "Red Cross", "5")]).whole();
    assert_eq!(told(&record, 2, 9), []);
}

#[test]
fn a_period_touches_its_first_its_last_and_every_day_between_and_no_other() {
    let record = Material::of(vec![over(2, 4, "9")]).whole();
    let touched: Vec<u64> = (0..8).filter(|day| !told(&record, *day, 9).is_empty()).collect();
    assert_eq!(touched, [2, 3, 4]);
    assert_eq!(told(&record, 3, 3), [], "before it was over nobody knew");
}

#[test]
fn a_day_lies_only_inside_a_period_when_no_carrier_has_a_figure_of_the_day_itself() {
    let by_others = Material::of(vec![over(2, 4, "9"), moved(3, "Army", "2"), over(1, 5, "12")]).whole();
    assert_eq!(told(&by_others, 3, 9), [(nth(2), nth(4), false), (nth(1), nth(5), false)], "the one that ends first");
    assert_eq!(told(&by_others, 2, 9), [(nth(2), nth(4), true), (nth(1), nth(5), true)]);
    let children = Row::new(nth(3), "Post", Thing { group: Some(label("children")), ..moved_out("") }, amount("2"));
    let other_thing = Material::of(vec![over(2, 4, "9"), children]).whole();
    assert_eq!(told(&other_thing, 3, 9), [(nth(2), nth(4), true)]);
}

#[test]
fn flows_of_a_window_are_named_once_whoever_moved_them_and_a_period_across_its_edge_is_one() {
    let window = Window::new(nth(5), nth(9)).unwrap();
    let plan = Thing { stage: Stage::Planned, ..Thing::of(Measure::Transfers) };
    let rows = vec![
        over(2, 5, "9"),
        moved(7, "Army", "1"),
        total(6, "90"),
        Row::new(nth(7), "Post", plan, amount("4")),
        Row::new(nth(4), "Post", Thing::of(Measure::Deliveries), amount("4")),
    ];
    let record = Material::of(rows).whole();
    assert_eq!(flows_in(&record, window), [moved_out("")]);
    let parts = by_carrier(&record, &moved_out(""), window, nth(20));
    let carriers: Vec<Option<&str>> =
        parts.iter().map(|series| series.thing.carrier.as_ref().map(|carrier| carrier.as_str())).collect();
    assert_eq!(carriers, [Some("Army"), Some("Red Cross")]);
    assert_eq!(by_carrier(&record, &total(6, "90").thing, window, nth(20)), []);
}

fn dates_around(rows: Vec<Row>, day: u64) -> Vec<NaiveDate> {
    let record = Material::of(rows).whole();
    let series = headline_series(&record, nth(20)).unwrap();
    series.around(nth(day)).iter().map(|step| step.date).collect()
}

#[test]
fn on_either_side_of_a_day_stand_the_totals_that_bound_its_interval_and_the_stale_ones_between() {
    let rows = || {
        let stale = [moved(4, "Red Cross", "3"), total(4, "20")];
        [total(1, "10"), total(3, "20"), total(8, "25"), total(9, "26")].into_iter().chain(stale).collect::<Vec<Row>>()
    };
    assert_eq!(dates_around(rows(), 0), [nth(1)], "none before the first");
    assert_eq!(dates_around(rows(), 2), [nth(1), nth(3)]);
    assert_eq!(dates_around(rows(), 3), [nth(1), nth(3), nth(4), nth(8)]);
    assert_eq!(dates_around(rows(), 4), [nth(3), nth(4), nth(8)]);
    assert_eq!(dates_around(rows(), 5), [nth(3), nth(4), nth(8)]);
    assert_eq!(dates_around(rows(), 12), [nth(9)], "none after the last");
    assert_eq!(dates_around(vec![total(1, "10"), total(2, "dozens"), total(3, "12")], 1), [nth(1), nth(2), nth(3)]);
}

#[test]
fn on_16_april_the_total_of_8_april_stands_before_and_that_of_19_april_after() {
    let today = on("2023-05-10");
    let record = Material::lachin().keeping(|row| row.date <= today).whole();
    let series = headline_series(&record, today).unwrap();
    let dates: Vec<NaiveDate> = series.around(on("2023-04-16")).iter().map(|step| step.date).collect();
    assert_eq!(dates, [on("2023-04-08"), on("2023-04-16"), on("2023-04-19")]);
    let between = series.steps.iter().find(|step| step.date == on("2023-04-19")).unwrap().between.as_ref().unwrap();
    let days: Vec<u64> = series
        .daily()
        .within(between.daily.window)
        .iter()
        .map(|point| point.figure.as_ref().unwrap().interval.low)
        .collect();
    assert_eq!(days, [15, 12, 9, 11]);
    let inside = touching(&record, on("2023-02-25"), today);
    let told: Vec<(bool, u64)> =
        inside.iter().map(|each| (each.only, each.figure.figure.as_ref().unwrap().interval.low)).collect();
    assert_eq!(told, [(true, 14), (true, 17)]);
}
