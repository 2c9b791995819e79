//! Names of a place that stand beside each other with equal right.

/// The names of a corridor as a heading: a line never begins with the stroke between two names.
pub fn name(names: &str) -> String {
    names.replace(" / ", "\u{a0}/ ")
}
