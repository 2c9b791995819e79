//! The three pages of the first start.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::paths::SetUpStep;
use crate::t;
use crate::view::fault;
use crate::view::set_up::SetUpPage;

/// A page of the first start.
pub fn page(page: &SetUpPage) -> impl IntoView + use<> {
    let told = page.told.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let back = page.back.clone().map(|href| view! { <a class="alt" href=href>{t!("set-up-back")}</a> });
    let (number, heading, note, go) = match page.step {
        SetUpStep::Organisation => ("1", t!("set-up-organisation"), t!("set-up-organisation-note"), t!("set-up-next")),
        SetUpStep::Admin => ("2", t!("set-up-admin"), t!("set-up-admin-note"), t!("set-up-next")),
        SetUpStep::Corridor => ("3", t!("set-up-corridor"), t!("set-up-corridor-note"), t!("set-up-finish")),
    };
    let body = view! {
        <div class="place"><div><p class="small">{t!("set-up-step", number = number)}</p><h1>{t!("set-up-heading")}</h1></div></div>
        {faults(t!("not-done"), &page.faults)}{told}
        <section class="side"><h2>{heading}</h2>
            <form method="post" action=page.action.clone()>
                <p>{note}</p>
                <div class="fields one">{fields(page)}</div>
                <p class="send"><button class="go">{go}</button>{back}</p>
                <p class="small quiet">{t!("set-up-kept")}</p>
            </form>
        </section>
    };
    shell(&page.chrome, body)
}

fn one(page: &SetUpPage, name: &str, label: String, hint: Option<String>, value: &str, input: Input) -> AnyView {
    let problem = fault::of(&page.faults, name);
    field(Field { name: name.to_owned(), label, hint, value: value.to_owned(), problem, input, ..Field::default() })
        .into_any()
}

fn fields(page: &SetUpPage) -> AnyView {
    let typed = &page.typed;
    match page.step {
        SetUpStep::Organisation => view! {
            {one(page, "organisation", t!("organisation-name"), Some(t!("organisation-name-hint")), &typed.organisation, Input::Line)}
            {one(page, "contact", t!("organisation-contact"), Some(t!("organisation-contact-hint")), &typed.contact, Input::Address)}
        }
        .into_any(),
        SetUpStep::Admin => {
            let hint = if typed.has_password { t!("set-up-password-kept") } else { t!("password-hint") };
            view! {
                {one(page, "account", t!("people-invite-account"), Some(t!("people-invite-account-hint")), &typed.account, Input::Account)}
                {one(page, "password", t!("welcome-password"), Some(hint), "", Input::NewPassword)}
                {one(page, "again", t!("me-again"), None, "", Input::NewPassword)}
            }
            .into_any()
        }
        SetUpStep::Corridor => corridor_fields(page),
    }
}

fn corridor_fields(page: &SetUpPage) -> AnyView {
    let typed = &page.typed;
    let choose = (String::new(), t!("set-up-zone-choose"));
    let zones = page.zones.iter().map(|zone| (zone.clone(), zone.clone()));
    let zones = Input::Choice([choose].into_iter().chain(zones).collect());
    view! {
        {one(page, "names", t!("set-up-names"), Some(t!("set-up-names-hint")), &typed.names, Input::Area(3))}
        {one(page, "slug", t!("set-up-slug"), Some(t!("set-up-slug-hint")), &typed.slug, Input::Line)}
        {one(page, "time_zone", t!("set-up-zone"), Some(t!("set-up-zone-hint")), &typed.time_zone, zones)}
        {one(page, "record_begins", t!("set-up-begins"), Some(t!("set-up-begins-hint")), &typed.record_begins, Input::Date)}
    }
    .into_any()
}
