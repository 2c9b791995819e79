//! All accounts of the desk, the form to invite somebody, and what the organisation is called.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::components::role_fields::role_fields;
use crate::pages::shell::shell;
use crate::view::fault;
use crate::view::people::{MemberRow, PeoplePage};
use crate::{paths, t};

/// All accounts.
pub fn page(page: &PeoplePage) -> impl IntoView + use<> {
    let told = page.told.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let rows = page.members.iter().map(row).collect_view();
    let body = view! {
        <div class="place"><h1>{t!("people-heading")}</h1></div>
        {faults(t!("not-done"), &page.faults)}{told}
        <section class="side"><h2>{t!("people-heading-accounts")}</h2><div>
            <table class="stack broad">
                <thead><tr>
                    <th scope="col">{t!("people-account")}</th><th scope="col">{t!("people-state")}</th>
                    <th scope="col">{t!("people-roles")}</th>
                    <th scope="col">{t!("people-when")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div></section>
        <section class="side"><h2>{t!("people-heading-invite")}</h2>{invite(page)}</section>
        <section class="side"><h2>{t!("people-heading-organisation")}</h2>{organisation(page)}</section>
    };
    shell(&page.chrome, body)
}

fn row(row: &MemberRow) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=row.href.clone()>{row.account.clone()}</a></th>
            <td class="small">{row.state.clone()}</td>
            <td class="small">{row.roles.clone()}</td>
            <td class="small">{t!("people-seen-on", seen = row.seen.as_str())}<span class="quiet">{row.since.clone()}</span></td>
        </tr>
    }
}

fn invite(page: &PeoplePage) -> impl IntoView + use<> {
    let account = Field {
        name: "account".to_owned(),
        label: t!("people-invite-account"),
        hint: Some(t!("people-invite-account-hint")),
        value: page.invite.account.clone(),
        problem: fault::of(&page.faults, "account"),
        input: Input::OtherAccount,
        ..Field::default()
    };
    view! {
        <form method="post" action=paths::PEOPLE>
            <div class="fields one">{field(account)}</div>
            {role_fields(&page.invite.roles)}
            <p class="send"><button class="go">{t!("people-invite")}</button></p>
            <p class="small quiet">{t!("people-invite-note")}</p>
        </form>
    }
}

fn organisation(page: &PeoplePage) -> impl IntoView + use<> {
    let (name, contact) = page.organisation.clone();
    let name = Field {
        name: "organisation".to_owned(),
        label: t!("organisation-name"),
        hint: Some(t!("organisation-name-hint")),
        value: name,
        problem: fault::of(&page.faults, "organisation"),
        ..Field::default()
    };
    let contact = Field {
        name: "contact".to_owned(),
        label: t!("organisation-contact"),
        hint: Some(t!("organisation-contact-hint")),
        value: contact,
        problem: fault::of(&page.faults, "contact"),
        input: Input::Address,
        ..Field::default()
    };
    view! {
        <form method="post" action=paths::ORGANISATION>
            <div class="fields one">{field(name)}{field(contact)}</div>
            <p class="send"><button class="alt">{t!("organisation-save")}</button></p>
        </form>
    }
}
