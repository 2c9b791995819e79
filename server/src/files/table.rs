//! The rows of a CSV file with a known set of columns: its limits, its header, its cells. Never knows what they mean.

use std::ops::Range;

use csv::ByteRecord;

use super::cell;
use super::expectation::Expectation;
use super::problem::{Column, Gathering, ImportFile, ImportProblem, extract};
use super::row::Row;
use super::shape::{ends_line, first_break};

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

/// Reads all rows, each handed on with its line; problems of file, header and cells are gathered.
pub(super) fn read_rows(
    format: &Format,
    bytes: &[u8],
    problems: &mut Gathering,
    mut each: impl FnMut(Row<'_>, &mut Gathering),
) {
    let bytes = without_mark(bytes);
    if let Some(problem) = whole_file(format, bytes) {
        return problems.push(problem);
    }
    let mut records = Records::of(bytes);
    let Some((line, header)) = records.next() else {
        return problems.push(at_row(format, 1, Expectation::Header));
    };
    let Some(places) = places(format, line, &header, problems) else { return };
    for (index, (line, record)) in records.enumerate() {
        if index == MAX_ROWS {
            return problems.push(at_row(format, line, Expectation::FewerRows));
        }
        if record.len() != places.len() {
            problems.push(at_row(format, line, Expectation::Cells(record.len(), places.len())));
            continue;
        }
        let mut row = Row::new(format, line, &places);
        for column in 0..places.len() {
            read_cell(format, &record, column, &mut row, problems);
        }
        each(row, problems);
    }
}

/// The first data row's cell in the column, as text; none when the file cannot be read so far.
pub(super) fn first_cell(bytes: &[u8], column: &str) -> Option<String> {
    let bytes = without_mark(bytes);
    let mut records = Records::of(bytes.get(..MAX_BYTES).unwrap_or(bytes));
    let (_, header) = records.next()?;
    let place = header.iter().position(|name| name == column.as_bytes())?;
    let (_, first) = records.next()?;
    String::from_utf8(first.get(place)?.to_vec()).ok()
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn at_row(format: &Format, line: u64, expected: Expectation) -> ImportProblem {
    ImportProblem { file: format.file, line, column: None, found: None, expected }
}

/// What forbids to look at rows at all.
fn whole_file(format: &Format, bytes: &[u8]) -> Option<ImportProblem> {
    if bytes.len() > MAX_BYTES {
        return Some(at_row(format, 1, Expectation::SmallerFile(bytes.len())));
    }
    let found = first_break(bytes)?;
    let column = Some(Column { number: found.column, name: None });
    Some(ImportProblem { column, ..at_row(format, found.line, found.expected) })
}

/// Where each known column stands in the file; none when the header is wrong.
fn places(format: &Format, line: u64, header: &ByteRecord, problems: &mut Gathering) -> Option<Vec<usize>> {
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
        problems.push(ImportProblem { column, found, ..at_row(format, line, expected) });
        if header.len() == 1 {
            return None;
        }
    }
    for (index, name) in format.columns.iter().enumerate().filter(|(index, _)| places[*index].is_none()) {
        sound = false;
        let column = Some(Column { number: index + 1, name: Some(name) });
        problems.push(ImportProblem { column, ..at_row(format, line, Expectation::MissingColumn) });
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
    match cell::read(text) {
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
