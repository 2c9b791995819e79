//! Who says so: sources in a line, each a way to its claim.

use leptos::prelude::*;

use super::phrase::phrase_with;
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
    let href = cite.href.clone();
    phrase_with(&cite.phrase(), move |name| view! { <a href=href.clone()><bdi>{name}</bdi></a> })
}
