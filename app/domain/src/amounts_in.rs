//! The amounts that a text holds, in the text's own words of measure: what a desk can take over from a bulletin. Says
//! nothing of what they are about, and leaves out what is no amount (times, dates with strokes, decimals, parts of names).

use crate::amount::{Amount, BEFORE};

/// An amount within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidAmount {
    /// Its own words, spaces evened out: `more than 30`, `5,100`, `30–35`. An [`Amount`] with a number.
    pub words: String,
    /// A few words that stand before it.
    pub before: String,
    /// A few words that stand behind it.
    pub after: String,
}

/// So many words are given before and behind an amount.
const WORDS_AROUND: usize = 4;

/// The amounts of a text, in its order. A word of measure that stands before a number belongs to it: without it the number
/// would say something else.
pub fn amounts_in(text: &str) -> Vec<SaidAmount> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = number_end(text, start);
        let (begin, stop) = (begin_of(text, start), stop_of(text, end));
        let spans = [(begin, stop), (begin, end), (start, stop), (start, end)];
        let readable = spans.into_iter().find(|(begin, stop)| stands_alone(text, *begin, *stop, start, end));
        if let Some((begin, stop)) = readable {
            found.push(SaidAmount {
                words: even(&text[begin..stop]),
                before: last_words(&text[..begin]),
                after: first_words(&text[stop..]),
            });
        }
        from = readable.map_or(end, |(_, stop)| stop.max(end));
    }
    found
}

/// Whether this stretch is an amount: it can be read, and its number is no part of a longer word or sign.
fn stands_alone(text: &str, begin: usize, stop: usize, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let joined = before.is_some_and(|c| c.is_alphanumeric() || "._/:#-–—".contains(c))
        || after.is_some_and(|c| c.is_alphanumeric() || "%/:_".contains(c))
        || (stop == end && after.is_some_and(|c| "-–—".contains(c)));
    !joined && even(&text[begin..stop]).parse::<Amount>().is_ok()
}

/// Where a number ends that begins here, with its groups of digits, and with what makes it a decimal, a time or a date.
fn number_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins =
            ",.:/'’\u{a0}\u{202f}".contains(letter) && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !letter.is_ascii_digit() && !joins {
            break;
        }
        end = start + at + letter.len_utf8();
    }
    end
}

/// Where the words of measure before a number begin; the number itself when there are none.
fn begin_of(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end();
    for (words, _) in BEFORE {
        let own = words.split(' ').rev().try_fold(before, |rest, word| strip_word(rest.trim_end(), word));
        if let Some(rest) = own {
            let begins = rest.len() + (before.len() - rest.len() - before[rest.len()..].trim_start().len());
            let bounded = !words.starts_with(char::is_alphabetic) || !rest.ends_with(char::is_alphanumeric);
            if bounded {
                return begins;
            }
        }
    }
    start
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    text.is_char_boundary(at)
        .then(|| text.split_at(at))
        .filter(|(_, end)| end.eq_ignore_ascii_case(word))
        .map(|(rest, _)| rest)
}

/// Where an amount stops whose number ends here: behind `+`, `or more`, the upper end of a range.
fn stop_of(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    if rest.starts_with('+') {
        return end + 1;
    }
    let next = rest.trim_start();
    let spaces = rest.len() - next.len();
    if spaces > 0 && next.get(..7).is_some_and(|words| words.eq_ignore_ascii_case("or more")) {
        return end + spaces + 7;
    }
    for mark in ["–", "—", "-", "to "] {
        let Some(behind) = next.strip_prefix(mark) else { continue };
        let to = behind.trim_start();
        let joined = spaces == 0 || mark == "to ";
        if joined && to.starts_with(|c: char| c.is_ascii_digit()) {
            return number_end(text, text.len() - to.len());
        }
    }
    end
}

fn even(text: &str) -> String {
    // A no-break space between digits is a part of the number.
    text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ")
}

fn last_words(text: &str) -> String {
    let line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    words[words.len().saturating_sub(WORDS_AROUND)..].join(" ")
}

fn first_words(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    line.split_whitespace().take(WORDS_AROUND).collect::<Vec<&str>>().join(" ")
}
