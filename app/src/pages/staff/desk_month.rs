//! A month at the desk on a page of its own.

use leptos::prelude::*;

use crate::components::desk_calendar::desk_calendar;
use crate::components::name::name;
use crate::pages::shell::shell;
use crate::view::inbox::month::DeskMonthPage;
use crate::{paths, t};

/// A month at the desk.
pub fn page(page: &DeskMonthPage) -> impl IntoView + use<> {
    let body = view! {
        <nav class="pager" aria-label=t!("questions-back")><a href=paths::DESK>{t!("questions-back")}</a></nav>
        <div class="place">
            <div><p class="small">{name(&page.corridor)}</p><h1>{page.month.name.clone()}</h1></div>
            <p class="fresh">{page.counted.clone()}</p>
        </div>
        <section class="side"><h2>{t!("desk-month-heading")}</h2><div>{desk_calendar(&page.month)}</div></section>
    };
    shell(&page.chrome, body)
}
