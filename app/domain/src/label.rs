//! A short text that people give: the name of an office, a carrier, a group. Open lists are made of labels.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A short text on one line: not empty, trimmed, no control characters, at most 400 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

/// Why a text is not a [`Label`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelError {
    /// Nothing but spaces.
    Empty,
    /// More than [`Label::MAX`] characters.
    TooLong,
    /// A control character such as NUL or a line break.
    Control,
}

impl Label {
    /// The longest label, in characters.
    pub const MAX: usize = 400;

    /// The label as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A label in our own words, which are known to fit.
    pub(crate) fn of_ours(words: String) -> Self {
        Self(words)
    }

    /// An optional label: an empty text is none.
    pub fn optional(text: &str) -> Result<Option<Self>, LabelError> {
        match text.parse() {
            Err(LabelError::Empty) => Ok(None),
            other => other.map(Some),
        }
    }
}

impl FromStr for Label {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            return Err(LabelError::Empty);
        }
        if text.chars().any(is_unfit) {
            return Err(LabelError::Control);
        }
        if text.chars().count() > Self::MAX {
            return Err(LabelError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Control characters, and the invisible marks that turn text around (they could make one name read as another).
pub(crate) fn is_unfit(character: char) -> bool {
    let invisible = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200b}');
    character.is_control() || invisible
}

impl TryFrom<String> for Label {
    type Error = LabelError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for LabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "nothing is written here; expected a name or words"),
            Self::TooLong => write!(f, "too long; expected at most {} characters", Label::MAX),
            Self::Control => write!(
                f,
                "holds a character that cannot be shown (a control character or a direction mark); expected plain text on one line"
            ),
        }
    }
}

impl std::error::Error for LabelError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_controls_direction_marks_and_length_before_it_trims_and_keeps() {
        assert_eq!("a\0b".parse::<Label>(), Err(LabelError::Control));
        assert_eq!("a\u{202e}b".parse::<Label>(), Err(LabelError::Control));
        assert_eq!("a\nb".parse::<Label>(), Err(LabelError::Control));
        assert_eq!("x".repeat(401).parse::<Label>(), Err(LabelError::TooLong));
        assert_eq!(" \t".parse::<Label>(), Err(LabelError::Empty));
        assert_eq!(Label::optional(""), Ok(None));
        assert_eq!(" Արեւիկ ".parse::<Label>().unwrap().as_str(), "Արեւիկ");
    }
}
