//! One row of an import, read cell by cell: a cell is refused at most once, and all cells are looked at.
//! Never decides what a row as a whole means.

use std::str::FromStr;

use chrono::NaiveDate;
use domain::{Corridor, read_day};

use super::cell::{self, Formula};
use super::expectation::Expectation;
use super::problem::{Column, FileForm, Gathering, ImportFile, ImportProblem, extract};
use super::table::Format;

/// What every row is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    /// The corridor of the import.
    pub(super) corridor: &'a Corridor,
    /// Whether the corridor was given apart from the file.
    pub(super) corridor_given: bool,
    /// Today, in the corridor's time zone.
    pub(super) today: NaiveDate,
}

/// One row and what was found wrong with it.
#[derive(Debug)]
pub(super) struct Row<'a> {
    file: ImportFile,
    form: FileForm,
    line: u64,
    columns: &'static [&'static str],
    places: &'a [usize],
    cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    text: String,
    refused: bool,
}

/// A date as files write it: exactly `YYYY-MM-DD`.
struct PlainDate(NaiveDate);

struct NotADate;

impl<'a> Row<'a> {
    /// A row without text.
    pub(super) fn new(format: &Format, form: FileForm, line: u64, places: &'a [usize]) -> Self {
        let cells = vec![Cell::default(); places.len()];
        Self { file: format.file, form, line, columns: format.columns, places, cells }
    }

    /// The line on which it begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// In which form it came.
    pub(super) fn form(&self) -> FileForm {
        self.form
    }

    /// Where the column stands in the file, from 0.
    pub(super) fn place(&self, column: usize) -> usize {
        self.places.get(column).copied().unwrap_or(column)
    }

    /// Sets a cell's text.
    pub(super) fn fill(&mut self, column: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(column) {
            text.clone_into(&mut cell.text);
        }
    }

    /// Refuses a cell, unless it is refused already.
    pub(super) fn refuse(&mut self, column: usize, expected: Expectation, problems: &mut Gathering) {
        let place = self.place(column);
        let Some(cell) = self.cells.get_mut(column).filter(|cell| !cell.refused) else { return };
        cell.refused = true;
        problems.push(ImportProblem {
            file: self.file,
            form: self.form,
            line: self.line,
            column: Some(Column { number: place + 1, name: self.columns.get(column).copied() }),
            found: Some(extract(&cell.text)),
            expected,
        });
    }

    /// Whether no cell is refused.
    pub(super) fn is_sound(&self) -> bool {
        self.cells.iter().all(|cell| !cell.refused)
    }

    /// The row's cells with the place where problems go.
    pub(super) fn reader<'r>(&'r mut self, problems: &'r mut Gathering) -> Reader<'r, 'a> {
        Reader { row: self, problems }
    }
}

/// Reads typed values out of a row, by the names of its columns.
pub(super) struct Reader<'r, 'a> {
    row: &'r mut Row<'a>,
    problems: &'r mut Gathering,
}

impl Reader<'_, '_> {
    /// A cell's text; nothing when it is refused already, so that it is not refused again for what it leads to.
    pub(super) fn text(&self, name: &str) -> &str {
        let cell = self.column(name).and_then(|column| self.row.cells.get(column));
        cell.filter(|cell| !cell.refused).map_or("", |cell| cell.text.as_str())
    }

    /// The text that a cell stands for.
    pub(super) fn meant(&self, name: &str) -> Result<&str, Formula> {
        cell::meant(self.row.form, self.text(name))
    }

    /// Whether nothing is written in a cell.
    pub(super) fn is_empty(&self, name: &str) -> bool {
        self.text(name).trim().is_empty()
    }

    /// Refuses a cell.
    pub(super) fn refuse(&mut self, name: &str, expected: impl Into<Expectation>) {
        if let Some(column) = self.column(name) {
            self.row.refuse(column, expected.into(), self.problems);
        }
    }

    /// Refuses a cell that is not empty.
    pub(super) fn refuse_text(&mut self, name: &str, expected: Expectation) {
        if !self.is_empty(name) {
            self.refuse(name, expected);
        }
    }

    /// What must stand in a cell.
    pub(super) fn required<T: FromStr>(&mut self, name: &str) -> Option<T>
    where
        T::Err: Into<Expectation>,
    {
        let text = self.text(name).to_owned();
        text.parse().map_err(|error: T::Err| self.refuse(name, error)).ok()
    }

    /// What may stand in a cell; nothing but spaces is nothing.
    pub(super) fn optional<T: FromStr>(&mut self, name: &str) -> Option<T>
    where
        T::Err: Into<Expectation>,
    {
        if self.is_empty(name) { None } else { self.required(name) }
    }

    /// A date that may stand in a cell.
    pub(super) fn date(&mut self, name: &str) -> Option<NaiveDate> {
        self.optional::<PlainDate>(name).map(|date| date.0)
    }

    /// The day that the row is about, and with it the corridor: both must be those of the import.
    pub(super) fn day(&mut self, scope: &Scope<'_>) -> Option<NaiveDate> {
        let (slug, or_empty) = (scope.corridor.slug.clone(), scope.corridor_given);
        if self.text("corridor") != slug.as_str() && !(or_empty && self.is_empty("corridor")) {
            self.refuse("corridor", Expectation::Corridor { slug, or_empty });
        }
        let date = self.required::<PlainDate>("date")?.0;
        if date > scope.today {
            self.refuse("date", Expectation::NotAfterToday(scope.today));
        } else if date < scope.corridor.record_begins {
            self.refuse("date", Expectation::NotBeforeRecord(scope.corridor.record_begins));
        } else if let Some(end) = scope.corridor.record_ends.filter(|end| date > *end) {
            self.refuse("date", Expectation::NotAfterRecord(end));
        }
        Some(date)
    }

    /// The date on which the source said it.
    pub(super) fn published_on(&mut self, scope: &Scope<'_>) -> Option<NaiveDate> {
        let date = self.date("published_on")?;
        if date > scope.today {
            self.refuse("published_on", Expectation::NotAfterToday(scope.today));
        }
        Some(date)
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.row.columns.iter().position(|column| *column == name)
    }
}

impl FromStr for PlainDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read_day(text).map(Self).ok_or(NotADate)
    }
}

impl From<NotADate> for Expectation {
    fn from(_: NotADate) -> Self {
        Self::Date
    }
}
