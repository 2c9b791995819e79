//! Recovery codes, shown once; or that one was used.

use leptos::prelude::*;

use crate::components::onward::onward;
use crate::pages::shell::shell;
use crate::view::second_factor::RecoveryPage;
use crate::{paths, t};

/// The page.
pub fn page(page: &RecoveryPage) -> impl IntoView + use<> {
    let codes = page.codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    let codes = (!page.codes.is_empty()).then(|| view! { <ul class="lines">{codes}</ul> });
    let body = view! {
        <div class="place"><h1>{page.heading.clone()}</h1></div>
        <section class="side"><h2>{t!("recovery-heading-codes")}</h2><div>
            <p>{page.told.clone()}</p>{codes}
            <form method="post" action=paths::SIGN_IN_ONWARD>
                {onward(&page.onward)}<p class="send"><button class="go">{t!("recovery-go-on")}</button></p>
            </form>
        </div></section>
    };
    shell(&page.chrome, body)
}
