//! Tests: what an import refuses, with line and column. Nothing of a refused import is handed on.

use std::collections::BTreeMap;

use domain::record::Sources;
use domain::{Corridor, Slug};

use super::{
    ImportFile, ImportInput, ImportPlan, ImportProblems, MAX_BYTES, claims_csv, corridor_of, events_csv, plan,
};

const SETTINGS: &str = include_str!("../../../tests/fixtures/imports/crossing.json");

/// A sound row.
const SOUND: &[(&str, &str)] = &[
    ("corridor", "orro-gate"),
    ("date", "2024-03-04"),
    ("measure", "people_crossed"),
    ("group", "residents"),
    ("bound", "exact"),
    ("value", "30"),
    ("source", "WHO"),
];

/// The cells of a sound row, some of them replaced, as a line of claims.csv.
fn row(changes: &[(&str, &str)]) -> String {
    let cell = |column: &&str| {
        let found = changes.iter().chain(SOUND).find(|(name, _)| name == column);
        let text = found.map_or("", |(_, text)| text);
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    claims_csv::COLUMNS.iter().map(cell).collect::<Vec<_>>().join(",")
}

fn file(rows: &[String]) -> Vec<u8> {
    format!("{}\n{}\n", claims_csv::COLUMNS.join(","), rows.join("\n")).into_bytes()
}

fn run(claims: Option<&[u8]>, events: Option<&[u8]>, given: bool) -> Result<ImportPlan, ImportProblems> {
    let corridor: Corridor = serde_json::from_str(SETTINGS).unwrap();
    let today = "2024-03-20".parse().unwrap();
    let (sources, days) = (Sources::new(), BTreeMap::new());
    let (corridor, sources, days) = (&corridor, &sources, &days);
    plan(&ImportInput { corridor, sources, days, today, claims, events, corridor_given: given })
}

fn problems(claims: &[u8]) -> Vec<String> {
    run(Some(claims), None, false).unwrap_err().listed.iter().map(ToString::to_string).collect()
}

/// The one problem of a file whose second row is a sound one with these changes.
fn refused(changes: &[(&str, &str)]) -> String {
    let mut found = problems(&file(&[row(&[("value", "29")]), row(changes)]));
    assert_eq!(found.len(), 1, "{changes:?}: {found:?}");
    let problem = found.remove(0);
    problem.strip_prefix("claims.csv, line 3, ").unwrap_or_else(|| panic!("{problem}")).to_owned()
}

#[test]
fn a_cell_that_cannot_be_read_is_named_with_line_column_and_what_was_expected() {
    let long = "x".repeat(1_000_000);
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("corridor", "")], "column 1 (corridor): nothing — expected orro-gate"),
        (&[("corridor", "lachin")], "column 1 (corridor): “lachin” — expected orro-gate"),
        (&[("date", "")], "column 2 (date): nothing — expected a date as year-month-day"),
        (&[("date", "4.3.2024")], "column 2 (date): “4.3.2024” — expected a date"),
        (&[("date", "2024-3-4")], "column 2 (date): “2024-3-4” — expected a date"),
        (&[("date", "2024-02-30")], "column 2 (date): “2024-02-30” — expected a date"),
        (&[("date", "2024-03-21")], "column 2 (date): “2024-03-21” — expected a date up to today, 2024-03-20"),
        (&[("date", "2024-02-29")], "column 2 (date): “2024-02-29” — expected a day from 2024-03-01 on"),
        (&[("period_start", "2024-03-05")], "column 3 (period_start): “2024-03-05” — expected a first day"),
        (&[("measure", "patients_moved")], "column 4 (measure): “patients_moved” — expected one of access_status, "),
        (&[("measure", "")], "column 4 (measure): nothing — expected one of"),
        (&[("item", "fuel")], "column 11 (item): “fuel” — expected nothing: people_crossed does not take"),
        (&[("access", "cargo")], "column 10 (access): “cargo” — expected nothing"),
        (&[("access", "trucks")], "column 10 (access): “trucks” — expected one of medical, cargo"),
        (&[("direction", "out")], "column 8 (direction): “out” — expected one of outbound, return"),
        (&[("stage", "maybe")], "column 13 (stage): “maybe” — expected one of done, interim"),
        (&[("bound", "")], "column 14 (bound): nothing — expected one of exact, at_least"),
        (&[("bound", "over")], "column 14 (bound): “over” — expected one of exact, at_least"),
        (
            &[("bound", "withheld_small_number"), ("value", "")],
            "column 14 (bound): “withheld_small_number” — expected the figure itself",
        ),
        (&[("value", "")], "column 15 (value): nothing — expected a whole number"),
        (&[("value", "1,000")], "column 15 (value): “1,000” — expected a whole number"),
        (&[("value", "-5")], "column 15 (value): “-5” — expected a whole number"),
        (&[("value", "3.5")], "column 15 (value): “3.5” — expected a whole number"),
        (&[("value", "٣٠")], "column 15 (value): “٣٠” — expected a whole number"),
        (&[("value", "1000000001")], "column 15 (value): “1000000001” — “1000000001” is too large"),
        (&[("value", "99999999999999999999999")], "column 15 (value): “99999999999999999999999” — "),
        (&[("value_high", "31")], "column 16 (value_high): “31” — expected nothing: only a range"),
        (&[("bound", "range")], "column 16 (value_high): nothing — expected a whole number"),
        (&[("bound", "range"), ("value_high", "29")], "column 16 (value_high): “29” — the range runs backwards"),
        (&[("bound", "fewer_than"), ("value", "0")], "column 15 (value): “0” — nothing is fewer than 0"),
        (&[("bound", "vague")], "column 15 (value): “30” — “30” cannot be read"),
        (&[("bound", "vague"), ("value", "=some")], "column 15 (value): “=some” — a spreadsheet would run this"),
        (&[("bound", "source_silent")], "column 15 (value): “30” — expected nothing beside source_silent"),
        (
            &[("bound", "not_due"), ("value", ""), ("preferred", "x")],
            "column 17 (preferred): “x” — expected nothing beside",
        ),
        (&[("source", "")], "column 18 (source): nothing — expected the name of the office"),
        (
            &[("source", "=cmd|' /C calc'!A0")],
            "column 18 (source): “=cmd|' /C calc'!A0” — a spreadsheet would run this as a formula; put ' before it",
        ),
        (&[("remark", "＠SUM(A1)")], "column 23 (remark): “＠SUM(A1)” — a spreadsheet would run this"),
        (&[("source", "a\u{202e}b")], "column 18 (source): “a\u{fffd}b” — holds a character that cannot be shown"),
        (&[("source_url", "javascript:alert(1)")], "column 20 (source_url): “javascript:alert(1)” — not an address"),
        (&[("published_on", "2024-03-21")], "column 21 (published_on): “2024-03-21” — expected a date up to today"),
        (&[("published_on", "yesterday")], "column 21 (published_on): “yesterday” — expected a date"),
        (&[("remark", "a\0b")], "column 23 (remark): “a\u{fffd}b” — holds a NUL"),
        (
            &[("remark", &long)],
            concat!(
                "column 23 (remark): “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” — ",
                "1000000 characters; expected at most 4096"
            ),
        ),
        (&[("group", &"ա".repeat(401))], "column 6 (group): “աա"),
    ];
    for (changes, expected) in cases {
        let problem = refused(changes);
        assert!(problem.starts_with(expected), "{problem}\nis not\n{expected}");
    }
}

