//! Terms and what they mean, in a list.

use leptos::prelude::*;

/// The list.
pub fn terms(terms: &[(String, String)]) -> impl IntoView + use<> {
    let terms = terms.iter().map(|(term, text)| view! { <dt>{term.clone()}</dt><dd>{text.clone()}</dd> });
    let terms = terms.collect_view();
    view! { <dl class="terms">{terms}</dl> }
}
