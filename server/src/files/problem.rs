//! What is wrong with an import: file, line, column, what stands there and what was expected. Never a bare text.

use std::fmt;

use super::expectation::Expectation;

/// The most problems that are listed; the rest is counted.
const LISTED: usize = 200;

/// The longest extract of a cell in a problem, in characters.
const EXTRACT: usize = 60;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportFile {
    /// claims.csv
    Claims,
    /// events.csv
    Events,
}

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its place in the file as it was given, from 1.
    pub number: usize,
    /// Its name; none when the header has a name there that is not known.
    pub name: Option<&'static str>,
}

/// One thing that keeps an import from being taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// The file.
    pub file: ImportFile,
    /// The line on which the row begins, from 1 (the header's line is 1).
    pub line: u64,
    /// The column; none when the row or the file as a whole is meant.
    pub column: Option<Column>,
    /// What stands there, at most 60 characters, fit to be shown; none when a row as a whole is meant.
    pub found: Option<String>,
    /// What is wrong and what was expected.
    pub expected: Expectation,
}

/// All problems of an import, in the order of files and lines: never empty. Nothing is stored while there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblems {
    /// The first 200.
    pub listed: Vec<ImportProblem>,
    /// How many more there are.
    pub more: usize,
}

impl fmt::Display for ImportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Claims => "claims.csv",
            Self::Events => "events.csv",
        })
    }
}

impl fmt::Display for ImportProblem {
    /// `claims.csv, line 12, column 4 (measure): “foo” — expected one of …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {}", column.number)?;
            if let Some(name) = column.name {
                write!(f, " ({name})")?;
            }
        }
        match self.found.as_deref() {
            None => write!(f, ": {}", self.expected),
            Some("") => write!(f, ": nothing — {}", self.expected),
            Some(found) => write!(f, ": “{found}” — {}", self.expected),
        }
    }
}

impl fmt::Display for ImportProblems {
    /// One problem a line, then how many more there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            let parting = if index == 0 { "" } else { "\n" };
            write!(f, "{parting}{problem}")?;
        }
        match self.more {
            0 => Ok(()),
            1 => write!(f, "\n… and one more problem"),
            more => write!(f, "\n… and {more} more problems"),
        }
    }
}

impl std::error::Error for ImportProblem {}
impl std::error::Error for ImportProblems {}

/// Gathers problems while files are read; holds no more than are listed, however broken a file is.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    listed: Vec<ImportProblem>,
    more: usize,
}

impl Gathering {
    /// Adds one.
    pub(super) fn push(&mut self, problem: ImportProblem) {
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Nothing is wrong so far, or everything that is.
    pub(super) fn verdict(&mut self) -> Result<(), ImportProblems> {
        if self.listed.is_empty() {
            return Ok(());
        }
        let mut listed = std::mem::take(&mut self.listed);
        listed.sort_by_key(|problem| (problem.file, problem.line, problem.column));
        Err(ImportProblems { listed, more: std::mem::take(&mut self.more) })
    }
}

/// A short extract of a cell that is fit to be shown: no control characters, none that turn text around.
pub(super) fn extract(text: &str) -> String {
    let unfit = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let fit = |c: char| if unfit(c) { '\u{fffd}' } else { c };
    let mut extract: String = text.chars().take(EXTRACT).map(fit).collect();
    if text.chars().nth(EXTRACT).is_some() {
        extract.pop();
        extract.push('…');
    }
    extract
}
