//! What is wrong with an import: file, line, column, what stands there and what was expected. Never a bare text.

use std::fmt;

use super::expectation::Expectation;

/// The most problems that are listed where nobody asks for more; the rest is counted.
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

/// In which form a table came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileForm {
    /// Text, a line a row.
    #[default]
    Csv,
    /// A sheet of a workbook.
    Workbook,
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
    /// In which form it came: a workbook's lines are its rows.
    pub form: FileForm,
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
    /// The first 200, or as many as were asked for.
    pub listed: Vec<ImportProblem>,
    /// How many more there are.
    pub more: usize,
}

impl ImportFile {
    /// The sheet of a workbook that holds it.
    pub fn sheet(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Events => "events",
        }
    }
}

impl FileForm {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
        }
    }
}

impl ImportProblem {
    /// The cell as a spreadsheet names it, `B17`; none where a row as a whole is meant.
    pub fn cell(&self) -> Option<String> {
        self.column.map(|column| format!("{}{}", letters(column.number), self.line))
    }
}

/// The letters of a spreadsheet's column, from 1: `A`, `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let (mut left, mut letters) = (column, Vec::new());
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

impl fmt::Display for ImportProblem {
    /// `claims.csv, line 12, column 4 (measure): “foo” — expected one of …`; of a workbook `claims.xlsx, cell D12 (measure)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}, ", self.file.sheet(), self.form.ending())?;
        match (self.form, self.column) {
            (FileForm::Csv, None) => write!(f, "line {}", self.line)?,
            (FileForm::Csv, Some(column)) => write!(f, "line {}, column {}", self.line, column.number)?,
            (FileForm::Workbook, None) => write!(f, "row {}", self.line)?,
            (FileForm::Workbook, Some(column)) => write!(f, "cell {}{}", letters(column.number), self.line)?,
        }
        if let Some(name) = self.column.and_then(|column| column.name) {
            write!(f, " ({name})")?;
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
#[derive(Debug)]
pub(super) struct Gathering {
    listed: Vec<ImportProblem>,
    more: usize,
    most: usize,
}

impl Default for Gathering {
    fn default() -> Self {
        Self::up_to(LISTED)
    }
}

impl Gathering {
    /// Lists so many.
    pub(super) fn up_to(most: usize) -> Self {
        Self { listed: Vec::new(), more: 0, most }
    }

    /// Adds one.
    pub(super) fn push(&mut self, problem: ImportProblem) {
        if self.listed.len() < self.most {
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

/// Whether a character is not fit to be shown: a control character, or one that turns text around.
pub fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A short extract of a cell that is fit to be shown.
pub(super) fn extract(text: &str) -> String {
    let fit = |c: char| if is_unfit(c) { '\u{fffd}' } else { c };
    let mut extract: String = text.chars().take(EXTRACT).map(fit).collect();
    if text.chars().nth(EXTRACT).is_some() {
        extract.pop();
        extract.push('…');
    }
    extract
}
