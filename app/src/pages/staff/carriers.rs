//! The carriers at the desk: how they are spelled, and which spellings are one carrier.

use leptos::prelude::*;

use crate::components::field::Input;
use crate::components::sent::{asked, sent};
use crate::pages::shell::shell;
use crate::view::carriers::{CarrierRow, CarriersPage};
use crate::{paths, t, text};

/// The carriers.
pub fn page(page: &CarriersPage) -> impl IntoView + use<> {
    let body = view! {
        <div class="place"><h1>{t!("carriers-heading")}</h1></div>
        {sent(&page.sent)}
        <section><p>{t!("carriers-note")}</p>{list(page)}</section>
        {(page.rows.len() > 1).then(|| join(page))}
    };
    shell(&page.chrome, body)
}

fn list(page: &CarriersPage) -> AnyView {
    if page.rows.is_empty() {
        return view! { <p class="void">{t!("carriers-empty")}</p> }.into_any();
    }
    let rows = page.rows.iter().map(row).collect_view();
    view! {
        <form method="post" action=paths::CARRIERS>
            <table class="stack broad">
                <thead><tr>
                    <th scope="col">{t!("carriers-name")}</th><th scope="col">{t!("carriers-claims")}</th>
                    <th scope="col">{t!("carriers-corridors")}</th><th scope="col">{t!("carriers-shown")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </form>
    }
    .into_any()
}

fn row(row: &CarrierRow) -> impl IntoView + use<> {
    let part = row.joined.then(|| {
        let words = t!("carriers-part-do", name = row.name.as_str());
        view! { " "<button class="alt" name="part" value=row.name.clone() aria-label=words>{t!("keep-undo")}</button> }
    });
    view! {
        <tr>
            <th scope="row">{row.name.clone()}</th>
            <td>{row.claims.clone()}</td><td class="small">{text::row(row.corridors.iter().cloned())}</td>
            <td class="small">{row.shown_as.clone()}{part}</td>
        </tr>
    }
}

fn join(page: &CarriersPage) -> impl IntoView + use<> {
    let names = [(String::new(), String::new())].into_iter();
    let names = names.chain(page.rows.iter().map(|row| (row.name.clone(), row.name.clone())));
    let names: Vec<(String, String)> = names.collect();
    let one = |name: &str, label: String, hint: String, value: &str| {
        asked(&page.sent, name, (label, Some(hint)), value, Input::Choice(names.clone()))
    };
    view! {
        <section class="side"><h2>{t!("carriers-join")}</h2>
            <form method="post" action=paths::CARRIERS>
                <div class="fields two">
                    {one("name", t!("carriers-spelling"), t!("carriers-spelling-hint"), &page.name)}
                    {one("shown_as", t!("carriers-shown-as"), t!("carriers-shown-as-hint"), &page.shown_as)}
                </div>
                <p class="send"><button class="go" name="then" value="join">{t!("carriers-join-do")}</button></p>
            </form>
        </section>
    }
}
