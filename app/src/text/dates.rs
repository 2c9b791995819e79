//! Dates and ages in words. The date always stands beside an age, so that a printed copy stays true.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use domain::{Moment, Window};

use crate::t;

/// `10 May 2023`, day and month joined by a no-break space.
pub fn full(date: NaiveDate) -> String {
    t!("date-full", day = date.day(), month = date.month(), year = date.year().to_string())
}

/// `10 May`, with the year when it is not that of `beside`.
pub fn short(date: NaiveDate, beside: NaiveDate) -> String {
    if date.year() == beside.year() { t!("date-short", day = date.day(), month = date.month()) } else { full(date) }
}

/// `Wednesday 10 May 2023`.
pub fn long(date: NaiveDate) -> String {
    let weekday = date.weekday().number_from_monday();
    t!("date-long", weekday = weekday, day = date.day(), month = date.month(), year = date.year().to_string())
}

/// `April 2023`.
pub fn month(date: NaiveDate) -> String {
    t!("date-month", month = date.month(), year = date.year().to_string())
}

/// `Apr`, where there is no room for more.
pub fn month_short(date: NaiveDate) -> String {
    t!("month-short", month = date.month())
}

/// `3 Apr`, where there is no room for more.
pub fn tiny(date: NaiveDate) -> String {
    t!("date-tiny", day = date.day(), month = date.month())
}

/// A day of the week: `Wednesday`, `Wed`.
pub fn weekday(day: Weekday) -> (String, String) {
    let number = day.number_from_monday();
    (t!("weekday-name", weekday = number), t!("weekday-short", weekday = number))
}

/// `24–26 February`, `28 February to 3 March`; a year where it is not that of `beside`.
pub fn days(window: Window, beside: NaiveDate) -> String {
    let (from, to) = (window.from, window.to);
    let to_words = short(to, beside);
    match (from == to, from.year() == to.year() && from.month() == to.month()) {
        (true, _) => to_words,
        (_, true) => t!("date-days-of-one", from = from.day().to_string(), to = to_words),
        _ => t!("date-days-of-several", from = short(from, beside), to = to_words),
    }
}

/// `11 days ago`; nothing for the day itself.
pub fn ago(days: i64) -> Option<String> {
    (days > 0).then(|| t!("days-ago", days = days))
}

/// `10 May` or `29 April, 11 days ago`.
pub fn with_age(date: NaiveDate, today: NaiveDate) -> String {
    match ago((today - date).num_days()) {
        Some(age) => t!("date-with-age", date = short(date, today), age = age),
        None => short(date, today),
    }
}

/// `12 December 2022 to 10 May 2023`.
pub fn period(start: NaiveDate, end: NaiveDate) -> String {
    t!("date-period", first = full(start), last = full(end))
}

/// `20:00`.
pub fn clock((hours, minutes): (u32, u32)) -> String {
    t!("clock", hours = format!("{hours:02}"), minutes = format!("{minutes:02}"))
}

/// `10 May 2023, 20:00 in Yerevan (16:00 UTC)`.
pub fn moment(moment: &Moment, zone: &str) -> String {
    let (date, time, city) = (full(moment.today), clock(moment.time), city(zone));
    t!("moment-in-words", date = date, time = time, city = city, utc = clock_in_utc(moment.instant))
}

/// An instant as the clocks of a zone show it. Every corridor's zone is known: a record with another is refused at start.
pub fn local(instant: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    instant.with_timezone(&zone.parse().unwrap_or(Tz::UTC)).naive_local()
}

/// `10 May 2023, 19:40`, by the clocks of a zone that the page names.
pub fn when(instant: DateTime<Utc>, zone: &str) -> String {
    let local = local(instant, zone);
    t!("moment-there", date = full(local.date()), time = clock((local.hour(), local.minute())))
}

/// `10 May 2023 at 16:00 UTC`.
pub fn in_utc(instant: DateTime<Utc>) -> String {
    t!("moment-in-utc", date = full(instant.date_naive()), time = clock_in_utc(instant))
}

fn clock_in_utc(instant: DateTime<Utc>) -> String {
    clock((instant.hour(), instant.minute()))
}

/// The city of an IANA zone, as a reader knows it: `Asia/Yerevan` is Yerevan. The signs of `Etc/GMT-3` are turned
/// around in the list of zones: readers know it as UTC+3.
pub fn city(zone: &str) -> String {
    if let Some(offset) = zone.strip_prefix("Etc/GMT") {
        let turned = offset.replace('-', "−").replace('+', "-").replace('−', "+").replace('-', "−");
        return t!("zone-from-utc", offset = turned);
    }
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
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
        assert_eq!(month(on("2023-04-18")), "April 2023");
        assert_eq!(weekday(Weekday::Wed), ("Wednesday".to_owned(), "Wed".to_owned()));
    }

    #[test]
    fn a_date_is_never_without_its_year_where_the_year_differs() {
        let may: NaiveDate = "2023-05-10".parse().unwrap();
        let december: NaiveDate = "2022-12-12".parse().unwrap();
        assert_eq!(short(may, may), "10\u{a0}May");
        assert_eq!(short(december, may), "12\u{a0}December 2022");
        assert_eq!(with_age("2023-05-09".parse().unwrap(), may), "9\u{a0}May, 1\u{a0}day ago");
        assert_eq!(with_age(may, may), "10\u{a0}May");
        assert_eq!(long(may), "Wednesday 10\u{a0}May 2023");
        assert_eq!(city("America/Port-au-Prince"), "Port-au-Prince");
        assert_eq!(city("Etc/GMT-3"), "UTC+3");
        assert_eq!(city("Etc/GMT+5"), "UTC−5");
    }
}
