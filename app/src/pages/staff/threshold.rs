//! The threshold for small numbers of a corridor.

use leptos::prelude::*;

use crate::components::field::Input;
use crate::components::name::name;
use crate::components::sent::{asked, sent};
use crate::pages::shell::shell;
use crate::t;
use crate::view::threshold::ThresholdPage;

/// The threshold for small numbers.
pub fn page(page: &ThresholdPage) -> impl IntoView + use<> {
    let one = |name: &str, label: String, hint: String, value: &str, input: Input| {
        asked(&page.sent, name, (label, Some(hint)), value, input)
    };
    let body = view! {
        <div class="place"><div><p class="small">{name(&page.corridor)}</p><h1>{t!("threshold-heading")}</h1></div></div>
        {sent(&page.sent)}
        <section>
            <p>{t!("threshold-note")}</p>
            <form method="post" action=page.action.clone()>
                <div class="fields two">
                    {one("below", t!("threshold-below"), t!("threshold-below-hint"), &page.below, Input::Line)}
                    {one("note", t!("threshold-reason"), t!("threshold-reason-hint"), &page.note, Input::Area(3))}
                </div>
                <p class="send">
                    <button class="alt" name="then" value="check">{t!("threshold-check")}</button>
                    <button class="go" name="then" value="save">{t!("threshold-save")}</button>
                </p>
            </form>
        </section>
    };
    shell(&page.chrome, body)
}
