//! A corridor's settings as they were typed, as text. Reading them gives settings, or every problem at its field. Never
//! touches the threshold for small numbers: that is a lead's.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::access::NotInList;
use crate::corridor::{Contact, Corridor, CutOff, Expected, Review};
use crate::label::{Label, LabelError};
use crate::measure::Measure;
use crate::slug::Slug;
use crate::thing::Direction;

/// The most expected things that a form takes.
pub const MOST_EXPECTED: usize = 40;

/// Settings as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsDraft {
    /// Its short name, of a corridor that is added.
    pub slug: String,
    /// Its names, a line each: `en: Lachin corridor`.
    pub names: String,
    /// The two ends of the road, a line each: `en: Goris`.
    pub connects: String,
    /// The time zone.
    pub time_zone: String,
    /// Not empty when another time zone was confirmed.
    pub zone_confirmed: String,
    /// `20:00`.
    pub cut_off: String,
    /// `YYYY-MM-DD`.
    pub record_begins: String,
    /// `YYYY-MM-DD`, or nothing.
    pub record_ends: String,
    /// A number of days.
    pub expected_every_days: String,
    /// What a day is expected to say.
    pub expected: Vec<DraftExpected>,
    /// `optional` or `required`.
    pub review: String,
    /// A number of days, or nothing.
    pub lock_after_days: String,
    /// `mailto:…` or `https://…`, or nothing.
    pub contact: String,
    /// The state of the settings that the writer saw.
    pub base: String,
}

/// An expected thing as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "one text per setting; they are documented where they are kept")]
pub struct DraftExpected {
    pub measure: String,
    pub group: String,
    pub direction: String,
    pub carrier: String,
}

/// A problem with what was typed into one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingProblem {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub what: SettingFault,
}

/// What can be wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingFault {
    /// No short name.
    Slug,
    /// The short name is another corridor's.
    SlugTaken,
    /// No name in any language.
    NoName,
    /// A line does not begin with a language: the line's number.
    NoLanguage(usize),
    /// What stands behind the language of a line is no name.
    Name(usize, LabelError),
    /// A time zone that no clock knows.
    Zone(String),
    /// Another time zone that was not confirmed.
    ZoneUnconfirmed,
    /// Not a time of day.
    CutOff(String),
    /// Nothing where a date must be, or no date.
    Date(String),
    /// The record ends before it begins.
    EndsBeforeItBegins,
    /// Published days would lie outside the record: the first of them, as dates, and how many more.
    DaysOutside(Vec<chrono::NaiveDate>, usize),
    /// Not a number of days from 1.
    Days(String),
    /// A word of a closed list.
    Word(NotInList),
    /// A group or a carrier.
    Label(LabelError),
    /// Something is typed beside an expected thing that counts nothing.
    NoMeasure,
    /// A dimension that the measure does not take.
    Misplaced,
    /// The same is expected twice.
    ExpectedTwice,
    /// Not an address for readers.
    Contact(String),
}

impl SettingsDraft {
    /// The draft that a form shows for a corridor.
    pub fn of(corridor: &Corridor) -> Self {
        let text = |label: &Option<Label>| label.as_ref().map(ToString::to_string).unwrap_or_default();
        let expected = |one: &Expected| DraftExpected {
            measure: one.measure.key().to_owned(),
            group: text(&one.group),
            direction: one.direction.map(Direction::key).unwrap_or_default().to_owned(),
            carrier: text(&one.carrier),
        };
        Self {
            slug: corridor.slug.to_string(),
            names: lines(&corridor.names),
            connects: lines(&corridor.connects),
            time_zone: corridor.time_zone.clone(),
            zone_confirmed: String::new(),
            cut_off: corridor.cut_off.to_string(),
            record_begins: corridor.record_begins.to_string(),
            record_ends: corridor.record_ends.map(|end| end.to_string()).unwrap_or_default(),
            expected_every_days: corridor.expected_every_days.to_string(),
            expected: corridor.expected.iter().map(expected).collect(),
            review: corridor.review.key().to_owned(),
            lock_after_days: corridor.lock_after_days.map(|days| days.to_string()).unwrap_or_default(),
            contact: corridor.contact.as_ref().map(Contact::as_str).unwrap_or_default().to_owned(),
            base: String::new(),
        }
    }

