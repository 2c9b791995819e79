//! The picture beside a link: what a status page says first, at the size that others show. Names that the bundled fonts cannot
//! write give way to what can be written, and never to nothing.

use std::fmt::Write as _;

use app::view::card::Card;
use app::view::chrome::joined_names;

use super::letters::{Piece, Setting, is_writable, lines, placed, written};
use super::png::{Fonts, PngError, png};
use super::{escaped, road};

/// Half the size of the picture: it is drawn at twice its size.
const SIZE: (i32, i32) = (600, 315);
/// Around everything.
const EDGE: i32 = 28;
/// The width of everything.
const ROOM: i32 = SIZE.0 - 2 * EDGE;
/// The width of the piece of road at the beginning of the band.
const BLOCK: i32 = 60;

/// The height of a row of a clause, and the room between two clauses.
const ROW: i32 = 17;
const BETWEEN: i32 = 5;

const NAME: Setting = Setting { size: 21, bold: true };
const WORD: Setting = Setting { size: 38, bold: true };
const TEXT: Setting = Setting { size: 13, bold: false };
const SMALL: Setting = Setting { size: 11, bold: false };

const STYLE: &str = "text{font-family:'Noto Sans',sans-serif;fill:#11181f}.n{font-size:21px;font-weight:600}\
    .w{font-size:38px;font-weight:600}.t{font-size:13px}.s{font-size:11px;fill:#47515b}.b{font-size:11px}\
    .hy{font-family:'Noto Sans Armenian'}.ka{font-family:'Noto Sans Georgian'}.ar{font-family:'Noto Sans Arabic'}";

/// The picture, 1200 × 630 pixels.
///
/// # Errors
/// When not even what the site itself says can be drawn.
pub fn picture(card: &Card, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    png(&svg(card), fonts).or_else(|_| png(&svg(&card.plain()), fonts))
}

/// The drawing from which it is made.
pub fn svg(card: &Card) -> String {
    let (width, height) = SIZE;
    let mut body = String::new();
    let begins = head(&mut body, card);
    let begins = band(&mut body, card, begins);
    let ends = foot(&mut body, card);
    clauses(&mut body, &card.lines, (begins, ends));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <style>{STYLE}{}</style>{}<rect class=\"p\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\"/>{body}</svg>",
        road::STYLE,
        road::HATCH
    )
}

/// The names and the day. Returns where the next thing may stand, as the others do.
fn head(body: &mut String, card: &Card) -> i32 {
    let mut y = EDGE + 10;
    for line in fitting(&name(card), NAME, ROOM, 2) {
        put(body, ("n", NAME), (EDGE, y), &line);
        y += 26;
    }
    let other = card.other_names.iter().filter(|names| is_writable(names)).map(String::as_str);
    let under = [card.day.as_str()].into_iter().chain(other).collect::<Vec<&str>>().join(" · ");
    for line in fitting(&under, SMALL, ROOM, 2) {
        put(body, ("s", SMALL), (EDGE, y - 6), &line);
        y += 14;
    }
    y - 8
}

/// As many as have room, and in a last line how many have none.
fn clauses(body: &mut String, clauses: &[String], (begins, ends): (i32, i32)) {
    let all: Vec<Vec<String>> = clauses.iter().map(|text| fitting(text, TEXT, ROOM, 3)).collect();
    let mut shown = placed_within(&all, ends - begins);
    if shown.len() < all.len() {
        shown = placed_within(&all, ends - begins - ROW - BETWEEN);
    }
    let more = (shown.len() < all.len()).then(|| fitting(&Card::more(all.len() - shown.len()), TEXT, ROOM, 1));
    let mut y = begins;
    for rows in shown.into_iter().chain(&more) {
        for row in rows {
            y += ROW;
            put(body, ("t", TEXT), (EDGE, y), row);
        }
        y += BETWEEN;
    }
}

/// Those that have room, in their order: one that is too long gives way to a shorter one behind it.
fn placed_within(all: &[Vec<String>], mut room: i32) -> Vec<&Vec<String>> {
    let fits = |rows: &&Vec<String>| {
        let fits = ROW * count(rows) <= room;
        room -= if fits { ROW * count(rows) + BETWEEN } else { 0 };
        fits
    };
    all.iter().filter(fits).collect()
}

/// What was corrected, and what the record is. Returns where what stands above it ends.
fn foot(body: &mut String, card: &Card) -> i32 {
    let told = card.demonstration.iter().map(String::as_str).chain([card.foot.as_str()]);
    let told = fitting(&told.collect::<Vec<&str>>().join(" "), SMALL, ROOM, 2);
    let corrected = card.corrected.as_deref().map(|words| fitting(words, SMALL, ROOM - 16, 2)).unwrap_or_default();
    let foot = SIZE.1 - EDGE + 12 - 14 * (count(&told) - 1).max(0);
    let ends = foot - 20 - 15 * count(&corrected);
    for (row, line) in (0..).zip(&told) {
        put(body, ("s", SMALL), (EDGE, foot + 14 * row), line);
    }
    if !corrected.is_empty() {
        let _ = write!(body, "<path class=\"e\" d=\"M{EDGE} {}h10l-5 -9z\"/>", ends + 14);
    }
    for (row, line) in (0..).zip(&corrected) {
        put(body, ("b", SMALL), (EDGE + 16, ends + 14 + 15 * row), line);
    }
    ends
}

fn count(rows: &[String]) -> i32 {
    i32::try_from(rows.len()).unwrap_or(0)
}

/// What the corridor is called, with all of its names that can be drawn; else as in an address.
fn name(card: &Card) -> String {
    let drawn = |names: &[String]| names.iter().filter(|name| is_writable(name)).cloned().collect::<Vec<String>>();
    let english = drawn(&card.names);
    match (english.is_empty(), drawn(&card.other_names).first()) {
        (false, _) => joined_names(&english),
        (true, Some(other)) => other.clone(),
        (true, None) => card.slug.clone(),
    }
}

/// The road with the status in one word, and who says so.
fn band(body: &mut String, card: &Card, top: i32) -> i32 {
    let beside = EDGE + BLOCK + 18;
    let named = |source: &String| if is_writable(source) { source.clone() } else { card.unnamed.clone() };
    let who = card.who.iter().map(named).collect::<Vec<String>>().join("; ");
    let who = fitting(&who, SMALL, SIZE.0 - EDGE - beside, 2);
    let height = 58 + 14 * count(&who);
    let known = road::is_known(card.mark);
    road::mark(body, (EDGE, top, BLOCK, height), card.mark);
    road::edge(body, (EDGE, top, ROOM, 3), known);
    road::edge(body, (EDGE, top + height, ROOM, 3), known);
    for line in fitting(&card.word, WORD, SIZE.0 - EDGE - beside, 1) {
        put(body, ("w", WORD), (beside, top + 44), &line);
    }
    for (row, line) in (0..).zip(&who) {
        put(body, ("s", SMALL), (beside, top + 62 + 14 * row), line);
    }
    top + height + 6
}

/// What can be written of a text, in lines of a width.
fn fitting(text: &str, setting: Setting, width: i32, most: usize) -> Vec<String> {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let width = width as f32;
    lines(&written(text), setting, width, most)
}

fn put(body: &mut String, (class, setting): (&str, Setting), (x, y): (i32, i32), text: &str) {
    for Piece { script, from, words } in placed(text, setting) {
        let (x, of) = (f64::from(x) + f64::from(from), script.class());
        let _ = write!(body, "<text class=\"{class} {of}\" x=\"{x:.1}\" y=\"{y}\">{}</text>", escaped(&words));
    }
}
