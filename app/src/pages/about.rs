//! Method, definitions, correction policy, privacy. The same for every corridor.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::phrase::phrase;
use crate::paths::api::{self, Problem};
use crate::t;
use crate::text::api as words;
use crate::text::sentences::Phrase;
use crate::view::chrome::Chrome;

/// The page about the site.
pub fn page(chrome: &Chrome) -> impl IntoView + use<> {
    let body = view! {
        <div class="place"><h1>{t!("about-title")}</h1></div>
        {method()}{status()}{words()}{corrections()}{privacy()}{for_programs()}
    };
    shell(chrome, body)
}

fn section(id: &'static str, heading: String, paragraphs: Vec<String>) -> impl IntoView {
    let paragraphs = paragraphs.iter().map(|text| view! { <p>{phrase(&Phrase::of(text))}</p> }).collect_view();
    view! { <section class="side"><h2 id=id>{heading}</h2><div class="prose">{paragraphs}</div></section> }
}

fn method() -> impl IntoView {
    let paragraphs = vec![t!("about-method-road"), t!("about-method-claims"), t!("about-method-gaps")];
    section("method", t!("about-heading-method"), paragraphs)
}

fn status() -> impl IntoView {
    let paragraphs = vec![t!("about-status-words"), t!("about-status-classes"), t!("about-status-silence")];
    section("status", t!("about-heading-status"), paragraphs)
}

fn words() -> impl IntoView {
    section("words", t!("about-heading-words"), vec![t!("about-words-amounts"), t!("about-words-kinds")])
}

fn corrections() -> impl IntoView {
    section("corrections", t!("about-heading-corrections"), vec![t!("about-corrections")])
}

fn privacy() -> impl IntoView {
    let paragraphs = vec![t!("about-privacy-data"), t!("about-privacy-readers"), t!("about-privacy-names")];
    section("privacy", t!("about-heading-privacy"), paragraphs)
}

/// The API: where it is, and what each kind of its problems means. Their addresses lead here.
fn for_programs() -> impl IntoView {
    let address = |path: String| view! { <a href=path.clone()><code>{path.clone()}</code></a> };
    let one = |problem: Problem| {
        view! { <dt id=problem.place()>{words::title(problem.key())}</dt><dd>{words::meaning(problem.key())}</dd> }
    };
    let problems = Problem::ALL.map(one).collect_view();
    view! {
        <section class="side"><h2 id="api">{t!("about-heading-api")}</h2><div class="prose">
            <p>{t!("about-api")}</p>
            <p>{address(api::corridors())}<br/>{address(api::description())}</p>
            <p>{t!("about-api-problems")}</p>
            <dl>{problems}</dl>
        </div></section>
    }
}
