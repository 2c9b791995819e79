//! Text as the bundled fonts write it in a picture: what of it they can, and in which lines it stands. A letter that they do
//! not have never stops a picture, and is never left out unseen.

use std::borrow::Cow;

use super::png;

/// Stands for what is left out.
const LEFT_OUT: char = '…';

/// How a text is set: its size, and whether it is bold.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its size.
    pub size: i32,
    /// Whether it is bold.
    pub bold: bool,
}

/// Whether all of a text can be written.
pub fn is_writable(text: &str) -> bool {
    cleaned(text).chars().all(|letter| letter == ' ' || joins(letter) || png::has(letter))
}

/// A text with each word that cannot be written as a sign that something is left out; several in a row as one.
pub fn written(text: &str) -> String {
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    let cleaned = cleaned(text);
    for word in cleaned.split(' ').filter(|word| !word.is_empty()) {
        if is_writable(word) {
            words.push(Cow::Borrowed(word));
        } else if words.last().is_none_or(|last| *last != "…") {
            words.push(Cow::Borrowed("…"));
        }
    }
    words.join(" ")
}

/// A line in pieces of one script each, every one with its place from the beginning: a piece of several scripts is written
/// by one font where it can be, and then holds what that font does not have as a hole.
pub fn placed(line: &str, setting: Setting) -> Vec<(f32, String)> {
    let mut at = 0.0;
    let mut placed = Vec::new();
    for piece in scripts(line) {
        let (wide, words) = (measured(&piece, setting), piece.trim().to_owned());
        let before = piece.len() - piece.trim_start().len();
        #[expect(clippy::cast_precision_loss, reason = "a few spaces")]
        let start = at + before as f32 * space(setting);
        placed.extend((!words.is_empty()).then_some((start, words)));
        at += wide;
    }
    placed
}

/// How wide a line stands, with the spaces at its ends.
fn measured(line: &str, setting: Setting) -> f32 {
    let one = |piece: &String| {
        let spaces = piece.len() - piece.trim().len();
        #[expect(clippy::cast_precision_loss, reason = "a few spaces")]
        let spaces = spaces as f32 * space(setting);
        png::width(piece.trim(), setting.size, setting.bold) + spaces
    };
    scripts(line).iter().map(one).sum()
}

fn space(setting: Setting) -> f32 {
    let wide = |text: &str| png::width(text, setting.size, setting.bold);
    wide("n n") - 2.0 * wide("n")
}

