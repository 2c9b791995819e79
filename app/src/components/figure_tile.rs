//! The figures that are asked for first: each large, with its day, its age, and who says so.

use leptos::prelude::*;

use super::{cites, marks};
use crate::view::figure_row::FigureRow;

/// The tiles.
pub fn tiles(rows: &[FigureRow]) -> impl IntoView + use<> {
    let tiles = rows.iter().map(tile).collect_view();
    view! { <div class="tiles">{tiles}</div> }
}

fn tile(row: &FigureRow) -> impl IntoView + use<> {
    let differ = row.disputed.then(marks::differ);
    let note = row.note.clone().map(|note| view! { <p class="small">{note}</p> });
    view! {
        <div>
            <h3><a href=row.trends.clone()>{row.label.clone()}</a></h3>
            <p class="big">{row.words.clone()}</p>
            <p class="small"><a href=row.href.clone()>{row.about.clone()}</a></p>
            <p class="small quiet">{differ}{cites::cites(&row.cites)}</p>
            {note}
        </div>
    }
}
