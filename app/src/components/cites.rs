//! Who says so: sources in a line, each a way to its claim.

use leptos::prelude::*;

use crate::view::cite::Cite;

/// Sources in a line, parted by semicolons.
pub fn cites(list: &[Cite]) -> impl IntoView + use<> {
    let last = list.len().saturating_sub(1);
    list.iter()
        .enumerate()
        .map(|(index, cite)| {
            let says = cite.says.as_ref().map(|says| format!("{says}:\u{a0}"));
            let via = cite.via.as_ref().map(|via| format!(", via {via}"));
            let date = cite.date.as_ref().map(|date| format!(", {date}"));
            let end = (index < last).then_some("; ");
            view! { {says}<a href=cite.href.clone()><bdi>{cite.name.clone()}</bdi></a>{via}{date}{end} }
        })
        .collect_view()
}
