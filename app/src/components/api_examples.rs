//! Requests to the API as commands, each with a link to its answer.

use leptos::prelude::*;

use crate::view::api_examples::{ApiExample, ApiExamples};

/// The examples, as a part of a page.
pub fn api_examples(api: &ApiExamples) -> impl IntoView + use<> {
    let one = |example: &ApiExample| {
        let ApiExample { says, href, command } = example.clone();
        view! { <li><a href=href>{says}</a><br/><code>{command}</code></li> }
    };
    let examples = api.examples.iter().map(one).collect_view();
    let (heading, intro, description) = (api.heading.clone(), api.intro.clone(), api.description.clone());
    view! {
        <section class="side"><h2 id="api">{heading}</h2><div class="prose">
            <p>{intro}" "<a href=description.href>{description.words}</a></p>
            <ul>{examples}</ul>
        </div></section>
    }
}
