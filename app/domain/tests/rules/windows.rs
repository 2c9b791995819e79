//! Weeks, months and spans of days; and series that break at every day without a figure.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::{Corridor, Measure, Series, Stage, Thing, Window};
use proptest::prelude::*;

use crate::support::{Material, Row, amount, cases, corridor, intensive_care, label, moved_out, nth, on};

fn window(from: &str, to: &str) -> Window {
    Window::new(on(from), on(to)).unwrap()
}

#[test]
fn what_runs_backwards_or_is_in_no_calendar_is_no_window() {
    assert_eq!(Window::new(on("2023-05-10"), on("2023-05-09")), None);
    assert_eq!(Window::since(on("2023-05-11"), on("2023-05-10")), None);
    assert_eq!((Window::month(2023, 0), Window::month(2023, 13)), (None, None));
    assert_eq!((Window::week(2023, 0), Window::week(2023, 53), Window::week(2020, 54)), (None, None, None));
    let backwards = Window { from: on("2023-05-10"), to: on("2023-05-08") };
    assert_eq!((backwards.days(), backwards.weeks(), backwards.months()), (0, Vec::new(), Vec::new()));
}

#[test]
fn the_last_days_that_a_calendar_can_hold_are_refused_or_cut_and_never_a_panic() {
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        assert!(Window::week_of(date).holds(date) && Window::month_of(date).holds(date));
        let day = Window::new(date, date).unwrap();
        assert_eq!((day.weeks().len(), day.months().len()), (1, 1));
    }
}

#[test]
fn weeks_are_iso_weeks_and_may_lie_across_two_years() {
    assert_eq!(Window::week(2022, 52), Some(window("2022-12-26", "2023-01-01")));
    assert_eq!(Window::week(2023, 1), Some(window("2023-01-02", "2023-01-08")));
    assert_eq!(Window::week(2020, 53), Some(window("2020-12-28", "2021-01-03")));
    assert_eq!(Window::week_of(on("2021-01-03")), window("2020-12-28", "2021-01-03"));
}

#[test]
fn months_are_calendar_months_and_february_has_29_days_in_a_leap_year() {
    assert_eq!(Window::month(2024, 2), Some(window("2024-02-01", "2024-02-29")));
    assert_eq!(Window::month(2023, 2), Some(window("2023-02-01", "2023-02-28")));
    assert_eq!(Window::month_of(on("2023-12-31")), window("2023-12-01", "2023-12-31"));
    let span = window("2022-12-31", "2023-02-01");
    assert_eq!(span.months().iter().map(|month| month.days()).collect::<Vec<_>>(), [31, 31, 28]);
}

