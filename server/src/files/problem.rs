//! What is wrong with an import: file, line, column, what stands there and what was expected. Never a bare text.

use std::fmt;

use chrono::NaiveDate;
use domain::absence::AbsenceReason;
use domain::access::NotInList;
use domain::address::WebAddressError;
use domain::amount::AmountError;
use domain::label::LabelError;
use domain::note::NoteError;
use domain::{Measure, Slug};

use super::cell::Formula;
use super::shape::MAX_COLUMNS;
use super::table::{MAX_BYTES, MAX_CELL, MAX_ROWS};

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

/// What is wrong with a place in a file, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The file is larger than 5 MiB; holds its bytes.
    SmallerFile(usize),
    /// The file has no header.
    Header,
    /// A known column is not in the header.
    MissingColumn,
    /// The header names a column that is not known.
    KnownColumn,
    /// The header names a column again; holds the place of the first.
    ColumnOnce(usize),
    /// The header is parted by semicolons or tabs.
    Commas,
    /// A quotation mark within a cell that is not quoted.
    DoubledQuote,
    /// Text between a closing quotation mark and the next comma.
    CommaAfterQuote,
    /// A quotation mark that is never closed.
    ClosingQuote,
    /// A row with far more cells than any file has columns.
    FewerColumns,
    /// A row with more or fewer cells than the header: cells, expected cells.
    Cells(usize, usize),
    /// A row beyond the 20,000th.
    FewerRows,
    /// A cell of more than 4,096 characters; holds its characters.
    ShorterCell(usize),
    /// Bytes that are not UTF-8.
    Utf8,
    /// A NUL.
    NoNul,
    /// A cell that a spreadsheet would run.
    NoFormula,
    /// The row is not of this corridor; an empty cell would do when `--corridor` was given.
    Corridor {
        /// The corridor of this import.
        slug: Slug,
        /// Whether an empty cell would do.
        or_empty: bool,
    },
    /// Not a date.
    Date,
    /// A date after today.
    NotAfterToday(NaiveDate),
    /// A day before the record begins.
    NotBeforeRecord(NaiveDate),
    /// A day after the record ended.
    NotAfterRecord(NaiveDate),
    /// A period that starts after its day.
    PeriodUpTo(NaiveDate),
    /// The measure does not take this column.
    NothingFor(Measure),
    /// A status has no bound.
    NoBoundForStatus,
    /// A reason why there is no figure leaves no place for one.
    NothingBesideReason(AbsenceReason),
    /// Only a range has an upper end.
    NoUpperEnd,
    /// A number that is not plain.
    WholeNumber,
    /// A figure that the public file withholds.
    FigureOfTheDesk,
    /// A claim without the office that makes it.
    Source,
    /// Goods without a unit.
    Unit,
    /// The row says again what an earlier line says; holds that line.
    SaidOnce(u64),
    /// A second preferred claim of one thing and day; holds the line of the first when it is in this file.
    OnePreferred(Option<u64>),
    /// A word that is in none of the closed lists.
    Word(NotInList),
    /// A text that is no name.
    Label(LabelError),
    /// A text that is no remark.
    Note(NoteError),
    /// A text that is no address.
    Address(WebAddressError),
    /// Something that is no amount.
    Amount(AmountError),
}

