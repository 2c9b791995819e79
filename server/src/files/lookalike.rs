//! New names that look like other ones, apart from capitals, spaces and signs. Only points at them: never merges names.

use std::collections::BTreeMap;

use domain::record::Sources;
use domain::{Label, Source};

use super::names::Labels;

/// The most pairs that are told.
const MOST: usize = 50;

/// A new name and another one that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The column.
    pub column: &'static str,
    /// The new name.
    pub new: String,
    /// The other one.
    pub other: String,
    /// Whether the other one is recorded already; else the file has both.
    pub is_known: bool,
}

/// All new names that look like a known one, or like another new one.
pub(super) fn all(labels: &Labels, known: &Labels, new_sources: &[Source], sources: &Sources) -> Vec<Alike> {
    let new = new_sources.iter().map(|source| &source.name);
    let mut found = in_column("source", new, sources.values().map(|source| &source.name));
    for (column, labels) in labels.columns() {
        let is_new = |label: &&Label| !known.of(column).any(|known| known == *label);
        found.extend(in_column(column, labels.iter().filter(is_new), known.of(column)));
    }
    found.truncate(MOST);
    found
}

fn in_column<'a>(
    column: &'static str,
    new: impl Iterator<Item = &'a Label>,
    known: impl Iterator<Item = &'a Label>,
) -> Vec<Alike> {
    let mut by_look: BTreeMap<String, (&Label, bool)> = BTreeMap::new();
    for label in known {
        by_look.entry(look(label)).or_insert((label, true));
    }
    let mut found = Vec::new();
    for label in new {
        let look = look(label);
        match by_look.get(&look) {
            Some((other, is_known)) if !look.is_empty() && *other != label => {
                found.push(Alike { column, new: label.to_string(), other: other.to_string(), is_known: *is_known })
            }
            Some(_) => {}
            None => {
                by_look.insert(look, (label, false));
            }
        }
    }
    found
}

/// The letters and digits of a name, without capitals.
fn look(label: &Label) -> String {
    label.as_str().chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_spaces_and_signs_make_no_other_look_and_letters_do() {
        let labels = |names: &[&str]| names.iter().map(|name| name.parse().unwrap()).collect::<Vec<Label>>();
        let known = labels(&["ICRC", "Red Cross", "«»"]);
        let new = labels(&["Icrc", "red-cross", "Red Cros", "Weekly", "weekly", "ICRC", "—"]);
        let found = in_column("source", new.iter(), known.iter());
        let told: Vec<(&str, &str, bool)> =
            found.iter().map(|alike| (alike.new.as_str(), alike.other.as_str(), alike.is_known)).collect();
        assert_eq!(told, [("Icrc", "ICRC", true), ("red-cross", "Red Cross", true), ("weekly", "Weekly", false)]);
    }
}
