//! The names of a corridor, and the hour at which its record is read.

use leptos::prelude::*;

use super::marks;
use super::name::name;
use crate::view::mark::Mark;
use crate::view::status_page::Place;

/// The names of the corridor, and the hour.
pub fn place(place: &Place) -> impl IntoView + use<> {
    place_under(place, view! { <p class="name">{name(&place.name)}</p> })
}

/// The same under a heading of its own.
pub fn place_under<H: IntoView>(place: &Place, heading: H) -> impl IntoView + use<H> {
    let ends = place.ends.clone().map(|ends| view! { <p class="small">{ends}</p> });
    let state = if place.fresh { "ok" } else { "late" };
    let silent = (!place.fresh).then(|| marks::mark(Mark::Unknown));
    view! {
        <div class="place">
            <div>{heading}{ends}{other_names(place)}</div>
            <p class="fresh">
                <b>{place.day.clone()}</b><br/>
                {silent}<span class=state>{place.freshness.clone()}</span>": "{place.because.clone()}<br/>
                {place.as_of.clone()}
            </p>
        </div>
    }
}

fn other_names(place: &Place) -> impl IntoView + use<> {
    let last = place.other_names.len().saturating_sub(1);
    let names = place.other_names.iter().enumerate().map(|(index, (tag, names))| {
        let end = (index < last).then_some(" · ");
        view! { <span lang=tag.clone()>{names.clone()}</span>{end} }
    });
    let names = names.collect_view();
    (!place.other_names.is_empty()).then(|| view! { <p class="small quiet">{names}</p> })
}
