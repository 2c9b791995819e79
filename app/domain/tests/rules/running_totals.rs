//! Running totals held against daily figures: by example.

use domain::reconcile::headline_series;
use domain::{Accounted, Direction, Interval, Measure, Outcome, RunningTotals, Stage, Thing};

use crate::support::{Material, Row, label, names, nth, on};

fn moved(day: u64, text: &str) -> Row {
    Row::moved(nth(day), "Post", "Red Cross", text)
}

fn total(day: u64, text: &str) -> Row {
    moved(day, text).running()
}

fn by(source: &str, row: Row) -> Row {
    Row { source: source.to_owned(), ..row }
}

fn so_many(n: u64) -> Interval {
    Interval::new(n, Some(n))
}

fn outcomes(rows: Vec<Row>) -> Vec<Outcome> {
    let record = Material::of(rows).whole();
    let all = RunningTotals::all(&record, nth(20));
    assert_eq!(all.len(), 1, "one series");
    all[0].steps.iter().map(|step| step.outcome).collect()
}

#[test]
fn what_is_no_running_total_that_happened_makes_no_series() {
    let record = Material::of(vec![
        moved(1, "5"),
        Row { thing: Thing { stage: Stage::Planned, ..total(1, "5").thing }, ..total(1, "5") },
        total(7, "5"),
    ])
    .whole();
    assert_eq!(RunningTotals::all(&record, nth(6)), []);
    assert!(headline_series(&record, nth(6)).is_none());
}

#[test]
fn a_total_in_words_is_unclear_and_bounds_nothing() {
    let rows = vec![total(1, "several"), total(2, "50"), total(3, "dozens"), moved(4, "5"), total(5, "55")];
    assert_eq!(outcomes(rows), [Outcome::Unclear, Outcome::First, Outcome::Unclear, Outcome::Match]);
    let record = Material::of(vec![total(1, "several")]).whole();
    assert!(RunningTotals::all(&record, nth(6))[0].is_empty());
    assert!(headline_series(&record, nth(6)).is_none());
}

#[test]
fn rises_match_fall_short_or_are_over() {
    let rows = |rise: &str| vec![total(1, "50"), moved(1, "9"), moved(2, "5"), moved(3, "4"), total(3, rise)];
    assert_eq!(outcomes(rows("59"))[1], Outcome::Match, "the day of the earlier total is not in the interval");
    assert_eq!(outcomes(rows("63"))[1], Outcome::Short(so_many(4)));
    assert_eq!(outcomes(rows("58"))[1], Outcome::Over(so_many(1)));
    assert_eq!(outcomes(vec![total(1, "50"), total(4, "50")])[1], Outcome::Match, "nobody, by total and days");
}

#[test]
fn a_stale_total_bounds_no_interval_and_a_fallen_one_starts_anew() {
    let stale = vec![total(1, "50"), moved(2, "5"), total(2, "50"), moved(3, "6"), total(3, "61")];
    assert_eq!(outcomes(stale), [Outcome::First, Outcome::Stale { moved: so_many(5) }, Outcome::Match]);
    let fallen = vec![total(1, "50"), total(2, "4"), moved(3, "6"), total(3, "10")];
    assert_eq!(outcomes(fallen), [Outcome::First, Outcome::Fallen, Outcome::Match]);
}

