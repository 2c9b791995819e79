//! All sources at the desk.

use leptos::prelude::*;

use crate::components::field::{Field, field};
use crate::pages::shell::shell;
use crate::view::sources::{SourceRow, SourcesPage};
use crate::{paths, t, text};

/// All sources.
pub fn page(page: &SourcesPage) -> impl IntoView + use<> {
    let query = Field {
        name: "q".to_owned(),
        label: t!("keep-filter"),
        hint: Some(t!("keep-filter-hint")),
        value: page.query.clone(),
        ..Field::default()
    };
    let body = view! {
        <div class="place"><h1>{t!("sources-heading")}</h1></div>
        <section>
            <p>{t!("sources-note")}</p>
            <form method="get" action=paths::SOURCES>
                <div class="fields one">{field(query)}</div>
                <p class="send"><button class="alt">{t!("keep-filter-do")}</button></p>
            </form>
            {list(page)}
        </section>
    };
    shell(&page.chrome, body)
}

fn list(page: &SourcesPage) -> AnyView {
    if page.rows.is_empty() {
        let words = if page.any { t!("sources-none") } else { t!("sources-empty") };
        return view! { <p class="void">{words}</p> }.into_any();
    }
    let rows = page.rows.iter().map(row).collect_view();
    view! {
        <table class="stack broad">
            <caption>{page.count.clone()}</caption>
            <thead><tr>
                <th scope="col">{t!("sources-name")}</th><th scope="col">{t!("sources-claims")}</th>
                <th scope="col">{t!("sources-since")}</th><th scope="col">{t!("sources-kind")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: &SourceRow) -> impl IntoView + use<> {
    let kind = text::row(row.kind.iter().chain(&row.standing).cloned());
    view! {
        <tr>
            <th scope="row"><a href=row.href.clone()>{row.name.clone()}</a></th>
            <td>{row.claims.clone()}</td><td>{row.since.clone()}</td><td class="small">{kind}</td>
        </tr>
    }
}
