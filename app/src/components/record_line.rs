//! What a page rests on: the record's version and moment, and the way to its desk.

use leptos::prelude::*;

use crate::view::chrome::Foot;

/// The record's version and moment, and the way to its desk.
pub fn record_line(foot: &Foot) -> impl IntoView + use<> {
    let contact = match foot.contact.clone() {
        Some(contact) => view! { <a href=contact>"Write to the desk"</a> }.into_any(),
        None => view! { <span>"The desk has given no public address yet."</span> }.into_any(),
    };
    view! { <p class="acts small"><span>{foot.record.clone()}</span>" "{contact}</p> }
}
