//! What was expected at a place in an import, and why what stands there is refused. Never where it stands.

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
    /// Text in UTF-16.
    Utf16,
    /// A workbook in the form that spreadsheets had before 2007.
    OldWorkbook,
    /// A workbook that wants a password.
    LockedWorkbook,
    /// A workbook in the form of other programs.
    OpenDocument,
    /// A packed file that is no workbook, or a broken one.
    NoWorkbook,
    /// A picture, a document, a packed file: no table.
    NoTable,
    /// A workbook that is far larger than it looks.
    SmallerWorkbook,
    /// Several sheets, none of which has the name that is looked for.
    SheetNamed {
        /// The name.
        wanted: &'static str,
        /// The names that there are.
        sheets: Vec<String>,
    },
    /// A cell in which the spreadsheet itself shows an error.
    NoCellError,
    /// A formula of which no value was saved.
    FormulaWithValue,
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

    /// The same for everything that is about the kind of file.
    fn of_workbook(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "expected UTF-8, and this is UTF-16; save the file as “CSV UTF-8”",
            Self::OldWorkbook => "expected .xlsx or .csv, and this is an old workbook (.xls); save it as .xlsx",
            Self::LockedWorkbook => "expected a workbook without a password; take the password off and save it again",
            Self::OpenDocument => "expected .xlsx or .csv, and this is an OpenDocument file; save it as .xlsx",
            Self::NoWorkbook => "expected a workbook (.xlsx) that can be opened; open it in a spreadsheet and save it anew",
            Self::NoTable => "expected a table, .csv or .xlsx",
            Self::SmallerWorkbook => "expected a workbook of at most 32 MiB unpacked; save the sheet alone, or as .csv",
            Self::NoCellError => "the spreadsheet shows an error here; expected a value",
            Self::FormulaWithValue => {
                "a formula without a value that was saved; open the file in a spreadsheet and save it, or write the value"
            }
            Self::SheetNamed { wanted, sheets } => {
                return write!(f, "expected one sheet, or one with the name {wanted}; there are {}", sheets.join(", "));
            }
            _ => return Ok(()),
        })
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
            Self::CommaAfterQuote => {
                write!(f, "expected a comma or the end of the line after a closing quotation mark")
            }
            Self::ClosingQuote => {
                write!(f, "expected a closing quotation mark; there is none up to the end of the file")
            }
            Self::FewerColumns => write!(f, "expected at most {MAX_COLUMNS} cells in a row"),
            Self::Cells(found, expected) => write!(f, "{found} cells; expected {expected}, as in the header"),
            Self::FewerRows => write!(f, "expected at most {MAX_ROWS} rows; this is one more"),
            Self::ShorterCell(length) => write!(f, "{length} characters; expected at most {MAX_CELL}"),
            Self::Utf8 => write!(f, "expected UTF-8; save the file as “CSV UTF-8”"),
            Self::NoNul => write!(f, "holds a NUL character; expected plain text"),
            Self::NoFormula => {
                write!(f, "a spreadsheet would run this as a formula; put ' before it if it is meant as text")
            }
            Self::SaidOnce(line) => write!(f, "says again what line {line} says; expected each statement once"),
            Self::OnePreferred(Some(line)) => {
                write!(f, "line {line} prefers another claim of the same thing and day; expected at most one")
            }
            Self::OnePreferred(None) => {
                write!(f, "the record prefers another claim of the same thing and day; expected at most one")
            }
            content => content.of_content(f).and_then(|()| content.of_workbook(f)),
        }
    }
}

fn reasons() -> String {
    AbsenceReason::ALL.map(AbsenceReason::key).join(", ")
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
