//! The corridors at the desk, and a form that adds one.

use leptos::prelude::*;

use crate::components::field::Input;
use crate::components::name::name;
use crate::components::sent::{asked, sent};
use crate::pages::shell::shell;
use crate::view::corridors::{CorridorAtDesk, CorridorsPage};
use crate::{paths, t};

/// The corridors.
pub fn page(page: &CorridorsPage) -> impl IntoView + use<> {
    let body = view! {
        <div class="place"><h1>{t!("corridors-heading")}</h1></div>
        {sent(&page.sent)}
        <section>{list(page)}</section>
        {add(page)}
    };
    shell(&page.chrome, body)
}

fn list(page: &CorridorsPage) -> AnyView {
    if page.rows.is_empty() {
        return view! { <p class="void">{t!("corridors-none")}</p> }.into_any();
    }
    let rows = page.rows.iter().map(row).collect_view();
    view! {
        <table class="stack broad">
            <thead><tr>
                <th scope="col">{t!("corridors-name")}</th><th scope="col">{t!("corridors-zone")}</th>
                <th scope="col">{t!("corridors-record")}</th><th scope="col">{t!("corridors-review")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: &CorridorAtDesk) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=row.href.clone()>{name(&row.name)}</a></th>
            <td class="small">{row.zone.clone()}</td><td class="small">{row.record.clone()}</td><td class="small">{row.review.clone()}</td>
        </tr>
    }
}

fn add(page: &CorridorsPage) -> impl IntoView + use<> {
    let typed = &page.typed;
    let one = |name: &str, label: String, hint: String, value: &str, input: Input| {
        asked(&page.sent, name, (label, Some(hint)), value, input)
    };
    view! {
        <section class="side"><h2>{t!("corridors-add")}</h2>
            <form method="post" action=paths::CORRIDORS>
                <p class="small quiet">{t!("corridors-add-note")}</p>
                <div class="fields two">
                    {one("slug", t!("settings-slug"), t!("settings-slug-hint"), &typed.slug, Input::Line)}
                    {one("time_zone", t!("settings-zone"), t!("settings-zone-hint"), &typed.time_zone, Input::Line)}
                    {one("names", t!("settings-names"), t!("settings-names-hint"), &typed.names, Input::Area(2))}
                    {one("record_begins", t!("settings-begins"), t!("settings-begins-hint"), &typed.record_begins, Input::Date)}
                </div>
                <p class="send"><button class="go" name="then" value="add">{t!("corridors-add-do")}</button></p>
            </form>
        </section>
    }
}
