//! Something that may be done with a day: a section with a form of its own, at most one text, one button.

use leptos::prelude::*;

use super::field::{Field, Input, field};
use crate::view::stand::Act;

/// The section.
pub fn act(act: &Act) -> impl IntoView + use<> {
    view! {
        <section class="side"><h2>{act.heading.clone()}</h2><div>
            <p class="small quiet">{act.text.clone()}</p>{act_form(act, "alt")}
        </div></section>
    }
}

/// The form alone, with the class of its button.
pub fn act_form(act: &Act, class: &'static str) -> impl IntoView + use<> {
    let hidden = act.hidden.iter();
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> });
    let hidden = hidden.collect_view();
    let asks = act.asks.clone().map(|asks| {
        let asked = field(Field {
            name: asks.name,
            label: asks.label,
            hint: Some(asks.hint),
            value: asks.value,
            problem: asks.problem,
            input: Input::Area(2),
            ..Field::default()
        });
        view! { <div class="fields two">{asked}</div> }
    });
    view! {
        <form method="post" action=act.action.clone()>{hidden}{asks}
            <p class="send"><button class=class>{act.button.clone()}</button></p>
        </form>
    }
}
