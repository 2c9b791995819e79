//! What the program says: lines on standard output, complaints on standard error. The one place that writes to either;
//! never decides what is said.

use std::io::{self, Write};

/// Writes a line to standard output, at once. That nobody reads it any more (a closed pipe) is no error.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_closed(writeln!(out, "{text}").and_then(|()| out.flush()))
}

/// Writes a line to standard error. Nobody is left to tell when that fails.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Rows in columns of equal width, two spaces apart, without spaces at the end of a line.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A number with its noun: `1 day`, `11 days`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
        assert!(unless_closed(Err(io::ErrorKind::StorageFull.into())).is_err());
        assert!(unless_closed(Err(io::ErrorKind::BrokenPipe.into())).is_ok());
    }

    #[test]
    fn columns_stand_below_one_another_in_any_script() {
        let row = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
        let text = table(&[row("Արեւիկ", "x", ""), row("a", "long", "end")]);
        assert_eq!(text, "Արեւիկ  x\na       long  end");
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!([counted(0, "day", "days"), counted(1, "day", "days")], ["0 days", "1 day"]);
    }
}
