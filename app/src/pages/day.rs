//! The page of one day.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::day_reading::day_reading;
use crate::components::name::name;
use crate::components::{change_entry, citation, pager};
use crate::t;
use crate::view::day_page::DayPage;

/// The page of one day.
pub fn page(page: &DayPage) -> impl IntoView + use<> {
    let counted = page.counted.iter().map(|line| view! { {line.clone()}<br/> }).collect_view();
    let body = view! {
        {pager::pager(&t!("day-pager"), page.before.as_ref(), Some(&page.month), page.after.as_ref())}
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
            <p class="fresh">{counted}</p>
        </div>
        {day_reading(page)}{history(page)}{published(page)}
    };
    shell(&page.chrome, body)
}

fn published(page: &DayPage) -> impl IntoView + use<> {
    let published = page.published.clone().map(|text| view! { <p>{text}</p> });
    view! {
        <section class="side"><h2 id="take">{t!("day-heading-page")}</h2>
            <div>{published}{citation::citation(&page.citation)}</div>
        </section>
    }
}

/// Every public state of the day; nothing where there is none.
fn history(page: &DayPage) -> impl IntoView + use<> {
    let all = page.changes.clone();
    let entries = change_entry::entries(&page.history, false);
    (!page.history.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="history">{t!("day-heading-history")}</h2>
                <div>{entries}<p class="acts"><a href=all.href>{all.words}</a></p></div>
            </section>
        }
    })
}
