//! A longer text that people give: a remark, a public note. May hold line breaks, never other control characters.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::label::is_unfit;

/// A text of one or more lines: not empty, trimmed, at most 4,000 characters, line breaks as `\n`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// Why a text is not a [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// Nothing but spaces.
    Empty,
    /// More than [`Note::MAX`] characters.
    TooLong,
    /// A control character such as NUL.
    Control,
}

impl Note {
    /// The longest note, in characters.
    pub const MAX: usize = 4_000;

    /// The note as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An optional note: an empty text is none.
    pub fn optional(text: &str) -> Result<Option<Self>, NoteError> {
        match text.parse() {
            Err(NoteError::Empty) => Ok(None),
            other => other.map(Some),
        }
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            return Err(NoteError::Empty);
        }
        if text.chars().any(|c| is_unfit(c) && c != '\n' && c != '\t') {
            return Err(NoteError::Control);
        }
        if text.chars().count() > Self::MAX {
            return Err(NoteError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Note {
    type Error = NoteError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Note> for String {
    fn from(note: Note) -> Self {
        note.0
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "nothing is written here"),
            Self::TooLong => write!(f, "too long; expected at most {} characters", Note::MAX),
            Self::Control => write!(
                f,
                "holds a character that cannot be shown (a control character or a direction mark); expected plain text"
            ),
        }
    }
}

impl std::error::Error for NoteError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_lines_and_refuses_nul() {
        assert_eq!("a\0".parse::<Note>(), Err(NoteError::Control));
        assert_eq!("x".repeat(4_001).parse::<Note>(), Err(NoteError::TooLong));
        assert_eq!(Note::optional(" \r\n "), Ok(None));
        assert_eq!("one\r\ntwo ".parse::<Note>().unwrap().as_str(), "one\ntwo");
    }
}
