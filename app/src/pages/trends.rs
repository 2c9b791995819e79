//! The page of trends: a form, the figure with its finding, its tables, events, files, definition and citation.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::citation::citation;
use crate::components::name::name;
use crate::components::{chart_figure, trend_events, trend_table, trends_form};
use crate::t;
use crate::view::chart::Table;
use crate::view::chrome::Way;
use crate::view::trends::events::EventMark;
use crate::view::trends::{Found, TrendsPage};

/// So many series stand open under one another.
const MOST_OPEN: usize = 3;

/// The page.
pub fn page(page: &TrendsPage) -> impl IntoView + use<> {
    let found = page.found.as_deref().map(found);
    let body = view! {
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
        </div>
        {trends_form::trends_form(&page.form)}
        {found}
    };
    shell(&page.chrome, body)
}

fn found(found: &Found) -> impl IntoView + use<> {
    let events = found.events.iter().map(|(corridor, marks, more)| events(corridor.as_ref(), marks, more.as_ref()));
    let events = events.collect_view();
    let tables = tables(found);
    let running = found.running.as_ref().map(chart_figure::chart_figure);
    let running = running.map(|running| view! { <section>{running}</section> });
    view! {
        <section><h2 class="vh">{t!("trends-head-figure")}</h2>{chart_figure::with_cursor(&found.figure, found.cursor.as_ref())}{events}</section>
        {tables}{carriers(found)}{running}{others(&found.others)}{definition(found)}<section class="side"><h2 id="take">{t!("trends-cite-heading")}</h2><div>{citation(&found.citation)}</div></section>{frame(found)}
    }
}

fn events(corridor: Option<&String>, marks: &[EventMark], more: Option<&String>) -> impl IntoView + use<> {
    let of = corridor.cloned().map(|corridor| view! { ": "{name(&corridor)} });
    let more = more.cloned().map(|more| view! { <p class="small quiet">{more}</p> });
    view! { <h3>{t!("trends-events")}{of}</h3>{trend_events::trend_events(marks)}{more} }
}

/// By month first; every day below it, folded.
fn tables(found: &Found) -> Option<AnyView> {
    // One of many series stands open, the others are folded beneath it.
    let folded = |index: usize| !found.months.is_empty() || (found.tables.len() > MOST_OPEN && index > 0);
    let months = found.months.iter().map(|months| trend_table::trend_table(months).into_any()).collect_view();
    let tables = found.tables.iter().enumerate().filter(|(_, table)| !table.rows.is_empty());
    let all = tables.map(|(index, table)| one(table, folded(index))).collect_view();
    let sources = found.sources.clone().map(|sources| view! { <p class="small quiet">{sources}</p> });
    (!found.tables.is_empty()).then(|| {
        view! { <section class="side"><h2 id="table">{t!("trends-heading-table")}</h2><div>{months}{all}{sources}</div></section> }
            .into_any()
    })
}

fn one(table: &Table, folded: bool) -> AnyView {
    match folded {
        true => {
            view! { <details><summary>{table.caption.clone()}</summary>{trend_table::trend_table(table)}</details> }
                .into_any()
        }
        false => trend_table::trend_table(table).into_any(),
    }
}

fn carriers(found: &Found) -> Option<AnyView> {
    let row = |(carrier, total): &(Way, String)| {
        let named = if carrier.here {
            view! { <span>{name(&carrier.words)}</span> }.into_any()
        } else {
            view! { <a href=carrier.href.clone()>{name(&carrier.words)}</a> }.into_any()
        };
        view! { <li>{named}": "{total.clone()}</li> }
    };
    let rows = found.carriers.iter().map(row).collect_view();
    (!found.carriers.is_empty()).then(|| {
        view! { <section class="side"><h2 id="carriers">{t!("trends-carriers")}</h2><ul class="lines">{rows}</ul></section> }.into_any()
    })
}

fn others(others: &[Way]) -> Option<AnyView> {
    let rows =
        others.iter().map(|way| view! { <li><a href=way.href.clone()>{name(&way.words)}</a></li> }).collect_view();
    (!others.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="also">{t!("trends-also")}</h2>
                <div><p>{t!("trends-also-intro")}</p><ul class="lines">{rows}</ul></div>
            </section>
        }
        .into_any()
    })
}

fn definition(found: &Found) -> impl IntoView + use<> {
    let lines = found.definition.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let Way { words, href, .. } = found.measure.clone();
    view! {
        <section class="side"><h2 id="definition">{t!("trends-definition-heading")}</h2>
            <div class="prose">{lines}<p class="acts small"><a href=href>{words}</a></p></div>
        </section>
    }
}

fn frame(found: &Found) -> impl IntoView + use<> {
    let code = found.frame.clone().map(|code| {
        view! { <p>{t!("trends-frame")}</p><pre class="copy small" tabindex="0"><code>{code}</code></pre> }
    });
    let none = found.frame.is_none().then(|| view! { <p>{t!("trends-no-frame")}</p> });
    let frames = found.frames.clone();
    view! {
        <section class="side"><h2 id="frame">{t!("trends-frame-heading")}</h2>
            <div>{code}{none}<p class="acts small"><a href=frames.href>{frames.words}</a></p></div>
        </section>
    }
}
