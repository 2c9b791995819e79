//! Words of months, of spans of days, and of what a sum over days rests on.

use chrono::{Datelike, NaiveDate, Weekday};
use domain::{Direction, Figure, Interval, Total, Window};

use super::{dates, figures};
use crate::t;

/// `April 2023`.
pub fn name(date: NaiveDate) -> String {
    super::charts::month_and_year(date)
}

/// A day of the week: `Wednesday`, `Wed`.
pub fn weekday(day: Weekday) -> (String, String) {
    let number = day.number_from_monday();
    (t!("weekday-name", weekday = number), t!("month-weekday-short", day = number))
}

/// `24–26 February`, `28 February to 3 March`; a year where it is not that of `beside`.
pub fn days(window: Window, beside: NaiveDate) -> String {
    let (from, to) = (window.from, window.to);
    let to_words = dates::short(to, beside);
    match (from == to, from.year() == to.year() && from.month() == to.month()) {
        (true, _) => to_words,
        (_, true) => t!("month-days-of-one", from = from.day().to_string(), to = to_words),
        _ => t!("month-days-of-several", from = dates::short(from, beside), to = to_words),
    }
}

/// How the catalogue names a direction.
pub fn direction(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Outbound) => "out",
        Some(Direction::Return) => "back",
        None => "unsaid",
    }
}

/// An interval as a figure: `8`, `5–9`, `at least 3`.
pub fn interval(interval: Interval) -> String {
    figures::figure(&Figure { interval, ..Figure::nothing() })
}

/// The number of a sum; words where nothing is told.
pub fn figure(total: &Total<'_>) -> String {
    if total.is_reported() { figures::figure(&total.figure) } else { t!("month-total-none") }
}

/// `on 9 of 28 days, 2 more inside a period`.
pub fn coverage(total: &Total<'_>) -> String {
    let more = [
        (total.inside_periods > 0).then(|| t!("month-total-inside", days = total.inside_periods)),
        (total.in_words > 0).then(|| t!("month-total-in-words", days = total.in_words)),
        (total.withheld > 0).then(|| t!("month-total-withheld", days = total.withheld)),
    ];
    let on = t!("month-total-on", days = total.days, of = total.of);
    [Some(on)].into_iter().chain(more).flatten().collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_days_names_its_month_once_and_its_year_where_it_differs() {
        let on = |text: &str| text.parse::<NaiveDate>().unwrap();
        let span = |from: &str, to: &str| {
            days(Window::new(on(from), on(to)).unwrap(), on("2023-02-26")).replace('\u{a0}', " ")
        };
        assert_eq!(span("2023-02-24", "2023-02-26"), "24–26 February");
        assert_eq!(span("2023-02-26", "2023-02-26"), "26 February");
        assert_eq!(span("2023-02-26", "2023-03-03"), "26 February to 3 March");
        assert_eq!(span("2022-12-26", "2023-01-01"), "26 December 2022 to 1 January");
        assert_eq!(span("2022-02-24", "2022-02-26"), "24–26 February 2022");
        assert_eq!(name(on("2023-04-18")), "April 2023");
        assert_eq!(weekday(Weekday::Wed), ("Wednesday".to_owned(), "Wed".to_owned()));
    }
}
