//! What the pages of sources, carriers, corridors and the threshold have in common.

use super::day_form::Problem;
use super::day_form::Told;
use crate::t;
use crate::text::desk::News;

/// A form that was sent: what is wrong with it, what the writer should know first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// What is wrong, in the order of the form.
    pub problems: Vec<Problem>,
    /// What was done, or why not.
    pub told: Option<Told>,
}

impl Sent {
    /// Something that the writer should know first.
    pub fn telling((heading, lines): News) -> Self {
        Self { told: Some(Told { heading, lines, ..Told::default() }), problems: Vec::new() }
    }

    /// Problems, each with its field, what the field is called, and what is wrong.
    pub fn refused(problems: impl IntoIterator<Item = (String, String, String)>) -> Self {
        let problems = problems.into_iter().map(|(field, name, text)| Problem { field, name, text });
        Self { problems: problems.collect(), told: None }
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.text.clone())
    }

    /// The title of the window, which says first that something is wrong.
    pub fn title(&self, title: String) -> String {
        if self.problems.is_empty() { title } else { t!("keep-title-refused", title = title) }
    }
}
