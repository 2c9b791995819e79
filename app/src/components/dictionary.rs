//! What the columns of a file hold, a row each, folded away under the name of the file.

use leptos::prelude::*;

use crate::t;
use crate::view::data_page::Dictionary;
use crate::view::dictionary::{Column, Meaning};

/// The columns of a file.
pub fn dictionary(dictionary: &Dictionary) -> impl IntoView + use<> {
    let rows = dictionary.columns.iter().map(|column| row(column, false)).collect_view();
    let keys = dictionary.keys.iter().map(|column| row(column, true)).collect_view();
    let (id, heading) = (format!("columns-{}", dictionary.id), dictionary.heading.clone());
    view! {
        <details id=id><summary>{heading}</summary>
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!("data-column-name")}</th><th scope="col">{t!("data-column-kind")}</th>
                    <th scope="col">{t!("data-column-means")}</th>
                </tr></thead>
                <tbody>{rows}{keys}</tbody>
            </table>
        </details>
    }
}

fn row(column: &Column, only_json: bool) -> impl IntoView + use<> {
    let json = only_json.then(|| view! { <span class="quiet">" "{t!("data-only-json")}</span> });
    let missing = column.missing.iter().filter(|(word, _)| !word.is_empty());
    let all: Vec<&Meaning> = column.words.iter().chain(missing).collect();
    let words = (!all.is_empty()).then(|| {
        let words = all.into_iter().map(word).collect_view();
        view! { <ul class="small quiet">{words}</ul> }
    });
    view! {
        <tr>
            <th scope="row"><code>{column.name}</code>{json}</th>
            <td class="small">{column.kind.words()}</td>
            <td>{column.means.clone()}{words}</td>
        </tr>
    }
}

fn word((word, means): &Meaning) -> impl IntoView + use<> {
    view! { <li><code>{*word}</code>": "{means.clone()}</li> }
}
