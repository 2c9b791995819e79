//! A table of figures by day: who says so is a column of it, what is missing is words.

use leptos::prelude::*;

use super::cites;
use crate::view::chart::{Row, Table};

/// The table.
pub fn data_table(table: &Table) -> impl IntoView + use<> {
    let head = table.head.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let rows = table.rows.iter().map(row).collect_view();
    let rest = table.rest.clone().map(|rest| view! { <p class="small quiet">{rest}</p> });
    // How many columns stand beside each other where it is narrow; the sources then have a line of their own.
    let class = format!("figures n{}", table.head.len().saturating_sub(1).min(6));
    view! {
        <table class=class><caption>{table.caption.clone()}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        {rest}
    }
}

fn row(row: &Row) -> impl IntoView + use<> {
    let cells = row.cells.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row"><a href=row.href.clone()>{row.day.clone()}</a></th>
            {cells}
            <td class="small">{cites::cites(&row.cites)}</td>
        </tr>
    }
}
