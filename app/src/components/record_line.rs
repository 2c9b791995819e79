//! What a page rests on: the record's version and moment, and the way to its desk.

use leptos::prelude::*;

use crate::t;
use crate::view::chrome::Foot;

/// The record's version and moment, and the way to its desk.
pub fn record_line(foot: &Foot) -> impl IntoView + use<> {
    let contact = match foot.contact.clone() {
        Some(contact) => view! { <a href=contact>{t!("write-to-desk")}</a> }.into_any(),
        None => view! { <span>{t!("no-contact")}</span> }.into_any(),
    };
    let since = foot.since.clone().map(|href| view! { <a href=href>{t!("changes-since-link")}</a>" " });
    view! { <p class="acts small"><span>{foot.record.clone()}</span>" "{since}<a href=foot.data.clone()>{t!("data-foot")}</a>" "{contact}</p> }
}
