//! The rows of a table with a known set of columns, in text or in a workbook: its limits, its header, its cells. Never
//! knows what they mean.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::ByteRecord;

use super::expectation::Expectation;
use super::problem::{Column, FileForm, Gathering, ImportFile, ImportProblem, extract};
use super::row::Row;
use super::shape::{ends_line, first_break};
use super::sheet::{self, SheetTold};
use super::{cell, kind};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// The most rows of a file, without its header.
pub const MAX_ROWS: usize = 20_000;

/// The longest cell, in characters: in bytes, scripts other than Latin would have half the room, and our own export
/// of a long remark would be refused.
pub const MAX_CELL: usize = 4_096;

/// A kind of file.
#[derive(Clone, Debug)]
pub(super) struct Format {
    /// Which file.
    pub(super) file: ImportFile,
    /// Its columns, in the order in which we write them.
    pub(super) columns: &'static [&'static str],
    /// Those that may hold numbers: `'` and signs in them are left to whoever reads the number.
    pub(super) numbers: Range<usize>,
}

/// Looks on while a table is read.
#[derive(Debug, Default)]
pub struct Watch {
    /// So many rows were read.
    pub read: AtomicUsize,
    /// Of so many; 0 as long as that is not known.
    pub of: AtomicUsize,
}

/// Reads all rows, each handed on with its line; problems of file, header and cells are gathered. Gives the form of the
/// table, and what is told of a sheet.
pub(super) fn read_rows(
    format: &Format,
    bytes: &[u8],
    problems: &mut Gathering,
    watch: &Watch,
    mut each: impl FnMut(Row<'_>, &mut Gathering),
) -> Option<SheetTold> {
    let mut table = match Table::open(format, bytes) {
        Ok(table) => table,
        Err(problem) => {
            problems.push(*problem);
            return None;
        }
    };
    let form = table.form;
    let Some((line, header)) = table.next_record() else {
        problems.push(at_row(format, form, 1, Expectation::Header));
        return table.told;
    };
    let header = without_empty_end(form, header);
    let Some(places) = places(format, form, line, &header, problems) else { return table.told };
    watch.of.fetch_add(table.count_records(), Ordering::Relaxed);
    let mut index = 0;
    while let Some((line, record)) = table.next_record() {
        if index == MAX_ROWS {
            problems.push(at_row(format, form, line, Expectation::FewerRows));
            return table.told;
        }
        index += 1;
        watch.read.fetch_add(1, Ordering::Relaxed);
        let record = fitted(form, record, places.len());
        if record.len() != places.len() {
            problems.push(at_row(format, form, line, Expectation::Cells(record.len(), places.len())));
            continue;
        }
        let mut row = Row::new(format, form, line, &places);
        table.read_cells(format, &record, &mut row, problems);
        each(row, problems);
    }
    table.told
}

/// The form of a table, as far as its beginning tells it.
pub(super) fn form_of(bytes: &[u8]) -> FileForm {
    kind::form_of(without_mark(bytes)).unwrap_or_default()
}

/// A table that was opened.
struct Table<'a> {
    form: FileForm,
    records: Source<'a>,
    refused: BTreeMap<(u64, usize), Expectation>,
    told: Option<SheetTold>,
}

/// Where its records come from.
enum Source<'a> {
    Text(Records<'a>),
    Sheet(std::vec::IntoIter<(u64, ByteRecord)>),
}

impl<'a> Table<'a> {
    /// Opens it; refused for what forbids to look at rows at all.
    fn open(format: &Format, bytes: &'a [u8]) -> Result<Self, Box<ImportProblem>> {
        let bytes = without_mark(bytes);
        let refuse = |form, expected| Box::new(at_row(format, form, 1, expected));
        if bytes.len() > MAX_BYTES {
            return Err(refuse(FileForm::Csv, Expectation::SmallerFile(bytes.len())));
        }
        let form = kind::form_of(bytes).map_err(|expected| {
            let column = Some(Column { number: 1, name: None });
            Box::new(ImportProblem { column, ..at_row(format, FileForm::Csv, 1, expected) })
        })?;
        if form == FileForm::Workbook {
            let sheet = sheet::read(format.file, bytes).map_err(|expected| refuse(form, expected))?;
            let records = Source::Sheet(sheet.rows.into_iter());
            return Ok(Self { form, records, refused: sheet.refused, told: Some(sheet.told) });
        }
        if let Some(found) = first_break(bytes) {
            let column = Some(Column { number: found.column, name: None });
            return Err(Box::new(ImportProblem { column, ..at_row(format, form, found.line, found.expected) }));
        }
        Ok(Self { form, records: Source::Text(Records::of(bytes)), refused: BTreeMap::new(), told: None })
    }

    /// Puts the cells of a record into its row.
    fn read_cells(&self, format: &Format, record: &ByteRecord, row: &mut Row<'_>, problems: &mut Gathering) {
        for column in 0..record.len() {
            read_cell(format, record, column, row, problems);
            if let Some(refusal) = self.refused.get(&(row.line(), row.place(column))) {
                row.refuse(column, refusal.clone(), problems);
            }
        }
    }

    fn next_record(&mut self) -> Option<(u64, ByteRecord)> {
        match &mut self.records {
            Source::Text(records) => records.next(),
            Source::Sheet(rows) => rows.next(),
        }
    }

    /// How many records are still to come.
    fn count_records(&self) -> usize {
        match &self.records {
            Source::Text(records) => records.count_rest(),
            Source::Sheet(rows) => rows.len(),
        }
    }
}

