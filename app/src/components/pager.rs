//! The way to what comes before and after, and up to what holds it.

use leptos::prelude::*;

use crate::t;
use crate::view::chrome::Way;

/// Before, up and after; words alone where a way leads nowhere yet.
pub fn pager(label: &str, before: Option<&Way>, up: Option<&Way>, after: Option<&Way>) -> impl IntoView + use<> {
    let link = |way: Option<&Way>, tell: fn(&str) -> String| match way {
        Some(way) if way.href.is_empty() => view! { <span class="quiet">{way.words.clone()}</span> }.into_any(),
        Some(way) => view! { <a href=way.href.clone()>{tell(&way.words)}</a> }.into_any(),
        None => view! { <span></span> }.into_any(),
    };
    view! {
        <nav class="pager" aria-label=label.to_owned()>
            {link(before, |day| t!("day-pager-before", day = day))}{up.map(|up| link(Some(up), str::to_owned))}
            {link(after, |day| t!("day-pager-after", day = day))}
        </nav>
    }
}
