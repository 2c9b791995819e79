//! A second factor is set up: the secret as a drawing, as text and as a link, and a code of it as proof.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::components::onward::onward;
use crate::components::qr::qr;
use crate::pages::shell::shell;
use crate::t;
use crate::view::fault::Fault;
use crate::view::second_factor::EnrolPage;

/// The page.
pub fn page(page: &EnrolPage) -> impl IntoView + use<> {
    let refused: Vec<Fault> = page.refused.iter().map(|text| Fault::at("code", text.clone())).collect();
    let why = page.required.then(|| view! { <p class="notice">{t!("enrol-required")}</p> });
    let drawing = page.qr.as_ref().map(|code| qr(code, t!("enrol-qr")));
    let code = Field {
        name: "code".to_owned(),
        label: t!("enrol-code"),
        hint: Some(t!("enrol-code-hint")),
        problem: page.refused.clone(),
        input: Input::Code,
        ..Field::default()
    };
    let body = view! {
        <div class="place"><h1>{t!("enrol-heading")}</h1></div>
        {faults(t!("not-done"), &refused)}{why}
        <section class="side"><h2>{t!("enrol-heading-scan")}</h2><div>
            <p>{t!("enrol-scan")}</p>{drawing}
            <p>{t!("enrol-secret")}<br/><code>{page.secret.clone()}</code></p>
            <p class="acts"><a href=page.href.clone()>{t!("enrol-open")}</a></p>
        </div></section>
        <section class="side"><h2>{t!("enrol-heading-code")}</h2>
            <form method="post" action=page.action>
                {onward(&page.onward)}
                <div class="fields one">{field(code)}</div>
                <p class="send"><button class="go">{t!("enrol-confirm")}</button></p>
            </form>
        </section>
    };
    shell(&page.chrome, body)
}
