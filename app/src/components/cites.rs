//! Who says so: sources in a line, each a way to its claim.

use leptos::prelude::*;

use crate::view::cite::Cite;

/// Sources in a line, parted by semicolons.
pub fn cites(list: &[Cite]) -> impl IntoView + use<> {
    let last = list.len().saturating_sub(1);
    list.iter()
        .enumerate()
        .map(|(index, cite)| {
            let end = (index < last).then_some("; ");
            view! { {source(cite)}{end} }
        })
        .collect_view()
}

/// One source; its name is the way to its claim.
fn source(cite: &Cite) -> impl IntoView + use<> {
    let part = |(text, name): (String, bool)| {
        if name { view! { <a href=cite.href.clone()><bdi>{text}</bdi></a> }.into_any() } else { text.into_any() }
    };
    cite.phrase().0.into_iter().map(part).collect_view()
}
