//! Dates and ages in words. The date always stands beside an age, so that a printed copy stays true.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::Moment;

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
