//! A page that says one thing and shows the way back.

use leptos::prelude::*;

use super::shell::shell;
use crate::view::notice::Notice;

/// A page that says one thing.
pub fn page(notice: &Notice) -> impl IntoView + use<> {
    let lines = notice.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let ways = notice.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let ways = ways.collect_view();
    let body = view! {
        <div class="place"><h1>{notice.heading.clone()}</h1></div>
        <section><div class="void">{lines}</div><p class="acts">{ways}</p></section>
    };
    shell(&notice.chrome, body)
}