#[test]
fn a_measure_decides_what_its_row_must_say() {
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[("measure", "patients_awaiting"), ("period_start", "2024-03-01")],
            "column 3 (period_start): “2024-03-01” — expected nothing: patients_awaiting does not take",
        ),
        (&[("measure", "deliveries"), ("group", "")], "column 12 (unit): nothing — expected what was counted in"),
        (
            &[("measure", "access_status"), ("group", ""), ("value", "open")],
            "column 14 (bound): “exact” — expected nothing (a status has no bound)",
        ),
        (
            &[("measure", "access_status"), ("group", ""), ("bound", ""), ("value", "ajar")],
            "column 15 (value): “ajar” — expected one of open, restricted, closed",
        ),
        (
            &[("measure", "access_status"), ("group", ""), ("bound", ""), ("value", "open"), ("value_high", "closed")],
            "column 16 (value_high): “closed” — expected nothing: only a range",
        ),
        (
            &[("measure", "access_status"), ("group", ""), ("bound", ""), ("value", "open"), ("unit", "people")],
            "column 12 (unit): “people” — expected nothing: access_status",
        ),
    ];
    for (changes, expected) in cases {
        let problem = refused(changes);
        assert!(problem.starts_with(expected), "{problem}\nis not\n{expected}");
    }
}

#[test]
fn problems_of_cells_and_of_rows_that_do_not_go_together_are_told_at_once() {
    let found = problems(&file(&[row(&[]), row(&[("value", "")]), row(&[])]));
    assert!(found[0].starts_with("claims.csv, line 3, column 15"), "{found:?}");
    assert!(found[1].starts_with("claims.csv, line 4: says again"), "{found:?}");
}

