//! The text of a source beside the form: it stays in view while the rows are filled in. Nothing is read out of it.

use leptos::prelude::*;

use super::field::{Field, Input, field};
use crate::t;
use crate::view::day_form::DayForm;

/// The bulletin, in a text area of the form, and below it what the page helps with.
pub fn bulletin<H: IntoView>(form: &DayForm, help: H) -> impl IntoView + use<H> {
    let area = field(Field {
        name: "bulletin".to_owned(),
        label: t!("entry-bulletin-label"),
        hint: Some(t!("entry-bulletin-hint")),
        value: form.draft.bulletin.clone(),
        problem: form.problem("bulletin").map(str::to_owned),
        input: Input::Area(6),
        ..Field::default()
    });
    view! { <details class="bulletin" open=true><summary>{t!("entry-bulletin")}</summary>{area}{help}</details> }
}