#[test]
fn what_is_not_exact_says_only_what_holds_by_every_reading() {
    let second = |was: &str, daily: &str, is: &str| outcomes(vec![total(1, was), moved(2, daily), total(2, is)])[1];
    assert_eq!(second("50", "5", "at least 60"), Outcome::Short(Interval::new(5, None)));
    assert_eq!(second("50", "5", "at least 54"), Outcome::Unclear);
    assert_eq!(second("50", "9", "51-55"), Outcome::Over(Interval::new(4, Some(8))));
    assert_eq!(second("50-52", "1", "60"), Outcome::Short(Interval::new(7, Some(9))));
    assert_eq!(second("50", "3-5", "60"), Outcome::Short(Interval::new(5, Some(7))));
    assert_eq!(second("50", "3-5", "54"), Outcome::Unclear);
    assert_eq!(second("50", "several", "60"), Outcome::Unclear);
    assert_eq!(second("50", "about 5", "60"), Outcome::Unclear);
    assert_eq!(second("about 50", "5", "55"), Outcome::Unclear);
    assert_eq!(second("50", "5", "about 90"), Outcome::Unclear);
    assert_eq!(second("at least 50", "5", "90"), Outcome::Unclear, "it may have fallen from 100");
    assert_eq!(second("at least 50", "5", "40"), Outcome::Fallen);
    assert_eq!(second("50", "0-2", "50"), Outcome::Unclear, "whether it is stale");
    assert_eq!(second("50", "about 5", "50"), Outcome::Stale { moved: so_many(5) });
}

#[test]
fn an_unclear_total_does_not_make_the_next_one_unclear() {
    let rows = vec![total(1, "50"), moved(2, "5"), total(2, "about 60"), moved(3, "4"), total(3, "59")];
    assert_eq!(outcomes(rows), [Outcome::First, Outcome::Unclear, Outcome::Match]);
    let words = vec![total(1, "50"), moved(2, "some"), total(2, "60"), moved(3, "4"), total(3, "64")];
    assert_eq!(outcomes(words), [Outcome::First, Outcome::Unclear, Outcome::Match]);
}

#[test]
fn daily_figures_are_those_of_any_source_and_of_the_same_carrier_direction_group_and_period() {
    let other = |change: fn(&mut Thing)| {
        let mut row = moved(2, "100");
        change(&mut row.thing);
        row
    };
    let rows = vec![
        total(1, "50"),
        by("Herald", moved(2, "5")),
        other(|thing| thing.carrier = Some(label("Army"))),
        other(|thing| thing.carrier = None),
        other(|thing| thing.direction = Some(Direction::Return)),
        other(|thing| thing.group = Some(label("companions"))),
        other(|thing| thing.measure = Measure::PeopleCrossed),
        moved(5, "14").since(nth(3)),
        moved(6, "90").since(nth(5)),
        total(5, "69"),
    ];
    assert_eq!(outcomes(rows.clone())[1], Outcome::Match);
    let record = Material::of(rows).whole();
    let all = RunningTotals::all(&record, nth(20));
    let between = all[0].steps[1].between.as_ref().unwrap();
    assert_eq!((between.after, between.rise), (nth(1), so_many(19)));
    assert_eq!(between.daily.across_edges.len(), 1, "a period across the edge is named");
}

#[test]
fn a_total_that_names_no_carrier_is_held_against_any() {
    let anyone = |row: Row| Row { thing: Thing { carrier: None, ..row.thing.clone() }, ..row };
    let rows = vec![anyone(total(1, "50")), moved(2, "5"), anyone(moved(3, "4")), anyone(total(3, "59"))];
    assert_eq!(outcomes(rows)[1], Outcome::Match);
}

#[test]
fn sources_carriers_and_starts_are_never_mixed_and_a_source_that_took_back_speaks_once() {
    let army = |row: Row| Row { thing: Thing { carrier: Some(label("Army")), ..row.thing.clone() }, ..row };
    let record = Material::of(vec![
        total(1, "50"),
        by("Herald", total(2, "40")),
        army(total(2, "30")),
        total(2, "20").since(nth(0)),
        total(3, "60"),
        total(3, "51").published(Some(nth(4))),
        by("Herald", total(3, "99").preferred()),
    ])
    .whole();
    let all = RunningTotals::all(&record, nth(20));
    let totals = |series: &RunningTotals<'_>| {
        series.steps.iter().map(|step| step.total.as_ref().unwrap().interval.low).collect::<Vec<_>>()
    };
    let mut told: Vec<_> = all.iter().map(|series| (series.source_name, totals(series))).collect();
    told.sort();
    let expected = [("Herald", vec![40, 99]), ("Post", vec![20]), ("Post", vec![30]), ("Post", vec![50, 51])];
    assert_eq!(told, expected, "what the desk prefers of another source does not change what this one said");
}

