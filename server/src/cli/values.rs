//! Values of flags that more than one verb takes, or that are more than a word. Never asks the clock or the disk.

use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::label::LabelError;
use domain::{Label, read_day};
use tracing_subscriber::EnvFilter;

use crate::config::ValueError;

/// A name in a language: `Northern corridor` (English) or `hy=Հյուսիսային միջանցք`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameIn {
    /// The language's tag, as in BCP 47.
    pub(super) language: String,
    /// The name.
    pub(super) name: Label,
}

/// Why a value is refused; clap puts the flag before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadValue {
    /// Not a date.
    #[error("expected a date such as 2023-05-10")]
    Date,
    /// Not a time zone.
    #[error("expected the name of a time zone, such as Asia/Yerevan")]
    Zone,
    /// No language before the `=`.
    #[error("expected a name, or a language and a name such as hy=NAME (a name that holds a = needs its language too)")]
    Language,
    /// Not a name.
    #[error(transparent)]
    Label(#[from] LabelError),
}

/// A date, `2023-05-10`.
pub(super) fn date(text: &str) -> Result<NaiveDate, BadValue> {
    read_day(text).ok_or(BadValue::Date)
}

/// A filter for the log.
pub(super) fn filter(text: &str) -> Result<String, ValueError> {
    match EnvFilter::try_new(text) {
        Ok(_) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(ValueError::Log),
    }
}

/// A time zone by its name.
pub(super) fn zone(text: &str) -> Result<Tz, BadValue> {
    text.parse().map_err(|_| BadValue::Zone)
}

impl FromStr for NameIn {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (language, name) = text.split_once('=').unwrap_or(("en", text));
        if !is_tag(language) {
            return Err(BadValue::Language);
        }
        Ok(Self { language: language.to_owned(), name: name.parse()? })
    }
}

/// Two or three small letters, then perhaps script and region: `hy`, `zh-Hant`, `pt-BR`.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_sign_in_it_needs_its_language() {
        for bad in ["Route M=2", "=x", "HY=x", "h=x", "hy-=x"] {
            assert_eq!(bad.parse::<NameIn>(), Err(BadValue::Language), "{bad}");
        }
        assert_eq!("hy=".parse::<NameIn>(), Err(BadValue::Label(LabelError::Empty)));
        let name = |text: &str| text.parse::<NameIn>().map(|name| (name.language, name.name.to_string())).unwrap();
        assert_eq!(name("Northern corridor"), ("en".to_owned(), "Northern corridor".to_owned()));
        assert_eq!(name("en=Route M=2"), ("en".to_owned(), "Route M=2".to_owned()));
        assert_eq!(name("zh-Hant=北方走廊"), ("zh-Hant".to_owned(), "北方走廊".to_owned()));
    }

    #[test]
    fn dates_and_zones_are_those_of_the_calendar() {
        assert_eq!(date("2023-02-30"), Err(BadValue::Date));
        assert_eq!(date("10 May 2023"), Err(BadValue::Date));
        assert_eq!(zone("Yerevan"), Err(BadValue::Zone));
        assert_eq!(date("2023-05-10").unwrap().to_string(), "2023-05-10");
        assert_eq!(zone("Asia/Yerevan").unwrap().name(), "Asia/Yerevan");
    }
}
