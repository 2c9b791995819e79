//! The page of all corridors.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::correction_notice;
use crate::components::name::name;
use crate::components::phrase::phrase_with;
use crate::components::place::place_under;
use crate::components::record_line::record_line;
use crate::components::sentence;
use crate::text::sentences::Phrase;
use crate::view::index_page::{CorridorRow, IndexPage};
use crate::{paths, t};

/// The page of all corridors.
pub fn page(page: &IndexPage) -> impl IntoView + use<> {
    let rows = page.corridors.iter().map(row).collect_view();
    let empty = page.corridors.is_empty().then(|| {
        let then = phrase_with(&Phrase::of(&t!("index-none-then")), |desk| view! { <a href=paths::DESK>{desk}</a> });
        view! {
            <section class="side"><h2>{t!("index-heading-none")}</h2><div class="void">
                <p>{t!("index-none")}</p>
                <p><code>"corridor corridors add SLUG --name NAME --time-zone ZONE"</code></p>
                <p>{then}</p>
            </div></section>
        }
    });
    let body = view! { <div class="place"><h1>{t!("index-heading")}</h1></div>{empty}{rows} };
    shell(&page.chrome, body)
}

fn row(row: &CorridorRow) -> impl IntoView + use<> {
    let heading = view! { <h2><a href=row.href.clone()>{name(&row.place.name)}</a></h2> };
    view! {
        <section class="brief">
            {place_under(&row.place, heading)}
            {correction_notice::notices(&row.corrections)}
            {sentence::short_sentence(&row.sentence)}
            {record_line(&row.foot)}
        </section>
    }
}
