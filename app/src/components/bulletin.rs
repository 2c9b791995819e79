//! The text of a source beside the form: it stays in view while the rows are filled in. Nothing is read out of it.

use leptos::prelude::*;

use super::field::{Field, Input, field};
use crate::islands::bulletin::BulletinNumbers;
use crate::t;
use crate::view::day_form::DayForm;

/// The bulletin, in a text area of the form.
pub fn bulletin(form: &DayForm) -> impl IntoView + use<> {
    let area = field(Field {
        name: "bulletin".to_owned(),
        label: t!("entry-bulletin-label"),
        hint: Some(t!("entry-bulletin-hint")),
        value: form.draft.bulletin.clone(),
        problem: form.problem("bulletin").map(str::to_owned),
        input: Input::Area(6),
        ..Field::default()
    });
    let words = form.keeper.bulletin.clone();
    view! { <details class="bulletin" open=true><summary>{t!("entry-bulletin")}</summary>{area}<BulletinNumbers words/></details> }
}
