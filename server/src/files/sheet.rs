//! One sheet of a workbook as rows of text. Bounded before anything is believed: how much it unpacks to, how many rows and
//! columns, how much text. Never runs a formula: what was saved as its value counts.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use csv::ByteRecord;
use zip::ZipArchive;

use super::expectation::Expectation;
use super::problem::ImportFile;
use super::shape::MAX_COLUMNS;
use super::table::{MAX_CELL, MAX_ROWS};

/// The most bytes that all parts of a workbook unpack to, and the most text that a sheet holds.
const MAX_UNPACKED: usize = 32 * 1024 * 1024;

/// The most parts of a workbook. Ordinary ones have a dozen.
const MAX_PARTS: usize = 2_000;

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its rows that hold anything, each with its number.
    pub(super) rows: Vec<(u64, ByteRecord)>,
    /// Cells that cannot be taken, by row and place (from 0).
    pub(super) refused: BTreeMap<(u64, usize), Expectation>,
    /// What the reader should be told of it.
    pub(super) told: SheetTold,
}

/// What is told of the sheet that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetTold {
    /// Its name.
    pub name: String,
    /// The names of other sheets, which were passed over.
    pub passed_over: Vec<String>,
    /// How many cells hold a formula: the values that were saved with them are taken.
    pub formulas: usize,
}

/// Reads the sheet of a workbook that holds a file of an import: the one of that name, or the only one there is.
pub(super) fn read(file: ImportFile, bytes: &[u8]) -> Result<Sheet, Expectation> {
    check_parts(bytes)?;
    // The reader of workbooks counts without a net: a place such as A99999999999 is more than it can hold, and it panics.
    std::panic::catch_unwind(|| read_whole(file, bytes)).unwrap_or(Err(Expectation::NoWorkbook))
}

fn read_whole(file: ImportFile, bytes: &[u8]) -> Result<Sheet, Expectation> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Expectation::NoWorkbook)?;
    let (name, passed_over) = choose(file, workbook.sheets_metadata())?;
    let (mut rows, mut formulas) = (Rows::default(), 0);
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Expectation::NoWorkbook)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| Expectation::NoWorkbook)? {
        formulas += usize::from(cell.formula.is_some());
        let refusal = match &cell.value {
            DataRef::Error(_) => Some(Expectation::NoCellError),
            // A formula that gives an empty text was saved with that as its value.
            DataRef::Empty if cell.formula.is_some() => Some(Expectation::FormulaWithValue),
            _ => None,
        };
        rows.put(cell.pos, text_of(&cell.value), refusal)?;
        if rows.by_number.len() > MAX_ROWS + 2 {
            break;
        }
    }
    Ok(rows.into_sheet(SheetTold { name, passed_over, formulas }))
}

/// Refused when the parts of a workbook are too many or too large: they are unpacked once to see how large they are.
fn check_parts(bytes: &[u8]) -> Result<(), Expectation> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Expectation::NoWorkbook)?;
    if archive.len() > MAX_PARTS {
        return Err(Expectation::SmallerWorkbook);
    }
    let (mut left, mut is_workbook) = (MAX_UNPACKED, false);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Expectation::NoWorkbook)?;
        let name = part.name().map_err(|_| Expectation::NoWorkbook)?.into_owned();
        is_workbook |= name.ends_with("workbook.xml");
        let mut unpacked = Vec::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        part.take(most).read_to_end(&mut unpacked).map_err(|_| Expectation::NoWorkbook)?;
        left = left.checked_sub(unpacked.len()).ok_or(Expectation::SmallerWorkbook)?;
        if name == "mimetype" && unpacked.starts_with(b"application/vnd.oasis.opendocument") {
            return Err(Expectation::OpenDocument);
        }
    }
    if is_workbook { Ok(()) } else { Err(Expectation::NoWorkbook) }
}

/// The sheet that is meant: its name, and the names of others that hold tables and were not meant.
fn choose(file: ImportFile, sheets: &[calamine::Sheet]) -> Result<(String, Vec<String>), Expectation> {
    let tables: Vec<&calamine::Sheet> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let is_named = |sheet: &&&calamine::Sheet| sheet.name.trim().eq_ignore_ascii_case(file.sheet());
    let mut visible = tables.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let only = visible.next().filter(|_| visible.next().is_none());
    let chosen = tables.iter().find(is_named).or(only);
    let names = |without: Option<&str>| {
        let others = tables.iter().filter(|sheet| Some(sheet.name.as_str()) != without);
        others.take(20).map(|sheet| super::problem::extract(&sheet.name)).collect::<Vec<String>>()
    };
    match chosen {
        Some(sheet) => Ok((sheet.name.clone(), names(Some(&sheet.name)))),
        None if tables.is_empty() => Err(Expectation::NoWorkbook),
        None => Err(Expectation::SheetNamed { wanted: file.sheet(), sheets: names(None) }),
    }
}

/// Rows as they fill up. Cells may come in any order.
#[derive(Debug, Default)]
struct Rows {
    by_number: BTreeMap<u32, Vec<String>>,
    refused: BTreeMap<(u64, usize), Expectation>,
    text: usize,
}

impl Rows {
    fn put(
        &mut self,
        (row, column): (u32, u32),
        text: String,
        refusal: Option<Expectation>,
    ) -> Result<(), Expectation> {
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if text.is_empty() && refusal.is_none() {
            return Ok(());
        }
        if place >= MAX_COLUMNS {
            return Err(Expectation::FewerColumns);
        }
        self.text += text.len();
        if self.text > MAX_UNPACKED {
            return Err(Expectation::SmallerWorkbook);
        }
        if let Some(refusal) = refusal {
            self.refused.insert((u64::from(row) + 1, place), refusal);
        }
        let cells = self.by_number.entry(row).or_default();
        if cells.len() <= place {
            cells.resize(place + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(place) {
            *cell = text;
        }
        Ok(())
    }

    fn into_sheet(self, told: SheetTold) -> Sheet {
        let rows = self.by_number.into_iter();
        let rows = rows.map(|(number, cells)| (u64::from(number) + 1, ByteRecord::from(cells))).collect();
        Sheet { rows, refused: self.refused, told }
    }
}

/// A cell as text: a date as our files write dates, a number as digits.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => shortened(text),
        DataRef::SharedString(text) => shortened(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").map_or_else(|| shortened(text), shortened),
        DataRef::DurationIso(text) => shortened(text),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A text that is longer than any cell may be is refused for that, and need not be copied whole.
fn shortened(text: &str) -> String {
    if text.len() <= MAX_CELL { text.to_owned() } else { text.chars().take(MAX_CELL + 1).collect() }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || !(0.0..3_000_000.0).contains(&moment.as_f64()) {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if moment.as_f64().fract() == 0.0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}
