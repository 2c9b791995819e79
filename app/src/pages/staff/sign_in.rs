//! The page to sign in. Carries what was typed before a session ended, so that nothing is lost.

use leptos::prelude::*;

use crate::components::field::{Field, Input, field};
use crate::components::text_area::{TextArea, text_area};
use crate::pages::shell::shell;
use crate::paths;
use crate::view::desk::SignInPage;

/// The page to sign in.
pub fn page(page: &SignInPage) -> Option<impl IntoView + use<>> {
    let refused = page.refused.clone().map(|text| {
        view! {
            <div class="errors" role="alert" aria-labelledby="refused"><h2 id="refused">"Not signed in"</h2>
                <ul><li><a href="#account">{text}</a></li></ul>
            </div>
        }
    });
    let told = page.told.clone().map(|text| view! { <p class="notice">{text}</p> });
    let body = view! {
        <div class="place"><h1>"Sign in to the desk"</h1></div>
        {refused}{told}
        <section class="side"><h2>"Your account"</h2>{form(page)}</section>
    };
    page.chrome.as_ref().map(|chrome| shell(chrome, body))
}

fn form(page: &SignInPage) -> impl IntoView + use<> {
    let carried = (!page.carried.is_empty()).then(|| {
        let area = TextArea {
            name: "carried".to_owned(),
            id: "carried".to_owned(),
            rows: 1,
            value: page.carried.clone(),
            ..TextArea::default()
        };
        view! { <div hidden>{text_area(area)}</div> }
    });
    let account = Field {
        name: "account".to_owned(),
        label: "Account".to_owned(),
        value: page.account.clone(),
        input: Input::Account,
        ..Field::default()
    };
    let password =
        Field { name: "password".to_owned(), label: "Password".to_owned(), input: Input::Password, ..Field::default() };
    view! {
        <form method="post" action=paths::SIGN_IN>
            <input type="hidden" name="next" value=page.next.clone()/>
            {carried}
            <div class="fields one">{field(account)}{field(password)}</div>
            <p class="send"><button class="go">"Sign in"</button></p>
            <p class="small quiet">"An account is given by the operator. Nobody from the desk will ask for your password."</p>
        </form>
    }
}
