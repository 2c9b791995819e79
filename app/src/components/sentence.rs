//! The sentence that answers: a road section, then clause by clause with its sources beside it.

use leptos::prelude::*;

use super::phrase::phrase;
use super::{cites, marks};
use crate::view::mark::Mark;
use crate::view::sentence::Sentence;

/// Whether the road's edges are broken: nobody says that it is open or closed.
fn band_class(mark: Mark) -> &'static str {
    if matches!(mark, Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..)) { "band u" } else { "band" }
}

/// The status of a day as a piece of road with one word.
pub fn band<C: IntoView>(mark: Mark, word: &str, cites: C) -> impl IntoView + use<C> {
    let class = if word.chars().count() > 6 { "word long" } else { "word" };
    view! {
        <span class=band_class(mark)>
            <span class=class>{marks::block(mark)}{word.to_owned()}</span>" "<cite>{cites}</cite>
        </span>
    }
}

/// The whole sentence, as the heading of its page.
pub fn sentence(sentence: &Sentence) -> impl IntoView + use<> {
    view! { <div class="say"><h1 class="sentence">{answer(sentence)}</h1></div> }
}

/// The same for one corridor among several.
pub fn short_sentence(sentence: &Sentence) -> impl IntoView + use<> {
    view! { <div class="say"><p class="sentence short">{answer(sentence)}</p></div> }
}

fn answer(sentence: &Sentence) -> impl IntoView + use<> {
    let last = sentence.clauses.len().saturating_sub(1);
    let clauses = sentence.clauses.iter().enumerate().map(|(index, clause)| {
        let end = if index == last { "." } else { ";" };
        view! {
            " "<span><span class="t">{phrase(&clause.phrase)}{end}</span>" "<cite>{cites::cites(&clause.cites)}</cite></span>
        }
    });
    let clauses = clauses.collect_view();
    view! { {band(sentence.mark, &sentence.word, cites::cites(&sentence.cites))}{clauses} }
}
