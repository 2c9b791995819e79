//! What other sites show of a corridor in a frame. No form, no script, and every link leads out of the frame.

use leptos::prelude::*;

use super::shell::{frame, notices, old};
use crate::components::name::name;
use crate::components::{chart_figure, correction_notice, figure_table, figure_tile, marks, place, sentence};
use crate::t;
use crate::view::embed::{EmbedBody, EmbedPage};
use crate::view::notice::Notice;

/// The frame.
pub fn page(embed: &EmbedPage) -> impl IntoView + use<> {
    let corridor = |words: &str| view! { <a href=embed.way.href.clone()>{name(words)}</a> };
    let is_status = matches!(embed.body, EmbedBody::Status(_));
    let heading = if is_status {
        view! { <p class="name">{corridor(&embed.place.name)}</p> }.into_any()
    } else {
        view! { <h1 class="name">{corridor(&embed.place.name)}</h1> }.into_any()
    };
    let way = embed.way.clone();
    let body = view! {
        <main id="main">
            {notices(embed.demonstration.clone(), embed.last_saved)}
            {marks::symbols()}{embed.old.as_ref().map(old)}
            {place::place_under(&embed.place, heading)}
            {correction_notice::notices(&embed.corrections)}
            {shown(&embed.body)}
            <p class="acts small end"><a href=way.href>{way.words}</a>" "<span>{embed.record.clone()}</span></p>
        </main>
    };
    frame(embed.title.clone(), Some(embed.canonical.clone()), embed.theme, body)
}

fn shown(body: &EmbedBody) -> AnyView {
    match body {
        EmbedBody::Status(answer) => sentence::sentence(answer).into_any(),
        EmbedBody::Chart(figure, sources) => {
            let sources = sources.clone().map(|sources| view! { <p class="small">{sources}</p> });
            view! { {chart_figure::chart_figure(figure).into_any()}{sources} }.into_any()
        }
        EmbedBody::Figures(heading, rows, more) => {
            let more = more.clone().map(|more| view! { <p class="small">{more}</p> });
            let rows = match rows.as_slice() {
                [one] => figure_tile::tiles(std::slice::from_ref(one)).into_any(),
                rows => figure_table::figure_table(rows).into_any(),
            };
            view! { <h2>{heading.clone()}</h2>{rows}{more} }.into_any()
        }
        EmbedBody::NoFigure(heading, words) => {
            view! { <h2>{heading.clone()}</h2><p class="void">{words.clone()}</p> }.into_any()
        }
    }
}

/// What stands in a frame whose address leads to nothing.
pub fn notice(notice: &Notice) -> impl IntoView + use<> {
    let lines = notice.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let ways = notice.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let ways = ways.collect_view();
    let body = view! {
        <main id="main">
            {notices(notice.chrome.demonstration.clone(), notice.chrome.last_saved)}
            <p class="brand">{t!("site-name")}</p>
            <h1>{notice.heading.clone()}</h1>
            <div class="void">{lines}</div>
            <p class="acts">{ways}</p>
        </main>
    };
    frame(notice.chrome.title.clone(), None, None, body)
}
