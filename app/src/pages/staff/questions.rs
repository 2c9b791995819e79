//! All that is open at a corridor.

use leptos::prelude::*;

use crate::components::name::name;
use crate::components::questions;
use crate::pages::shell::shell;
use crate::view::inbox::questions::QuestionsPage;
use crate::{paths, t};

/// All that is open at a corridor.
pub fn page(page: &QuestionsPage) -> impl IntoView + use<> {
    let disagreements = match page.disagreements.as_slice() {
        [] => view! { <p class="void">{t!("questions-none")}</p> }.into_any(),
        rows => view! { <p class="small quiet">{t!("questions-intro")}</p>{questions::disagreements(rows)} }.into_any(),
    };
    let unreconciled = match page.unreconciled.as_slice() {
        [] => view! { <p class="void">{t!("questions-totals-none")}</p> }.into_any(),
        rows => questions::unreconciled(rows).into_any(),
    };
    let body = view! {
        <nav class="pager" aria-label=t!("questions-back")><a href=paths::DESK>{t!("questions-back")}</a></nav>
        <div class="place"><div><p class="small">{name(&page.corridor)}</p><h1>{t!("questions-heading")}</h1></div></div>
        <section class="side"><h2>{t!("inbox-differ")}</h2><div>{disagreements}</div></section>
        <section class="side"><h2>{t!("inbox-totals")}</h2><div>{unreconciled}</div></section>
    };
    shell(&page.chrome, body)
}
