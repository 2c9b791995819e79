//! What happened, day by day, with who says so. An event never moves a figure.

use leptos::prelude::*;

use crate::view::status_page::EventRow;

/// Events, each with its day.
pub fn event_list(events: &[EventRow], with_day: bool) -> impl IntoView + use<> {
    let rows = events.iter().map(|event| row(event, with_day)).collect_view();
    view! { <ul class="log">{rows}</ul> }
}

fn row(event: &EventRow, with_day: bool) -> impl IntoView + use<> {
    let day = with_day.then(|| view! { <a class="when" href=event.href.clone()>{event.day.clone()}</a>" " });
    let source = event.source.clone().map(|(name, page)| {
        let name = match page {
            Some(page) => view! { <a href=page rel="external noreferrer"><bdi>{name}</bdi></a> }.into_any(),
            None => view! { <bdi>{name}</bdi> }.into_any(),
        };
        view! { " "<cite>{name}</cite> }
    });
    view! { <li>{day}<span>{event.title.clone()}"."{source}</span></li> }
}
