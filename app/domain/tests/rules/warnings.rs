//! What looks odd about a day: by example, then over the real record, day by day.

use domain::warning::{is_part_of, warnings};
use domain::{Direction, Interval, Measure, Naming, Oddity, Says, Thing, Warning};

use crate::support::{Material, Row, amount, evening, intensive_care, label, moved_out, nth};

/// What looks odd about the last of these days, over the days before it.
fn odd(rows: Vec<Row>) -> Vec<Warning> {
    let last = rows.iter().map(|row| row.date).max().unwrap();
    let material = Material::of(rows);
    let day = material.day_report(last, evening(last));
    let before = material.clone().keeping(|row| row.date < last);
    warnings(&before.whole(), &Naming::default(), &day, None)
}

fn kinds(rows: Vec<Row>) -> Vec<Oddity> {
    odd(rows).into_iter().map(|warning| warning.what).collect()
}

fn moved(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Post", "Red Cross", text)
}

fn returned(day: u64, carrier: &str, text: &str) -> Row {
    let thing = Thing { direction: Some(Direction::Return), ..moved_out(carrier) };
    Row::new(nth(day), "Post", thing, amount(text))
}

/// Six days with these values, and one more.
fn after_six(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> =
        ["14", "12", "9", "12", "16", "14"].iter().zip(1..).map(|(n, day)| moved(day, n)).collect();
    rows.push(moved(9, text));
    rows
}

#[test]
fn a_value_far_outside_the_last_ones_is_odd() {
    let outlier = |text| matches!(kinds(after_six(text)).as_slice(), [Oddity::Outlier { low: 9, high: 16, of: 6 }]);
    for text in ["140", "114", "41", "33", "more than 40", "1", "3", "<3"] {
        assert!(outlier(text), "{text}");
    }
    for text in ["0", "14", "32", "5", "4", "18", "about 20", "several", "at least 5", "fewer than 40"] {
        assert_eq!(kinds(after_six(text)), [], "{text}");
    }
}

#[test]
fn few_values_and_small_steps_are_never_odd() {
    let mut rows = after_six("140");
    rows.remove(0);
    assert_eq!(kinds(rows), [], "five values say nothing");
    let small = |text: &str| {
        let care = |day, text: &str| Row::new(nth(day), "Post", intensive_care("patients", "Ward"), amount(text));
        let mut rows: Vec<Row> = (1..8).map(|day| care(day, "1")).collect();
        rows.push(care(9, text));
        kinds(rows)
    };
    assert_eq!(small("6"), []);
    assert_eq!(small("7").len(), 1);
}

#[test]
fn a_part_is_not_larger_than_its_whole_by_the_same_source() {
    let care = |text| Row::new(nth(1), "Post", intensive_care("patients", "Ward"), amount(text));
    let critical = |text| {
        let thing = Thing { measure: Measure::PatientsCritical, ..intensive_care("patients", "Ward") };
        Row::new(nth(1), "Post", thing, amount(text))
    };
    assert_eq!(kinds(vec![care("5"), critical("5")]), []);
    let whole = intensive_care("patients", "Ward");
    assert_eq!(kinds(vec![care("5"), critical("6")]), [Oddity::AboveWhole { whole, says: amount("5") }]);
    assert_eq!(kinds(vec![care("~5"), critical("6")]).len(), 1, "about 5 has an end");
    assert_eq!(kinds(vec![care(">5"), critical("9")]), [], "more than 5 has none");
    assert_eq!(kinds(vec![Row { source: "Wire".to_owned(), ..care("5") }, critical("6")]), [], "another source");
    let children = Row::new(nth(1), "Post", intensive_care("children", "Ward"), amount("6"));
    assert_eq!(kinds(vec![care("5"), children]).len(), 1);
    assert_eq!(kinds(vec![moved(1, "12"), moved(1, "9").running()]).len(), 1, "a day's number is part of the total");
}

#[test]
fn what_is_a_part_of_something_is_not_its_whole() {
    let things = [
        intensive_care("patients", "Ward"),
        intensive_care("patients", ""),
        intensive_care("children", "Ward"),
        Thing { measure: Measure::PatientsCritical, ..intensive_care("patients", "Ward") },
        Thing { measure: Measure::PatientsHospitalised, ..intensive_care("patients", "Ward") },
        moved_out("Red Cross"),
        moved(1, "1").running().thing,
    ];
    for (one, other) in things.iter().flat_map(|one| things.iter().map(move |other| (one, other))) {
        assert!(!(is_part_of(one, other) && is_part_of(other, one)), "{one} and {other}");
    }
    assert!(!is_part_of(&things[2], &Thing { facility: Some(label("Other")), ..things[0].clone() }));
}

