//! Which part of a record a query asks for: the same words for every file and page. A value that the record does not know is
//! refused with what it does know; a name that no file knows is ignored.

use app::text::{files as words, notices};
use domain::{Choices, Direction, Label, Measure, Selection, Slug, read_day};

use super::error::{HttpError, shortened};
use super::extract::fields_of;
use crate::edition::Edition;
use crate::queries::files::choices;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The part of the record.
    pub selection: Selection,
    /// Whether a table has tags of HXL.
    pub hxl: bool,
}

/// What is asked for. Carriers and groups are those of the record as it stands, whatever the moment: a table of then has no row
/// of one who came later.
///
/// # Errors
/// When a value cannot be read, or names nothing of this record.
pub fn read_part(standing: &Edition, slug: &Slug, query: &str) -> Result<Part, HttpError> {
    if standing.corridor(slug).is_none() {
        return Err(HttpError::NotFound);
    }
    read_query(query, || choices(standing, slug).unwrap_or_default())
}

/// The same beside what a record knows: gathered from all that is published, so only where something is held against it.
///
/// # Errors
/// When a value cannot be read, or names nothing of this record.
pub fn read_query(query: &str, known: impl Fn() -> Choices + Copy) -> Result<Part, HttpError> {
    let fields = fields_of(query);
    let value = |name: &str| {
        let last = fields.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.trim());
        last.filter(|value| !value.is_empty())
    };
    let date = |name| match value(name) {
        None => Ok(None),
        Some(text) => read_day(text).map(Some).ok_or_else(|| HttpError::NoDay(text.to_owned())),
    };
    let selection = Selection {
        from: date("from")?,
        to: date("to")?,
        measure: value("measure").map(|text| measure(text, known)).transpose()?,
        carrier: value("carrier").map(|text| label(text, &known().carriers, words::no_carrier)).transpose()?,
        direction: value("direction").map(direction).transpose()?,
        group: value("group").map(|text| label(text, &known().groups, words::no_group)).transpose()?,
    };
    let hxl = match value("hxl") {
        None => false,
        Some("1") => true,
        Some(text) => return Err(HttpError::Unreadable(words::no_hxl(&shortened(text)))),
    };
    match (selection.from, selection.to) {
        (Some(from), Some(to)) if to < from => Err(HttpError::Unreadable(notices::backwards(from, to))),
        _ => Ok(Part { selection, hxl }),
    }
}

/// Any measure there is: one of which nobody spoke yet is a table without a row, not a mistake.
fn measure(text: &str, known: impl FnOnce() -> Choices) -> Result<Measure, HttpError> {
    text.parse().map_err(|_| {
        let here = known().measures;
        let known = if here.is_empty() { Measure::ALL.to_vec() } else { here };
        HttpError::Unreadable(words::no_measure(&shortened(text), &known))
    })
}

fn direction(text: &str) -> Result<Direction, HttpError> {
    text.parse().map_err(|_| HttpError::Unreadable(notices::no_direction(&shortened(text))))
}

fn label(text: &str, known: &[Label], refuse: fn(&str, &[Label]) -> notices::Refusal) -> Result<Label, HttpError> {
    let found = known.iter().find(|label| label.as_str() == text).cloned();
    found.ok_or_else(|| HttpError::Unreadable(refuse(&shortened(text), known)))
}
