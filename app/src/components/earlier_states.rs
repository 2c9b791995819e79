//! The way to earlier states of a page: a form that asks for a day, and works without a script.

use leptos::prelude::*;

use crate::paths::as_of;
use crate::t;
use crate::view::old_state::Earlier;

/// The form.
pub fn earlier_states(earlier: &Earlier) -> impl IntoView + use<> {
    let kept = earlier.kept.iter().map(|(name, value)| {
        view! { <input type="hidden" name=name.clone() value=value.clone()/> }
    });
    let kept = kept.collect_view();
    view! {
        <form action=earlier.action.clone()>
            {kept}
            <label for=as_of::NAME>{t!("earlier-states")}</label>
            <input id=as_of::NAME type="date" name=as_of::NAME required min=earlier.first.to_string()
                max=earlier.last.to_string() value=earlier.shown.map(|date| date.to_string())/>
            <button class="alt">{t!("earlier-states-show")}</button>
        </form>
    }
}
