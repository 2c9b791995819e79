//! Asks once more before a draft goes for good.

use leptos::prelude::*;

use crate::components::act::act_form;
use crate::components::name::name;
use crate::pages::shell::shell;
use crate::t;
use crate::view::discard_draft::DiscardPage;

/// The page that asks.
pub fn page(page: &DiscardPage) -> impl IntoView + use<> {
    let told = page.told.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let lines = page.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let discard = page.discard.as_ref().map(|act| {
        view! {
            <section class="side"><h2>{t!("draft-holds")}</h2><div>
                <p class="small quiet">{page.saved.clone()}</p>
                <ul class="lines">{lines}</ul>
                <p>{t!("draft-discard-text")}</p>{act_form(act, "alt")}
            </div></section>
        }
    });
    let body = view! {
        <div class="place">
            <div><p class="small">{name(&page.corridor)}</p><h1>{page.heading.clone()}</h1></div>
        </div>
        {told}{discard}
        <p class="send"><a class="go" href=page.back.href.clone()>{page.back.words.clone()}</a></p>
    };
    shell(&page.chrome, body)
}
