//! A table of buckets: when, what, on what it rests, who says so. Where it is narrow each row becomes an entry.

use leptos::prelude::*;

use super::cites;
use crate::t;
use crate::view::chart::{Row, Table};

/// The table.
pub fn trend_table(table: &Table) -> impl IntoView + use<> {
    let head = table.head.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let rows = table.rows.iter().map(row).collect_view();
    let series = table.series.map(|place| place.to_string());
    let rest = table.rest.clone().map(|rest| view! { <p class="small quiet">{rest}</p> });
    view! {
        <table class="stack trend" data-series=series><caption>{table.caption.clone()}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        {rest}
    }
}

fn row(row: &Row) -> impl IntoView + use<> {
    let who = if row.cites.is_empty() { t!("trends-nobody").into_any() } else { cites::cites(&row.cites).into_any() };
    let [figure, rests] = [0, 1].map(|at| row.cells.get(at).cloned().unwrap_or_default());
    let from = row.days.map(|days| days.from.to_string());
    let to = row.days.filter(|days| days.from < days.to).map(|days| days.to.to_string());
    view! {
        <tr data-from=from data-to=to>
            <th scope="row"><a href=row.href.clone()>{row.day.clone()}</a></th>
            <td class="fig">{figure}</td>
            <td class="small">{rests}</td>
            <td class="small">{who}</td>
        </tr>
    }
}