#[test]
fn the_headline_is_the_source_with_the_most_totals_then_the_latest_then_the_first_by_name() {
    let headline = |rows: Vec<Row>| {
        let record = Material::of(rows).whole();
        headline_series(&record, nth(20)).map(|series| series.source_name.to_owned())
    };
    let others: [fn(&mut Thing); 7] = [
        |thing| thing.direction = Some(Direction::Return),
        |thing| thing.direction = None,
        |thing| thing.measure = Measure::PeopleCrossedTotal,
        |thing| thing.group = Some(label("children")),
        |thing| thing.group = None,
        |thing| thing.counted = Some(label("on the list")),
        |thing| thing.facility = Some(label("North gate")),
    ];
    for change in others {
        let mut row = total(1, "9");
        change(&mut row.thing);
        assert_eq!(headline(vec![row.clone()]), None, "of patients moved out alone, by the plain count: {}", row.thing);
    }
    let herald = |day: u64, text: &str| by("Herald", total(day, text));
    assert_eq!(headline(vec![total(1, "5"), total(2, "9"), herald(8, "9")]), Some("Post".to_owned()));
    assert_eq!(headline(vec![total(1, "5"), herald(8, "9"), herald(9, "many")]), Some("Herald".to_owned()));
    assert_eq!(headline(vec![total(2, "5"), herald(1, "9")]), Some("Post".to_owned()));
    assert_eq!(headline(vec![total(1, "5"), herald(1, "9")]), Some("Herald".to_owned()));
}

#[test]
fn on_10_may_394_were_counted_300_are_in_daily_reports_and_94_in_none() {
    let today = on("2023-05-10");
    let record = Material::lachin().keeping(|row| row.date <= today).whole();
    let series = headline_series(&record, today).unwrap();
    assert_eq!((series.source_name, series.len()), ("Artsakh Ministry of Health", 22));
    let accounted = Accounted::of(&series).unwrap();
    assert_eq!((accounted.since, accounted.date), (on("2022-12-12"), on("2023-04-29")));
    assert_eq!((accounted.total.interval, accounted.by_daily.figure.interval), (so_many(394), so_many(300)));
    assert_eq!(accounted.missing, Outcome::Short(so_many(94)));
    assert_eq!(names(&accounted.claims), ["Artsakh Ministry of Health"]);
}

#[test]
fn nothing_is_said_to_be_missing_where_total_and_days_cannot_be_compared() {
    let accounted = |rows: Vec<Row>| {
        let record = Material::of(rows).whole();
        let series = headline_series(&record, nth(20)).unwrap();
        Accounted::of(&series).map(|accounted| (accounted.date, accounted.missing))
    };
    let since = |day: u64, row: Row| row.since(nth(day));
    assert_eq!(accounted(vec![moved(2, "5"), total(3, "about 9")]), Some((nth(3), Outcome::Unclear)));
    assert_eq!(accounted(vec![moved(2, "5"), total(3, "9"), total(4, "1")]), Some((nth(4), Outcome::Unclear)));
    let before = total(3, "9").since(on("2022-12-11"));
    assert_eq!(accounted(vec![moved(2, "5"), before]), Some((nth(3), Outcome::Unclear)), "days before the record");
    let from_2 = vec![moved(1, "7"), moved(2, "5"), since(2, total(3, "9"))];
    assert_eq!(accounted(from_2), Some((nth(3), Outcome::Short(so_many(4)))), "since the start that it names");
    let stale = vec![moved(2, "5"), total(2, "5"), moved(3, "6"), total(3, "5"), total(4, "all")];
    assert_eq!(accounted(stale), Some((nth(2), Outcome::Match)), "neither a stale total nor words");
    assert_eq!(accounted(vec![moved(2, "5"), total(3, "3")]), Some((nth(3), Outcome::Over(so_many(2)))));
}
