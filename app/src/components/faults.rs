//! What is wrong with a form, above it: a link to each field. What was typed stands in the fields.

use leptos::prelude::*;

use super::field::id_of;
use crate::view::fault::Fault;

/// The list of what is wrong, if anything is.
pub fn faults(heading: String, faults: &[Fault]) -> Option<impl IntoView + use<>> {
    errors(heading, faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(), None)
}

/// The same of fields and words, with a line below.
pub fn errors(heading: String, lines: Vec<(String, String)>, note: Option<String>) -> Option<impl IntoView + use<>> {
    let some = !lines.is_empty();
    let rows =
        lines.into_iter().map(|(field, text)| view! { <li><a href=format!("#{}", id_of(&field))>{text}</a></li> });
    let rows = rows.collect_view();
    let note = note.map(|note| view! { <p class="small">{note}</p> });
    some.then(|| {
        view! {
            <div class="errors" role="alert" aria-labelledby="errors-heading">
                <h2 id="errors-heading">{heading}</h2><ul>{rows}</ul>{note}
            </div>
        }
    })
}