#[test]
fn every_problem_of_a_row_is_told_at_once_and_a_cell_once() {
    let bad = row(&[("date", "=now()"), ("measure", "x"), ("direction", "up"), ("value", "")]);
    let found = problems(&file(&[row(&[]), bad]));
    let columns: Vec<&str> = found.iter().map(|problem| problem.split(": ").next().unwrap()).collect();
    assert_eq!(
        columns,
        [
            "claims.csv, line 3, column 2 (date)",
            "claims.csv, line 3, column 4 (measure)",
            "claims.csv, line 3, column 8 (direction)"
        ]
    );
}

#[test]
fn a_day_after_the_record_ended_is_refused() {
    let corridor: Corridor = serde_json::from_str(SETTINGS).unwrap();
    let (sources, days, bytes) = (Sources::new(), BTreeMap::new(), file(&[row(&[("date", "2024-04-01")])]));
    let input = ImportInput {
        corridor: &corridor,
        sources: &sources,
        days: &days,
        today: "2025-01-01".parse().unwrap(),
        claims: Some(&bytes),
        events: None,
        corridor_given: false,
    };
    assert!(
        plan(&input)
            .unwrap_err()
            .to_string()
            .contains("column 2 (date): “2024-04-01” — expected a day up to 2024-03-31")
    );
}

#[test]
fn bad_utf_8_is_named_with_its_line_and_column() {
    let mut bytes = file(&[row(&[]), row(&[("remark", "caf#")])]);
    let at = bytes.iter().rposition(|byte| *byte == b'#').unwrap();
    bytes[at] = 0xe9;
    assert_eq!(
        problems(&bytes),
        ["claims.csv, line 3, column 23 (remark): “caf\u{fffd}” — expected UTF-8; save the file as “CSV UTF-8”"]
    );
    let utf_16: Vec<u8> = "corridor,date".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(problems(&[&[0xff, 0xfe], utf_16.as_slice()].concat())[0].contains("line 1, column 1: "));
}

#[test]
fn a_wrong_header_is_named_with_the_columns_place() {
    let header = |names: String| names.into_bytes();
    let all = claims_csv::COLUMNS.join(",");
    let found = problems(&header(all.replace("bound", "bounds").replace("via", "date")));
    let expected = [
        "claims.csv, line 1, column 14: “bounds” — expected only columns that the file format knows",
        "claims.csv, line 1, column 14 (bound): this column is missing; expected it in the header",
        "claims.csv, line 1, column 19: “date” — expected each column once; column 2 has the name already",
        "claims.csv, line 1, column 19 (via): this column is missing; expected it in the header",
    ];
    assert_eq!(found, expected);
    assert!(problems(&header(all.replace(',', ";")))[0].ends_with("not semicolons or tabs"));
    assert_eq!(problems(b""), ["claims.csv, line 1: the file is empty; expected a header that names the columns"]);
    assert_eq!(problems(b"\xef\xbb\xbf\r\n\r\n").len(), 1);
    assert!(problems(&vec![b','; 1_000_000])[0].ends_with("expected at most 200 cells in a row"));
}

#[test]
fn a_row_with_too_few_cells_or_a_stray_quotation_mark_is_named() {
    let found = problems(&file(&["orro-gate,2024-03-04".to_owned(), row(&[]) + ","]));
    let expected = [
        "claims.csv, line 2: 2 cells; expected 23, as in the header",
        "claims.csv, line 3: 24 cells; expected 23, as in the header",
    ];
    assert_eq!(found, expected);
    let found = problems(&file(&[row(&[]) + "\"never closed", row(&[]), row(&[])]));
    assert!(found[0].starts_with("claims.csv, line 2, column 23: expected a closing quotation mark"), "{found:?}");
}

#[test]
fn a_file_beyond_the_limits_is_refused() {
    let rows: Vec<String> = (0..20_001).map(|n| row(&[("value", &n.to_string())])).collect();
    let rows_only = &rows[..20_000];
    assert_eq!(run(Some(&file(rows_only)), None, false).unwrap().added, 20_000);
    assert_eq!(problems(&file(&rows)), ["claims.csv, line 20002: expected at most 20000 rows; this is one more"]);
    assert_eq!(problems(&vec![b'\n'; MAX_BYTES + 1]), ["claims.csv, line 1: 5242881 bytes; expected at most 5242880"]);
}

#[test]
fn one_bad_row_among_many_refuses_all() {
    let mut rows: Vec<String> = (0..10_000).map(|n| row(&[("value", &n.to_string())])).collect();
    rows[9_998] = row(&[("value", "many")]);
    assert_eq!(problems(&file(&rows)).len(), 1);
    assert!(problems(&file(&rows))[0].starts_with("claims.csv, line 10000, column 15 (value): “many”"));
}

