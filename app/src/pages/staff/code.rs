//! The code of the second factor is asked for.

use leptos::prelude::*;

use crate::components::faults::faults;
use crate::components::field::{Field, Input, field};
use crate::components::onward::onward;
use crate::pages::shell::shell;
use crate::view::fault::Fault;
use crate::view::second_factor::CodePage;
use crate::{paths, t};

/// The page.
pub fn page(page: &CodePage) -> impl IntoView + use<> {
    let refused: Vec<Fault> = page.refused.iter().map(|text| Fault::at("code", text.clone())).collect();
    let code = Field {
        name: "code".to_owned(),
        label: t!("code-code"),
        hint: Some(t!("code-hint")),
        problem: page.refused.clone(),
        input: Input::Code,
        ..Field::default()
    };
    let body = view! {
        <div class="place"><h1>{t!("code-heading")}</h1></div>
        {faults(t!("not-done"), &refused)}
        <section class="side"><h2>{t!("code-heading-code")}</h2><div>
            <form method="post" action=paths::SIGN_IN_CODE>
                {onward(&page.onward)}
                <div class="fields one">{field(code)}</div>
                <p class="send"><button class="go">{t!("sign-in")}</button></p>
                <p class="small quiet">{t!("code-note")}</p>
            </form>
            <form method="post" action=paths::SIGN_OUT><p class="send"><button class="alt">{t!("code-other")}</button></p></form>
        </div></section>
    };
    shell(&page.chrome, body)
}