/// A row of a workbook without the empty cells at its end: spreadsheets keep cells that were emptied.
fn without_empty_end(form: FileForm, record: ByteRecord) -> ByteRecord {
    let blank = |cell: &[u8]| cell.iter().all(u8::is_ascii_whitespace);
    if form == FileForm::Csv || !record.iter().next_back().is_some_and(blank) {
        return record;
    }
    let filled = record.iter().rposition(|cell| !blank(cell)).map_or(0, |last| last + 1);
    record.iter().take(filled).collect()
}

/// A row of a workbook as wide as its header: empty cells at the end of a row are not written there.
fn fitted(form: FileForm, record: ByteRecord, width: usize) -> ByteRecord {
    if form == FileForm::Csv || record.len() == width {
        return record;
    }
    let mut fitted = without_empty_end(form, record);
    while fitted.len() < width {
        fitted.push_field(b"");
    }
    fitted
}

/// The first data row's cell in the column, as text; none when the file cannot be read so far.
pub(super) fn first_cell(file: ImportFile, bytes: &[u8], column: &str) -> Option<String> {
    let bytes = without_mark(bytes);
    let mut table = match kind::form_of(bytes).ok()? {
        FileForm::Csv => Source::Text(Records::of(bytes.get(..MAX_BYTES).unwrap_or(bytes))),
        FileForm::Workbook => Source::Sheet(sheet::read(file, bytes).ok()?.rows.into_iter()),
    };
    let mut next = || match &mut table {
        Source::Text(records) => records.next(),
        Source::Sheet(rows) => rows.next(),
    };
    let (_, header) = next()?;
    let place = header.iter().position(|name| name == column.as_bytes())?;
    let (_, first) = next()?;
    String::from_utf8(first.get(place)?.to_vec()).ok()
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn at_row(format: &Format, form: FileForm, line: u64, expected: Expectation) -> ImportProblem {
    ImportProblem { file: format.file, form, line, column: None, found: None, expected }
}

/// Where each known column stands in the file; none when the header is wrong.
fn places(
    format: &Format,
    form: FileForm,
    line: u64,
    header: &ByteRecord,
    problems: &mut Gathering,
) -> Option<Vec<usize>> {
    let mut places = vec![None; format.columns.len()];
    let mut sound = true;
    for (index, bytes) in header.iter().enumerate() {
        let known = format.columns.iter().position(|column| column.as_bytes() == bytes);
        let expected = match known.and_then(|known| places.get_mut(known)) {
            Some(Some(first)) => Expectation::ColumnOnce(*first + 1),
            Some(place) => {
                *place = Some(index);
                continue;
            }
            None if std::str::from_utf8(bytes).is_err() => Expectation::Utf8,
            None if header.len() == 1 && bytes.iter().any(|byte| matches!(byte, b';' | b'\t')) => Expectation::Commas,
            None => Expectation::KnownColumn,
        };
        sound = false;
        let found = Some(extract(&String::from_utf8_lossy(bytes)));
        let column = Some(Column { number: index + 1, name: None });
        problems.push(ImportProblem { column, found, ..at_row(format, form, line, expected) });
        if header.len() == 1 {
            return None;
        }
    }
    for (index, name) in format.columns.iter().enumerate().filter(|(index, _)| places[*index].is_none()) {
        sound = false;
        let column = Some(Column { number: index + 1, name: Some(name) });
        problems.push(ImportProblem { column, ..at_row(format, form, line, Expectation::MissingColumn) });
    }
    if sound { places.into_iter().collect() } else { None }
}

/// Puts one cell into the row, or says why it cannot be read.
fn read_cell(format: &Format, record: &ByteRecord, column: usize, row: &mut Row<'_>, problems: &mut Gathering) {
    let bytes = record.get(row.place(column)).unwrap_or_default();
    let Ok(text) = std::str::from_utf8(bytes) else {
        row.fill(column, &String::from_utf8_lossy(bytes));
        return row.refuse(column, Expectation::Utf8, problems);
    };
    row.fill(column, text);
    let length = text.chars().count();
    if text.contains('\0') {
        return row.refuse(column, Expectation::NoNul, problems);
    }
    if length > MAX_CELL {
        return row.refuse(column, Expectation::ShorterCell(length), problems);
    }
    if format.numbers.contains(&column) {
        return;
    }
    match cell::meant(row.form(), text) {
        Ok(meant) => row.fill(column, meant),
        Err(formula) => row.refuse(column, formula.into(), problems),
    }
}

/// The records of a file, each with the physical line on which it begins.
struct Records<'a> {
    bytes: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    at: usize,
    line: u64,
}

impl<'a> Records<'a> {
    /// How many records lie behind the place that was reached.
    fn count_rest(&self) -> usize {
        let reached = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        Records::of(self.bytes.get(reached..).unwrap_or_default()).count()
    }

    fn of(bytes: &'a [u8]) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        Self { bytes, reader, at: 0, line: 1 }
    }

    /// The line of the record that the csv crate found after this byte. Its own count lags behind after blank lines
    /// and after CRLF.
    fn line_at(&mut self, start: usize) -> u64 {
        let mut end = start;
        while matches!(self.bytes.get(end), Some(b'\r' | b'\n')) {
            end += 1;
        }
        self.line += (self.at..end).filter(|index| ends_line(self.bytes, *index)).count() as u64;
        self.at = end;
        self.line
    }
}

impl Iterator for Records<'_> {
    type Item = (u64, ByteRecord);

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = ByteRecord::new();
        let start = usize::try_from(self.reader.position().byte()).ok()?;
        // A slice cannot fail to be read, and records of any length are taken: an error would be the end.
        self.reader.read_byte_record(&mut record).ok().filter(|more| *more)?;
        Some((self.line_at(start), record))
    }
}
