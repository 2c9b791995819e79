//! What stands above a form that was sent: what is to be put right, or what was done.

use leptos::prelude::*;

use super::faults::errors;
use super::field::{Field, Input, field};
use crate::t;
use crate::view::day_form::{Problem, Told};
use crate::view::kept::Sent;

/// What is to be put right, each linked to its field, and what the writer should know first.
pub fn sent(sent: &Sent) -> impl IntoView + use<> {
    let heading = t!("keep-problems", problems = sent.problems.len());
    view! { {problems(heading, &sent.problems, t!("keep-problems-note"))}{sent.told.as_ref().map(told)} }
}

/// What is wrong with a form, each linked to its field by the field's own name.
pub fn problems(heading: String, problems: &[Problem], note: String) -> Option<impl IntoView + use<>> {
    let line = |problem: &Problem| {
        let words = t!("form-problem", field = problem.name.as_str(), problem = problem.text.as_str());
        (problem.field.clone(), words)
    };
    errors(heading, problems.iter().map(line).collect(), Some(note))
}

/// One field of a form that was sent, with what is wrong with it.
pub fn asked(
    sent: &Sent,
    name: &str,
    (label, hint): (String, Option<String>),
    value: &str,
    input: Input,
) -> impl IntoView + use<> {
    field(Field {
        name: name.to_owned(),
        label,
        hint,
        value: value.to_owned(),
        problem: sent.problem(name),
        input,
        ..Field::default()
    })
}

fn told(told: &Told) -> impl IntoView + use<> {
    let lines = told.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    view! { <div class="notice told" role="status"><h2>{told.heading.clone()}</h2>{lines}</div> }
}