#[test]
fn a_running_total_that_stands_still_falls_or_jumps_is_odd() {
    let total = |day, text: &str| moved(day, text).running();
    let so_many = |n| Interval::new(n, Some(n));
    let rows = |last: &str| vec![total(1, "50"), moved(2, "9"), moved(4, "5"), total(4, last)];
    assert_eq!(kinds(rows("64")), []);
    assert_eq!(kinds(rows("50")), [Oddity::StandsStill { since: nth(1), moved: so_many(14) }]);
    assert!(matches!(kinds(rows("49")).as_slice(), [Oddity::Falls { since, .. }] if *since == nth(1)));
    assert_eq!(kinds(rows("70")), [Oddity::Jumps { since: nth(1), missing: so_many(6) }]);
    assert_eq!(kinds(rows("60")), [], "less than the days give: other reports may count more");
    assert_eq!(kinds(rows("about 90")), []);
    assert_eq!(kinds(vec![total(4, "90")]), [], "a first total");
}

#[test]
fn a_return_without_a_carrier_is_odd_unless_the_source_mostly_leaves_it_unsaid() {
    assert_eq!(kinds(vec![returned(1, "", "9")]), [Oddity::ReturnWithoutCarrier]);
    assert_eq!(kinds(vec![returned(1, "", "0")]), [], "nobody returned with nobody");
    assert_eq!(kinds(vec![returned(1, "Red Cross", "9")]), []);
    assert_eq!(kinds(vec![returned(1, "", "9"), returned(2, "", "9")]), [], "it speaks so");
    let named = vec![returned(1, "", "9"), returned(2, "Red Cross", "9"), returned(3, "Red Cross", "9")];
    assert_eq!(kinds([named, vec![returned(4, "", "9")]].concat()), [Oddity::ReturnWithoutCarrier]);
    assert_eq!(kinds(vec![moved(1, "9")]), []);
}

#[test]
fn what_stood_in_the_day_before_and_did_not_change_is_not_asked_again() {
    let material = Material::of(after_six("140"));
    let day = material.day_report(nth(9), evening(nth(9)));
    let record = material.clone().whole();
    assert_eq!(warnings(&record, &Naming::default(), &day, Some(&day)), []);
    let mut changed = day.clone();
    changed.reports[0].claims[0].says = amount("141");
    assert_eq!(
        warnings(&record, &Naming::default(), &changed, Some(&day)).len(),
        1,
        "its own day is not held against it"
    );
    changed.reports[0].claims[0].says = Says::Status(domain::AccessStatus::Open);
    assert_eq!(warnings(&record, &Naming::default(), &changed, Some(&day)), []);
}

/// Over the whole real record: each day as it stands in the end, held against the days before. So often the desk would have
/// been asked, each time about something that the record itself tells: 19 times in 242 claims. A rule that asks often is worse
/// than none.
#[test]
fn the_real_record_gives_few_warnings() {
    let material = Material::lachin();
    let record = material.clone().whole();
    let (mut claims, mut asked) = (0, std::collections::BTreeMap::new());
    for date in record.days().map(|day| day.date).collect::<Vec<_>>() {
        let before = record.clone().up_to(date.pred_opt().unwrap());
        let day = material.day_report(date, evening(date) + chrono::TimeDelta::days(400));
        claims += day.claims().count();
        for warning in warnings(&before, &Naming::default(), &day, None) {
            let kind = match warning.what {
                Oddity::Outlier { .. } => "outlier",
                Oddity::AboveWhole { .. } => "above its whole",
                Oddity::StandsStill { .. } => "stands still",
                Oddity::Falls { .. } => "falls",
                Oddity::Jumps { .. } => "jumps",
                Oddity::ReturnWithoutCarrier => "return without carrier",
            };
            *asked.entry(kind).or_insert(0) += 1;
        }
    }
    assert_eq!(claims, 242);
    let expected = [("jumps", 12), ("return without carrier", 4), ("stands still", 3)];
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), expected);
}

proptest::proptest! {
    /// A value within what was seen before is never odd, whatever it was.
    #[test]
    fn a_value_between_the_lowest_and_the_highest_is_never_odd(
        values in proptest::collection::vec(0_u64..1000, 6..20),
        place in 0.0..1.0_f64,
    ) {
        let last: Vec<u64> = values.iter().rev().take(domain::warning::HELD_AGAINST).copied().collect();
        let (low, high) = (*last.iter().min().unwrap(), *last.iter().max().unwrap());
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
        let own = low + ((high - low) as f64 * place) as u64;
        let mut rows: Vec<Row> = values.iter().zip(1..).map(|(n, day)| moved(day, &n.to_string())).collect();
        rows.push(moved(30, &own.to_string()));
        proptest::prop_assert_eq!(kinds(rows), []);
    }
}
