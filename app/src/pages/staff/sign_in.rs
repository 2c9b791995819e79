//! The page to sign in. Carries what was typed before a session ended, so that nothing is lost.

use leptos::prelude::*;

use crate::components::field::{Field, Input, field};
use crate::components::text_area::{TextArea, text_area};
use crate::pages::shell::shell;
use crate::view::sign_in::SignInPage;
use crate::{paths, t};

/// The page to sign in.
pub fn page(page: &SignInPage) -> Option<impl IntoView + use<>> {
    let refused = page.refused.clone().map(|text| {
        view! {
            <div class="errors" role="alert" aria-labelledby="refused"><h2 id="refused">{t!("sign-in-heading-refused")}</h2>
                <ul><li><a href="#account">{text}</a></li></ul>
            </div>
        }
    });
    let told = page.told.clone().map(|text| view! { <p class="notice">{text}</p> });
    let body = view! {
        <div class="place"><h1>{t!("sign-in-heading")}</h1></div>
        {refused}{told}
        <section class="side"><h2>{t!("sign-in-heading-account")}</h2>{form(page)}</section>
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
        label: t!("sign-in-account"),
        value: page.account.clone(),
        input: Input::Account,
        ..Field::default()
    };
    let password = Field {
        name: "password".to_owned(),
        label: t!("sign-in-password"),
        input: Input::Password,
        ..Field::default()
    };
    view! {
        <form method="post" action=paths::SIGN_IN>
            <input type="hidden" name="next" value=page.next.clone()/>
            {carried}
            <div class="fields one">{field(account)}{field(password)}</div>
            <p class="send"><button class="go">{t!("sign-in")}</button></p>
            <p class="small quiet">{t!("sign-in-note")}" "{page.note.clone()}</p>
        </form>
    }
}
