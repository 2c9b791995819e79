//! What the tables promise, the refusals first.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::{ChangeKind, RevisionState, Role};

use super::chain::Broken;
use super::db::tests::tamper;
use super::*;

/// A new database in a folder that goes with the test.
pub(crate) async fn new_database() -> (tempfile::TempDir, Database) {
    let place = tempfile::tempdir().unwrap();
    let opened = reopen(place.path()).await.unwrap();
    assert_eq!((opened.head.seq, opened.revisions.len()), (0, 0));
    (place, opened.database)
}

pub(super) async fn reopen(place: &Path) -> Result<Opened, OpenError> {
    open(Folder::open(place, Access::Exclusive)?).await
}

pub(super) fn moment() -> DateTime<Utc> {
    "2023-05-10T16:00:00.123Z".parse().unwrap()
}

pub(super) fn revision(day: u32, text: &str) -> NewRevision {
    NewRevision {
        corridor: "lachin".parse().unwrap(),
        date: chrono::NaiveDate::from_ymd_opt(2023, 5, day).unwrap(),
        state: RevisionState::Published,
        document: text.to_owned(),
        change_kind: Some(ChangeKind::Correction),
        reason: Some("a typing error: “13”".to_owned()),
        role: Role::Lead,
        recorded_at: moment(),
        published_at: Some(moment()),
    }
}

pub(super) async fn publish(database: &Database, new: NewRevision) -> revisions::Appended {
    let mut write = database.begin().await.unwrap();
    let appended = revisions::append(&mut write, new).await.unwrap();
    drop(write.commit().await.unwrap());
    appended
}

/// Three revisions of two days in a closed database.
pub(super) async fn closed_with_three() -> tempfile::TempDir {
    let (place, database) = new_database().await;
    for (day, text) in [(9, "nine"), (10, "ten"), (10, "ten again")] {
        publish(&database, revision(day, text)).await;
    }
    database.close().await;
    place
}

