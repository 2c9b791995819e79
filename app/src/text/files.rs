//! What is said of the files of a corridor: what cannot be asked of them.

use domain::{Label, Measure};

use super::notices::Refusal;
use super::row;
use crate::t;

/// So many names of a record are listed where one of them was expected.
const MOST_NAMES: usize = 12;

/// The address names something that is no measure: the text in its place, and what this record knows.
pub fn no_measure(text: &str, known: &[Measure]) -> Refusal {
    let names = row(known.iter().map(|measure| measure.key().to_owned()));
    (t!("unreadable"), t!("files-no-measure", text = text, names = names))
}

/// The address names a carrier that this record does not: the text in its place, and what it knows.
pub fn no_carrier(text: &str, known: &[Label]) -> Refusal {
    (t!("unreadable"), t!("files-no-carrier", text = text, count = known.len(), names = listed(known)))
}

/// The address names a group that this record does not: the text in its place, and what it knows.
pub fn no_group(text: &str, known: &[Label]) -> Refusal {
    (t!("unreadable"), t!("files-no-group", text = text, count = known.len(), names = listed(known)))
}

/// The address asks for tags in a way that cannot be: the text in its place.
pub fn no_hxl(text: &str) -> Refusal {
    (t!("unreadable"), t!("files-no-hxl", text = text))
}

fn listed(known: &[Label]) -> String {
    row(known.iter().take(MOST_NAMES).map(ToString::to_string))
}
