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

/// A piece of a line that one font writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its script, which says by which font.
    pub script: Script,
    /// Where it begins, from the beginning of the line.
    pub from: f32,
    /// Its words.
    pub words: String,
}

/// A line in pieces of one script each. Where a font is left to look for another one by itself, letters that join are lost.
pub fn placed(line: &str, setting: Setting) -> Vec<Piece> {
    let mut from = 0.0;
    let mut placed = Vec::new();
    for (script, piece) in scripts(line) {
        let before = piece.len() - piece.trim_start().len();
        let words = piece.trim().to_owned();
        if !words.is_empty() {
            placed.push(Piece { script, from: from + spaces(before, setting), words });
        }
        from += wide(script, &piece, setting);
    }
    placed
}

/// A text of a drawing, escaped as it stands there: what can be written of it, with the font of each script that is not Latin.
pub fn in_fonts(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let piece = |(script, piece): (Script, String)| match script {
        Script::Other => piece,
        script => format!("<tspan font-family=\"{}\">{piece}</tspan>", script.family()),
    };
    scripts(&written(text)).into_iter().map(piece).collect()
}

/// How wide a line stands, with the spaces at its ends.
pub fn measured(line: &str, setting: Setting) -> f32 {
    scripts(line).iter().map(|(script, piece)| wide(*script, piece, setting)).sum()
}

fn wide(script: Script, piece: &str, setting: Setting) -> f32 {
    let words = piece.trim();
    let of_words = if words.is_empty() { 0.0 } else { width(script, words, setting) };
    of_words + spaces(piece.len() - words.len(), setting)
}

fn width(script: Script, words: &str, setting: Setting) -> f32 {
    png::width(words, script.family(), setting.size, setting.bold)
}

#[expect(clippy::cast_precision_loss, reason = "a few spaces")]
fn spaces(count: usize, setting: Setting) -> f32 {
    let of = |text: &str| width(Script::Other, text, setting);
    if count == 0 { 0.0 } else { count as f32 * (of("n n") - 2.0 * of("n")) }
}

/// A text in pieces of one script each; a space belongs to what stands before it.
fn scripts(text: &str) -> Vec<(Script, String)> {
    let mut pieces: Vec<(Script, String)> = Vec::new();
    for letter in text.chars() {
        let script = if letter == ' ' { None } else { Some(Script::of(letter)) };
        match pieces.last_mut() {
            Some((of, piece)) if script.is_none_or(|script| *of == script) => piece.push(letter),
            _ => pieces.push((script.unwrap_or(Script::Other), letter.to_string())),
        }
    }
    pieces
}

/// The scripts that have a font of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Arabic.
    Arabic,
    /// Latin, Greek, Cyrillic; digits and signs.
    Other,
}

impl Script {
    fn of(letter: char) -> Self {
        match letter {
            '\u{530}'..='\u{58f}' | '\u{fb13}'..='\u{fb17}' => Self::Armenian,
            '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' | '\u{2d00}'..='\u{2d2f}' => Self::Georgian,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Self::Arabic,
            '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{200c}' | '\u{200d}' => Self::Arabic,
            _ => Self::Other,
        }
    }

    /// The name of its font.
    pub fn family(self) -> &'static str {
        match self {
            Self::Armenian => "Noto Sans Armenian",
            Self::Georgian => "Noto Sans Georgian",
            Self::Arabic => "Noto Sans Arabic",
            Self::Other => "Noto Sans",
        }
    }

    /// The class of its texts.
    pub fn class(self) -> &'static str {
        match self {
            Self::Armenian => "hy",
            Self::Georgian => "ka",
            Self::Arabic => "ar",
            Self::Other => "la",
        }
    }
}

/// A text that can be written, in lines of a width, at most so many: the last one says where something is left out.
pub fn lines(text: &str, setting: Setting, width: f32, most: usize) -> Vec<String> {
    let measure = |text: &str| measured(text, setting);
    let space = spaces(1, setting);
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
    fn each_script_is_written_by_its_own_font_and_no_letter_is_lost() {
        let line = "10 May · Laçın · Բերձորի / Լաչինի միջանցք (ბერძორი) ممر لاتشين 12";
        let placed = placed(line, PLAIN);
        let words: Vec<&str> = placed.iter().map(|piece| piece.words.as_str()).collect();
        let expected = ["10 May · Laçın ·", "Բերձորի", "/", "Լաչինի միջանցք", "(", "ბერძორი", ")", "ممر لاتشين", "12"];
        assert_eq!(words, expected);
        assert!(placed.windows(2).all(|two| two[0].from < two[1].from), "{placed:?}");
        for piece in placed.iter().filter(|piece| piece.words.chars().count() > 4) {
            let letters = u16::try_from(piece.words.chars().count()).unwrap();
            let wide = width(piece.script, &piece.words, PLAIN);
            assert!(wide > 4.0 * f32::from(letters), "{piece:?} is {wide} wide: letters are missing");
        }
    }

    #[test]
    fn a_text_stands_in_lines_and_says_where_it_was_cut() {
        let text = "one two three four five six seven eight nine ten";
        let all = lines(text, PLAIN, 120.0, 9);
        assert!(all.len() > 2 && all.join(" ") == text, "{all:?}");
        assert!(all.iter().all(|line| measured(line, PLAIN) <= 121.0), "{all:?}");
        let cut = lines(text, PLAIN, 120.0, 2);
        assert_eq!((cut.len(), cut[0].as_str()), (2, all[0].as_str()));
        assert!(cut[1].ends_with('…') && measured(&cut[1], PLAIN) <= 121.0, "{cut:?}");
        let long = "x".repeat(200);
        let broken = lines(&long, PLAIN, 120.0, 99);
        assert!(broken.len() > 5 && broken.concat() == long, "{broken:?}");
        assert_eq!(lines("", PLAIN, 120.0, 2), [""; 0]);
    }
}
