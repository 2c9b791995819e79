//! What stands around every page: head, top, foot. Knows no page.

use leptos::prelude::*;

use crate::components::earlier_states::earlier_states;
use crate::components::marks;
use crate::components::phrase::phrase_with;
use crate::components::record_line::record_line;
use crate::text::catalogue::language;
use crate::view::chrome::{Account, Chrome, Way};
use crate::view::old_state::OldNotice;
use crate::view::script::Script;
use crate::{paths, t};

/// The style sheet of every page; each carries it, so that it needs no second request.
pub const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/ground.css"),
    include_str!("../../../style/chrome.css"),
    include_str!("../../../style/marks.css"),
    include_str!("../../../style/sentence.css"),
    include_str!("../../../style/sections.css"),
    include_str!("../../../style/strip.css"),
    include_str!("../../../style/charts.css"),
    include_str!("../../../style/tables.css"),
    include_str!("../../../style/claims.css"),
    include_str!("../../../style/calendar.css"),
    include_str!("../../../style/notices.css"),
    include_str!("../../../style/fields.css"),
    include_str!("../../../style/trends.css"),
    include_str!("../../../style/print.css"),
);

/// What pages of the desk carry beside it: readers on a bad line do not wait for it.
pub const DESK_STYLE: &str = concat!(
    include_str!("../../../style/forms.css"),
    include_str!("../../../style/entry.css"),
    include_str!("../../../style/desk.css"),
    include_str!("../../../style/keeper.css"),
    include_str!("../../../style/inbox.css"),
    include_str!("../../../style/import.css"),
    include_str!("../../../style/targets.css"),
);

/// A whole document around the body of a page.
pub fn shell<B: IntoView>(chrome: &Chrome, body: B) -> impl IntoView + use<B> {
    let description = chrome.description.clone().map(|text| view! { <meta name="description" content=text/> });
    let canonical = chrome.canonical.clone().map(|url| view! { <link rel="canonical" href=url/> });
    let robots = chrome.old.as_ref().map(|_| view! { <meta name="robots" content="noindex"/> });
    view! {
        <!DOCTYPE html>
        <html lang=language().tag() dir=language().direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{chrome.title.clone()}</title>
                {description}{canonical}{robots}
                <link rel="icon" href="data:,"/>
                <style inner_html=STYLE></style>
                {chrome.script.as_ref().map(script)}
                {chrome.desk.then(|| view! { <style inner_html=DESK_STYLE></style> })}
            </head>
            <body>
                <a class="skip" href="#main">{t!("skip-to-content")}</a>
                {top(chrome)}
                <main id="main">{marks::symbols()}{chrome.old.as_ref().map(old)}{body}</main>
                {end(chrome)}
            </body>
        </html>
    }
}

/// Runs once the page is there; it is told where the rest is.
fn script(script: &Script) -> impl IntoView + use<> {
    let Script { boot, module, program } = script.clone();
    view! { <script type="module" src=boot data-module=module data-wasm=program></script> }
}

fn top(chrome: &Chrome) -> impl IntoView + use<> {
    let notice = chrome.demonstration.clone();
    let notice = notice.map(|text| view! { <p class="demo"><b>{t!("demonstration")}</b>" "{text}</p> });
    let last_saved = chrome.last_saved;
    let last_saved =
        last_saved.map(|saved| view! { <p class="demo last-saved"><b>{t!("last-saved")}</b>" "{saved.told()}</p> });
    let ways = chrome.ways.iter().map(way).collect_view();
    let account = chrome.account.as_ref().map(account);
    view! {
        <header>
            {notice}{last_saved}
            <div class="top">
                <a class="brand" href=paths::index()>{t!("site-name")}</a>
                <nav aria-label=t!("pages-of-site")>{ways}</nav>
                {account}
            </div>
        </header>
    }
}

fn way(way: &Way) -> impl IntoView + use<> {
    view! { <a href=way.href.clone() aria-current=way.here.then_some("page")>{way.words.clone()}</a> }
}

fn account(account: &Account) -> impl IntoView + use<> {
    view! {
        <form class="account" method="post" action=paths::SIGN_OUT>
            <span>{t!("account-and-role", account = account.name.as_str(), role = account.role.as_str())}</span>
            <button class="quiet-button">{t!("sign-out")}</button>
        </form>
    }
}

fn old(notice: &OldNotice) -> impl IntoView + use<> {
    let back = notice.back.clone();
    view! { <p class="notice">{phrase_with(&notice.words, move |words| view! { <a href=back.clone()>{words}</a> })}</p> }
}

fn end(chrome: &Chrome) -> impl IntoView + use<> {
    let foot = chrome.foot.as_ref();
    let record = foot.map(record_line);
    let earlier = chrome.earlier.as_ref().map(earlier_states);
    let zone = foot.map_or_else(|| t!("foot-zones"), |foot| t!("foot-zone", zone = foot.zone.as_str()));
    view! {
        <footer class="end small">
            <p>
                {t!("foot-claims")}
            </p>
            {record}{earlier}
            <p class="quiet">
                {t!("foot-names")}" "{zone}
            </p>
        </footer>
    }
}
