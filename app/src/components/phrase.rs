//! A text of which some parts stand out.

use leptos::prelude::*;

use crate::text::sentences::Phrase;

/// A text of which some parts stand out, as bold.
pub fn phrase(phrase: &Phrase) -> impl IntoView + use<> {
    phrase_with(phrase, |text| view! { <b>{text}</b> })
}

/// The same with these parts as something else: a link.
pub fn phrase_with<V, S>(phrase: &Phrase, strong: S) -> impl IntoView + use<V, S>
where
    V: IntoView + 'static,
    S: Fn(String) -> V,
{
    let part = |(text, is_strong): &(String, bool)| {
        let text = text.clone();
        if *is_strong { strong(text).into_any() } else { text.into_any() }
    };
    phrase.0.iter().map(part).collect_view()
}
