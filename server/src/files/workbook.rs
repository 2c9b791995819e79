//! claims.xlsx, days.xlsx and events.xlsx: the rows of the tables as typed cells (dates, numbers, texts), and a sheet that says what each
//! column holds. A text is a text, however it begins: no cell is a formula. The same record is the same bytes.

use app::paths::files::Holding;
use app::view::dictionary::{self, Column};
use chrono::SubsecRound as _;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use domain::{Moment, Record, Selection};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::claims_csv::{self, public_lines};
use super::day_row;
use super::events_csv;
use super::typed_cell::{BETWEEN, TypedCell, rfc_3339};

/// The name of the sheet that says what the columns hold.
pub const DEFINITIONS: &str = "definitions";

/// The most characters that a cell of a workbook holds; a longer text ends with `…`, and is whole in the other files.
const MOST_CHARACTERS: usize = 32_767;

/// The bytes of `claims.xlsx` of a part of the record at a moment. `about` says which record it is, line by line.
///
/// # Errors
/// When there are more rows than a sheet has.
pub fn claims(record: &Record, moment: &Moment, part: &Selection, about: &[String]) -> Result<Vec<u8>, XlsxError> {
    let rows = public_lines(record, part).map(|line| line.line.typed(&record.corridor().slug));
    write(Holding::Claims, claims_csv::COLUMNS, rows, moment.instant, about)
}

/// The bytes of `days.xlsx` of a part of the record at a moment.
///
/// # Errors
/// When there are more rows than a sheet has.
pub fn days(record: &Record, moment: &Moment, part: &Selection, about: &[String]) -> Result<Vec<u8>, XlsxError> {
    let rows = day_row::all(record, moment, part);
    write(Holding::Days, day_row::COLUMNS, rows, moment.instant, about)
}

/// The bytes of `events.xlsx` of a part of the record at a moment.
///
/// # Errors
/// When there are more rows than a sheet has.
pub fn events(record: &Record, moment: &Moment, part: &Selection, about: &[String]) -> Result<Vec<u8>, XlsxError> {
    let rows = events_csv::public_rows(record, part);
    write(Holding::Events, events_csv::COLUMNS, rows, moment.instant, about)
}

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    date: Format,
    instant: Format,
    wrapped: Format,
}

fn write<'a, const N: usize>(
    holding: Holding,
    columns: [&'static str; N],
    rows: impl IntoIterator<Item = [TypedCell<'a>; N]>,
    created: DateTime<Utc>,
    about: &[String],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Whole seconds: with parts of one the library writes no valid time into the properties.
    let created = created.trunc_subsecs(0);
    // Never the time at which somebody asked: the same state of the record is the same file. Workbooks know none before 1900.
    workbook.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&instant_of(created.naive_utc()).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?),
    );
    let formats = Formats {
        head: Format::new().set_bold(),
        text: Format::new().set_num_format("@"),
        date: Format::new().set_num_format("yyyy-mm-dd"),
        instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    let sheet = workbook.add_worksheet().set_name(holding.key())?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(columns) {
        sheet.set_column_width(place, 14)?.write_string_with_format(0, place, column, &formats.head)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(&cells) {
            write_cell(sheet, (row, place), cell, &formats)?;
        }
    }
    define(workbook.add_worksheet().set_name(DEFINITIONS)?, &dictionary::columns(holding), about, &formats)?;
    workbook.save_to_buffer()
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    cell: &TypedCell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        TypedCell::Empty => return Ok(()),
        TypedCell::Word(text) | TypedCell::Text(text) => {
            sheet.write_string_with_format(row, place, fitting(text), &formats.text)?
        }
        TypedCell::List(parts) if parts.is_empty() => return Ok(()),
        TypedCell::List(parts) => {
            sheet.write_string_with_format(row, place, fitting(&parts.join(BETWEEN)), &formats.text)?
        }
        // Whole numbers up to the sum of all counts: far below 2⁵³.
        TypedCell::Number(number) => sheet.write_number(row, place, *number as f64)?,
        TypedCell::Truth(truth) => sheet.write_boolean(row, place, *truth)?,
        TypedCell::Date(date) => match date_of(*date) {
            Ok(date) => sheet.write_datetime_with_format(row, place, date, &formats.date)?,
            // Workbooks know no day before 1900.
            Err(_) => sheet.write_string_with_format(row, place, date.to_string(), &formats.text)?,
        },
        TypedCell::Instant(instant) => match instant_of(instant.naive_utc()) {
            Ok(instant) => sheet.write_datetime_with_format(row, place, instant, &formats.instant)?,
            Err(_) => sheet.write_string_with_format(row, place, rfc_3339(*instant), &formats.text)?,
        },
    };
    Ok(())
}

/// The sheet of definitions: which record it is, then a line a column, and one a word that may stand in it.
fn define(sheet: &mut Worksheet, columns: &[Column], about: &[String], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 16)?.set_column_width(1, 26)?.set_column_width(2, 90)?;
    let mut row = 0;
    for line in about {
        sheet.write_string(row, 0, fitting(line))?;
        row += 1;
    }
    row += 1;
    for column in columns {
        sheet
            .write_string_with_format(row, 0, column.name, &formats.head)?
            .write_string_with_format(row, 1, column.kind.words(), &formats.wrapped)?
            .write_string_with_format(row, 2, &column.means, &formats.wrapped)?;
        row += 1;
        let missing = column.missing.iter().filter(|(word, _)| !word.is_empty());
        for (word, means) in column.words.iter().chain(missing) {
            sheet.write_string(row, 1, *word)?.write_string_with_format(row, 2, means, &formats.wrapped)?;
            row += 1;
        }
    }
    Ok(())
}

fn fitting(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect(),
    }
}

fn date_of(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let parts = (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(XlsxError::DateTimeRangeError(date.to_string())) };
    ExcelDateTime::from_ymd(year, month, day)
}

fn instant_of(instant: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let (hour, minute) = (u16::try_from(instant.hour()), u8::try_from(instant.minute()));
    let (Ok(hour), Ok(minute)) = (hour, minute) else { return Err(XlsxError::DateTimeRangeError(instant.to_string())) };
    let milliseconds = f64::from(instant.nanosecond() / 1_000_000);
    date_of(instant.date())?.and_hms(hour, minute, f64::from(instant.second()) + milliseconds / 1_000.0)
}
