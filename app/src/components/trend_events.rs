//! The events of an axis: each with its number there, its day and who says so.

use leptos::prelude::*;

use crate::view::status_page::EventRow;
use crate::view::trends::events::EventMark;

/// The events, by number.
pub fn trend_events(marks: &[EventMark]) -> impl IntoView + use<> {
    let rows = marks.iter().map(|mark| {
        let day = mark.rows.first().map(|row| view! { <a href=row.href.clone()>{row.day.clone()}</a> });
        let told = mark.rows.iter().map(event).collect_view();
        view! { <li><b>{mark.number.clone()}</b><span>{day}{told}</span></li> }
    });
    view! { <ul class="numbered small">{rows.collect_view()}</ul> }
}

fn event(event: &EventRow) -> impl IntoView + use<> {
    let source = event.source.clone().map(|(name, page)| {
        let name = match page {
            Some(page) => view! { <a href=page rel="external noreferrer"><bdi>{name}</bdi></a> }.into_any(),
            None => view! { <bdi>{name}</bdi> }.into_any(),
        };
        view! { " "<cite>{name}</cite> }
    });
    view! { " "{event.title.clone()}"."{source} }
}
