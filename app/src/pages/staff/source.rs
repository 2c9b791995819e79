//! One source at the desk: its name and kind, what it was merged into, whether the public is told who it is.

use leptos::prelude::*;

use crate::components::field::{Input, offers};
use crate::components::sent::{asked, sent};
use crate::components::tick::tick;
use crate::pages::shell::shell;
use crate::t;
use crate::view::sources::SourcePage;

/// The page of one source.
pub fn page(page: &SourcePage) -> impl IntoView + use<> {
    let body = view! {
        <div class="place">
            <div><p class="small">{t!("source-place")}</p><h1>{page.name.clone()}</h1></div>
            <p class="fresh">{page.facts.clone()}</p>
        </div>
        {sent(&page.sent)}{edit(page)}{merge(page)}{identity(page)}
    };
    shell(&page.chrome, body)
}

fn edit(page: &SourcePage) -> impl IntoView + use<> {
    let typed = &page.typed;
    view! {
        <section class="side"><h2>{t!("source-edit")}</h2>
            <form method="post" action=page.action.clone()>
                <p class="small quiet">{t!("source-edit-note")}</p>
                <div class="fields two">
                    {asked(&page.sent, "name", (t!("source-name"), Some(t!("source-name-hint"))), &typed.name, Input::Line)}
                    {asked(&page.sent, "kind", (t!("source-kind-label"), None), &typed.kind, Input::Choice(page.kinds.clone()))}
                    {asked(&page.sent, "side", (t!("source-side"), Some(t!("source-side-hint"))), &typed.side, Input::Line)}
                    {asked(&page.sent, "page", (t!("source-page"), Some(t!("source-page-hint"))), &typed.page, Input::Address)}
                </div>
                <p class="send"><button class="go" name="then" value="save">{t!("keep-save")}</button></p>
            </form>
        </section>
    }
}

fn merge(page: &SourcePage) -> impl IntoView + use<> {
    let form = match &page.merged {
        Some(source) => view! {
            <form method="post" action=page.action.clone()>
                <p>{t!("source-merged", source = source.as_str())}</p>
                <p class="send"><button class="alt" name="then" value="part">{t!("source-part-do")}</button></p>
            </form>
        }
        .into_any(),
        None => view! {
            <form method="post" action=page.action.clone()>
                <p class="small quiet">{t!("source-merge-note")}</p>
                <div class="fields one">
                    {asked(&page.sent, "into", (t!("source-into"), Some(t!("source-into-hint"))), &page.into, Input::Offered("others"))}
                </div>
                <p class="send"><button class="alt" name="then" value="merge">{t!("source-merge-do")}</button></p>
                {offers("others", &page.others)}
            </form>
        }
        .into_any(),
    };
    view! { <section class="side"><h2>{t!("source-merge")}</h2>{form}</section> }
}

fn identity(page: &SourcePage) -> impl IntoView + use<> {
    let now = page.withheld.clone().map(|name| view! { <p>{t!("source-withheld-now", name = name)}</p> });
    view! {
        <section class="side"><h2>{t!("source-identity")}</h2>
            <form method="post" action=page.action.clone()>
                {now}
                <p class="small quiet">{t!("source-withhold-note")}</p>
                {tick("withheld", t!("source-withhold"), page.withheld.is_some())}
                <p class="send"><button class="alt" name="then" value="identity">{t!("keep-save")}</button></p>
                {texts(page)}
            </form>
        </section>
    }
}

fn texts(page: &SourcePage) -> impl IntoView + use<> {
    let rows =
        page.texts.iter().map(|(words, href)| view! { <li><a class="way" href=href.clone()>{words.clone()}</a></li> });
    let rows = rows.collect_view();
    let more = (page.more_texts > 0).then(|| view! { <li>{t!("keep-more", more = page.more_texts)}</li> });
    (!page.texts.is_empty()).then(|| {
        view! {
            <h3>{t!("source-texts")}</h3><p class="small quiet">{t!("source-texts-note")}</p>
            <ul class="lines">{rows}{more}</ul>
        }
    })
}