#[tokio::test]
async fn no_statement_changes_removes_or_replaces_a_revision_a_document_or_an_audit_line() {
    let (_place, database) = new_database().await;
    publish(&database, revision(9, "nine")).await;
    let mut write = database.begin().await.unwrap();
    audit::append(&mut write, moment(), "desk", "day.publish", "lachin/2023-05-09", None).await.unwrap();
    drop(write.commit().await.unwrap());
    let before = revisions::load_all(&database).await.unwrap();
    for sql in [
        "UPDATE revisions SET reason = 'x'",
        "UPDATE OR REPLACE revisions SET seq = 7",
        "DELETE FROM revisions",
        "REPLACE INTO revisions SELECT seq, corridor, date, state, document_hash, change_kind, 'x', role, recorded_at, \
         published_at, previous_hash, hash FROM revisions",
        "INSERT INTO revisions SELECT seq, corridor, date, state, document_hash, change_kind, 'x', role, recorded_at, \
         published_at, previous_hash, hash FROM revisions WHERE true \
         ON CONFLICT DO UPDATE SET reason = 'x'",
        "INSERT INTO revisions SELECT seq + 2, corridor, date, state, document_hash, change_kind, 'x', role, \
         recorded_at, published_at, hash, 'other' FROM revisions",
        "INSERT INTO revisions SELECT seq + 1, corridor, date, state, document_hash, change_kind, 'x', role, \
         recorded_at, published_at, previous_hash, 'other' FROM revisions",
        "UPDATE documents SET body = 'x'",
        "DELETE FROM documents",
        "REPLACE INTO documents SELECT hash, 'x' FROM documents",
        "UPDATE audit SET account = 'x'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT seq, at, 'x', verb, subject, detail FROM audit",
    ] {
        let mut write = database.begin().await.unwrap();
        let refused = write.execute(sql, []).await.expect_err(sql);
        assert!(matches!(&refused, StorageError::Refused { rule } if rule.contains("append-only")), "{sql}: {refused}");
    }
    assert_eq!(revisions::load_all(&database).await.unwrap(), before);
    assert_eq!(audit::last(&database, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_command_is_stored_with_exactly_one_line_of_the_audit_or_not_at_all() {
    let (_place, database) = new_database().await;
    for (lines, stored) in [(0, false), (1, true), (2, false)] {
        let before =
            (revisions::load_all(&database).await.unwrap().len(), audit::last(&database, 9).await.unwrap().len());
        let mut write = database.begin().await.unwrap();
        revisions::append(&mut write, revision(9, &format!("{lines} lines"))).await.unwrap();
        for _ in 0..lines {
            audit::append(&mut write, moment(), "desk", "day.publish", "lachin 2023-05-09", None).await.unwrap();
        }
        let committed = write.commit_command().await.map(drop);
        assert_eq!(committed.is_ok(), stored, "{lines} lines");
        if let Err(refused) = committed {
            assert!(matches!(refused, StorageError::NotOneLine { lines: told } if told == lines), "{refused}");
        }
        let after =
            (revisions::load_all(&database).await.unwrap().len(), audit::last(&database, 9).await.unwrap().len());
        assert_eq!(after, if stored { (before.0 + 1, before.1 + 1) } else { before }, "{lines} lines");
    }
}

#[tokio::test]
async fn another_tool_that_replaces_rows_is_refused_too() {
    let place = closed_with_three().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(place.path().join("corridor.db"));
    let mut plain = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for sql in [
        "REPLACE INTO revisions SELECT seq, corridor, date, state, document_hash, change_kind, 'x', role, recorded_at, \
         published_at, previous_hash, hash FROM revisions WHERE seq = 3",
        "REPLACE INTO documents SELECT hash, 'x' FROM documents LIMIT 1",
    ] {
        assert!(sqlx::query(sql).execute(&mut plain).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn whatever_was_changed_behind_its_back_stops_the_start_and_names_the_revision() {
    let no_guards = "DROP TRIGGER revisions_are_not_changed; DROP TRIGGER revisions_are_not_removed; \
                     DROP TRIGGER documents_keep_their_text; DROP TRIGGER documents_are_not_removed; ";
    for (sql, seq, what) in [
        ("UPDATE documents SET body = 'other' WHERE body = 'ten'", 2, Broken::Document),
        ("UPDATE revisions SET reason = 'other' WHERE seq = 2", 2, Broken::Data),
        ("UPDATE revisions SET date = '2023-05-08' WHERE seq = 1", 1, Broken::Data),
        ("UPDATE revisions SET published_at = published_at - 1 WHERE seq = 3", 3, Broken::Data),
        ("UPDATE revisions SET role = 'admin' WHERE seq = 3", 3, Broken::Data),
        ("UPDATE revisions SET hash = 'other' WHERE seq = 3", 3, Broken::Data),
        ("DELETE FROM revisions WHERE seq = 2", 3, Broken::Order),
        ("DELETE FROM revisions WHERE seq = 1", 2, Broken::Order),
    ] {
        let place = closed_with_three().await;
        tamper(place.path(), &format!("{no_guards}{sql}")).await;
        let refused = reopen(place.path()).await.expect_err(sql);
        assert!(
            matches!(&refused, OpenError::Chain(error) if error.seq == seq && error.what == what),
            "{sql}: {refused}"
        );
        assert!(refused.to_string().contains(&format!("revision {seq}")), "{refused}");
    }
    let place = closed_with_three().await;
    tamper(place.path(), &format!("{no_guards}DELETE FROM documents WHERE body = 'ten'")).await;
    let refused = reopen(place.path()).await.unwrap_err().to_string();
    assert!(refused.contains("table revisions, row 2, column document_hash"), "{refused}");
}

fn text_of(revision: &StoredRevision) -> &str {
    match &revision.document {
        StoredDocument::Kept(text) => text,
        StoredDocument::Redacted(_) => "redacted",
    }
}

#[tokio::test]
async fn a_document_is_removed_by_a_redaction_alone_for_good_and_from_the_file_too() {
    let (place, database) = new_database().await;
    let canary = "Canary-7431 ".repeat(2000);
    for (day, text) in [(9, canary.as_str()), (9, "nine again"), (10, canary.as_str())] {
        publish(&database, revision(day, text)).await;
    }
    let hash = hash::sha256(&canary);
    let mut write = database.begin().await.unwrap();
    assert!(documents::remove(&mut write, &hash).await.is_err(), "without a redaction");
    drop(write);
    let mut write = database.begin().await.unwrap();
    let holders: Vec<i64> =
        revisions::with_document_of(&mut write, 3).await.unwrap().iter().map(|one| one.seq).collect();
    assert_eq!(holders, [1, 3]);
    redactions::redact(&mut write, &hash, 3, "A name slipped in.", moment()).await.unwrap();
    drop(write.commit().await.unwrap());
    database.merge_log().await.unwrap();
    for sql in ["DELETE FROM redactions", "UPDATE redactions SET reason = 'x'"] {
        let mut write = database.begin().await.unwrap();
        assert!(matches!(write.execute(sql, []).await, Err(StorageError::Refused { .. })), "{sql}");
    }
    let mut write = database.begin().await.unwrap();
    let again = revisions::append(&mut write, revision(10, &canary)).await;
    assert!(matches!(again, Err(StorageError::Refused { .. })), "it does not come back");
    drop(write);
    let all = revisions::load_all(&database).await.unwrap();
    assert_eq!(all.iter().map(text_of).collect::<Vec<_>>(), ["redacted", "nine again", "redacted"]);
    assert_eq!(chain::verify(&all).unwrap().seq, 3);
    let found = |name: &str| {
        let bytes = std::fs::read(place.path().join(name)).unwrap_or_default();
        bytes.windows(11).any(|window| window == b"Canary-7431")
    };
    assert!(!found("corridor.db") && !found("corridor.db-wal"), "no byte of it is left");
}

#[tokio::test]
async fn what_was_appended_is_read_back_after_a_restart_in_order_with_its_text() {
    let place = closed_with_three().await;
    let opened = reopen(place.path()).await.unwrap();
    assert_eq!(opened.head, revisions::head(&opened.database).await.unwrap());
    let texts: Vec<(i64, &str)> = opened.revisions.iter().map(|one| (one.seq, text_of(one))).collect();
    assert_eq!(texts, [(1, "nine"), (2, "ten"), (3, "ten again")]);
    let last = opened.revisions.last().unwrap();
    assert_eq!((last.recorded_at, last.published_at), (moment(), Some(moment())));
    assert_eq!(last.reason.as_deref(), Some("a typing error: “13”"));
    let corridor = "lachin".parse().unwrap();
    assert_eq!(revisions::load_day(&opened.database, &corridor, last.date).await.unwrap(), opened.revisions[1..]);
    let mut write = opened.database.begin().await.unwrap();
    let of_day = revisions::load_day_in(&mut write, &corridor, last.date).await.unwrap();
    assert_eq!(of_day.last(), Some(last));
    let other = revisions::load_day_in(&mut write, &"other".parse().unwrap(), last.date).await.unwrap();
    assert_eq!(other, []);
}

#[tokio::test]
async fn a_day_may_return_to_what_it_was() {
    let (_place, database) = new_database().await;
    for text in ["a", "b", "a"] {
        publish(&database, revision(9, text)).await;
    }
    let all = revisions::load_all(&database).await.unwrap();
    assert_eq!(all[0].document_hash, all[2].document_hash);
    assert_ne!(all[0].hash, all[2].hash);
    assert_eq!(chain::verify(&all).unwrap().seq, 3);
}

#[tokio::test]
async fn writers_at_the_same_time_make_one_chain() {
    let (place, database) = new_database().await;
    // A second handle, as another process would have one.
    let beside = Database::open(Folder::open(place.path(), Access::Shared).unwrap()).await.unwrap();
    let tasks: Vec<_> = (0..40)
        .map(|number| {
            let database = if number % 2 == 0 { database.clone() } else { beside.clone() };
            tokio::spawn(async move { publish(&database, revision(1 + number % 28, &number.to_string())).await.seq })
        })
        .collect();
    let mut places = Vec::new();
    for task in tasks {
        places.push(task.await.unwrap());
    }
    places.sort_unstable();
    assert_eq!(places, (1..=40).collect::<Vec<i64>>());
    assert_eq!(chain::verify(&revisions::load_all(&database).await.unwrap()).unwrap().seq, 40);
}

#[tokio::test]
async fn a_slug_a_name_and_an_account_are_given_once() {
    let (_place, database) = new_database().await;
    let source = |slug: &str, name: &str| domain::Source {
        slug: slug.parse().unwrap(),
        name: name.parse().unwrap(),
        kind: domain::SourceKind::Media,
        side: None,
        page: None,
    };
    let mut write = database.begin().await.unwrap();
    sources::insert(&mut write, &source("weekly", "Armenian Weekly"), moment()).await.unwrap();
    let desk = "Desk".parse().unwrap();
    let rights = domain::Rights::of(Role::Reporter, ["lachin".parse().unwrap()]);
    staff::add(&mut write, &desk, &rights, Some("hash"), moment()).await.unwrap();
    drop(write.commit().await.unwrap());
    for (slug, name, column) in [("weekly", "Other", "sources.slug"), ("other", "Armenian Weekly", "sources.name")] {
        let mut write = database.begin().await.unwrap();
        let refused = sources::insert(&mut write, &source(slug, name), moment()).await.unwrap_err();
        assert!(matches!(&refused, StorageError::Taken { column: taken } if taken == column), "{refused}");
    }
    let mut write = database.begin().await.unwrap();
    let refused = staff::add(&mut write, &"desk".parse().unwrap(), &rights, None, moment()).await.unwrap_err();
    assert!(matches!(&refused, StorageError::Taken { column } if column == "staff.account"), "{refused}");
    drop(write);
    let all = sources::load_all(&database).await.unwrap();
    assert_eq!(all.into_iter().map(|known| known.source).collect::<Vec<_>>(), [source("weekly", "Armenian Weekly")]);
    assert_eq!(staff::list(&database).await.unwrap()[0].rights, rights);
    assert!(staff::by_account(&database, &"DESK".parse().unwrap()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_form_makes_one_revision() {
    let (_place, database) = new_database().await;
    publish(&database, revision(9, "nine")).await;
    let first = submissions::Submission { content_hash: hash::sha256("typed"), seq: 1 };
    let mut write = database.begin().await.unwrap();
    assert_eq!(submissions::find(&mut write, "key").await.unwrap(), None);
    submissions::insert(&mut write, "key", &first, moment()).await.unwrap();
    assert_eq!(submissions::find(&mut write, "key").await.unwrap(), Some(first.clone()));
    let again = submissions::insert(&mut write, "key", &first, moment()).await;
    assert!(matches!(again, Err(StorageError::Taken { .. })));
}

#[test]
fn an_account_is_plain_ascii_and_capitals_make_no_other() {
    for bad in ["", " ", "a b", "ա", "a\0", "а", &"a".repeat(65)] {
        assert!(bad.parse::<staff::AccountName>().is_err(), "{bad:?}");
    }
    let name: staff::AccountName = " Ani.M+desk@example.org ".parse().unwrap();
    assert_eq!(name, "ani.m+desk@EXAMPLE.org".parse().unwrap());
}

#[tokio::test]
async fn corridors_are_kept_whole_and_changed_only_where_they_are() {
    let (place, database) = new_database().await;
    let settings = r#"{"slug":"lachin","names":{"en":["Lachin corridor"]},"time_zone":"Asia/Yerevan",
                       "record_begins":"2022-12-12"}"#;
    let mut corridor: domain::Corridor = serde_json::from_str(settings).unwrap();
    let mut write = database.begin().await.unwrap();
    assert!(!corridors::change(&mut write, &corridor, moment()).await.unwrap());
    corridors::add(&mut write, &corridor, moment()).await.unwrap();
    corridor.expected_every_days = 7;
    assert!(corridors::change(&mut write, &corridor, moment()).await.unwrap());
    drop(write.commit().await.unwrap());
    assert_eq!(corridors::load_all(&database).await.unwrap(), [corridor]);
    database.close().await;
    drop(database);
    tamper(place.path(), "UPDATE corridors SET slug = 'other'").await;
    let refused = reopen(place.path()).await.unwrap_err().to_string();
    assert!(refused.contains("table corridors, row other, column settings"), "{refused}");
}

/// What a second tool on the file can do to the guards of a table, with or without leave to write the schema.
const UNGUARDED: [(&str, &str); 8] = [
    ("DROP TRIGGER revisions_are_not_changed", "revisions_are_not_changed is missing"),
    ("DROP TRIGGER audit_is_not_removed", "audit_is_not_removed is missing"),
    ("DROP TRIGGER documents_are_not_replaced", "documents_are_not_replaced is missing"),
    (
        "DROP TRIGGER revisions_are_not_changed; CREATE TRIGGER revisions_are_not_changed BEFORE UPDATE ON revisions \
         BEGIN SELECT 1; END",
        "revisions_are_not_changed is not the one that was made",
    ),
    (
        "DROP TRIGGER audit_is_not_changed; CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON sources BEGIN SELECT 1; \
         END",
        "audit_is_not_changed is not the one that was made",
    ),
    (
        "CREATE TRIGGER quietly AFTER INSERT ON audit BEGIN UPDATE sources SET name = name; END",
        "quietly is none of this program",
    ),
    (
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'documents_keep_their_text'",
        "documents_keep_their_text is missing",
    ),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE UPDATE ON revisions', \
         'BEFORE UPDATE ON revisions WHEN NEW.seq < 0') WHERE name = 'revisions_are_not_changed'",
        "revisions_are_not_changed is not the one that was made",
    ),
];

#[tokio::test]
async fn a_guard_that_was_taken_away_or_changed_stops_the_start_and_is_named() {
    let place = closed_with_three().await;
    let opened = reopen(place.path()).await.unwrap();
    assert!(guards(&opened.database).await.unwrap() >= 9, "three for each append-only table");
    opened.database.close().await;
    drop(opened);
    for (sql, told) in UNGUARDED {
        let place = closed_with_three().await;
        tamper(place.path(), sql).await;
        let refused = reopen(place.path()).await.expect_err(sql);
        assert!(matches!(refused, OpenError::Guards(_)), "{sql}: {refused}");
        assert!(refused.to_string().contains(told), "{sql}: {refused}");
    }
}

/// Settings of the other tool's own connection open no way past the triggers, and leave none behind.
#[tokio::test]
async fn no_setting_of_another_tool_gets_past_the_guards() {
    let place = closed_with_three().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(place.path().join("corridor.db"));
    for setting in [
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA defer_foreign_keys = ON",
    ] {
        let mut other = sqlx::ConnectOptions::connect(&options).await.unwrap();
        sqlx::raw_sql(setting).execute(&mut other).await.unwrap();
        for sql in [
            "UPDATE revisions SET reason = 'x'",
            "UPDATE OR IGNORE revisions SET reason = 'x'",
            "UPDATE OR REPLACE documents SET body = 'x'",
            "DELETE FROM revisions WHERE seq = 3",
            "DELETE FROM documents",
            "INSERT OR REPLACE INTO documents SELECT hash, 'x' FROM documents",
            "REPLACE INTO revisions SELECT seq, corridor, date, state, document_hash, change_kind, 'x', role, \
             recorded_at, published_at, previous_hash, hash FROM revisions WHERE seq = 3",
            "INSERT OR REPLACE INTO revisions SELECT seq, corridor, date, state, document_hash, change_kind, 'x', role, \
             recorded_at, published_at, previous_hash, hash FROM revisions WHERE seq = 3",
        ] {
            let done = sqlx::query(sql).execute(&mut other).await;
            assert!(done.is_err(), "{setting}; {sql}");
        }
        sqlx::Connection::close(other).await.unwrap();
    }
    assert_eq!(reopen(place.path()).await.unwrap().head.seq, 3);
}

/// Guards taken away, the newest revision cut off, guards put back: whole in itself. Only the journal tells, and where that
/// was taken away too, a head that was kept.
#[tokio::test]
async fn what_is_whole_in_itself_is_held_against_a_head_that_was_kept() {
    let place = closed_with_three().await;
    let opened = reopen(place.path()).await.unwrap();
    let kept: KeptHead = format!("3:{}", opened.head.hash).parse().unwrap();
    let guard = "SELECT sql AS text FROM sqlite_schema WHERE name = 'revisions_are_not_removed'";
    let guard = opened.database.fetch(guard, []).await.unwrap()[0].of("sqlite_schema", "text").text("text").unwrap();
    opened.database.close().await;
    drop(opened);
    let cut = format!("DROP TRIGGER revisions_are_not_removed; DELETE FROM revisions WHERE seq = 3; {guard}");
    tamper(place.path(), &cut).await;
    let behind = journal::Difference::Behind { database: 2, journal: 3 };
    assert!(matches!(reopen(place.path()).await.unwrap_err(), OpenError::Journal(found) if found == behind));
    std::fs::remove_file(place.path().join(journal::FILE)).unwrap();
    let opened = reopen(place.path()).await.expect("whole in itself");
    let found = chain::find(&opened.revisions, &kept);
    assert_eq!(found, Err(HeadError::CutOff { kept, last: 2 }));
}
