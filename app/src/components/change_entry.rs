//! Entries of the public history: each with the sign and the word of its kind, so that none is told by colour. What stood
//! before is struck out.

use domain::EntryKind;
use leptos::prelude::*;

use super::phrase::phrase_with;
use crate::t;
use crate::text::sentences::Phrase;
use crate::view::entry::{EntryRow, MOST_OPEN};

/// The sign of a kind: a disc, a ring, a square, a triangle, a cross, a diamond. Its word stands beside it.
pub fn sign(kind: EntryKind) -> impl IntoView {
    let (path, filled) = match kind {
        EntryKind::First => ("M5 1a4 4 0 1 0 .01 0z", true),
        EntryKind::Late => ("M5 1.5a3.5 3.5 0 1 0 .01 0z", false),
        EntryKind::Revision => ("M1.5 1.5h7v7h-7z", false),
        EntryKind::Correction => ("M5 .5l4.5 8.5h-9z", true),
        EntryKind::Withdrawal => ("M1.5 1.5l7 7M8.5 1.5l-7 7", false),
        EntryKind::Event => ("M5 .5l4.5 4.5-4.5 4.5-4.5-4.5z", true),
    };
    let (fill, stroke) = if filled { ("currentColor", "none") } else { ("none", "currentColor") };
    view! {
        <svg width="12" height="12" viewBox="0 0 10 10" aria-hidden="true">
            <path d=path fill=fill stroke=stroke stroke-width="1.6"></path>
        </svg>
    }
}

/// A sentence of what changed.
pub fn line(line: &Phrase) -> impl IntoView + use<> {
    phrase_with(line, |before| view! { <del>{before}</del> })
}

/// Sentences of what changed; a long list is folded.
pub fn lines(lines: &[Phrase]) -> Option<AnyView> {
    let each = lines.iter().map(|one| view! { <li>{line(one)}</li> }).collect_view();
    let list = view! { <ul class="lines">{each}</ul> };
    match lines.len() {
        0 => None,
        number if number > MOST_OPEN => {
            let summary = t!("entry-changes", changes = number);
            Some(view! { <details><summary>{summary}</summary>{list}</details> }.into_any())
        }
        _ => Some(list.into_any()),
    }
}

/// Entries, one under the other; `with_day` where they are of several days.
pub fn entries(rows: &[EntryRow], with_day: bool) -> impl IntoView + use<> {
    let rows = rows.iter().map(|row| entry(row, with_day)).collect_view();
    view! { <ol class="hist">{rows}</ol> }
}

fn entry(row: &EntryRow, with_day: bool) -> AnyView {
    let day = with_day.then(|| view! { ": "<a href=row.day.href.clone()>{row.day.words.clone()}</a> });
    let summary = row.summary.clone().map(|summary| view! { <p>{summary}</p> });
    let reason = row.reason.as_ref().map(|reason| view! { <p>{t!("entry-reason", reason = reason)}</p> });
    let then = row.then.clone().map(|then| view! { " "<a href=then.href>{then.words}</a> });
    view! {
        <li>
            <p>{sign(row.kind)}" "<b>{row.word.clone()}</b>{day}" · "<time datetime=row.instant.clone()>{row.when.clone()}</time></p>
            {summary}{lines(&row.lines)}{reason}
            <p class="acts small quiet"><span>{row.by.clone()}</span>" "<a href=row.href.clone()>{t!("entry-permanent")}</a>{then}</p>
        </li>
    }
    .into_any()
}
