//! What stands above a form that was sent: what is to be put right, or what was done.

use leptos::prelude::*;

use super::field::id_of;
use crate::t;
use crate::view::day_form::{Problem, Told};
use crate::view::kept::Sent;

/// What is to be put right, each linked to its field, and what the writer should know first.
pub fn sent(sent: &Sent) -> impl IntoView + use<> {
    view! { {problems(&sent.problems)}{sent.told.as_ref().map(told)} }
}

fn problems(problems: &[Problem]) -> impl IntoView + use<> {
    let heading = t!("keep-problems", problems = problems.len());
    let rows = problems.iter().map(|problem| {
        let href = format!("#{}", id_of(&problem.field));
        let line = t!("form-problem", field = problem.name.as_str(), problem = problem.text.as_str());
        view! { <li><a href=href>{line}</a></li> }
    });
    let rows = rows.collect_view();
    (!problems.is_empty()).then(|| {
        view! {
            <div class="errors" role="alert" aria-labelledby="errors-heading">
                <h2 id="errors-heading">{heading}</h2><ul>{rows}</ul>
                <p class="small">{t!("keep-problems-note")}</p>
            </div>
        }
    })
}

fn told(told: &Told) -> impl IntoView + use<> {
    let lines = told.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    view! { <div class="notice told" role="status"><h2>{told.heading.clone()}</h2>{lines}</div> }
}
