//! Where the reader wanted to go, with what they typed there before, as hidden fields of a form at the door.

use leptos::prelude::*;

use super::text_area::{TextArea, text_area};
use crate::view::second_factor::Onward;

/// The fields.
pub fn onward(onward: &Onward) -> impl IntoView + use<> {
    let carried = (!onward.carried.is_empty()).then(|| {
        let area = TextArea {
            name: "carried".to_owned(),
            id: "carried".to_owned(),
            rows: 1,
            value: onward.carried.clone(),
            ..TextArea::default()
        };
        view! { <div hidden>{text_area(area)}</div> }
    });
    view! { <input type="hidden" name="next" value=onward.next.clone()/>{carried} }
}
