//! Finds where a file breaks the form of RFC 4180. The csv crate mends quotation marks in silence, and one that is
//! never closed would swallow the rows behind it into one remark. Never changes anything.

use super::expectation::Expectation;

/// The most columns that are looked at: a row of millions of cells would cost more memory than the file itself.
pub const MAX_COLUMNS: usize = 200;

/// A place where the form is broken.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The physical line, from 1.
    pub(super) line: u64,
    /// The column, from 1.
    pub(super) column: usize,
    /// What was expected.
    pub(super) expected: Expectation,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// The first broken place; what follows it cannot be told apart.
pub(super) fn first_break(bytes: &[u8]) -> Option<Break> {
    let (mut state, mut line, mut column) = (State::CellStart, 1, 1);
    let mut opened = (1, 1);
    let broken = |line, column, expected| Some(Break { line, column, expected });
    for (index, byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (State::CellStart, b'"') => {
                opened = (line, column);
                State::Quoted
            }
            (State::Plain, b'"') => return broken(line, column, Expectation::DoubledQuote),
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::QuoteInQuoted, b'"') | (State::Quoted, _) => State::Quoted,
            (_, b',' | b'\n' | b'\r') => State::CellStart,
            (State::QuoteInQuoted, _) => return broken(line, column, Expectation::CommaAfterQuote),
            _ => State::Plain,
        };
        if ends_line(bytes, index) {
            line += 1;
        }
        if state == State::CellStart {
            column = if *byte == b',' { column + 1 } else { 1 };
        }
        if column > MAX_COLUMNS {
            return broken(line, column, Expectation::FewerColumns);
        }
    }
    if state == State::Quoted { broken(opened.0, opened.1, Expectation::ClosingQuote) } else { None }
}

/// Whether the byte ends a physical line: `\n`, or a `\r` without one behind it.
pub(super) fn ends_line(bytes: &[u8], index: usize) -> bool {
    match bytes.get(index) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(index + 1) != Some(&b'\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(u64, usize, Expectation)> {
        first_break(text.as_bytes()).map(|found| (found.line, found.column, found.expected))
    }

    #[test]
    fn names_line_and_column_of_the_first_wrong_mark() {
        assert_eq!(found("a,b\n1,\"open\n2,3\n"), Some((2, 2, Expectation::ClosingQuote)));
        assert_eq!(found("a\r\nb\"c\r\n"), Some((2, 1, Expectation::DoubledQuote)));
        assert_eq!(found(&",".repeat(1_000)), Some((1, 201, Expectation::FewerColumns)));
        assert_eq!(found("a,\"two\nlines\"x\n"), Some((2, 2, Expectation::CommaAfterQuote)));
    }

    #[test]
    fn takes_what_is_well_quoted() {
        assert_eq!(found("a,\"b \"\"c\"\", d\",\"\"\r\n\"x\ny\",\"\"\"\",z"), None);
        assert_eq!(found(""), None);
        assert_eq!(found("\"closed at the end\""), None);
    }
}