#[test]
fn two_hundred_problems_are_listed_and_the_rest_is_counted() {
    let rows: Vec<String> = (0..205).map(|_| row(&[("value", "")])).collect();
    let found = run(Some(&file(&rows)), None, false).unwrap_err();
    assert_eq!((found.listed.len(), found.more), (200, 5));
    assert!(found.to_string().ends_with("\n… and 5 more problems"));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let bad = row(&[("value", "x")]);
    let two_lines = row(&[("remark", "one\ntwo")]);
    let text = format!("{}\r\n\r\n{}\r\n\r\n{bad}\r\n", claims_csv::COLUMNS.join(","), two_lines.replace('\n', "\r\n"));
    assert!(problems(text.as_bytes())[0].starts_with("claims.csv, line 6, "), "{:?}", problems(text.as_bytes()));
    let old_macintosh = text.replace("one\r\ntwo", "one\ntwo").replace("\r\n", "\r");
    assert!(problems(old_macintosh.as_bytes())[0].starts_with("claims.csv, line 6, "));
}

#[test]
fn a_row_said_twice_names_the_line_of_the_first() {
    let again = row(&[("remark", "again")]);
    let expected = ["claims.csv, line 4: says again what line 2 says; expected each statement once"];
    assert_eq!(problems(&file(&[row(&[]), row(&[("value", "31")]), again])), expected);
    let events =
        format!("{}\norro-gate,2024-03-04,Rain,,,\norro-gate,2024-03-04,Rain,,,\n", events_csv::COLUMNS.join(","));
    let found = run(None, Some(events.as_bytes()), false).unwrap_err().to_string();
    assert_eq!(found, "events.csv, line 3: says again what line 2 says; expected each statement once");
}

#[test]
fn a_second_preferred_claim_of_one_thing_is_refused() {
    let preferred = |value| row(&[("value", value), ("preferred", "better counted")]);
    let expected = ["claims.csv, line 3: line 2 prefers another claim of the same thing and day; expected at most one"];
    assert_eq!(problems(&file(&[preferred("30"), preferred("31"), row(&[("value", "32")])])), expected);
}

#[test]
fn an_event_needs_a_title_and_a_day_of_the_record() {
    let bytes =
        format!("{}\norro-gate,2024-03-04,,,,\norro-gate,2023-03-04,Rain,,ftp://x,\n", events_csv::COLUMNS.join(","));
    let found = run(None, Some(bytes.as_bytes()), false).unwrap_err();
    let lines: Vec<String> = found.listed.iter().map(|problem| problem.to_string()).collect();
    assert!(lines[0].starts_with("events.csv, line 2, column 3 (title): nothing — "), "{lines:?}");
    assert!(lines[1].starts_with("events.csv, line 3, column 2 (date): “2023-03-04” — "), "{lines:?}");
    assert!(lines[2].starts_with("events.csv, line 3, column 5 (source_url): “ftp://x” — "), "{lines:?}");
}

#[test]
fn problems_of_both_files_come_in_the_order_of_files_and_lines() {
    let events = format!("{}\nx,2024-03-04,Rain,,,\n", events_csv::COLUMNS.join(","));
    let found = run(Some(&file(&[row(&[("value", "")])])), Some(events.as_bytes()), false).unwrap_err();
    assert_eq!(found.to_string().lines().map(|line| &line[..10]).collect::<Vec<_>>(), ["claims.csv", "events.csv"]);
}

#[test]
fn a_given_corridor_fills_an_empty_column_and_refuses_a_different_one() {
    assert_eq!(run(Some(&file(&[row(&[("corridor", "")])])), None, true).unwrap().added, 1);
    let found = run(Some(&file(&[row(&[("corridor", "lachin")])])), None, true).unwrap_err().to_string();
    assert!(found.ends_with("“lachin” — expected orro-gate, or nothing"), "{found}");
    assert_eq!(corridor_of(ImportFile::Claims, &file(&[row(&[])])), Some("orro-gate".parse::<Slug>().unwrap()));
    assert_eq!(corridor_of(ImportFile::Claims, &file(&[row(&[("corridor", "")])])), None);
    assert_eq!(corridor_of(ImportFile::Claims, b"\xff\xfe"), None);
}

#[test]
fn columns_may_stand_in_any_order_with_a_mark_before_them() {
    let mut columns = claims_csv::COLUMNS;
    columns.reverse();
    let cells = row(&[]);
    let mut reversed: Vec<&str> = cells.split(',').collect();
    reversed.reverse();
    let names = columns.map(|name| format!("\"{name}\""));
    let text = format!("\u{feff}{}\r\n{}", names.join(","), reversed.join(","));
    assert_eq!(run(Some(text.as_bytes()), None, false).unwrap().added, 1);
    let bad = text.replace(",30,", ",x,");
    assert!(problems(bad.as_bytes())[0].starts_with("claims.csv, line 2, column 9 (value): “x”"));
}
