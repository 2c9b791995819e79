//! Every sentence that a reader sees: the functions of this room know which one is meant, the catalogue has its words.
//! One file a subject.

pub mod account;
pub mod api;
pub mod catalogue;
pub mod changes;
pub mod charts;
pub mod dates;
pub mod desk;
pub mod drafts;
pub mod entry;
pub mod faults;
pub mod figures;
pub mod files;
pub mod hindrance;
pub mod imports;
pub mod keeper;
pub mod keeping;
pub mod labels;
pub mod notices;
pub mod people;
pub mod press;
pub mod running;
pub mod sentences;
pub mod set_up;
pub mod trends;
pub mod warnings;

use crate::t;

/// Names in a row: `a`, `a and b`, `a, b and c`.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => t!("list-and", first = row(first.iter().cloned()), last = last),
    }
}

/// Words of which one may be right: `a, b or c`.
pub fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => t!("list-or", first = row(first.iter().cloned()), last = last),
    }
}

/// Words in a row: `a, b, c`.
pub fn row(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().reduce(|first, next| t!("list-comma", first = first, next = next)).unwrap_or_default()
}

/// A sentence, and another one behind it if there is one.
pub fn and_then(sentence: String, next: Option<String>) -> String {
    match next {
        Some(next) => t!("sentence-and-sentence", first = sentence, next = next),
        None => sentence,
    }
}

/// The same text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
