//! One text cell of a CSV file: safe for spreadsheets on the way out, the same text again on the way in.
//!
//! A spreadsheet runs a cell that starts with a formula character. Such a text gets one more `'` in front; reading
//! takes exactly one off. Never used for numbers: −5 stays a number.

use std::borrow::Cow;

use super::problem::FileForm;

/// What a spreadsheet takes for the start of a formula, also in full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];

/// A cell that starts like a formula and has no `'` before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Formula;

/// The cell that stands for a text.
pub(super) fn write(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a cell stands for; refused when it is a formula.
pub(super) fn read(cell: &str) -> Result<&str, Formula> {
    if !cell.trim_start_matches('\'').starts_with(FORMULA) {
        return Ok(cell);
    }
    cell.strip_prefix('\'').ok_or(Formula)
}

/// The text that a cell of a table stands for. In a workbook a text is known to be one, and need not be guarded; what
/// was guarded in text and went through a spreadsheet says the same as before.
pub(super) fn meant(form: FileForm, cell: &str) -> Result<&str, Formula> {
    match (read(cell), form) {
        (Err(Formula), FileForm::Workbook) => Ok(cell),
        (meant, _) => meant,
    }
}

/// Adds one line of cells, as RFC 4180 has it with `\n`, the line end of the files that this project publishes.
///
/// Written here and not by the csv crate because filling a `Vec` cannot fail, and a writer that may fail would leave
/// its callers an error that nobody could act on. The tests read it back through that crate.
pub(super) fn push_line<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            out.push(b'"');
            out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_a_formula_and_keeps_a_quoted_word() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0=1", "＝1", "＋1", "－1", "＠x"] {
            assert_eq!(read(formula), Err(Formula), "{formula:?}");
        }
        assert_eq!(read("'more than two dozen'"), Ok("'more than two dozen'"));
        assert_eq!(read("'=1"), Ok("=1"));
        assert_eq!(read("''=1"), Ok("'=1"));
        assert_eq!(write("'=1"), "''=1");
        assert_eq!(write("a=1"), "a=1");
        assert_eq!(write("'"), "'");
    }

    #[test]
    fn a_text_of_a_workbook_is_no_formula_whatever_it_begins_with() {
        for (cell, text) in [("=1", "=1"), ("-1", "-1"), ("'=1", "=1"), ("''=1", "'=1"), ("'a", "'a"), ("a", "a")] {
            assert_eq!(meant(FileForm::Workbook, cell), Ok(text));
        }
        assert_eq!((meant(FileForm::Csv, "=1"), meant(FileForm::Csv, "'=1")), (Err(Formula), Ok("=1")));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_is_never_a_formula(text in "['=+@＝＋－＠\t\r\0a-]{0,6}\\PC{0,4}") {
            let cell = write(&text);
            prop_assert!(!cell.starts_with(FORMULA));
            prop_assert_eq!(read(&cell), Ok(text.as_str()));
        }

        #[test]
        fn what_reads_is_written_the_same(cell in "['=+a]{0,6}") {
            if let Ok(text) = read(&cell) {
                prop_assert_eq!(write(text), cell.as_str());
            }
        }

        #[test]
        fn a_line_reads_back_through_the_csv_crate(cells in prop::collection::vec("[a\",\r\n' ]{0,6}", 2..5)) {
            let mut bytes = Vec::new();
            push_line(&mut bytes, cells.iter().map(String::as_str));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let back: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(back, vec![cells]);
        }
    }
}
