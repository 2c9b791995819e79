//! A link that works once, shown once.

use leptos::prelude::*;

use crate::pages::shell::shell;
use crate::view::people::LinkPage;
use crate::{paths, t};

/// The link.
pub fn page(page: &LinkPage) -> impl IntoView + use<> {
    let body = view! {
        <div class="place"><h1>{t!("link-heading", account = page.account.as_str())}</h1></div>
        <section class="side"><h2>{t!("link-heading-link")}</h2><div>
            <p><code><a href=page.href.clone()>{page.href.clone()}</a></code></p>
            <p>{t!("link-once")}</p>
            <p class="small quiet">{t!("link-until", until = page.until.as_str())}</p>
            <p class="acts"><a href=paths::PEOPLE>{t!("person-back")}</a></p>
        </div></section>
    };
    shell(&page.chrome, body)
}
