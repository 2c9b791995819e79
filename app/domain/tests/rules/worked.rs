//! Answers of the crate in the words of expected.csv.

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::reconcile::Step;
use domain::status::DayStatus;
use domain::streak::{Mover, Streak};
use domain::{Direction, Figure, Interval, Outcome, Record, RunningTotals, Thing, Total, Window};

use crate::support::{label, moved_out, on};

/// "disputed; said later closed+restricted".
pub fn status_words(record: &Record, date: NaiveDate, today: NaiveDate) -> String {
    let status = DayStatus::of(record, date, today);
    let mut later: Vec<&str> = status.later_statuses().into_iter().map(|status| status.key()).collect();
    later.sort_unstable();
    let word = status.headline.word().key();
    if later.is_empty() { word.to_owned() } else { format!("{word}; said later {}", later.join("+")) }
}

/// "0-11 since 2023-04-29 (no report on 11)".
pub fn streak_words(record: &Record, mover: &str, today: NaiveDate) -> String {
    let mover = if mover == "any carrier" { Mover::Any } else { Mover::Carrier(label(mover)) };
    let Some(streak) = Streak::of(record, mover, today) else { return "none".to_owned() };
    let n = match streak.most {
        Some(most) if most == streak.fewest => most.to_string(),
        Some(most) => format!("{}-{most}", streak.fewest),
        None => format!("at least {}", streak.fewest),
    };
    format!("{n} since {} (no report on {})", streak.last, streak.silent_days)
}

fn figure_words(figure: &Figure) -> String {
    let about = if figure.approximate { "about " } else { "" };
    match (figure.interval.low, figure.interval.high) {
        (low, None) => format!("{about}at least {low}"),
        (low, Some(high)) if low == high => format!("{about}{low}"),
        (low, Some(high)) => format!("{about}{low}-{high}"),
    }
}

/// The value names measure, carrier and direction before the colon: "patients_transferred_total ICRC outbound : 28-34".
pub fn several_words(record: &Record, date: NaiveDate, name: &str) -> String {
    let key = |figure: &DayFigure<'_>| {
        let thing = figure.thing;
        let carrier = thing.carrier.as_ref().map_or("", |carrier| carrier.as_str());
        format!("{} {carrier} {}", thing.measure.key(), thing.direction.map_or("", |direction| direction.key()))
    };
    let whole = |figure: &DayFigure<'_>| figure.thing.facility.is_none() && figure.thing.period_start.is_none();
    let found: Vec<DayFigure<'_>> = DayFigure::all(record, date)
        .into_iter()
        .filter(|figure| key(figure).trim() == name && whole(figure))
        .filter(|figure| figure.speaking.len() + figure.set_aside.len() > 1)
        .collect();
    assert_eq!(found.len(), 1, "{date} {name}: one thing with several claims");
    figure_words(found[0].figure.as_ref().unwrap())
}

/// "patients outbound since 2022-12-12" of "any carrier", "carrier not said" or one by name; "patients outbound in
/// week" of "2022-W51"; "patients outbound in month" of "2022-12".
pub fn total_words(record: &Record, what: &str, place: &str, today: NaiveDate) -> String {
    let words: Vec<&str> = what.split(' ').collect();
    let [_, direction, how, span] = words[..] else { panic!("{what}") };
    let (window, carrier) = match (how, span) {
        ("since", date) => (Window::since(on(date), today), place),
        (_, "week") => {
            let (year, week) = place.split_once("-W").unwrap();
            (Window::week(year.parse().unwrap(), week.parse().unwrap()), "any carrier")
        }
        _ => {
            let (year, month) = place.split_once('-').unwrap();
            (Window::month(year.parse().unwrap(), month.parse().unwrap()), "any carrier")
        }
    };
    let of = if carrier == "any carrier" { Total::any_carrier } else { Total::of };
    let named = if ["any carrier", "carrier not said"].contains(&carrier) { "" } else { carrier };
    let direction: Option<Direction> = Some(direction.parse().unwrap());
    let total = of(record, &Thing { direction, ..moved_out(named) }, window.unwrap(), today).unwrap();
    let inside = match total.inside_periods {
        0 => String::new(),
        days => format!(", {days} more inside a period"),
    };
    format!("{} on {} of {} days{inside}", figure_words(&total.figure), total.days, total.of)
}

/// The totals of patients that a source says a carrier moved out.
pub fn series<'r>(record: &'r Record, source: &str, carrier: &str, today: NaiveDate) -> RunningTotals<'r> {
    let is_meant = |series: &RunningTotals<'_>| {
        let out = Thing { carrier: Some(label(carrier)), ..moved_out("") };
        let plain = Thing { measure: out.measure, period_start: None, ..series.thing.clone() } == out;
        series.source_name == source && plain && series.thing.measure.flow_of_total() == Some(out.measure)
    };
    let found: Vec<RunningTotals<'_>> = RunningTotals::all(record, today).into_iter().filter(is_meant).collect();
    assert_eq!(found.len(), 1, "{source}, {carrier}");
    found.into_iter().next().unwrap()
}

fn step_words(step: &Step<'_>) -> String {
    let exact = |interval: Interval| {
        assert_eq!(interval.high, Some(interval.low));
        interval.low
    };
    let rose = || {
        let between = step.between.as_ref().unwrap();
        let daily = figure_words(&between.daily.figure);
        format!("+{} after {}, daily {daily}", exact(between.rise), between.after)
    };
    let came = match step.outcome {
        Outcome::First => "first".to_owned(),
        Outcome::Match => format!("{}: match", rose()),
        Outcome::Short(by) => format!("{}: short by {}", rose(), exact(by)),
        Outcome::Over(by) => format!("{}: over by {}", rose(), exact(by)),
        Outcome::Stale { moved } => {
            format!("stale: {} moved since {}", exact(moved), step.between.as_ref().unwrap().after)
        }
        Outcome::Fallen | Outcome::Unclear => panic!("{}: {:?}", step.date, step.outcome),
    };
    format!("{}: {came}", figure_words(step.total.as_ref().unwrap()))
}

/// "19: +6 after 2023-01-07, daily 6: match"; the series is "running total, SOURCE, CARRIER".
pub fn running_words(record: &Record, what: &str, date: NaiveDate, today: NaiveDate) -> String {
    let names: Vec<&str> = what.split(", ").collect();
    let series = series(record, names[1], names[2], today);
    let step = series.steps.iter().find(|step| step.date == date);
    step.map_or("no total".to_owned(), step_words)
}
