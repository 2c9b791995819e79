//! What is wrong with a place in a file, as people at the desk are told: where it is, what was expected.

use app::t;
use app::text::faults::fault;
use app::view::import_page::ProblemRow;
use domain::draft::DraftFault;

use crate::files::{Expectation, FileForm, ImportProblem, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS};

/// One problem as a row.
pub fn row(problem: &ImportProblem) -> ProblemRow {
    ProblemRow { place: place(problem), found: problem.found.clone(), expected: expected(&problem.expected) }
}

/// Where it is: `claims.csv, line 12, column 4 (measure)`, `claims.xlsx, cell D12 (measure)`.
fn place(problem: &ImportProblem) -> String {
    let file = format!("{}.{}", problem.file.sheet(), problem.form.ending());
    let line = problem.line.to_string();
    let name = problem.column.and_then(|column| column.name);
    match (problem.form, problem.column, problem.cell()) {
        (FileForm::Workbook, _, Some(cell)) => {
            t!("import-place-sheet-cell", file = file, cell = cell, name = name)
        }
        (FileForm::Workbook, ..) => t!("import-place-sheet-row", file = file, row = line),
        (FileForm::Csv, Some(column), _) => {
            t!("import-place-cell", file = file, line = line, column = column.number.to_string(), name = name)
        }
        (FileForm::Csv, None, _) => t!("import-place-row", file = file, line = line),
    }
}

/// What was expected, in a sentence.
pub fn expected(expected: &Expectation) -> String {
    if let Some(what) = plain(expected) {
        return t!("import-expected", what = what, number = MAX_COLUMNS);
    }
    let number = |number: usize| number.to_string();
    match expected {
        Expectation::SmallerFile(bytes) => t!("import-expected-smaller-file", bytes = *bytes, most = MAX_BYTES),
        Expectation::ColumnOnce(first) => t!("import-expected-column-once", first = number(*first)),
        Expectation::Cells(found, wanted) => t!("import-expected-cells", found = *found, expected = *wanted),
        Expectation::FewerRows => t!("import-expected-fewer-rows", most = MAX_ROWS),
        Expectation::ShorterCell(length) => t!("import-expected-shorter-cell", length = *length, most = MAX_CELL),
        Expectation::SheetNamed { wanted, sheets } => {
            t!("import-expected-sheet", wanted = *wanted, sheets = app::text::row(sheets.iter().cloned()))
        }
        Expectation::Corridor { slug, .. } => t!("import-expected-corridor", corridor = slug.to_string()),
        Expectation::NotAfterToday(date) => t!("import-expected-not-after-today", date = date.to_string()),
        Expectation::NotBeforeRecord(date) => t!("import-expected-from", date = date.to_string()),
        Expectation::NotAfterRecord(date) => t!("import-expected-until", date = date.to_string()),
        Expectation::PeriodUpTo(date) => t!("import-expected-period", date = date.to_string()),
        Expectation::NothingFor(measure) => t!("import-expected-nothing-for", measure = measure.key()),
        Expectation::NothingBesideReason(why) => t!("import-expected-nothing-beside", reason = why.key()),
        Expectation::SaidOnce(line) => t!("import-expected-said-once", line = line.to_string()),
        Expectation::OnePreferred(Some(line)) => t!("import-expected-preferred", line = line.to_string()),
        Expectation::Word(list) => t!("import-expected-word", words = list.0),
        Expectation::Label(error) => fault(&DraftFault::Label(*error)),
        Expectation::Note(error) => fault(&DraftFault::Note(*error)),
        Expectation::Address(error) => fault(&DraftFault::Address(*error)),
        Expectation::Amount(error) => fault(&DraftFault::Amount(error.clone())),
        other => other.to_string(),
    }
}

/// The name of what was expected in the catalogue, where it needs nothing else.
fn plain(expected: &Expectation) -> Option<&'static str> {
    Some(match expected {
        Expectation::Header => "header",
        Expectation::MissingColumn => "missing-column",
        Expectation::KnownColumn => "known-column",
        Expectation::Commas => "commas",
        Expectation::DoubledQuote => "doubled-quote",
        Expectation::CommaAfterQuote => "comma-after-quote",
        Expectation::ClosingQuote => "closing-quote",
        Expectation::FewerColumns => "shorter-header",
        Expectation::Utf8 => "utf-8",
        Expectation::Utf16 => "utf-16",
        Expectation::OldWorkbook => "old-workbook",
        Expectation::LockedWorkbook => "locked-workbook",
        Expectation::OpenDocument => "open-document",
        Expectation::NoWorkbook => "no-workbook",
        Expectation::NoTable => "no-table",
        Expectation::SmallerWorkbook => "smaller-workbook",
        Expectation::NoCellError => "cell-error",
        Expectation::FormulaWithValue => "formula-value",
        Expectation::NoNul => "nul",
        Expectation::NoFormula => "formula",
        Expectation::NoBoundForStatus => "no-bound",
        Expectation::NoUpperEnd => "no-upper-end",
        Expectation::WholeNumber => "whole-number",
        Expectation::FigureOfTheDesk => "figure-of-desk",
        Expectation::Source => "source",
        Expectation::Unit => "unit",
        Expectation::Date => "date",
        Expectation::OnePreferred(None) => "preferred-in-record",
        _ => return None,
    })
}