impl Expectation {
    /// Why it is refused and what was expected, for everything that is about one cell's content.
    fn of_content(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Corridor { slug, or_empty: true } => write!(f, "expected {slug}, or nothing"),
            Self::Corridor { slug, .. } => write!(f, "expected {slug}: every row names the corridor"),
            Self::Date => write!(f, "expected a date as year-month-day, such as 2023-05-10"),
            Self::NotAfterToday(today) => write!(f, "expected a date up to today, {today}"),
            Self::NotBeforeRecord(begin) => write!(f, "expected a day from {begin} on, when the record begins"),
            Self::NotAfterRecord(end) => write!(f, "expected a day up to {end}, when the record ended"),
            Self::PeriodUpTo(date) => write!(f, "expected a first day that is not after the row’s date, {date}"),
            Self::NothingFor(measure) => write!(f, "expected nothing: {} does not take this column", measure.key()),
            Self::NoBoundForStatus => {
                write!(f, "expected nothing (a status has no bound), or a reason: {}", reasons())
            }
            Self::NothingBesideReason(why) => write!(f, "expected nothing beside {}", why.key()),
            Self::NoUpperEnd => write!(f, "expected nothing: only a range has an upper end"),
            Self::WholeNumber => {
                write!(f, "expected a whole number in digits only, such as 5100; words go with the bound vague")
            }
            Self::FigureOfTheDesk => {
                write!(f, "expected the figure itself: the public file withholds it; import the desk’s own export")
            }
            Self::Source => write!(f, "expected the name of the office that says so"),
            Self::Unit => write!(f, "expected what was counted in, such as trucks, tonnes or litres"),
            Self::Word(list) => write!(f, "{list}"),
            Self::Label(error) => write!(f, "{error}"),
            Self::Note(error) => write!(f, "{error}"),
            Self::Address(error) => write!(f, "{error}"),
            Self::Amount(error) => write!(f, "{error}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SmallerFile(bytes) => write!(f, "{bytes} bytes; expected at most {MAX_BYTES}"),
            Self::Header => write!(f, "the file is empty; expected a header that names the columns"),
            Self::MissingColumn => write!(f, "this column is missing; expected it in the header"),
            Self::KnownColumn => write!(f, "expected only columns that the file format knows"),
            Self::ColumnOnce(first) => write!(f, "expected each column once; column {first} has the name already"),
            Self::Commas => write!(f, "expected commas between the columns, not semicolons or tabs"),
            Self::DoubledQuote => write!(f, "expected the cell in quotation marks, and those within it doubled"),
            Self::CommaAfterQuote => write!(f, "expected a comma or the end of the line after a closing quotation mark"),
            Self::ClosingQuote => write!(f, "expected a closing quotation mark; there is none up to the end of the file"),
            Self::FewerColumns => write!(f, "expected at most {MAX_COLUMNS} cells in a row"),
            Self::Cells(found, expected) => write!(f, "{found} cells; expected {expected}, as in the header"),
            Self::FewerRows => write!(f, "expected at most {MAX_ROWS} rows; this is one more"),
            Self::ShorterCell(length) => write!(f, "{length} characters; expected at most {MAX_CELL}"),
            Self::Utf8 => write!(f, "expected UTF-8; save the file as “CSV UTF-8”"),
            Self::NoNul => write!(f, "holds a NUL character; expected plain text"),
            Self::NoFormula => write!(f, "a spreadsheet would run this as a formula; put ' before it if it is meant as text"),
            Self::SaidOnce(line) => write!(f, "says again what line {line} says; expected each statement once"),
            Self::OnePreferred(Some(line)) => {
                write!(f, "line {line} prefers another claim of the same thing and day; expected at most one")
            }
            Self::OnePreferred(None) => {
                write!(f, "the record prefers another claim of the same thing and day; expected at most one")
            }
            content => content.of_content(f),
        }
    }
}

fn reasons() -> String {
    AbsenceReason::ALL.map(AbsenceReason::key).join(", ")
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

impl From<NotInList> for Expectation {
    fn from(error: NotInList) -> Self {
        Self::Word(error)
    }
}

impl From<LabelError> for Expectation {
    fn from(error: LabelError) -> Self {
        Self::Label(error)
    }
}

impl From<NoteError> for Expectation {
    fn from(error: NoteError) -> Self {
        Self::Note(error)
    }
}

impl From<WebAddressError> for Expectation {
    fn from(error: WebAddressError) -> Self {
        Self::Address(error)
    }
}

impl From<AmountError> for Expectation {
    fn from(error: AmountError) -> Self {
        Self::Amount(error)
    }
}

impl From<Formula> for Expectation {
    fn from(_: Formula) -> Self {
        Self::NoFormula
    }
}