/// A text in pieces of one script each; digits, signs and spaces belong to what stands before them.
fn scripts(text: &str) -> Vec<String> {
    let mut pieces: Vec<(Option<Script>, String)> = Vec::new();
    for letter in text.chars() {
        let script = script(letter);
        match pieces.last_mut() {
            Some((of, piece)) if script.is_none() || of.is_none() || *of == script => {
                *of = of.or(script);
                piece.push(letter);
            }
            _ => pieces.push((script, letter.to_string())),
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// The scripts that have a font of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Armenian,
    Georgian,
    Arabic,
    /// Latin, Greek, Cyrillic.
    Other,
}

fn script(letter: char) -> Option<Script> {
    match letter {
        '\u{530}'..='\u{58f}' | '\u{fb13}'..='\u{fb17}' => Some(Script::Armenian),
        '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' | '\u{2d00}'..='\u{2d2f}' => Some(Script::Georgian),
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Some(Script::Arabic),
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => Some(Script::Arabic),
        letter => letter.is_alphabetic().then_some(Script::Other),
    }
}

/// A text that can be written, in lines of a width, at most so many: the last one says where something is left out.
pub fn lines(text: &str, setting: Setting, width: f32, most: usize) -> Vec<String> {
    let measure = |text: &str| measured(text, setting);
    let space = space(setting);
    let mut lines: Vec<(String, f32)> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, width, &measure)) {
        let wide = measure(&word);
        let count = lines.len();
        match lines.last_mut().filter(|(_, used)| used + space + wide <= width) {
            Some((line, used)) => {
                line.push(' ');
                line.push_str(&word);
                *used += space + wide;
            }
            None if count == most => return shortened(lines, width, &measure),
            None => lines.push((word, wide)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// The same lines, the last of which ends with the sign that something is left out.
fn shortened(lines: Vec<(String, f32)>, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().map(|(line, _)| line).collect();
    if let Some(last) = lines.last_mut() {
        let end = measure("…");
        while measure(last) + end > width && last.pop().is_some() {}
        let kept = last.trim_end_matches([' ', ',', ';', ':']).len();
        last.truncate(kept);
        last.push(LEFT_OUT);
    }
    lines
}

/// A word that is wider than a line, in pieces that are not.
fn pieces(word: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut pieces = vec![word.to_owned()];
    while let Some(last) = pieces.pop() {
        if measure(&last) <= width || last.chars().count() < 2 {
            pieces.push(last);
            break;
        }
        let mut head = last.clone();
        while measure(&head) > width && head.chars().count() > 1 {
            let half = if measure(&head) > 2.0 * width { head.chars().count() / 2 } else { head.chars().count() - 1 };
            head = head.chars().take(half).collect();
        }
        let tail = last.get(head.len()..).unwrap_or_default().to_owned();
        pieces.push(head);
        pieces.push(tail);
    }
    pieces
}

/// What is seen of a text, and nothing that turns the direction of what stands beside it.
fn cleaned(text: &str) -> String {
    let seen = |letter: char| match letter {
        '\u{a0}' | '\t' | '\n' | '\u{2009}' | '\u{202f}' => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    };
    text.chars().filter_map(seen).collect()
}

/// Letters that are seen only in what they do to their neighbours.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Setting = Setting { size: 14, bold: false };

    #[test]
    fn what_the_fonts_have_is_written_and_what_they_do_not_is_seen_to_be_left_out() {
        for text in ["Berdzor / Lachin", "Բերձորի միջանցք", "Лачинский коридор", "ممر لاتشين", "ბერძორი", "“–’…· 0–11"]
        {
            assert!(is_writable(text), "{text}");
            assert_eq!(written(text), text);
        }
        assert_eq!(written("Lachin \u{4e2d}\u{6587} \u{1f6d1} road"), "Lachin … road");
        assert_eq!(written("\u{4e2d}"), "…");
        assert_eq!(written("a\u{202e}b\u{a0}c\u{0}"), "ab c", "nothing turns what stands beside it");
    }

    #[test]
    fn each_script_is_written_by_its_own_font() {
        let line = "10 May · Laçın · Բերձորի / Լաչինի (ბერძორი) ممر 12";
        let placed = placed(line, PLAIN);
        let words: Vec<&str> = placed.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["10 May · Laçın ·", "Բերձորի / Լաչինի (", "ბერძორი)", "ممر 12"]);
        assert!(placed.windows(2).all(|two| two[0].0 < two[1].0), "{placed:?}");
        assert!(placed.iter().all(|(_, words)| png::width(words, 14, false) > 10.0), "none is a hole: {placed:?}");
    }

    #[test]
    fn a_text_stands_in_lines_and_says_where_it_was_cut() {
        let text = "one two three four five six seven eight nine ten";
        let all = lines(text, PLAIN, 120.0, 9);
        assert!(all.len() > 2 && all.join(" ") == text, "{all:?}");
        assert!(all.iter().all(|line| png::width(line, 14, false) <= 121.0), "{all:?}");
        let cut = lines(text, PLAIN, 120.0, 2);
        assert_eq!((cut.len(), cut[0].as_str()), (2, all[0].as_str()));
        assert!(cut[1].ends_with('…') && png::width(&cut[1], 14, false) <= 121.0, "{cut:?}");
        let long = "x".repeat(200);
        let broken = lines(&long, PLAIN, 120.0, 99);
        assert!(broken.len() > 5 && broken.concat() == long, "{broken:?}");
        assert_eq!(lines("", PLAIN, 120.0, 2), [""; 0]);
    }
}
