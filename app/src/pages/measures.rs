//! The list of all measures, and the page of record of one.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::name::name;
use crate::components::terms::terms;
use crate::t;
use crate::view::measure_page::{MeasurePage, MeasureRow, MeasuresPage};

/// The list of all measures.
pub fn all(page: &MeasuresPage) -> impl IntoView + use<> {
    let here = if page.here.is_empty() {
        view! { <p class="void">{t!("measures-none")}</p> }.into_any()
    } else {
        rows(&page.here).into_any()
    };
    let other = (!page.other.is_empty()).then(|| {
        view! { <section class="side"><h2 id="other">{t!("measures-heading-other")}</h2>{rows(&page.other)}</section> }
    });
    let body = view! {
        <div class="place"><div>
            <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
            <h1>{t!("measures-heading")}</h1>
        </div></div>
        <p class="lead">{t!("measures-intro")}</p>
        <section class="side"><h2 id="here">{t!("measures-heading-here")}</h2>{here}</section>
        {other}
        <section class="side"><h2 id="words">{t!("measure-heading-words")}</h2>{terms(&page.words)}</section>
    };
    shell(&page.chrome, body)
}

fn rows(rows: &[MeasureRow]) -> impl IntoView + use<> {
    let rows = rows.iter().map(|row| {
        let claims = row.claims.clone().map(|claims| view! { " "<span class="quiet">{claims}</span> });
        view! { <dt><a href=row.way.href.clone()>{row.way.words.clone()}</a>{claims}</dt><dd>{row.what.clone()}</dd> }
    });
    let rows = rows.collect_view();
    view! { <dl class="terms">{rows}</dl> }
}

/// The page of record of a measure.
pub fn one(page: &MeasurePage) -> impl IntoView + use<> {
    let definitions = page.definitions.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let definitions = (!page.definitions.is_empty()).then(|| view! { <ul class="lines">{definitions}</ul> });
    let ways = page.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let ways = ways.collect_view();
    let body = view! {
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
            <p class="fresh"><a href=page.all.href.clone()>{page.all.words.clone()}</a></p>
        </div>
        <p class="lead small quiet">{t!("measure-word")}" "<code>{page.key}</code></p>
        <section class="side"><h2 id="definition">{t!("measure-heading-what")}</h2>{terms(&page.facts)}</section>
        <section class="side"><h2 id="conflicts">{t!("measure-heading-conflicts")}</h2>
            <div>{definitions}<p class="note small quiet">{page.about_definitions.clone()}</p></div>
        </section>
        <section class="side"><h2 id="words">{t!("measure-heading-words")}</h2>{terms(&page.words)}</section>
        <section class="side"><h2 id="figures">{t!("measure-heading-use")}</h2><p class="acts">{ways}</p></section>
    };
    shell(&page.chrome, body)
}
