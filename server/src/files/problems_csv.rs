//! The problems of an import as a table. A cell repeats what stands in the file: never as a formula.

use std::borrow::Cow;

use super::cell;
use super::problem::{FileForm, ImportProblem, ImportProblems};

/// The columns, in their order.
pub const COLUMNS: [&str; 7] = ["file", "line", "column", "name", "cell", "found", "expected"];

/// The bytes of the table; what was expected is told by `expected`. Where there are more problems than are listed, the last
/// row says how many, as `more` puts it.
pub fn write(
    problems: &ImportProblems,
    expected: impl Fn(&ImportProblem) -> String,
    more: impl Fn(usize) -> String,
) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    for problem in &problems.listed {
        let line = problem.line.to_string();
        let column = problem.column.map(|column| column.number.to_string()).unwrap_or_default();
        let name = problem.column.and_then(|column| column.name).unwrap_or_default();
        let named = problem.cell().filter(|_| problem.form == FileForm::Workbook).unwrap_or_default();
        let file = format!("{}.{}", problem.file.sheet(), problem.form.ending());
        let (found, expected) = (problem.found.as_deref().unwrap_or_default(), expected(problem));
        let texts: [Cow<'_, str>; 2] = [cell::write(found), cell::write(&expected)];
        let [found, expected] = &texts;
        cell::push_line(&mut out, [file.as_str(), &line, &column, name, &named, found, expected]);
    }
    if problems.more > 0 {
        let more = more(problems.more);
        cell::push_line(&mut out, ["", "", "", "", "", "", cell::write(&more).as_ref()]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Column, Expectation, ImportFile};

    #[test]
    fn what_stands_in_the_file_is_no_formula_in_the_table_and_a_workbook_has_cells() {
        let problem = ImportProblem {
            file: ImportFile::Claims,
            form: FileForm::Csv,
            line: 3,
            column: Some(Column { number: 18, name: Some("source") }),
            found: Some("=1+1".to_owned()),
            expected: Expectation::NoFormula,
        };
        let column = Some(Column { number: 28, name: None });
        let other = ImportProblem { form: FileForm::Workbook, column, found: None, ..problem.clone() };
        let problems = ImportProblems { listed: vec![problem, other], more: 2 };
        let table = write(&problems, |_| "-1".to_owned(), |more| format!("{more} more"));
        assert_eq!(
            String::from_utf8(table).unwrap(),
            "file,line,column,name,cell,found,expected\nclaims.csv,3,18,source,,'=1+1,'-1\nclaims.xlsx,3,28,,AB3,,'-1\n\
             ,,,,,,2 more\n"
        );
    }
}
