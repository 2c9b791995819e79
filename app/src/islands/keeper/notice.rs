//! What the writer should know about what is kept, and what they can decide.

use super::fields::DayFields;
use super::kept::Difference;
use crate::text::keeper::{KeeperWords, fill};

/// So many differences are told one by one.
const MOST_LINES: usize = 12;

/// What can be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The form as it was loaded.
    Undo,
    /// What a window kept.
    Take(String),
    /// Not that.
    Drop(String),
    /// The same button once more.
    Again(String),
    /// This in the place of the newer draft.
    Replace,
    /// Signing out all the same.
    Leave,
}

/// Something to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The window whose text is offered; empty: it is about the form itself.
    pub of: String,
    /// In a few words.
    pub heading: String,
    /// In a sentence or two.
    pub text: String,
    /// Field by field.
    pub lines: Vec<String>,
    /// What can be decided, and its words.
    pub acts: Vec<(Act, String)>,
    /// Where to go: words and address.
    pub way: Option<(String, String)>,
}

/// Differences in words; with what stands in the form where both are to be seen.
pub fn difference_lines(all: &[Difference], fields: &DayFields, words: &KeeperWords, beside: bool) -> Vec<String> {
    let shown = |text: &str| if text.trim().is_empty() { words.empty.clone() } else { text.to_owned() };
    let line = |difference: &Difference| {
        let field = fields.label(&difference.name);
        let (here, there) = (shown(&difference.kept), shown(&difference.shown));
        let sentence = if beside { &words.difference_beside } else { &words.difference };
        fill(sentence, &[&field, &here, &there])
    };
    let mut lines: Vec<String> = all.iter().take(MOST_LINES).map(line).collect();
    if all.len() > MOST_LINES {
        lines.push(fill(&words.more, &[&(all.len() - MOST_LINES).to_string()]));
    }
    lines
}
