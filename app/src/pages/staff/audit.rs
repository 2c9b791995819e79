//! What was done at the desk: a search, a table, the way to older lines.

use leptos::prelude::*;

use crate::components::field::{Field, Input, field};
use crate::pages::shell::shell;
use crate::view::audit_page::{AuditPage, AuditRow, AuditSearch};
use crate::{paths, t};

/// The page.
pub fn page(page: &AuditPage) -> impl IntoView + use<> {
    let rows = page.lines.iter().map(row).collect_view();
    let lines = if page.lines.is_empty() {
        view! { <p class="void">{t!("audit-none")}</p> }.into_any()
    } else {
        view! {
            <table class="stack broad">
                <caption>{t!("audit-caption", lines = page.lines.len())}</caption>
                <thead><tr>
                    <th scope="col">{t!("audit-at")}</th><th scope="col">{t!("audit-account")}</th>
                    <th scope="col">{t!("audit-verb")}</th><th scope="col">{t!("audit-subject")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let older = page.older.clone().map(|href| view! { <a href=href>{t!("audit-older")}</a> });
    let body = view! {
        <div class="place"><h1>{t!("audit-heading")}</h1><p class="quiet">{t!("audit-note")}</p></div>
        {search(&page.search, &page.verbs, &page.problems)}
        {lines}
        <p class="acts">{older}<a href=page.export.clone()>{t!("audit-export")}</a></p>
    };
    shell(&page.chrome, body)
}

fn search(search: &AuditSearch, verbs: &[String], problems: &[(String, String)]) -> impl IntoView + use<> {
    let any = std::iter::once((String::new(), t!("audit-any-verb")));
    let verbs: Vec<(String, String)> = any.chain(verbs.iter().map(|verb| (verb.clone(), verb.clone()))).collect();
    let one = |name: &str, label: String, value: &str, input: Input| {
        let problem = problems.iter().find(|(found, _)| found == name).map(|(_, words)| words.clone());
        field(Field { name: name.to_owned(), label, value: value.to_owned(), problem, input, ..Field::default() })
    };
    view! {
        <form method="get" action=paths::AUDIT role="search" aria-label=t!("audit-search")>
            <div class="fields">
                {one("q", t!("audit-text"), &search.text, Input::Line)}
                {one("account", t!("audit-account"), &search.account, Input::Line)}
                {one("verb", t!("audit-verb"), &search.verb, Input::Choice(verbs))}
                {one("from", t!("audit-from"), &search.from, Input::Date)}
                {one("to", t!("audit-to"), &search.to, Input::Date)}
            </div>
            <p class="send"><button class="alt">{t!("audit-search")}</button></p>
        </form>
    }
}

fn row(row: &AuditRow) -> impl IntoView + use<> {
    let detail = row.detail.clone().map(|detail| view! { <span class="quiet">{detail}</span> });
    view! {
        <tr>
            <th scope="row">{row.at.clone()}</th><td>{row.account.clone()}</td><td>{row.verb.clone()}</td>
            <td class="small">{row.subject.clone()}{detail}</td>
        </tr>
    }
}
