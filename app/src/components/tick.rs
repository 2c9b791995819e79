//! A box to tick, with its label.

use leptos::prelude::*;

use super::field::id_of;

/// A box to tick.
pub fn tick(name: &str, label: String, ticked: bool) -> impl IntoView + use<> {
    let (id, name) = (id_of(name), name.to_owned());
    view! {
        <p class="tick"><input type="checkbox" id=id.clone() name=name value="yes" checked=ticked/><label for=id>{label}</label></p>
    }
}
