//! One sheet of a workbook as rows of text. Bounded before anything is believed: how much it unpacks to, how many rows and
//! columns, how much text. Never runs a formula: what was saved as its value counts.

use std::collections::{BTreeMap, BTreeSet};
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
    let parts = Parts::of(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Expectation::NoWorkbook)?;
    let (place, name, passed_over) = choose(file, workbook.sheets_metadata())?;
    let formulas = parts.sheets.get(&place).map(|xml| formulas_in(xml)).unwrap_or_default();
    let mut rows = Rows::default();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Expectation::NoWorkbook)?;
    while let Some(cell) = cells.next_cell().map_err(|_| Expectation::NoWorkbook)? {
        let (row, column) = cell.get_position();
        rows.put(row, column, cell.get_value(), &formulas.without_value)?;
        if rows.by_number.len() > MAX_ROWS + 2 {
            break;
        }
    }
    let told = SheetTold { name, passed_over, formulas: formulas.count };
    Ok(rows.into_sheet(told))
}

/// The parts of a workbook, unpacked once to see how large they are; those that are sheets stay.
struct Parts {
    /// By the place of the sheet in the workbook, as programs number them.
    sheets: BTreeMap<usize, String>,
}

impl Parts {
    fn of(bytes: &[u8]) -> Result<Self, Expectation> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Expectation::NoWorkbook)?;
        if archive.len() > MAX_PARTS {
            return Err(Expectation::SmallerWorkbook);
        }
        let (mut left, mut sheets, mut is_workbook) = (MAX_UNPACKED, BTreeMap::new(), false);
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
            if let Some(place) = place_of(&name) {
                sheets.insert(place, String::from_utf8_lossy(&unpacked).into_owned());
            }
        }
        if is_workbook { Ok(Self { sheets }) } else { Err(Expectation::NoWorkbook) }
    }
}

/// The place of the sheet in a part of this name, from 0: `xl/worksheets/sheet1.xml`.
fn place_of(name: &str) -> Option<usize> {
    let number = name.strip_prefix("xl/worksheets/sheet")?.strip_suffix(".xml")?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// The sheet that is meant: its place, its name, the names of others that hold tables and were not meant.
fn choose(file: ImportFile, sheets: &[calamine::Sheet]) -> Result<(usize, String, Vec<String>), Expectation> {
    let tables = sheets.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
    let tables: Vec<(usize, &calamine::Sheet)> = tables.collect();
    let is_named = |(_, sheet): &&(usize, &calamine::Sheet)| sheet.name.trim().eq_ignore_ascii_case(file.sheet());
    let mut visible = tables.iter().filter(|(_, sheet)| sheet.visible == SheetVisible::Visible);
    let only = visible.next().filter(|_| visible.next().is_none());
    let chosen = tables.iter().find(is_named).or(only);
    let names = |without: Option<usize>| {
        let others = tables.iter().filter(|(place, _)| Some(*place) != without);
        others.take(20).map(|(_, sheet)| super::problem::extract(&sheet.name)).collect::<Vec<String>>()
    };
    match chosen {
        Some((place, sheet)) => Ok((*place, sheet.name.clone(), names(Some(*place)))),
        None if tables.is_empty() => Err(Expectation::NoWorkbook),
        None => Err(Expectation::SheetNamed { wanted: file.sheet(), sheets: names(None) }),
    }
}

/// The formulas of a sheet.
#[derive(Debug, Default, PartialEq)]
struct Formulas {
    count: usize,
    /// Cells whose formula was saved without a value, by row and column from 0.
    without_value: BTreeSet<(u32, u32)>,
}

/// Looks for formulas in a sheet's own text. What is not found is no danger: then its saved value is taken unseen.
fn formulas_in(xml: &str) -> Formulas {
    let mut found = Formulas::default();
    for piece in xml.split("<c ").skip(1) {
        let cell = piece.split("</c>").next().unwrap_or_default();
        if !["<f>", "<f ", "<f/>"].iter().any(|sign| cell.contains(sign)) {
            continue;
        }
        found.count += 1;
        let value = cell.split_once("<v>").is_some_and(|(_, rest)| !rest.starts_with("</v>"));
        let is_text = cell.split('>').next().is_some_and(|head| head.contains("t=\"str\""));
        let place = cell.split_once("r=\"").and_then(|(_, rest)| position(rest.split('"').next()?));
        if let Some(place) = place.filter(|_| !value && !is_text) {
            found.without_value.insert(place);
        }
    }
    found
}

/// Row and column, from 0, of a cell's name: `B17`.
fn position(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let add = |column: u32, letter: u8| {
        let letter = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A'))?;
        column.checked_mul(26)?.checked_add(letter + 1)
    };
    let column = letters.bytes().try_fold(0, add)?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
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
        row: u32,
        column: u32,
        value: &DataRef<'_>,
        without_value: &BTreeSet<(u32, u32)>,
    ) -> Result<(), Expectation> {
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        let text = text_of(value);
        let refusal = match value {
            DataRef::Error(_) => Some(Expectation::NoCellError),
            _ if text.is_empty() && without_value.contains(&(row, column)) => Some(Expectation::FormulaWithValue),
            _ => None,
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_by_its_name() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("AB17"), Some((16, 27)));
        for wrong in ["", "A", "17", "A0", "a1", "AAAAAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn formulas_are_counted_and_those_without_a_value_are_named() {
        let xml = "<sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" s=\"1\"><f>A1</f><v></v></c>\
                   <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"/><c r=\"E1\"><f t=\"shared\" si=\"0\"/></c>\
                   <c r=\"F1\"><v>3</v></c></row></sheetData>";
        let found = formulas_in(xml);
        assert_eq!(found.count, 4);
        assert_eq!(found.without_value, BTreeSet::from([(0, 1), (0, 4)]));
    }
}
