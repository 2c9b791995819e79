//! How to show a corridor on another site.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::citation;
use crate::components::name::name;
use crate::t;
use crate::view::share_page::{Code, SharePage};

/// The page.
pub fn page(page: &SharePage) -> impl IntoView + use<> {
    let incomplete = page.incomplete.clone().map(|words| view! { <p class="notice">{words}</p> });
    let feeds = page.feeds.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let feeds = feeds.collect_view();
    let body = view! {
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{t!("share-way")}</h1>
            </div>
        </div>
        {incomplete}
        <section class="side"><h2 id="frames">{t!("share-heading-embeds")}</h2><div><p>{t!("share-intro")}</p>{codes(&page.frames)}</div></section>
        <section class="side"><h2 id="choices">{t!("share-heading-choices")}</h2>{choices(&page.choices)}</section>
        <section class="side"><h2 id="pictures">{t!("share-heading-pictures")}</h2><div>{codes(&page.pictures)}</div></section>
        <section class="side"><h2 id="follow">{t!("feeds-heading")}</h2>
            <div><p class="small">{t!("feeds-text")}</p><p class="acts">{feeds}</p></div>
        </section>
        <section class="side"><h2 id="take">{t!("day-heading-page")}</h2><div>{citation::brief(&page.citation, None)}</div></section>
    };
    shell(&page.chrome, body)
}

fn codes(codes: &[Code]) -> impl IntoView + use<> {
    codes.iter().map(code).collect_view()
}

fn code(code: &Code) -> impl IntoView + use<> {
    let size = code.size.clone().map(|size| view! { <p class="small quiet">{size}</p> });
    view! {
        <div class="code">
            <h3>{code.words.clone()}</h3>
            <pre class="copy" tabindex="0"><code>{code.code.clone()}</code></pre>
            {size}
            <p class="acts small"><a href=code.href.clone()>{t!("share-open")}</a></p>
        </div>
    }
}

fn choices(choices: &[(String, String)]) -> impl IntoView + use<> {
    let rows = choices.iter().map(|(write, means)| {
        view! { <tr><th scope="row"><code>{write.clone()}</code></th><td>{means.clone()}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack">
            <thead><tr><th scope="col">{t!("share-choice")}</th><th scope="col">{t!("share-choice-means")}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
