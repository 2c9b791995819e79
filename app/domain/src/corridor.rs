//! A route on which safe passage is or was agreed, with the settings that its desk chose.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::access::NotInList;
use crate::label::Label;
use crate::measure::Measure;
use crate::note::Note;
use crate::slug::Slug;
use crate::thing::{Direction, Stage, Thing};

/// A corridor and its settings, as in `corridor.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corridor {
    /// Its short name in addresses and files.
    pub slug: Slug,
    /// Its names per language (BCP 47 tag), several and equal.
    pub names: BTreeMap<String, Vec<Label>>,
    /// The two ends of the road, per language.
    #[serde(default)]
    pub connects: BTreeMap<String, Vec<Label>>,
    /// IANA time zone: a day is a date there.
    pub time_zone: String,
    /// The local hour at which a day's report falls due and to which stocks refer.
    #[serde(default)]
    pub cut_off: CutOff,
    /// First day of the record.
    pub record_begins: NaiveDate,
    /// Last day of the record, if it ended.
    #[serde(default)]
    pub record_ends: Option<NaiveDate>,
    /// A report is expected every so many days.
    #[serde(default = "one")]
    pub expected_every_days: u32,
    /// What a day is expected to say.
    #[serde(default)]
    pub expected: Vec<Expected>,
    /// Small numbers in splits are withheld below this; 0 and 1 withhold nothing.
    #[serde(default = "ten")]
    pub withhold_below: u32,
    /// The public reason for a lower threshold.
    #[serde(default)]
    pub withhold_note: Option<Note>,
    /// Whether a second person publishes.
    #[serde(default)]
    pub review: Review,
    /// Days after which a day is locked, if ever.
    #[serde(default)]
    pub lock_after_days: Option<u32>,
    /// How readers reach the desk: a page or `mailto:` address.
    #[serde(default)]
    pub contact: Option<Contact>,
}

/// Something that a day is expected to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What is counted.
    pub measure: Measure,
    /// Who is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Label>,
    /// Which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Moved by whom, if one carrier is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<Label>,
    /// Other spellings of that carrier. Not a setting: it comes with the names ([`crate::Naming::corridor`]).
    #[serde(skip)]
    pub spellings: Vec<Label>,
}

/// Whether a second person publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// One person may record and publish.
    #[default]
    Optional,
    /// A second person publishes.
    Required,
}

impl Review {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Optional, Self::Required];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }
}

impl FromStr for Review {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|review| review.key() == text).ok_or(NotInList("optional, required"))
    }
}

/// A local time of day, written `20:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CutOff(NaiveTime);

/// How readers reach the desk: `https://…` or `mailto:…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Contact(String);

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// Not a time of day.
    CutOff(String),
    /// Not an address for readers.
    Contact(String),
    /// No name in any language.
    NoName,
    /// The record ends before it begins.
    EndsBeforeItBegins,
    /// A report is expected every 0 days.
    ExpectedEveryZeroDays,
    /// A lower threshold for small numbers without a public reason.
    ThresholdWithoutReason,
}

fn one() -> u32 {
    1
}

fn ten() -> u32 {
    10
}

impl Corridor {
    /// What is wrong with the settings as a whole. The time zone is checked where zones are known.
    pub fn check(&self) -> Result<(), SettingError> {
        if self.names.values().all(Vec::is_empty) {
            return Err(SettingError::NoName);
        }
        if self.record_ends.is_some_and(|end| end < self.record_begins) {
            return Err(SettingError::EndsBeforeItBegins);
        }
        if self.expected_every_days == 0 {
            return Err(SettingError::ExpectedEveryZeroDays);
        }
        if self.withhold_below < ten() && self.withhold_note.is_none() {
            return Err(SettingError::ThresholdWithoutReason);
        }
        Ok(())
    }

    /// Its names in a language, in alphabetical order; else in English; else in the first language there is.
    pub fn names_in(&self, language: &str) -> Vec<&Label> {
        in_language(&self.names, language)
    }

    /// The ends of the road in a language, in alphabetical order of the language's words.
    pub fn connects_in(&self, language: &str) -> Vec<&Label> {
        self.connects
            .get(language)
            .or_else(|| self.connects.get("en"))
            .or_else(|| self.connects.values().next())
            .map(|ends| ends.iter().collect())
            .unwrap_or_default()
    }

    /// Whether the record covers the day.
    pub fn covers(&self, date: NaiveDate) -> bool {
        date >= self.record_begins && self.record_ends.is_none_or(|end| date <= end)
    }
}

fn in_language<'a>(names: &'a BTreeMap<String, Vec<Label>>, language: &str) -> Vec<&'a Label> {
    let found = names.get(language).or_else(|| names.get("en")).or_else(|| names.values().next());
    let mut list: Vec<&Label> = found.map(|labels| labels.iter().collect()).unwrap_or_default();
    list.sort();
    list
}

