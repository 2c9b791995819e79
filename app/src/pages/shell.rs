//! What stands around every page: head, top, foot. Knows no page.

use leptos::html::meta;
use leptos::prelude::*;

use crate::components::earlier_states::earlier_states;
use crate::components::marks;
use crate::components::phrase::phrase_with;
use crate::components::record_line::record_line;
use crate::paths::press::Theme;
use crate::text::catalogue::language;
use crate::view::chrome::{Account, Chrome, LastSaved, Live, Social, Way};
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
    include_str!("../../../style/notices.css"),
    include_str!("../../../style/fields.css"),
    include_str!("../../../style/print.css"),
);

/// What pages of a corridor and of the desk carry beside it: the status page, which is read on the worst lines, does without.
pub const REFERENCE_STYLE: &str = concat!(
    include_str!("../../../style/claims.css"),
    include_str!("../../../style/calendar.css"),
    include_str!("../../../style/trends.css"),
    include_str!("../../../style/terms.css"),
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

/// What a page whose figure has a cursor carries beside the sheet of every page.
pub const CURSOR_STYLE: &str = include_str!("../../../style/cursor.css");

/// What a page in a frame of another site carries beside the sheet of every page.
pub const FRAME_STYLE: &str = include_str!("../../../style/embed.css");

/// A whole document around the body of a page.
pub fn shell<B: IntoView>(chrome: &Chrome, body: B) -> impl IntoView + use<B> {
    let description = chrome.description.clone().map(|text| view! { <meta name="description" content=text/> });
    let canonical = chrome.canonical.clone().map(|url| view! { <link rel="canonical" href=url/> });
    let feed = chrome.feed.clone();
    let feed =
        feed.map(|way| view! { <link rel="alternate" type="application/atom+xml" title=way.words href=way.href/> });
    let oembed = chrome.oembed.clone();
    let oembed = oembed.map(|url| view! { <link rel="alternate" type="application/json+oembed" href=url/> });
    let social = chrome.social.as_ref().map(|social| social_tags(social, &chrome.title, chrome.description.as_deref()));
    let robots = chrome.old.as_ref().map(|_| view! { <meta name="robots" content="noindex"/> });
    view! {
        <!DOCTYPE html>
        <html lang=language().tag() dir=language().direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{chrome.title.clone()}</title>
                {description}{canonical}{feed}{oembed}{social}{robots}
                <link rel="icon" href="data:,"/>
                <style inner_html=STYLE></style>
                {chrome.script.as_ref().map(script)}
                {chrome.dataset.clone().map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
                {chrome.live.as_ref().map(|live| view! { <script type="module" src=live.script.clone()></script> })}
                {chrome.reference.then(|| view! { <style inner_html=REFERENCE_STYLE></style> })}
                {chrome.cursor.clone().map(|cursor| view! { <style inner_html=CURSOR_STYLE></style><script type="module" src=cursor></script> })}
                {chrome.desk.then(|| view! { <style inner_html=DESK_STYLE></style> })}
            </head>
            <body>
                <a class="skip" href="#main">{t!("skip-to-content")}</a>
                {top(chrome)}
                <main id="main">{marks::symbols()}{chrome.old.as_ref().map(old)}{body}</main>
                {end(chrome)}
                {chrome.live.as_ref().map(live)}
            </body>
        </html>
    }
}

/// A whole document for a frame of another site: its links lead out of the frame.
pub fn frame<B: IntoView>(
    title: String,
    canonical: Option<String>,
    theme: Option<Theme>,
    body: B,
) -> impl IntoView + use<B> {
    let canonical = canonical.map(|url| view! { <link rel="canonical" href=url/> });
    view! {
        <!DOCTYPE html>
        <html lang=language().tag() dir=language().direction() data-theme=theme.map(Theme::key)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                {canonical}
                <meta name="robots" content="noindex"/>
                <base target="_top"/>
                <link rel="icon" href="data:,"/>
                <style inner_html=STYLE></style>
                <style inner_html=FRAME_STYLE></style>
            </head>
            <body>{body}</body>
        </html>
    }
}

/// What is said over everything: that it is a demonstration, that nothing can be saved.
pub fn notices(demonstration: Option<String>, last_saved: Option<LastSaved>) -> impl IntoView + use<> {
    let demonstration = demonstration.map(|text| view! { <p class="demo"><b>{t!("demonstration")}</b>" "{text}</p> });
    let last_saved =
        last_saved.map(|saved| view! { <p class="demo last-saved"><b>{t!("last-saved")}</b>" "{saved.told()}</p> });
    view! { {demonstration}{last_saved} }
}

/// Runs once the page is there; it is told where the rest is.
fn script(script: &Script) -> impl IntoView + use<> {
    let Script { boot, module, program } = script.clone();
    view! { <script type="module" src=boot data-module=module data-wasm=program></script> }
}

/// What other sites read to show a link.
fn social_tags(social: &Social, title: &str, description: Option<&str>) -> impl IntoView + use<> {
    let kind = if social.of_one_day { "article" } else { "website" };
    view! {
        {property("og:type", kind.to_owned())}
        {property("og:site_name", t!("site-name"))}
        {property("og:title", title.to_owned())}
        {description.map(|text| property("og:description", text.to_owned()))}
        {property("og:url", social.url.clone())}
        {property("og:image", social.image.clone())}
        {social.is_card.then(|| view! {
            {property("og:image:width", "1200".to_owned())}
            {property("og:image:height", "630".to_owned())}
        })}
        <meta name="twitter:card" content="summary_large_image"/>
    }
}

fn property(name: &'static str, content: String) -> impl IntoView {
    meta().attr("property", name).content(content)
}

/// Where a newer state is told of: empty until there is one, so that a page without scripts says nothing of it.
fn live(live: &Live) -> impl IntoView + use<> {
    let Live { events, corridor, version, .. } = live.clone();
    view! {
        <div class="live" role="status" data-events=events data-corridor=corridor.to_string() data-version=version.to_string()
            data-words=t!("live-newer") data-reload=t!("live-reload")></div>
    }
}

fn top(chrome: &Chrome) -> impl IntoView + use<> {
    let notices = notices(chrome.demonstration.clone(), chrome.last_saved);
    let ways = chrome.ways.iter().map(way).collect_view();
    let account = chrome.account.as_ref().map(account);
    view! {
        <header>
            {notices}
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

/// That an earlier state is shown, and the way back.
pub fn old(notice: &OldNotice) -> impl IntoView + use<> {
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
