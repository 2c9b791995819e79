//! The desk's first page: what is due, the last days of each corridor.

use leptos::prelude::*;

use crate::components::marks;
use crate::components::name::name;
use crate::pages::shell::shell;
use crate::t;
use crate::view::desk::{DeskCorridor, DeskDay, DeskPage, TaskList};
use crate::view::mark::Mark;

/// The desk's first page.
pub fn page(page: &DeskPage) -> impl IntoView + use<> {
    let done = page.done.clone().map(|(text, way)| {
        view! { <p class="notice" role="status">{text}" "<a href=way.href>{way.words}</a></p> }
    });
    let tasks = page.tasks.iter().map(tasks).collect_view();
    let without_role = page.without_role.then(|| view! { <p class="void">{t!("desk-no-role")}</p> });
    let empty = (page.corridors.is_empty() && !page.without_role).then(|| {
        view! {
            <section class="side"><h2>{t!("desk-heading-none")}</h2><div class="void">
                <p>{t!("desk-none")}</p>
                <p><code>"corridor corridors add SLUG --name NAME --time-zone ZONE"</code></p>
            </div></section>
        }
    });
    let corridors = page.corridors.iter().map(corridor).collect_view();
    let body =
        view! { <div class="place"><h1>{t!("desk-heading")}</h1></div>{done}{tasks}{without_role}{empty}{corridors} };
    shell(&page.chrome, body)
}

fn tasks(list: &TaskList) -> impl IntoView + use<> {
    let days = list.days.iter().map(|(way, text)| {
        view! { <li><a href=way.href.clone()>{way.words.clone()}</a>" "<span>{text.clone()}</span></li> }
    });
    let days = days.collect_view();
    let all = list.all.clone().map(|way| view! { <p><a href=way.href>{way.words}</a></p> });
    view! { <section class="side"><h2>{list.heading.clone()}</h2><div><ul class="log">{days}</ul>{all}</div></section> }
}

fn corridor(row: &DeskCorridor) -> impl IntoView + use<> {
    let state = if row.fresh { "ok" } else { "late" };
    let silent = (!row.fresh).then(|| marks::mark(Mark::Unknown));
    let next = row.next.clone().map(|(words, href)| view! { <a class="go" href=href>{words}</a> });
    let threshold = row.threshold.clone().map(|href| view! { <a class="alt" href=href>{t!("desk-threshold")}</a> });
    let days = row.days.iter().map(day).collect_view();
    let days = if row.days.is_empty() {
        view! { <p class="void">{t!("desk-not-begun")}</p> }.into_any()
    } else {
        view! {
            <table class="stack broad">
                <caption>{t!("desk-last-days")}</caption>
                <thead><tr>
                    <th scope="col">{t!("desk-heading-day")}</th><th scope="col">{t!("desk-heading-access")}</th><th scope="col">{t!("desk-heading-recorded")}</th>
                </tr></thead>
                <tbody>{days}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="side">
            <h2>{name(&row.name)}</h2>
            <div>
                <p class="due">{silent}<span class=state>{row.due.clone()}</span></p>
                <p class="send">{next}<a class="alt" href=row.href.clone()>{t!("desk-public-page")}</a>{threshold}</p>
                {days}
            </div>
        </section>
    }
}

fn day(day: &DeskDay) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=day.href.clone()>{day.day.clone()}</a></th>
            <td>{marks::status(day.mark, day.word.clone())}</td>
            <td class="small">{day.recorded.clone()}</td>
        </tr>
    }
}
