//! The marks of the states of a day at the desk: drawn in ink, since colour means access. Always beside a word, never
//! read aloud.

use leptos::prelude::*;

use super::marks;
use crate::view::inbox::month::DeskMark;
use crate::view::mark::Mark;

/// The mark of a state of a day, in a line of text.
pub fn mark(mark: DeskMark) -> AnyView {
    let square = "M1 1h8v8H1z";
    let (outline, filled) = match mark {
        DeskMark::Silent => return marks::mark(Mark::Unknown).into_any(),
        DeskMark::Published => (square, square),
        DeskMark::Waiting => (square, "M1 5h8v4H1z"),
        DeskMark::Returned => ("M1 1h8v8H1zM1 9 9 1", "M9 1v8H1z"),
        DeskMark::Draft => (square, ""),
        DeskMark::Withheld => ("", square),
        DeskMark::Withdrawn => ("M1 1h8v8H1zM1 1l8 8M9 1 1 9", ""),
    };
    view! {
        <svg class="dm" class:dashed=mark == DeskMark::Draft class:covered=mark == DeskMark::Withheld
            width="14" height="14" viewBox="0 0 10 10" aria-hidden="true">
            <path class="in" d=filled></path><path class="out" d=outline></path>
        </svg>
    }
    .into_any()
}
