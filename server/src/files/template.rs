//! The template of an import: the header and a few rows that show how it is filled, for one corridor. The rows can be
//! imported as they are, and name a source that nobody has: so that they are noticed when they are.

use chrono::NaiveDate;
use domain::{Corridor, Measure};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::cell;
use super::claim_line::COLUMNS;
use super::problem::ImportFile;

/// The source of the rows that are examples.
pub const EXAMPLE_SOURCE: &str = "EXAMPLE (delete these rows)";

/// The columns that hold dates.
const DATES: [&str; 3] = ["date", "period_start", "published_on"];

/// A row of the template: its cells by the names of their columns.
type Example = Vec<(&'static str, String)>;

/// The template as a table in text.
pub fn csv(corridor: &Corridor, today: NaiveDate) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    for example in examples(corridor, today) {
        let cells = COLUMNS.map(|column| of(&example, column).map(cell::write).unwrap_or_default());
        cell::push_line(&mut out, cells.iter().map(AsRef::as_ref));
    }
    out
}

/// The template as a workbook: a sheet with the rows, and one that says what each column holds.
///
/// # Errors
/// When it cannot be written.
pub fn workbook(
    corridor: &Corridor,
    today: NaiveDate,
    (sheet_name, columns): (&str, &[(&str, String)]),
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same template is the same bytes, whenever it is asked for.
    let created = ExcelDateTime::parse_from_str("2000-01-01")?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = Format::new().set_bold();
    let (text, date) = (Format::new().set_num_format("@"), Format::new().set_num_format("yyyy-mm-dd"));
    let sheet = workbook.add_worksheet().set_name(ImportFile::Claims.sheet())?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(COLUMNS) {
        let format = if DATES.contains(&column) { &date } else { &text };
        sheet.set_column_format(place, format)?.set_column_width(place, 14)?;
        sheet.write_string_with_format(0, place, column, &bold)?;
    }
    for (row, example) in (1..).zip(examples(corridor, today)) {
        for (place, column) in (0..).zip(COLUMNS) {
            let Some(value) = of(&example, column) else { continue };
            match value.parse::<f64>() {
                _ if DATES.contains(&column) => {
                    sheet.write_datetime_with_format(row, place, ExcelDateTime::parse_from_str(value)?, &date)?;
                }
                Ok(number) => {
                    sheet.write_number(row, place, number)?;
                }
                Err(_) => {
                    sheet.write_string_with_format(row, place, value, &text)?;
                }
            }
        }
    }
    let sheet = workbook.add_worksheet().set_name(sheet_name)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 16)?.set_column_width(1, 90)?;
    for (row, (column, words)) in (0..).zip(columns) {
        sheet.write_string_with_format(row, 0, *column, &bold)?.write_string_with_format(row, 1, words, &wrapped)?;
    }
    workbook.save_to_buffer()
}

fn of<'e>(example: &'e Example, column: &str) -> Option<&'e str> {
    example.iter().find(|(name, _)| *name == column).map(|(_, value)| value.as_str())
}

/// A few rows of the last day that the record covers: a status, a number, more than a number, a reason, words, goods.
fn examples(corridor: &Corridor, today: NaiveDate) -> Vec<Example> {
    let day = corridor.record_ends.unwrap_or(today).min(today).max(corridor.record_begins);
    let row = |measure: Measure, cells: &[(&'static str, &str)]| {
        let own = [("corridor", corridor.slug.to_string()), ("date", day.to_string())];
        let measure = [("measure", measure.key().to_owned()), ("source", EXAMPLE_SOURCE.to_owned())];
        let cells = cells.iter().map(|(name, value)| (*name, (*value).to_owned()));
        own.into_iter().chain(measure).chain(cells).collect::<Example>()
    };
    let published = day.to_string();
    let page = [("source_url", "https://example.org/bulletin"), ("published_on", published.as_str())];
    let moved = [("group", "patients"), ("direction", "outbound"), ("stage", "done")];
    vec![
        row(Measure::AccessStatus, &[&[("value", "restricted")], page.as_slice()].concat()),
        row(Measure::PatientsTransferred, &[&[("bound", "exact"), ("value", "0")], moved.as_slice()].concat()),
        row(Measure::PatientsAwaiting, &[("group", "patients"), ("bound", "more_than"), ("value", "30")]),
        row(Measure::PatientsHospitalised, &[("group", "patients"), ("bound", "source_silent")]),
        row(Measure::PeopleCrossed, &[("direction", "return"), ("bound", "vague"), ("value", "several dozen")]),
        row(
            Measure::Deliveries,
            &[("item", "medicines"), ("unit", "tonnes"), ("bound", "range"), ("value", "4"), ("value_high", "5")],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::record::Sources;

    use super::*;
    use crate::files::{ImportInput, plan};

    /// Every template imports as it is, with its source named; in whatever form.
    #[test]
    fn a_template_can_be_imported_and_is_noticed_as_one() {
        for (settings, today) in [
            (include_str!("../../../tests/fixtures/imports/crossing.json"), "2026-01-01"),
            (include_str!("../../../tests/fixtures/lachin/lachin.json"), "2023-05-10"),
            (include_str!("../../../tests/fixtures/lachin/lachin.json"), "2020-05-10"),
        ] {
            let corridor: Corridor = serde_json::from_str(settings).unwrap();
            let today: NaiveDate = today.parse::<NaiveDate>().unwrap().max(corridor.record_begins);
            let columns = [("date", "The day.".to_owned())];
            let files = [csv(&corridor, today), workbook(&corridor, today, ("columns", &columns)).unwrap()];
            let plans = files.map(|bytes| {
                let input = ImportInput {
                    corridor: &corridor,
                    sources: &Sources::new(),
                    days: &BTreeMap::new(),
                    today,
                    claims: Some(&bytes),
                    events: None,
                    corridor_given: false,
                };
                plan(&input).unwrap_or_else(|problems| panic!("{problems}"))
            });
            let [text, sheet] = &plans;
            assert!(text.examples && text.added == 6, "{text:?}");
            assert_eq!(text.days, sheet.days);
            assert_eq!(sheet.sheets[0].1.passed_over, ["columns"]);
        }
    }
}