impl Expected {
    /// Whether a claim or an absence of this thing answers it.
    pub fn is_met_by(&self, thing: &Thing) -> bool {
        self.measure == thing.measure
            && self.group.as_ref().is_none_or(|group| thing.group.as_ref() == Some(group))
            && self.direction.is_none_or(|direction| thing.direction == Some(direction))
            && self
                .carrier
                .as_ref()
                .is_none_or(|carrier| thing.carrier.as_ref().is_some_and(|it| self.is_spelled(carrier, it)))
            && thing.period_start.is_none_or(|_| self.measure == Measure::AccessStatus)
            && thing.access.is_none()
            && thing.stage == Stage::Done
    }

    fn is_spelled(&self, carrier: &Label, other: &Label) -> bool {
        carrier == other || self.spellings.contains(other)
    }

    /// The thing that stands for it when a reason is given.
    pub fn thing(&self) -> Thing {
        Thing {
            group: self.group.clone(),
            direction: self.direction,
            carrier: self.carrier.clone(),
            ..Thing::of(self.measure)
        }
    }
}

impl CutOff {
    /// The time of day.
    pub fn time(self) -> NaiveTime {
        self.0
    }
}

impl Default for CutOff {
    /// 20:00: after the evening bulletins.
    fn default() -> Self {
        Self(NaiveTime::from_hms_opt(20, 0, 0).unwrap_or(NaiveTime::MIN))
    }
}

impl FromStr for CutOff {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveTime::parse_from_str(text, "%H:%M").map(Self).map_err(|_| SettingError::CutOff(text.to_owned()))
    }
}

impl TryFrom<String> for CutOff {
    type Error = SettingError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CutOff> for String {
    fn from(cut_off: CutOff) -> Self {
        cut_off.to_string()
    }
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl Contact {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Contact {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let mail = text.strip_prefix("mailto:").is_some_and(|rest| rest.contains('@') && !rest.contains(['?', '&']));
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'));
        let page = text.parse::<crate::WebAddress>().is_ok();
        if (mail && clean) || page { Ok(Self(text.to_owned())) } else { Err(SettingError::Contact(text.to_owned())) }
    }
}

impl TryFrom<String> for Contact {
    type Error = SettingError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Contact> for String {
    fn from(contact: Contact) -> Self {
        contact.0
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff(text) => write!(f, "“{text}” is not a time of day; expected hours and minutes such as 20:00"),
            Self::Contact(text) => {
                write!(f, "“{text}” does not lead to the desk; expected mailto:desk@example.org or https://…")
            }
            Self::NoName => write!(f, "the corridor has no name; give at least one in one language"),
            Self::EndsBeforeItBegins => write!(f, "the record ends before it begins; mend record_ends"),
            Self::ExpectedEveryZeroDays => write!(f, "expected_every_days is 0; write 1 for every day"),
            Self::ThresholdWithoutReason => {
                write!(f, "withhold_below is lower than 10 without a public reason; write one as withhold_note")
            }
        }
    }
}

impl std::error::Error for SettingError {}

#[cfg(test)]
mod tests {
    use super::*;

    const LACHIN: &str = include_str!("../../../tests/fixtures/lachin/lachin.json");

    #[test]
    fn refuses_settings_that_cannot_hold() {
        let good: Corridor = serde_json::from_str(LACHIN).unwrap();
        let broken = |change: fn(&mut Corridor)| {
            let mut corridor = good.clone();
            change(&mut corridor);
            corridor.check()
        };
        assert_eq!(broken(|c| c.names.clear()), Err(SettingError::NoName));
        assert_eq!(broken(|c| c.expected_every_days = 0), Err(SettingError::ExpectedEveryZeroDays));
        assert_eq!(broken(|c| c.withhold_note = None), Err(SettingError::ThresholdWithoutReason));
        assert_eq!(broken(|c| c.record_ends = c.record_begins.pred_opt()), Err(SettingError::EndsBeforeItBegins));
        assert!("25:00".parse::<CutOff>().is_err());
        assert!("javascript:alert(1)".parse::<Contact>().is_err());
        assert!(serde_json::from_str::<Corridor>(&LACHIN.replace("cut_off", "cutoff")).is_err());
    }

    #[test]
    fn lists_all_names_in_alphabetical_order_and_reads_the_shared_settings() {
        let corridor: Corridor = serde_json::from_str(LACHIN).unwrap();
        assert_eq!(corridor.check(), Ok(()));
        let names: Vec<&str> = corridor.names_in("en").into_iter().map(Label::as_str).collect();
        assert_eq!(names, ["Berdzor corridor", "Lachin corridor"]);
        assert_eq!(corridor.expected.len(), 4);
        assert_eq!(corridor.cut_off.to_string(), "20:00");
    }
}
