//! The page of one month.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::name::name;
use crate::components::{calendar, citation, event_list, pager, rests, running_totals};
use crate::t;
use crate::view::month_page::{MonthPage, TotalRow, WeekRow};

/// The page of one month.
pub fn page(page: &MonthPage) -> impl IntoView + use<> {
    let empty = page.empty.as_ref().map(|(text, ways)| {
        let ways = ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " }).collect_view();
        view! {
            <section class="side"><h2>{t!("month-empty-heading")}</h2>
                <div><p class="void">{text.clone()}</p><p class="acts">{ways}</p></div>
            </section>
        }
    });
    let body = view! {
        {pager::pager(&t!("month-pager"), Some(&page.before), None, Some(&page.after))}
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
            <p class="fresh">{page.counted.clone()}</p>
        </div>
        {empty}
        <section class="side"><h2 id="calendar">{t!("month-calendar")}</h2>
            <div>{calendar::calendar(&page.calendar)}<p class="small quiet">{t!("month-calendar-key")}</p></div>
        </section>
        {totals(page)}{weeks(page)}{rest(page)}
    };
    shell(&page.chrome, body)
}

fn totals(page: &MonthPage) -> Option<AnyView> {
    let rows = page.totals.iter().map(total).collect_view();
    (!page.totals.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="totals">{page.totals_heading.clone()}</h2><div>
                <table class="stack">
                    <thead><tr>
                        <th scope="col">{t!("month-totals-what")}</th><th scope="col">{t!("month-totals-figure")}</th>
                        <th scope="col">{t!("month-totals-coverage")}</th><th scope="col">{t!("month-totals-rests")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="small quiet">{t!("month-totals-rule")}</p>
            </div></section>
        }
        .into_any()
    })
}

fn total(row: &TotalRow) -> AnyView {
    view! {
        <tr>
            <th scope="row">{row.label.clone()}</th><td class="fig">{row.figure.clone()}</td>
            <td>{row.coverage.clone()}</td><td class="small">{rests::rests(&row.rests)}</td>
        </tr>
    }
    .into_any()
}

fn weeks(page: &MonthPage) -> Option<AnyView> {
    let rows = page.weeks.iter().map(week).collect_view();
    (!page.weeks.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="weeks">{t!("month-weeks")}</h2><div>
                <table class="stack weeks">
                    <caption>{page.weeks_caption.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{t!("month-weeks-week")}</th><th scope="col">{t!("month-totals-figure")}</th>
                        <th scope="col">{t!("month-totals-coverage")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="small quiet">{t!("month-weeks-rule")}</p>
            </div></section>
        }
        .into_any()
    })
}

fn week(row: &WeekRow) -> AnyView {
    view! {
        <tr>
            <th scope="row">{row.label.clone()}</th><td class="fig">{row.figure.clone()}</td>
            <td class="small">{row.coverage.clone()}{rests::rests(&row.rests)}</td>
        </tr>
    }
    .into_any()
}

fn rest(page: &MonthPage) -> impl IntoView + use<> {
    let running = if page.running.is_empty() && page.empty.is_some() {
        None
    } else if page.running.is_empty() {
        Some(view! { <p class="void">{t!("month-running-none")}</p> }.into_any())
    } else {
        Some(running_totals::running_totals(&page.running).into_any())
    };
    let running = running.map(|running| {
        view! { <section class="side"><h2 id="running">{t!("month-running")}</h2><div>{running}</div></section> }
    });
    let events = (!page.events.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="events">{t!("month-events")}</h2>{event_list::event_list(&page.events, true)}</section>
        }
    });
    view! {
        {running}{events}
        <section class="side"><h2 id="take">{t!("month-take")}</h2><div>{citation::brief(&page.citation, None)}</div></section>
    }
}