#[test]
fn a_window_is_clipped_to_the_record_and_to_today() {
    let today = on("2023-05-10");
    let open = corridor();
    let ended = Corridor { record_ends: Some(on("2023-02-10")), ..corridor() };
    let clipped = |window: Window, corridor: &Corridor| window.clipped(corridor, today);
    assert_eq!(clipped(window("2022-01-01", "2022-12-11"), &open), None, "before the record begins");
    assert_eq!(clipped(window("2023-05-11", "2023-05-17"), &open), None, "after today");
    assert_eq!(clipped(window("2023-02-11", "2023-02-28"), &ended), None, "after the record ended");
    assert_eq!(clipped(window("2022-12-01", "2022-12-31"), &open), Some(window("2022-12-12", "2022-12-31")));
    assert_eq!(clipped(window("2023-05-08", "2023-05-14"), &open), Some(window("2023-05-08", "2023-05-10")));
    assert_eq!(clipped(window("2023-02-01", "2023-02-28"), &ended), Some(window("2023-02-01", "2023-02-10")));
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn weeks_and_months_cover_every_day_of_a_span_once(first in 0u64..4000, length in 0u64..120) {
        let from = on("2019-12-01").checked_add_days(Days::new(first)).unwrap();
        let span = Window::new(from, from.checked_add_days(Days::new(length)).unwrap()).unwrap();
        prop_assert_eq!(span.days() as u64, length + 1);
        for parts in [span.weeks(), span.months()] {
            for date in span.from.iter_days().take(span.days()) {
                prop_assert_eq!(parts.iter().filter(|part| part.holds(date)).count(), 1);
            }
            prop_assert!(parts.iter().all(|part| part.meets(span)));
        }
        for week in span.weeks() {
            prop_assert_eq!((week.from.weekday(), week.days()), (Weekday::Mon, 7));
            prop_assert_eq!(Window::week(week.from.iso_week().year(), week.from.iso_week().week()), Some(week));
        }
        for month in span.months() {
            prop_assert_eq!((month.from.day(), month.from.month()), (1, month.to.month()));
            prop_assert_eq!(Window::month(month.from.year(), month.from.month()), Some(month));
        }
    }

    #[test]
    fn a_run_holds_neighbouring_days_with_a_figure_and_no_others(said in prop::collection::vec(0u8..4, 8)) {
        let texts = ["", "several", "0", "5"];
        let rows = (0..).zip(&said).filter(|(_, what)| **what > 0);
        let rows = rows.map(|(day, what)| Row::moved(nth(day), "Post", "Red Cross", texts[usize::from(*what)]));
        let record = Material::of(rows.collect()).whole();
        let series = Series::of(&record, &moved_out("Red Cross"), nth(9)).unwrap();
        let within = Window::new(nth(1), nth(6)).unwrap();
        let runs: Vec<Vec<NaiveDate>> =
            series.runs(within).into_iter().map(|run| run.iter().map(|point| point.date).collect()).collect();
        let mut expected: Vec<Vec<NaiveDate>> = Vec::new();
        for day in 1..=6u64 {
            let has = |day: u64| said[day as usize] > 1;
            match (has(day), day > 1 && has(day - 1)) {
                (true, true) => expected.last_mut().unwrap().push(nth(day)),
                (true, false) => expected.push(vec![nth(day)]),
                (false, _) => {}
            }
        }
        prop_assert_eq!(runs, expected);
    }
}

#[test]
fn a_status_and_what_did_not_happen_make_no_series_and_levels_have_no_carriers_to_add() {
    let record = Material::of(Vec::new()).whole();
    let planned = Thing { stage: Stage::Planned, ..moved_out("") };
    assert_eq!(Series::of(&record, &Thing::of(Measure::AccessStatus), nth(5)), None);
    assert_eq!(Series::of(&record, &planned, nth(5)), None);
    assert_eq!(Series::any_carrier(&record, &intensive_care("patients", ""), nth(5)), None);
    let total = Thing { measure: Measure::PatientsTransferredTotal, ..moved_out("") };
    assert_eq!(Series::any_carrier(&record, &total, nth(5)), None, "totals of several sources are never added");
}

#[test]
fn levels_with_another_definition_are_another_series() {
    let awaiting = |counted: Option<&str>| Thing {
        counted: counted.map(label),
        group: Some(label("patients")),
        ..Thing::of(Measure::PatientsAwaiting)
    };
    let record = Material::of(vec![
        Row::new(nth(1), "Post", awaiting(None), amount("30")),
        Row::new(nth(2), "Post", awaiting(Some("high priority")), amount("25")),
    ])
    .whole();
    for (thing, day) in [(awaiting(None), nth(1)), (awaiting(Some("high priority")), nth(2))] {
        let series = Series::of(&record, &thing, nth(5)).unwrap();
        assert_eq!(series.points.iter().map(|point| point.date).collect::<Vec<_>>(), [day]);
    }
}

#[test]
fn periods_stand_apart_from_the_points_and_nothing_after_today_is_told() {
    let record = Material::of(vec![
        Row::moved(nth(1), "Post", "Red Cross", "5"),
        Row::moved(nth(3), "Post", "Red Cross", "14").since(nth(1)),
        Row::moved(nth(6), "Post", "Red Cross", "9"),
    ])
    .whole();
    let series = Series::any_carrier(&record, &moved_out("whoever"), nth(5)).unwrap();
    assert_eq!(series.points.iter().map(|point| point.date).collect::<Vec<_>>(), [nth(1)]);
    assert_eq!(series.periods.iter().map(|period| period.date).collect::<Vec<_>>(), [nth(3)]);
    let start_is_no_period = Material::of(vec![Row::moved(nth(3), "Post", "Red Cross", "14").running().since(nth(1))]);
    let total = start_is_no_period.rows[0].thing.clone();
    let record = start_is_no_period.whole();
    let series = Series::of(&record, &total, nth(5)).unwrap();
    assert_eq!((series.points.len(), series.periods.len()), (1, 0));
}
