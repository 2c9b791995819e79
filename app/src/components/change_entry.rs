//! Entries of the public history: each with the sign and the word of its kind, so that none is told by colour. What stood
//! before is struck out.

use leptos::prelude::*;

use super::marks::kind as sign;
use super::phrase::phrase_with;
use crate::t;
use crate::text::sentences::Phrase;
use crate::view::entry::{EntryRow, MOST_OPEN};

/// A sentence of what changed.
pub fn line(line: &Phrase) -> impl IntoView + use<> {
    phrase_with(line, |before| view! { <del>{before}</del> })
}

/// Sentences of what changed; a long list is folded under its number, or the words that are given.
pub fn lines(lines: &[Phrase], folded: Option<&str>) -> Option<AnyView> {
    let each = lines.iter().map(|one| view! { <li>{line(one)}</li> }).collect_view();
    let list = view! { <ul class="lines">{each}</ul> };
    match lines.len() {
        0 => None,
        number if number > MOST_OPEN => {
            let summary = folded.map_or_else(|| t!("entry-changes", changes = number), str::to_owned);
            Some(view! { <details><summary>{summary}</summary>{list}</details> }.into_any())
        }
        _ => Some(list.into_any()),
    }
}

/// Entries, one under the other; `with_day` where they are of several days.
pub fn entries(rows: &[EntryRow], with_day: bool) -> impl IntoView + use<> {
    let rows = rows.iter().map(|row| entry(row, with_day)).collect_view();
    view! { <ul class="hist">{rows}</ul> }
}

fn entry(row: &EntryRow, with_day: bool) -> AnyView {
    let day = with_day.then(|| view! { ": "<a href=row.day.href.clone()>{row.day.words.clone()}</a> });
    let summary = row.summary.clone().map(|summary| view! { <p>{summary}</p> });
    let reason = row.reason.as_ref().map(|reason| view! { <p>{t!("entry-reason", reason = reason)}</p> });
    let then = row.then.clone().map(|then| view! { " "<a href=then.href>{then.words}</a> });
    view! {
        <li>
            <p>{sign(row.kind)}" "<b>{row.word.clone()}</b>{day}" · "<time datetime=row.instant.clone()>{row.when.clone()}</time></p>
            {summary}{lines(&row.lines, row.folded.as_deref())}{reason}
            <p class="acts small quiet"><span>{row.by.clone()}</span>" "<a href=row.href.clone()>{t!("entry-permanent")}</a>{then}</p>
        </li>
    }
    .into_any()
}
