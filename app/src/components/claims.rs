//! Claims side by side, none before the other, each with its words, source and dates.

use leptos::prelude::*;

use super::{correction_notice, marks};
use crate::t;
use crate::view::day_page::{ClaimBlock, Section, ThingBlock};

/// All that was said of one measure.
pub fn section(section: &Section) -> impl IntoView + use<> {
    let several = section.things.len() > 1 || section.things.iter().any(|thing| !thing.name.is_empty());
    let things = section.things.iter().map(|block| thing(block, several)).collect_view();
    view! { <section class="side"><h2 id=section.id.clone()><a href=section.measure.clone()>{section.heading.clone()}</a></h2><div class="things">{things}</div></section> }
}

fn thing(block: &ThingBlock, named: bool) -> impl IntoView + use<> {
    let name = (named && !block.name.is_empty()).then(|| view! { <h3>{block.name.clone()}</h3> });
    let class = if block.claims.len() > 1 { "thing" } else { "thing one" };
    let disputed = block.disputed;
    let headline = block.headline.clone().map(|(words, basis)| {
        let differ = disputed.then(marks::differ);
        view! { <p class="headline">{words}</p><p>{differ}{basis}</p> }
    });
    let claims = block.claims.iter().map(claim).collect_view();
    view! { <div class=class>{name}{headline}<div class="claims">{claims}</div></div> }
}

fn claim(claim: &ClaimBlock) -> impl IntoView + use<> {
    let class = if claim.speaks { "claim" } else { "claim aside" };
    let shape = claim.mark.map(marks::mark);
    let facts = claim.facts.iter().map(|(term, text)| view! { <dt>{term.clone()}</dt><dd>{text.clone()}</dd> });
    let facts = facts.collect_view();
    let page = match claim.page.clone() {
        Some((host, url)) => view! { <a href=url rel="external noreferrer"><bdi>{host}</bdi></a> }.into_any(),
        None => t!("fact-page-unknown").into_any(),
    };
    view! {
        <article class=class id=claim.id.clone()>
            <p class="said">{shape}{claim.words.clone()}</p>
            <p class="by"><bdi>{claim.by.clone()}</bdi></p>
            {claim.corrected.as_ref().map(correction_notice::of_claim)}
            <dl>{facts}<dt>{t!("fact-page")}</dt><dd>{page}</dd></dl>
        </article>
    }
}
