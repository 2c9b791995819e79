//! The audit as a table, for admins. Every line that was asked for, newest first.

use app::view::audit_page::Stored;
use chrono::SecondsFormat;

use super::cell;

/// The columns, in their order.
pub const COLUMNS: [&str; 6] = ["seq", "at", "account", "verb", "subject", "detail"];

/// The bytes of the table.
pub fn write<'a>(lines: impl IntoIterator<Item = Stored<'a>>) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    for line in lines {
        let (seq, at) = (line.seq.to_string(), line.at.to_rfc3339_opts(SecondsFormat::Millis, true));
        let texts = [line.account, line.verb, line.subject, line.detail.unwrap_or_default()];
        let [account, verb, subject, detail] = texts.map(cell::write);
        cell::push_line(&mut out, [seq.as_str(), &at, &account, &verb, &subject, &detail]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_spreadsheet_would_run_is_no_formula_and_lines_stay_lines() {
        let line = Stored {
            seq: 7,
            at: "2023-05-10T16:00:00Z".parse().unwrap(),
            account: "ani",
            verb: "day.publish",
            subject: "=1+1",
            detail: Some("one,\ntwo"),
        };
        let text = String::from_utf8(write([line])).unwrap();
        assert_eq!(
            text,
            "seq,at,account,verb,subject,detail\n7,2023-05-10T16:00:00.000Z,ani,day.publish,'=1+1,\"one,\ntwo\"\n"
        );
    }
}
