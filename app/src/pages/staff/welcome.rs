//! The page behind a link that works once: a password is chosen.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::pages::shell::shell;
use crate::t;
use crate::view::fault;
use crate::view::welcome::WelcomePage;

/// The page.
pub fn page(page: &WelcomePage) -> impl IntoView + use<> {
    let one = |name: &str, label: String, hint: Option<String>| {
        let problem = fault::of(&page.faults, name);
        field(Field { name: name.to_owned(), label, hint, problem, input: Input::NewPassword, ..Field::default() })
    };
    let body = view! {
        <div class="place"><div><p class="small">{t!("welcome-account")}</p><h1>{page.account.clone()}</h1></div></div>
        {faults(t!("not-done"), &page.faults)}
        <section class="side"><h2>{t!("welcome-heading")}</h2>
            <form method="post" action=page.action.clone()>
                <input class="vh" type="text" name="account" value=page.account.clone() autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
                <div class="fields one">
                    {one("password", t!("welcome-password"), Some(t!("password-hint")))}
                    {one("again", t!("me-again"), None)}
                </div>
                <p class="send"><button class="go">{t!("welcome-go")}</button></p>
                <p class="small quiet">{t!("welcome-note")}</p>
            </form>
        </section>
    };
    shell(&page.chrome, body)
}
