//! One's own account: password, second factor, sessions.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::pages::shell::shell;
use crate::view::fault;
use crate::view::own_account::{FactorState, OwnAccountPage, SessionRow};
use crate::{paths, t};

/// One's own account.
pub fn page(page: &OwnAccountPage) -> impl IntoView + use<> {
    let told = page.told.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let body = view! {
        <div class="place"><div><p class="small">{t!("me-heading")}</p><h1>{page.account.clone()}</h1></div>
            <p class="fresh">{page.roles.clone()}</p></div>
        {faults(t!("not-done"), &page.faults)}{told}
        <section class="side"><h2>{t!("me-heading-password")}</h2>{password(page)}</section>
        <section class="side"><h2>{t!("me-heading-factor")}</h2><div>{factor(page)}</div></section>
        <section class="side"><h2>{t!("me-heading-sessions")}</h2><div>{sessions(page)}</div></section>
    };
    shell(&page.chrome, body)
}

fn password(page: &OwnAccountPage) -> impl IntoView + use<> {
    let one = |name: &str, label: String, hint: Option<String>, input: Input| {
        let problem = fault::of(&page.faults, name);
        field(Field { name: name.to_owned(), label, hint, problem, input, ..Field::default() })
    };
    view! {
        <form method="post" action=paths::MY_PASSWORD>
            <input class="vh" type="text" name="account" value=page.account.clone() autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
            <div class="fields one">
                {one("old", t!("me-old-password"), None, Input::Password)}
                {one("new", t!("me-new-password"), Some(t!("password-hint")), Input::NewPassword)}
                {one("again", t!("me-again"), None, Input::NewPassword)}
            </div>
            <p class="send"><button class="go">{t!("me-change-password")}</button></p>
            <p class="small quiet">{t!("me-password-note")}</p>
        </form>
    }
}

/// A form that asks for the password before the second factor changes.
fn asking(page: &OwnAccountPage, name: &str, action: &'static str, words: String) -> impl IntoView + use<> {
    let problem = fault::of(&page.faults, name);
    let label = t!("me-password-for", deed = words.as_str());
    let password = Field { name: name.to_owned(), label, problem, input: Input::Password, ..Field::default() };
    view! {
        <form method="post" action=action>
            <div class="fields one">{field(password)}</div>
            <p class="send"><button class="alt">{words}</button></p>
        </form>
    }
}

fn factor(page: &OwnAccountPage) -> AnyView {
    match &page.factor {
        FactorState::None { demonstration } => {
            let note = demonstration.then(|| view! { <p>{t!("me-factor-demonstration")}</p> });
            view! {
                <p>{t!("me-factor-none")}</p>{note}
                {asking(page, "begin", paths::MY_SECOND_FACTOR, t!("me-factor-begin"))}
            }
            .into_any()
        }
        FactorState::Confirmed { since, codes_left, removable } => {
            let remove = if *removable {
                asking(page, "remove", paths::MY_SECOND_FACTOR_REMOVE, t!("me-factor-remove")).into_any()
            } else {
                view! { <p class="small quiet">{t!("me-factor-required")}</p> }.into_any()
            };
            view! {
                <p>{t!("me-factor-since", date = since.as_str())}" "{t!("me-codes-left", codes = *codes_left)}</p>
                {asking(page, "codes", paths::MY_RECOVERY_CODES, t!("me-codes-renew"))}{remove}
            }
            .into_any()
        }
    }
}

fn sessions(page: &OwnAccountPage) -> impl IntoView + use<> {
    let rows = page.sessions.iter().map(session).collect_view();
    let others = (page.sessions.len() > 1).then(|| {
        view! {
            <form class="send" method="post" action=paths::MY_SESSIONS>
                <button class="alt" name="session" value="others">{t!("me-end-others")}</button>
            </form>
        }
    });
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!("me-browser")}</th><th scope="col">{t!("me-end-heading")}</th>
                <th scope="col">{t!("me-when")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {others}
    }
}

fn session(row: &SessionRow) -> impl IntoView + use<> {
    let end = if row.here {
        view! { <b>{t!("me-this-one")}</b> }.into_any()
    } else {
        let aloud = t!("me-end-aloud", browser = row.browser.as_str(), since = row.since.as_str());
        view! {
            <form method="post" action=paths::MY_SESSIONS>
                <button class="alt" name="session" value=row.id.clone() aria-label=aloud>{t!("me-end")}</button>
            </form>
        }
        .into_any()
    };
    let when = t!("me-since-and-seen", since = row.since.as_str(), seen = row.seen.as_str());
    view! {
        <tr><th scope="row">{row.browser.clone()}</th><td>{end}</td><td class="small">{when}</td></tr>
    }
}
