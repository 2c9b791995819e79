//! Reads typed settings: a corridor, or every problem at its field, in the order of the form.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{DraftExpected, SettingFault, SettingProblem, SettingsDraft, usual};
use crate::access::NotInList;
use crate::corridor::{Contact, Corridor, CutOff, Expected};
use crate::day::read_day;
use crate::label::Label;
use crate::slug::Slug;

type Names = BTreeMap<String, Vec<Label>>;

/// Gathers every problem on the way.
#[derive(Default)]
struct Reader(Vec<SettingProblem>);

pub(super) fn settings(draft: &SettingsDraft, base: &Corridor) -> Result<Corridor, Vec<SettingProblem>> {
    let mut reader = Reader::default();
    let names = reader.names(draft);
    let connects = reader.lines("connects", &draft.connects);
    let time_zone = reader.zone(draft, base);
    let cut_off = reader.cut_off(&draft.cut_off);
    let begins = reader.date("record_begins", &draft.record_begins);
    let ends = reader.end(&draft.record_ends, begins);
    let every = reader.days("expected_every_days", &draft.expected_every_days);
    let expected = reader.expected(&draft.expected);
    let review = reader.word("review", &draft.review);
    let lock = reader.optional_days("lock_after_days", &draft.lock_after_days);
    let contact = reader.contact(&draft.contact);
    match (cut_off, begins, every, review) {
        (Some(cut_off), Some(record_begins), Some(expected_every_days), Some(review)) if reader.0.is_empty() => {
            Ok(Corridor {
                names,
                connects,
                time_zone,
                cut_off,
                record_begins,
                record_ends: ends,
                expected_every_days,
                expected,
                review,
                lock_after_days: lock,
                contact,
                ..base.clone()
            })
        }
        _ => Err(reader.0),
    }
}

pub(super) fn new_corridor(draft: &SettingsDraft) -> Result<Corridor, Vec<SettingProblem>> {
    let mut reader = Reader::default();
    let slug = draft.slug.trim().parse::<Slug>().ok();
    if slug.is_none() {
        reader.fault("slug", SettingFault::Slug);
    }
    let names = reader.names(draft);
    let zone = draft.time_zone.trim().to_owned();
    if zone.is_empty() {
        reader.fault("time_zone", SettingFault::Zone(String::new()));
    }
    let begins = reader.date("record_begins", &draft.record_begins);
    match (slug, begins) {
        (Some(slug), Some(begins)) if reader.0.is_empty() => Ok(usual(slug, names, zone, begins)),
        _ => Err(reader.0),
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

impl Reader {
    fn fault(&mut self, field: &str, what: SettingFault) {
        self.0.push(SettingProblem { field: field.to_owned(), what });
    }

    fn names(&mut self, draft: &SettingsDraft) -> Names {
        let before = self.0.len();
        let names = self.lines("names", &draft.names);
        if names.is_empty() && self.0.len() == before {
            self.fault("names", SettingFault::NoName);
        }
        names
    }

    /// Names a line each, behind the tag of their language.
    fn lines(&mut self, field: &str, text: &str) -> Names {
        let mut names = Names::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let Some((tag, name)) = line.split_once(':').filter(|(tag, _)| is_tag(tag.trim())) else {
                self.fault(field, SettingFault::NoLanguage(index + 1));
                continue;
            };
            match name.parse::<Label>() {
                Ok(name) => {
                    let names = names.entry(tag.trim().to_owned()).or_default();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                Err(error) => self.fault(field, SettingFault::Name(index + 1, error)),
            }
        }
        names
    }

    /// Days are dates in the zone: another one has to be confirmed.
    fn zone(&mut self, draft: &SettingsDraft, base: &Corridor) -> String {
        let zone = draft.time_zone.trim();
        if zone.is_empty() {
            self.fault("time_zone", SettingFault::Zone(String::new()));
        } else if zone != base.time_zone && draft.zone_confirmed.is_empty() {
            self.fault("zone_confirmed", SettingFault::ZoneUnconfirmed);
        }
        zone.to_owned()
    }

    fn cut_off(&mut self, text: &str) -> Option<CutOff> {
        let read = text.trim().parse().ok();
        if read.is_none() {
            self.fault("cut_off", SettingFault::CutOff(shortened(text)));
        }
        read
    }

    fn date(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let read = read_day(text.trim());
        if read.is_none() {
            self.fault(field, SettingFault::Date(shortened(text.trim())));
        }
        read
    }

    fn end(&mut self, text: &str, begins: Option<NaiveDate>) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            return None;
        }
        let end = self.date("record_ends", text);
        if end.zip(begins).is_some_and(|(end, begins)| end < begins) {
            self.fault("record_ends", SettingFault::EndsBeforeItBegins);
        }
        end
    }

    fn days(&mut self, field: &str, text: &str) -> Option<u32> {
        let days = text.trim().parse().ok().filter(|days| (1..=10_000).contains(days));
        if days.is_none() {
            self.fault(field, SettingFault::Days(shortened(text.trim())));
        }
        days
    }

    fn optional_days(&mut self, field: &str, text: &str) -> Option<u32> {
        if text.trim().is_empty() { None } else { self.days(field, text) }
    }

    fn word<T: FromStr<Err = NotInList>>(&mut self, field: &str, text: &str) -> Option<T> {
        match text.trim().parse() {
            Ok(word) => Some(word),
            Err(error) => {
                self.fault(field, SettingFault::Word(error));
                None
            }
        }
    }

    fn contact(&mut self, text: &str) -> Option<Contact> {
        if text.trim().is_empty() {
            return None;
        }
        let contact = text.parse().ok();
        if contact.is_none() {
            self.fault("contact", SettingFault::Contact(shortened(text.trim())));
        }
        contact
    }

    fn label(&mut self, field: &str, text: &str) -> Option<Label> {
        match Label::optional(text) {
            Ok(label) => label,
            Err(error) => {
                self.fault(field, SettingFault::Label(error));
                None
            }
        }
    }

    /// The rows of which something is typed; a row without a measure is taken out.
    fn expected(&mut self, rows: &[DraftExpected]) -> Vec<Expected> {
        let mut all: Vec<Expected> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let field = |name: &str| SettingsDraft::field(index, name);
            if row.measure.trim().is_empty() {
                let typed = [&row.group, &row.direction, &row.carrier];
                if typed.iter().any(|text| !text.trim().is_empty()) {
                    self.fault(&field("measure"), SettingFault::NoMeasure);
                }
                continue;
            }
            let Some(measure) = self.word(&field("measure"), &row.measure) else { continue };
            let direction =
                if row.direction.trim().is_empty() { None } else { self.word(&field("direction"), &row.direction) };
            let expected = Expected {
                measure,
                group: self.label(&field("group"), &row.group),
                direction,
                carrier: self.label(&field("carrier"), &row.carrier),
                spellings: Vec::new(),
            };
            for dimension in expected.thing().misplaced() {
                self.fault(&field(dimension.key()), SettingFault::Misplaced);
            }
            if all.contains(&expected) {
                self.fault(&field("measure"), SettingFault::ExpectedTwice);
            }
            all.push(expected);
        }
        all
    }
}

/// A tag of a language such as `en`, `hy` or `zh-Hant`.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase()));
    language && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
