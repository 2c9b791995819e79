//! The page of one change.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::name::name;
use crate::components::{change_entry, citation, marks, pager};
use crate::t;
use crate::view::change_page::ChangePage;

/// The page of one change.
pub fn page(page: &ChangePage) -> impl IntoView + use<> {
    let facts = page.facts.iter().map(|(term, text)| view! { <dt>{term.clone()}</dt><dd>{text.clone()}</dd> });
    let facts = facts.collect_view();
    let ways = page.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " }).collect_view();
    let summary = page.entry.summary.clone().map(|summary| view! { <p>{summary}</p> });
    let lines = page.entry.lines.iter().map(|line| view! { <li>{change_entry::line(line)}</li> }).collect_view();
    let beside = page.earlier.is_some() || page.later.is_some();
    let beside =
        beside.then(|| pager::pager(&t!("changes-pager"), page.earlier.as_ref(), None, page.later.as_ref()).into_any());
    let body = view! {
        {beside}
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{marks::kind(page.entry.kind)}" "{page.heading.clone()}</h1>
            </div>
        </div>
        <section class="side"><h2 id="what">{t!("change-what")}</h2><div>{summary}<ul class="lines">{lines}</ul></div></section>
        <section class="side"><h2 id="why">{t!("change-why")}</h2><dl class="facts">{facts}</dl></section>
        <section class="side"><h2 id="take">{t!("change-ways")}</h2>
            <div><p class="acts">{ways}</p>{citation::brief(&page.citation, None)}</div>
        </section>
    };
    shell(&page.chrome, body)
}
