//! What a sum rests on: its days in a line, each a way to its page, then a sentence for all else.

use leptos::prelude::*;

use super::cites;
use crate::view::sums::Rests;

/// The days of a sum, and what else is said of it.
pub fn rests(rests: &Rests) -> AnyView {
    let last = rests.days.len().saturating_sub(1);
    let days = rests.days.iter().enumerate().map(|(index, way)| {
        let end = if index == last { "." } else { ", " };
        view! { <a href=way.href.clone()>{way.words.clone()}</a>{end} }
    });
    let days = days.collect_view();
    let days = (!rests.days.is_empty()).then(|| view! { <li>{days}</li> });
    let lines = rests.lines.iter().map(|line| {
        let who = (!line.cites.is_empty()).then(|| view! { " "<cite>{cites::cites(&line.cites)}</cite> });
        view! { <li class="quiet">{line.text.clone()}{who}</li> }.into_any()
    });
    let lines = lines.collect_view();
    (days.is_some() || !rests.lines.is_empty()).then(|| view! { <ul>{days}{lines}</ul> }).into_any()
}
