//! Every sentence that a reader sees. English for now; one file a subject.

pub mod catalogue;
pub mod charts;
pub mod dates;
pub mod figures;
pub mod labels;
pub mod sentences;

/// A number with its noun: `1 day`, `11 days`.
pub fn counted(number: i64, one: &str, many: &str) -> String {
    let digits = domain::amount::grouped(number.unsigned_abs());
    format!("{digits}\u{a0}{}", if number == 1 { one } else { many })
}

/// Names in a row: `a`, `a and b`, `a, b and c`.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The same text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
