//! What looks odd about a day, above its form: a link to each field that asks why it is right. It is no error.

use leptos::prelude::*;

use super::field::id_of;
use crate::t;
use crate::view::day_form::Problem;

/// The list of what looks odd, if anything does.
pub fn odd(odd: &[Problem]) -> Option<impl IntoView + use<>> {
    let lines = odd.iter().map(|odd| {
        let words = t!("form-problem", field = odd.name.as_str(), problem = odd.text.as_str());
        view! { <li><a href=format!("#{}", id_of(&odd.field))>{words}</a></li> }
    });
    let lines = lines.collect_view();
    let heading = t!("entry-odd", warnings = odd.len());
    (!odd.is_empty()).then(|| {
        view! {
            <div class="notice asks" role="status">
                <h2>{heading}</h2><ul>{lines}</ul><p class="small">{t!("entry-odd-note")}</p>
            </div>
        }
    })
}
