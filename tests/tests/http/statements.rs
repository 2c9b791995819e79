//! Which statements the program gives its database in a long day's work: none that changes or removes what is
//! append-only.

use std::collections::BTreeSet;

use domain::Role;
use server::auth::Password;
use server::commands::keep_staff;
use tests::desk::fill;
use tests::lachin::{Rows, story};
use tests::{Desk, Site};

/// The tables whose rows are never changed, removed or replaced.
const APPEND_ONLY: [&str; 5] = ["revisions", "documents", "audit", "authors", "redactions"];

/// Statements that remove a row of such a table all the same, each with its reason.
const EXCEPTIONS: [(&str, &str); 1] =
    [("DELETE FROM documents WHERE hash = $1", "a redaction; the database refuses it where none was noted")];

/// Whether a statement changes, removes or replaces rows of a table that is append-only. Suspects too much rather than
/// too little: both words in one statement are enough.
fn offends(sql: &str) -> bool {
    let sql = sql.to_lowercase();
    let words: BTreeSet<&str> = sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let changes = ["update", "delete", "replace", "drop", "alter", "truncate"];
    let schema = ["writable_schema", "sqlite_master"];
    schema.iter().any(|word| words.contains(word))
        || (changes.iter().any(|word| words.contains(word)) && APPEND_ONLY.iter().any(|table| words.contains(table)))
}

fn offences<'s>(given: impl IntoIterator<Item = &'s str>) -> Vec<&'s str> {
    let excepted = |sql: &str| EXCEPTIONS.iter().any(|(known, _)| *known == sql);
    given.into_iter().filter(|sql| offends(sql) && !excepted(sql)).collect()
}

/// Everything that readers, the desk and the operator do.
async fn a_long_day(site: &Site) {
    for path in
        ["/", "/c/lachin", "/c/lachin/days/2023-05-10", "/c/lachin/months/2023-05", "/c/lachin/claims.csv", "/readyz"]
    {
        site.text(path).await;
    }
    for (account, role) in [("lead", Role::Lead), ("second", Role::Lead), ("admin", Role::Admin)] {
        site.add_account(account, role).await;
    }
    Desk::at_the_door(site).sign_in("lead", "a wrong password").await;
    let (one, two) = (Desk::signed_in(site, "lead").await, Desk::signed_in(site, "second").await);
    let path = "/staff/c/lachin/days/2023-05-09";
    let typed = [("r0.source", "A new source"), ("r0.c3.amount", "31")];
    let (day, late) = (one.filled(path, &typed).await, two.filled(path, &typed).await);
    assert_eq!(one.send_fields(path, &day, "check").await.status(), 200);
    assert_eq!(one.send_fields(path, &day, "publish").await.status(), 303);
    assert_eq!(one.send_fields(path, &day, "publish").await.status(), 303, "sent twice");
    assert_eq!(two.send_fields(path, &late, "publish").await.status(), 409, "stale");
    let why = [
        ("r0.c0.amount", "32"),
        ("r0.c0.measure", "patients_awaiting"),
        ("change_kind", "correction"),
        ("change_reason", "Misheard."),
    ];
    let changed = fill(one.filled(path, &[]).await, &why);
    one.send_fields(path, &changed, "publish").await;
    one.page("/staff?published=lachin.2023-05-09").await;
    let rows = Rows::until("2023-05-10").and(
        "lachin,2023-05-05,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,1,,,ICRC Armenia,,,2023-05-05,,",
    );
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    let (state, now) = (&site.state, site.state.clock.now());
    let (second, password) = ("second".parse().unwrap(), Password::parse("another long password").unwrap());
    keep_staff::reset_member(&state.database, &state.passwords, now, &second, &password, false).await.unwrap();
    keep_staff::disable_member(&state.database, now, &second).await.unwrap();
    one.send("/staff/sign-out", &[]).await;
    server::storage::audit::last(&state.database, 5).await.unwrap();
}

#[tokio::test]
async fn a_long_days_work_changes_and_removes_nothing_that_is_append_only() {
    let site = story().await;
    a_long_day(&site).await;
    let given = site.state.database.given();
    // Redactions are the operator's; the sources of the storage are looked through for them.
    for table in APPEND_ONLY.into_iter().filter(|table| *table != "redactions") {
        let insert = format!("INSERT INTO {table} ");
        assert!(given.iter().any(|sql| sql.starts_with(&insert)), "the day's work never wrote {table}: {given:#?}");
    }
    assert!(given.len() > 25, "a short day: {given:#?}");
    assert_eq!(offences(given), [""; 0]);
    let all = server::storage::revisions::load_all(&site.state.database).await.unwrap();
    server::storage::chain::verify(&all).unwrap();
}

/// Also what no test gives: every text of the storage's sources.
#[test]
fn no_statement_in_the_sources_changes_or_removes_what_is_append_only() {
    let mut seen = 0;
    for (path, text) in sources() {
        let code: String = text.split("\n#[cfg(test)]\nmod ").next().unwrap().replace("\\\n", " ");
        // Texts in code, one by one; a statement is no longer than its text.
        let texts: Vec<&str> = code.split('"').skip(1).step_by(2).collect();
        seen += texts.iter().filter(|text| text.contains("INSERT INTO") || text.contains("SELECT ")).count();
        assert_eq!(offences(texts), [""; 0], "{path}");
    }
    assert!(seen > 30, "only {seen} statements were read");
}

fn sources() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/storage");
    let (mut found, mut folders) = (Vec::new(), vec![root]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// What the check is worth.
#[test]
fn every_way_to_change_or_remove_is_seen() {
    for sql in [
        "UPDATE revisions SET reason = $1",
        "update  or replace\n revisions set seq = 1",
        "UPDATE main.revisions SET reason = ''",
        "DELETE FROM \"documents\" WHERE hash = $1",
        "DELETE FROM [audit]",
        "REPLACE INTO documents (hash, body) VALUES ($1, $2)",
        "INSERT OR REPLACE INTO audit VALUES (1)",
        "INSERT INTO revisions SELECT 1 ON CONFLICT DO UPDATE SET reason = 'x'",
        "WITH old AS (SELECT 1) DELETE FROM revisions",
        "DROP TABLE audit",
        "ALTER TABLE revisions RENAME TO other",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = ''",
    ] {
        assert!(offends(sql), "{sql}");
    }
    for sql in
        ["SELECT seq FROM revisions", "INSERT INTO audit (seq) VALUES ($1)", "UPDATE staff SET account = $1", "COMMIT"]
    {
        assert!(!offends(sql), "{sql}");
    }
}
