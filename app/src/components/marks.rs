//! The marks of a status: a piece of road, and what lies across it; the signs of kinds of change. Always beside a word,
//! never read aloud.

use domain::{AccessStatus, EntryKind};
use leptos::prelude::*;

use crate::t;
use crate::view::mark::Mark;

/// A mark in a line of text.
pub fn mark(mark: Mark) -> impl IntoView {
    let class = match mark {
        Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..) => "m u",
        Mark::Disputed(..) => "m d",
        _ => "m",
    };
    view! { <span class=class><svg width="18" height="14" aria-hidden="true"><use_ href=reference(mark)></use_></svg></span> }
}

/// The shape alone, for a cell that draws the road around it.
pub fn shape(mark: Mark) -> impl IntoView {
    view! { <svg aria-hidden="true"><use_ href=reference(mark)></use_></svg> }
}

/// A mark with its word.
pub fn status(shape: Mark, word: String) -> impl IntoView {
    view! { <span class="st">{mark(shape)}{word}</span> }
}

/// The sign ≠ before sources that differ, drawn, as many fonts lack it; and its word for those who hear the page.
pub fn differ() -> impl IntoView {
    let sign = "#n";
    view! {
        <span class="ne"><svg width="12" height="12" aria-hidden="true"><use_ href=sign></use_></svg></span>
        <span class="vh">{t!("disputed-aloud")}" "</span>
    }
}

/// The mark as it fills the beginning of the road.
pub fn block(mark: Mark) -> impl IntoView {
    view! { <svg width="40" height="60" aria-hidden="true"><use_ href=reference(mark)></use_></svg> }
}

/// The sign of a kind of change: a disc, a ring, a square, a triangle, a cross, a diamond. Its word stands beside it.
pub fn kind(kind: EntryKind) -> impl IntoView {
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

/// The address of a mark's drawing within the page.
fn reference(mark: Mark) -> &'static str {
    use AccessStatus::{Closed, Open, Restricted};
    match mark {
        Mark::Closed => "#k",
        Mark::Restricted => "#r",
        Mark::Open => "#o",
        Mark::Unknown => "#u",
        Mark::SaidLater(Closed) => "#lk",
        Mark::SaidLater(Restricted) => "#lr",
        Mark::SaidLater(Open) => "#lo",
        Mark::SaidLaterTwice(Closed, Restricted) | Mark::SaidLaterTwice(Restricted, Closed) => "#lkr",
        Mark::SaidLaterTwice(Restricted, Open) | Mark::SaidLaterTwice(Open, Restricted) => "#lro",
        Mark::SaidLaterTwice(..) => "#lko",
        Mark::Disputed(Closed, Restricted) | Mark::Disputed(Restricted, Closed) => "#dkr",
        Mark::Disputed(Restricted, Open) | Mark::Disputed(Open, Restricted) => "#dro",
        Mark::Disputed(..) => "#dko",
    }
}

const HATCH: &str = "M0 3l3-3M0 7l7-7M1 10l9-9M5 10l5-5M9 10l1-1";

/// The drawings that marks refer to: once a page.
pub fn symbols() -> impl IntoView {
    let whole = |id: &'static str, class: &'static str, path: &'static str| {
        view! { <symbol id=id viewBox="0 0 10 10" preserveAspectRatio="none"><path class=class d=path></path></symbol> }
    };
    let split = |id: &'static str, below: &'static str, above: &'static str| {
        view! {
            <symbol id=id viewBox="0 0 10 10" preserveAspectRatio="none">
                <path class=below d="M0 0v10h10z"></path><path class=above d="M2.5 0H10v7.5z"></path>
            </symbol>
        }
    };
    let thread = |id: &'static str, class: &'static str| {
        view! {
            <symbol id=id viewBox="0 0 10 10" preserveAspectRatio="none">
                <path class="h" d=HATCH></path><path class="p" d="M0 3h10v4H0z"></path>
                <path class=class d="M0 4h10v2H0z"></path>
            </symbol>
        }
    };
    let threads = |id: &'static str, above: &'static str, below: &'static str| {
        view! {
            <symbol id=id viewBox="0 0 10 10" preserveAspectRatio="none">
                <path class="h" d=HATCH></path><path class="p" d="M0 1.5h10v7H0z"></path>
                <path class=above d="M0 2h10v2.5H0z"></path><path class=below d="M0 5.5h10V8H0z"></path>
            </symbol>
        }
    };
    view! {
        <svg class="vh" aria-hidden="true">
            {whole("k", "k", "M0 0h10v10H0z")}{whole("r", "r", "M0 5h10v5H0z")}
            {whole("o", "o", "M0 4h4v2H0zM6 4h4v2H6z")}{whole("u", "h", HATCH)}
            {split("dko", "k", "o")}{split("dkr", "k", "r")}{split("dro", "r", "o")}
            {thread("lk", "k")}{thread("lr", "r")}{thread("lo", "o")}
            {threads("lkr", "k", "r")}{threads("lro", "r", "o")}{threads("lko", "k", "o")}
            <pattern id="g" width="4" height="4" patternUnits="userSpaceOnUse"><path class="h" d="M-1 1l2-2M0 4l4-4M3 5l2-2"></path></pattern>
            <symbol id="n" viewBox="0 0 10 10"><path class="n" d="M0 3.5h10M0 6.5h10M3 10 7 0"></path></symbol>
        </svg>
    }
}
