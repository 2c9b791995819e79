//! Where sources disagree and none is preferred: what is open, what is not, in which order.

use domain::AccessClass;
use domain::disagreement::{About, Disagreement, recent_since};
use domain::status::DayStatus;

use crate::support::{Material, Row, amount, evening, intensive_care, names, nth, on};

/// Each as a line: its day of the small world, what it is about, who speaks.
fn lines(rows: Vec<Row>) -> Vec<String> {
    let record = Material::of(rows).whole();
    let all = Disagreement::all(&record, nth(9));
    let line = |one: &Disagreement<'_>| {
        let about = match &one.about {
            About::Status { class: None, later, .. } => format!("status, {} later", later.len()),
            About::Status { class: Some(class), .. } => format!("status of {}", class.key()),
            About::Figure(figure) => figure.thing.measure.key().to_owned(),
        };
        format!("{}: {about} ({})", (one.date - nth(0)).num_days(), names(one.claims()).join(", "))
    };
    all.iter().map(line).collect()
}

#[test]
fn what_is_said_alike_alone_preferred_or_by_one_source_later_is_no_disagreement() {
    assert!(lines(vec![Row::moved(nth(1), "A", "", "12"), Row::moved(nth(1), "B", "", "12")]).is_empty());
    assert!(lines(vec![Row::moved(nth(1), "A", "", "12")]).is_empty());
    assert!(lines(vec![Row::moved(nth(1), "A", "", "12"), Row::moved(nth(1), "B", "", "13").preferred()]).is_empty());
    let later = Row::moved(nth(1), "A", "", "13").published(Some(nth(2)));
    assert!(lines(vec![Row::moved(nth(1), "A", "", "12"), later]).is_empty(), "a source corrects itself");
    assert!(lines(vec![Row::moved(nth(1), "A", "ICRC", "12"), Row::moved(nth(1), "B", "Post", "13")]).is_empty());
    assert!(lines(vec![Row::moved(nth(1), "A", "", "12"), Row::moved(nth(2), "B", "", "13")]).is_empty());
    assert!(lines(vec![Row::status(nth(1), "A", "open"), Row::status(nth(1), "B", "closed").preferred()]).is_empty());
}

#[test]
fn numbers_and_words_that_differ_are_open_the_newest_day_first_and_the_status_before_figures() {
    let rows = vec![
        Row::moved(nth(1), "A", "", "12"),
        Row::moved(nth(1), "B", "", ">12"),
        Row::moved(nth(3), "A", "", "several"),
        Row::moved(nth(3), "B", "", "4"),
        Row::status(nth(3), "A", "open"),
        Row::status(nth(3), "B", "closed"),
    ];
    assert_eq!(
        lines(rows),
        ["3: status, 0 later (A, B)", "3: patients_transferred (A, B)", "1: patients_transferred (A, B)",]
    );
}

#[test]
fn what_is_said_later_of_a_day_with_claims_of_its_own_is_open_and_of_a_silent_day_is_not() {
    let later = Row::status(nth(4), "B", "closed").since(nth(0));
    let rows = vec![Row::status(nth(1), "A", "open"), Row::status(nth(2), "A", "closed"), later];
    assert_eq!(lines(rows), ["1: status, 1 later (A)"]);
}

#[test]
fn a_class_of_traffic_has_disagreements_of_its_own() {
    let of = |source: &str, text: &str| {
        let mut row = Row::status(nth(1), source, text);
        row.thing.access = Some(AccessClass::Cargo);
        row
    };
    assert_eq!(lines(vec![of("A", "open"), of("B", "closed")]), ["1: status of cargo (A, B)"]);
}

#[test]
fn a_withheld_number_tells_no_disagreement() {
    let split = intensive_care("children", "");
    let mut material = Material::of(vec![
        Row::new(nth(1), "A", split.clone(), amount("3")),
        Row::new(nth(1), "B", split, amount("4")),
    ]);
    material.corridor.withhold_below = 10;
    assert!(Disagreement::all(&material.whole(), nth(9)).is_empty());
}

#[test]
fn what_lies_ahead_is_left_out() {
    let rows = vec![Row::moved(nth(12), "A", "", "12"), Row::moved(nth(12), "B", "", "13")];
    assert!(lines(rows).is_empty());
}

#[test]
fn recent_are_the_last_fourteen_days_with_a_report() {
    let rows = (0..20).map(|day| Row::moved(nth(day * 2), "A", "", "1")).collect();
    let record = Material::of(rows).whole();
    assert_eq!(recent_since(&record, nth(38)), Some(nth(12)));
    assert_eq!(recent_since(&record, nth(5)), Some(nth(0)), "fewer than that: all");
    assert_eq!(recent_since(&Material::of(vec![]).whole(), nth(5)), None);
}

/// Over the real record: the days and things are those that the rules of one day say are disputed.
#[test]
fn over_the_real_record_it_is_what_each_day_says() {
    let record = Material::lachin().whole();
    let today = on("2023-05-20");
    let all = Disagreement::all(&record, today);
    let mut found = 0;
    for day in record.days() {
        let of_day = all.iter().filter(|one| one.date == day.date).count();
        let status = DayStatus::of(&record, day.date, today);
        let statuses = std::iter::once(&status.headline).chain(status.classes.iter().map(|(_, headline)| headline));
        let statuses = statuses.filter(|headline| headline.word() == domain::status::StatusWord::Disputed).count();
        let figures = domain::figure::DayFigure::all(&record, day.date).iter().filter(|f| f.is_disputed()).count();
        assert_eq!(of_day, statuses + figures, "{}", day.date);
        found += of_day;
    }
    assert!(found == all.len() && found > 5, "{found}");
    assert!(all.windows(2).all(|two| two[0].date >= two[1].date));
    let evening = Material::lachin().record(evening(on("2023-05-10")));
    let last = Disagreement::all(&evening, on("2023-05-10")).remove(0);
    assert_eq!((last.date, names(last.claims())), (on("2023-05-10"), vec!["Armenian Weekly", "Artsakh official"]));
}
