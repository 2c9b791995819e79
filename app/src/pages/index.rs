//! The page of all corridors.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::name::name;
use crate::components::place::place_under;
use crate::components::record_line::record_line;
use crate::components::sentence;
use crate::paths;
use crate::view::index_page::{CorridorRow, IndexPage};

/// The page of all corridors.
pub fn page(page: &IndexPage) -> impl IntoView + use<> {
    let rows = page.corridors.iter().map(row).collect_view();
    let empty = page.corridors.is_empty().then(|| {
        view! {
            <section class="side"><h2>"No corridor yet"</h2><div class="void">
                <p>"Nothing is recorded on this site yet. The operator adds the first corridor at the command line:"</p>
                <p><code>"corridor corridors add SLUG --name NAME --time-zone ZONE"</code></p>
                <p>"After that the "<a href=paths::DESK>"desk"</a>" can record its days."</p>
            </div></section>
        }
    });
    let body = view! { <div class="place"><h1>"Humanitarian corridors"</h1></div>{empty}{rows} };
    shell(&page.chrome, body)
}

fn row(row: &CorridorRow) -> impl IntoView + use<> {
    let heading = view! { <h2><a href=row.href.clone()>{name(&row.place.name)}</a></h2> };
    view! {
        <section class="brief">
            {place_under(&row.place, heading)}
            {sentence::short_sentence(&row.sentence)}
            {record_line(&row.foot)}
        </section>
    }
}
