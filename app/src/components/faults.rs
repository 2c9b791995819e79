//! What is wrong with a form, above it: a link to each field. What was typed stands in the fields.

use leptos::prelude::*;

use super::field::id_of;
use crate::view::fault::Fault;

/// The list of what is wrong, if anything is.
pub fn faults(heading: String, faults: &[Fault]) -> Option<impl IntoView + use<>> {
    let rows = faults.iter().map(|fault| {
        view! { <li><a href=format!("#{}", id_of(&fault.field))>{fault.text.clone()}</a></li> }
    });
    let rows = rows.collect_view();
    (!faults.is_empty()).then(|| {
        view! {
            <div class="errors" role="alert" aria-labelledby="refused"><h2 id="refused">{heading}</h2><ul>{rows}</ul></div>
        }
    })
}
