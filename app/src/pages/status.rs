//! The status page of a corridor.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::{
    chart_figure, citation, cites, correction_notice, day_list, day_strip, event_list, figure_table, figure_tile,
    marks, place, sentence,
};
use crate::t;
use crate::view::status_page::{ClassRow, StatusPage};

/// The status page.
pub fn page(page: &StatusPage) -> impl IntoView + use<> {
    let sections = match &page.empty {
        Some(text) => {
            view! { <section class="side"><h2>{t!("status-heading-record")}</h2><p class="void">{text.clone()}</p></section> }.into_any()
        }
        None => sections(page).into_any(),
    };
    let body = view! { {place::place(&page.place)}{correction_notice::notices(&page.corrections)}{sentence::sentence(&page.sentence)}{sections}{take(page)} };
    shell(&page.chrome, body)
}

fn sections(page: &StatusPage) -> impl IntoView + use<> {
    let events = (!page.events.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="log">{t!("status-heading-events")}</h2>{event_list::event_list(&page.events, true)}</section>
        }
    });
    let strip = page.strip.as_ref().map(|strip| {
        view! { <section class="side"><h2 id="strip">{t!("strip-heading")}</h2><div>{day_strip::day_strip(strip)}</div></section> }
    });
    let charts = page.charts.iter().map(chart_figure::chart_figure).collect_view();
    let charts = (!page.charts.is_empty()).then(
        || view! { <section class="side"><h2 id="charts">{t!("charts-heading")}</h2><div>{charts}</div></section> },
    );
    let tiles = (!page.tiles.is_empty()).then(|| figure_tile::tiles(&page.tiles));
    let figures = if page.figures.is_empty() && page.tiles.is_empty() {
        view! { <p class="void">{t!("status-no-figure")}</p> }.into_any()
    } else if page.figures.is_empty() {
        ().into_any()
    } else {
        figure_table::figure_table(&page.figures).into_any()
    };
    view! {
        <section class="side"><h2 id="for">{t!("status-heading-for-whom")}</h2>{classes(&page.classes)}</section>
        <section class="side"><h2 id="figures">{t!("status-heading-figures")}</h2>
            <div>{tiles}{figures}<p class="small quiet">{page.small_numbers.clone()}</p></div>
        </section>
        {strip}{charts}
        <section class="side"><h2 id="days">{t!("status-heading-days")}</h2>
            <div>
                {day_list::day_list(&page.days, page.other_days.as_deref())}
                <p class="acts"><a href=page.month.href.clone()>{page.month.words.clone()}</a></p>
            </div>
        </section>
        {events}
    }
}

fn classes(rows: &[ClassRow]) -> impl IntoView + use<> {
    let rows = rows.iter().map(|row| {
        let who =
            if row.cites.is_empty() { t!("class-nobody").into_any() } else { cites::cites(&row.cites).into_any() };
        view! {
            <tr>
                <th scope="row">{row.traffic.clone()}</th>
                <td>{marks::status(row.mark, row.word.clone())}</td>
                <td>{who}</td>
                <td class="quiet">{row.about.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!("classes-heading-traffic")}</th><th scope="col">{t!("classes-heading-status")}</th>
                <th scope="col">{t!("classes-heading-who")}</th><th scope="col">{t!("classes-heading-about")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn take(page: &StatusPage) -> impl IntoView + use<> {
    let files = page.files.iter().map(|(words, href)| view! { <a href=href.clone()>{words.clone()}</a>" " });
    let files = files.collect_view();
    view! {
        <section class="side"><h2 id="take">{t!("status-heading-use")}</h2>
            <div><p class="acts">{files}</p>{citation::brief(&page.citation, Some(&page.cite))}</div>
        </section>
    }
}
