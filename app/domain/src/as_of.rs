//! Which moment of a record a reader asks for: an instant, or a day, which means its end in the corridor's own zone.
//! Knows no zone and no clock: which instant a day's end is, and whether it has come, others say.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};

/// Which moment of a record a reader asks for. Its text is the one way to write it: equal moments have equal texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AsOf {
    /// The last instant of a day, in the zone of each corridor.
    EndOf(NaiveDate),
    /// An instant, in whole milliseconds: nothing is published between two of them.
    At(DateTime<Utc>),
}

/// A text that names no moment. Expected: `2023-05-10` or `2023-05-10T20:00:00+04:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOfError;

impl FromStr for AsOf {
    type Err = AsOfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = match text.len() {
            DATE => read_day(text).map(Self::EndOf),
            _ => DateTime::parse_from_rfc3339(text)
                .ok()
                .and_then(|instant| DateTime::from_timestamp_millis(instant.timestamp_millis()))
                .map(Self::At),
        };
        let digits = text.bytes().take(4).all(|byte| byte.is_ascii_digit());
        read.filter(|read| digits && read.year() > 0).ok_or(AsOfError)
    }
}

/// The letters of a date.
const DATE: usize = "2023-05-10".len();

impl AsOf {
    fn year(self) -> i32 {
        match self {
            Self::EndOf(date) => date.year(),
            Self::At(instant) => instant.year(),
        }
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndOf(date) => write!(f, "{date}"),
            Self::At(instant) => f.write_str(&instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

impl fmt::Display for AsOfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a moment; expected a date such as 2023-05-10, or an instant such as 2023-05-10T20:00:00+04:00")
    }
}

impl std::error::Error for AsOfError {}
use crate::day::read_day;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_moment_is_refused() {
        for bad in [
            "",
            " ",
            "now",
            "yesterday",
            "2023",
            "2023-5-10",
            "2023-02-30",
            "10.05.2023",
            "+023-05-10",
            "-023-05-10",
            "0000-01-01",
            "0001-01-01T00:00:00+14:00",
            " 2023-05-1",
            "2023-05-10 ",
            "2023-05-10T20:00",
            "2023-05-10T20:00:00",
            "2023-05-10T25:00:00Z",
            "2023-05-10T20:00:00+99:99",
            "2023-05-10T20:00:00Z2023-05-10",
            "1683734400",
            "２０２３-05-10",
            "262143-01-01T00:00:00Z",
        ] {
            assert_eq!(bad.parse::<AsOf>(), Err(AsOfError), "{bad:?}");
        }
    }

    #[test]
    fn one_moment_has_one_text() {
        for (given, text) in [
            ("2023-05-10", "2023-05-10"),
            ("2023-05-10T16:00:00Z", "2023-05-10T16:00:00Z"),
            ("2023-05-10t16:00:00.000z", "2023-05-10T16:00:00Z"),
            ("2023-05-10T20:00:00+04:00", "2023-05-10T16:00:00Z"),
            ("2023-05-10 20:00:00+04:00", "2023-05-10T16:00:00Z"),
            ("2023-05-10T16:00:00.1239Z", "2023-05-10T16:00:00.123Z"),
            ("2023-05-10T23:59:60Z", "2023-05-11T00:00:00Z"),
            ("0001-01-01", "0001-01-01"),
            ("9999-12-31", "9999-12-31"),
        ] {
            let read: AsOf = given.parse().unwrap_or_else(|error| panic!("{given}: {error}"));
            assert_eq!(read.to_string(), text, "{given}");
            assert_eq!(text.parse::<AsOf>(), Ok(read), "{given}");
        }
    }
}
