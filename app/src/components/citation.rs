//! How a page is cited: the line, the whole, the link; the forms for programs folded away, as text that can be copied.

use leptos::prelude::*;

use super::name::name;
use crate::t;
use crate::view::chrome::Way;
use crate::view::citation::Citation;

/// The same without the forms for programs; these may be a link away.
pub fn brief(citation: &Citation, more: Option<&Way>) -> impl IntoView + use<> {
    let Citation { full, link, since, .. } = citation.clone();
    let since = since.map(|way| view! { <a href=way.href>{way.words}</a> });
    let more = more.cloned().map(|more| view! { <a href=more.href>{more.words}</a>" " });
    view! {
        <p class="small">{name(&full)}" "<a href=link.href><code>{link.words}</code></a></p>
        <p class="acts small">{more}{since}</p>
    }
}

/// How a page is cited.
pub fn citation(citation: &Citation) -> impl IntoView + use<> {
    let Citation { bibtex, csl, since, .. } = citation.clone();
    let since = since.map(|way| view! { <a href=way.href>{way.words}</a> });
    view! {
        {lines(citation)}
        <details class="small"><summary>{t!("cite-more")}</summary>
            <h3>{t!("cite-label-bibtex")}</h3><pre class="copy" tabindex="0"><code>{bibtex}</code></pre>
            <h3>{t!("cite-label-csl")}</h3><pre class="copy" tabindex="0"><code>{csl}</code></pre>
            {downloads(citation)}
        </details>
        <p class="acts small">{since}</p>
    }
}

fn lines(citation: &Citation) -> impl IntoView + use<> {
    let Citation { short, full, link, .. } = citation.clone();
    view! {
        <dl class="cite small">
            <dt>{t!("cite-label-short")}</dt><dd>{name(&short)}</dd>
            <dt>{t!("cite-label-full")}</dt><dd>{name(&full)}" "<a href=link.href><code>{link.words}</code></a></dd>
        </dl>
    }
}

fn downloads(citation: &Citation) -> impl IntoView + use<> {
    let ways = citation.downloads.iter();
    let ways = ways.map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " }).collect_view();
    (!citation.downloads.is_empty()).then(|| view! { <p class="acts">{ways}</p> })
}