    /// The draft that a form sent, from its fields in any order. Unknown fields are passed over.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in fields {
            if let Some(place) = draft.place(name) {
                value.clone_into(place);
            }
        }
        draft
    }

    /// The name of a field of the expected thing at this place.
    pub fn field(index: usize, name: &str) -> String {
        format!("e{index}.{name}")
    }

    fn place(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "slug" => &mut self.slug,
            "names" => &mut self.names,
            "connects" => &mut self.connects,
            "time_zone" => &mut self.time_zone,
            "zone_confirmed" => &mut self.zone_confirmed,
            "cut_off" => &mut self.cut_off,
            "record_begins" => &mut self.record_begins,
            "record_ends" => &mut self.record_ends,
            "expected_every_days" => &mut self.expected_every_days,
            "review" => &mut self.review,
            "lock_after_days" => &mut self.lock_after_days,
            "contact" => &mut self.contact,
            "base" => &mut self.base,
            _ => {
                let (first, field) = name.split_once('.')?;
                let index: usize = first.strip_prefix('e')?.parse().ok().filter(|index| *index < MOST_EXPECTED)?;
                if self.expected.len() <= index {
                    self.expected.resize(index + 1, DraftExpected::default());
                }
                let expected = self.expected.get_mut(index)?;
                match field {
                    "measure" => &mut expected.measure,
                    "group" => &mut expected.group,
                    "direction" => &mut expected.direction,
                    "carrier" => &mut expected.carrier,
                    _ => return None,
                }
            }
        })
    }

    /// Reads what was typed over the settings that stand, or says everything that is wrong with it.
    pub fn read(&self, base: &Corridor) -> Result<Corridor, Vec<SettingProblem>> {
        read::settings(self, base)
    }

    /// Reads what was typed for a corridor that is added: short name, names, zone and first day; the rest as usual.
    pub fn read_new(&self) -> Result<Corridor, Vec<SettingProblem>> {
        read::new_corridor(self)
    }
}

/// The settings that differ, by the names that they have in `corridor.json`.
pub fn changed(old: &Corridor, new: &Corridor) -> Vec<&'static str> {
    let all = [
        ("names", old.names != new.names),
        ("connects", old.connects != new.connects),
        ("time_zone", old.time_zone != new.time_zone),
        ("cut_off", old.cut_off != new.cut_off),
        ("record_begins", old.record_begins != new.record_begins),
        ("record_ends", old.record_ends != new.record_ends),
        ("expected_every_days", old.expected_every_days != new.expected_every_days),
        ("expected", old.expected != new.expected),
        ("withhold_below", old.withhold_below != new.withhold_below),
        ("withhold_note", old.withhold_note != new.withhold_note),
        ("review", old.review != new.review),
        ("lock_after_days", old.lock_after_days != new.lock_after_days),
        ("contact", old.contact != new.contact),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// A corridor with the settings that are usual: a report every day, nobody has to approve it, small numbers withheld.
pub fn usual(slug: Slug, names: BTreeMap<String, Vec<Label>>, zone: String, begins: chrono::NaiveDate) -> Corridor {
    Corridor {
        slug,
        names,
        connects: BTreeMap::new(),
        time_zone: zone,
        cut_off: CutOff::default(),
        record_begins: begins,
        record_ends: None,
        expected_every_days: 1,
        expected: usual_expected(),
        withhold_below: 10,
        withhold_note: None,
        review: Review::Optional,
        lock_after_days: None,
        contact: None,
    }
}

/// What a day is expected to say, unless its desk says otherwise.
pub fn usual_expected() -> Vec<Expected> {
    let patients: Option<Label> = "patients".parse().ok();
    let of = |measure, group: &Option<Label>, direction| Expected {
        measure,
        group: group.clone(),
        direction,
        carrier: None,
        spellings: Vec::new(),
    };
    vec![
        of(Measure::AccessStatus, &None, None),
        of(Measure::PatientsTransferred, &patients, Some(Direction::Outbound)),
        of(Measure::PatientsTransferred, &patients, Some(Direction::Return)),
        of(Measure::PatientsAwaiting, &patients, None),
    ]
}

fn lines(names: &BTreeMap<String, Vec<Label>>) -> String {
    let each = names.iter().flat_map(|(tag, names)| names.iter().map(move |name| format!("{tag}: {name}")));
    each.collect::<Vec<String>>().join("\n")
}
