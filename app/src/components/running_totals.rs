//! Running totals held against daily reports: one row a total, who says so beside it.

use leptos::prelude::*;

use super::{cites, rests};
use crate::t;
use crate::view::running::{RunningRow, RunningTable};

/// A table for each thing.
pub fn running_totals(tables: &[RunningTable]) -> impl IntoView + use<> {
    let each = tables.iter().map(table).collect_view();
    view! { <div class="runs">{each}</div><p class="small quiet">{t!("running-rule")}</p> }
}

fn table(table: &RunningTable) -> AnyView {
    let rows = table.rows.iter().map(row).collect_view();
    let note = table.note.clone().map(|note| view! { <p class="small">{note}</p> });
    view! {
        <table class="stack run">
            <caption>{table.caption.clone()}</caption>
            <thead><tr>
                <th scope="col">{t!("running-up-to")}</th><th scope="col">{t!("running-total")}</th>
                <th scope="col">{t!("running-since")}</th><th scope="col">{t!("running-result")}</th>
                <th scope="col">{t!("running-who")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {note}
    }
    .into_any()
}

fn row(row: &RunningRow) -> AnyView {
    let day = row.day.clone();
    let here = day.href.is_empty();
    let day = if here {
        view! { <b>{day.words}</b> }.into_any()
    } else {
        view! { <a href=day.href>{day.words}</a> }.into_any()
    };
    let since = row.since.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    view! {
        <tr aria-current=here.then_some("date")>
            <th scope="row">{day}</th>
            <td class="fig">{row.total.clone()}</td>
            <td class="small">{since}{rests::rests(&row.rests)}</td>
            <td class="small"><b>{row.result.clone()}"."</b>" "{row.note.clone().unwrap_or_default()}</td>
            <td class="small">{cites::cites(&row.cites)}</td>
        </tr>
    }
    .into_any()
}
