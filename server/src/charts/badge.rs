//! The status as a small picture: a piece of road, a word, the date, who says so. A shape and words, no light of a signal.

use std::fmt::Write as _;

use app::view::card::Badge;

use super::letters::{Setting, lines, measured};
use super::{escaped, road};

/// The height of a line of text.
const LINE: i32 = 15;
/// Where text begins.
const LEFT: i32 = 42;
/// It becomes no wider.
const MOST: i32 = 420;

const WORD: Setting = Setting { size: 14, bold: true };
const SMALL: Setting = Setting { size: 11, bold: false };

const STYLE: &str = "text{font-family:'Noto Sans','Segoe UI',Roboto,sans-serif;fill:#11181f}.w{font-size:14px;font-weight:600}\
    .s{font-size:11px;fill:#47515b}.l{fill:none;stroke:#c5ccd2}";

/// The drawing. Its letters are the reader's own fonts', so nothing is left out; its width is that of ours, with room to spare.
pub fn svg(badge: &Badge) -> String {
    let first = format!("{}, {}", badge.word, badge.day);
    let who = shown(&badge.who);
    let corrected = badge.corrected.as_deref().map(shown).unwrap_or_default();
    let rows = 1 + i32::from(!who.is_empty()) + i32::from(!corrected.is_empty());
    let (width, height) = (LEFT + widest(&first, &who, &corrected) + 10, 10 + rows * LINE + 3);
    let mut body = String::new();
    let known = road::is_known(badge.mark);
    road::mark(&mut body, (8, 8, 26, height - 16), badge.mark);
    road::edge(&mut body, (8, 6, 26, 2), known);
    road::edge(&mut body, (8, height - 8, 26, 2), known);
    put(&mut body, "w", (LEFT, 19), &first);
    let mut y = 19;
    if !who.is_empty() {
        y += LINE;
        put(&mut body, "s", (LEFT, y), &who);
    }
    if !corrected.is_empty() {
        y += LINE;
        let _ = write!(body, "<path class=\"e\" d=\"M{LEFT} {y}h9l-4.5 -8z\"/>");
        put(&mut body, "s", (LEFT + 13, y), &corrected);
    }
    let described = escaped(&badge.described);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"{described}\"><title>{described}</title><style>{STYLE}{}</style>{}\
         <rect class=\"p\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\"/>\
         <path class=\"l\" d=\"M.5 .5H{}V{}H.5z\"/>{body}</svg>\n",
        road::STYLE,
        road::HATCH,
        f64::from(width) - 0.5,
        f64::from(height) - 0.5,
    )
}

/// As much of a text as stands in one line.
fn shown(text: &str) -> String {
    let width = 330.0;
    lines(text, SMALL, width, 1).into_iter().next().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, reason = "a few hundred")]
fn widest(first: &str, who: &str, corrected: &str) -> i32 {
    let of = |text: &str, setting: Setting| measured(text, setting) as i32;
    let widest = of(first, WORD).max(of(who, SMALL)).max(of(corrected, SMALL) + 13);
    // Other fonts are wider.
    (widest * 112 / 100 + 4).min(MOST)
}

fn put(body: &mut String, class: &str, (x, y): (i32, i32), text: &str) {
    let _ = write!(body, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(text));
}
