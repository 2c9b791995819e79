//! One account, as admins see it: its roles, and what can be done with it.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::role_fields::role_fields;
use crate::components::tick::tick;
use crate::pages::shell::shell;
use crate::paths::{PersonDeed, person_deed};
use crate::t;
use crate::view::people::{PersonMay, PersonPage};

/// One account.
pub fn page(page: &PersonPage) -> impl IntoView + use<> {
    let told = page.told.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let back = page.back();
    let row = page.row.clone();
    let body = view! {
        <nav class="pager" aria-label=t!("person-pager")><a href=back.href>{back.words}</a></nav>
        <div class="place"><div><p class="small">{t!("person-account")}</p><h1 id="person">{row.account}</h1></div></div>
        {faults(t!("not-done"), &page.faults)}{told}
        <section class="side"><h2>{t!("person-heading-state")}</h2><div>
            <p>{row.state}</p><p>{row.roles}</p><p class="small quiet">{t!("people-seen-and-since", seen = row.seen, since = row.since)}</p>
        </div></section>
        {deeds(page)}
    };
    shell(&page.chrome, body)
}

fn deeds(page: &PersonPage) -> AnyView {
    match page.may {
        PersonMay::Own => view! {
            <section class="side"><h2>{t!("person-heading-roles")}</h2><div class="void"><p>{t!("person-own")}</p></div></section>
        }
        .into_any(),
        PersonMay::Disabled => view! {
            <section class="side"><h2>{t!("person-heading-enable")}</h2>
                {deed(page, PersonDeed::Enable, t!("person-enable-note"), t!("person-enable"))}
            </section>
        }
        .into_any(),
        PersonMay::InUse { second_factor } => in_use(page, second_factor).into_any(),
    }
}

fn in_use(page: &PersonPage, second_factor: bool) -> impl IntoView + use<> {
    let lost = second_factor.then(|| tick("lost", t!("person-reset-lost"), false));
    view! {
        <section class="side"><h2>{t!("person-heading-roles")}</h2>
            <form method="post" action=person_deed(&page.row.account, PersonDeed::Roles)>
                {role_fields(&page.roles)}
                <p class="send"><button class="go">{t!("person-roles")}</button></p>
                <p class="small quiet">{t!("person-roles-note")}</p>
            </form>
        </section>
        <section class="side"><h2>{t!("person-heading-reset")}</h2>
            <form method="post" action=person_deed(&page.row.account, PersonDeed::Reset)>
                <p>{t!("person-reset-note")}</p>{lost}
                <p class="send"><button class="alt">{t!("person-reset")}</button></p>
            </form>
        </section>
        <section class="side"><h2>{t!("person-heading-disable")}</h2>
            {deed(page, PersonDeed::Disable, t!("person-disable-note"), t!("person-disable"))}
        </section>
    }
}

fn deed(page: &PersonPage, deed: PersonDeed, note: String, words: String) -> impl IntoView + use<> {
    view! {
        <form method="post" action=person_deed(&page.row.account, deed)>
            <p>{note}</p><p class="send"><button class="alt">{words}</button></p>
        </form>
    }
}
