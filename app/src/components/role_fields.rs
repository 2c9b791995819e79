//! The roles of an account as fields: a tick for an admin, a choice for each corridor.

use leptos::prelude::*;

use super::field::{Field, Input, field};
use super::tick::tick;
use crate::t;
use crate::view::people::RolesForm;

/// The fields.
pub fn role_fields(form: &RolesForm) -> impl IntoView + use<> {
    let choices = || {
        let words =
            [("", t!("people-role-none")), ("reporter", t!("people-role-reporter")), ("lead", t!("people-role-lead"))];
        Input::Choice(words.into_iter().map(|(key, words)| (key.to_owned(), words)).collect())
    };
    let corridors = form.corridors.iter().map(|corridor| {
        field(Field {
            name: format!("role.{}", corridor.slug),
            label: t!("people-role-at", corridor = corridor.name.as_str()),
            value: corridor.role.clone(),
            input: choices(),
            ..Field::default()
        })
    });
    let corridors = corridors.collect_view();
    view! {
        <p class="small quiet">{t!("people-roles-note")}</p>
        <div class="fields">{corridors}</div>
        {tick("admin", t!("people-admin"), form.admin)}
    }
}
