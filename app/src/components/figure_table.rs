//! The latest figures: one row a thing, with its day, its age and who says so.

use leptos::prelude::*;

use super::{cites, marks};
use crate::t;
use crate::view::figure_row::FigureRow;

/// The table of the latest figures.
pub fn figure_table(rows: &[FigureRow]) -> impl IntoView + use<> {
    let rows = rows.iter().map(row).collect_view();
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!("figures-heading-thing")}</th><th scope="col">{t!("figures-heading-figure")}</th>
                <th scope="col">{t!("figures-heading-about")}</th><th scope="col">{t!("figures-heading-who")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(row: &FigureRow) -> impl IntoView + use<> {
    let differ = row.disputed.then(marks::differ);
    let note = row.note.clone().map(|note| view! { " "<span class="quiet">{note}</span> });
    view! {
        <tr>
            <th scope="row"><a href=row.measure.clone()>{row.label.clone()}</a></th>
            <td class="fig">{row.words.clone()}</td>
            <td class="quiet"><a href=row.href.clone()>{row.about.clone()}</a></td>
            <td class="small">{differ}{cites::cites(&row.cites)}{note}</td>
        </tr>
    }
}
