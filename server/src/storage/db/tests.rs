//! The database's promises, the refusals first. Another tool on the file is played by a plain connection.

use std::path::Path;

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::*;
use crate::storage::error::StorageError;
use crate::storage::folder::{Access, FolderError};

/// Does to the database's file what another tool could do, without this program's settings.
pub(crate) async fn tamper(folder: &Path, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("corridor.db"));
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn open(place: &Path, access: Access) -> Result<Database, OpenError> {
    Database::open(Folder::open(place, access)?).await
}

async fn new() -> (tempfile::TempDir, Database) {
    let place = tempfile::tempdir().unwrap();
    let database = open(place.path(), Access::Exclusive).await.unwrap();
    (place, database)
}

const INSERT: &str = "INSERT INTO documents (hash, body) VALUES ($1, $2)";

async fn bodies(database: &Database) -> Vec<String> {
    let rows = database.fetch("SELECT hash, body FROM documents ORDER BY hash", []).await.unwrap();
    rows.iter().map(|row| row.of("documents", "hash").text("body").unwrap()).collect()
}

#[test]
fn an_sqlite_that_can_damage_files_is_refused() {
    for old in ["3.51.2", "3.9.9", "2.99.99", "3.51", "", "3.51.x", "new"] {
        assert!(!is_new_enough(old), "{old}");
    }
    for good in ["3.51.3", "3.51.10", "3.100.0", "4.0.0", "3.51.3.1"] {
        assert!(is_new_enough(good), "{good}");
    }
}

#[test]
fn a_connection_is_told_the_patience_that_is_meant() {
    assert_eq!(BE_PATIENT, format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis()));
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_says_which() {
    let (place, database) = new().await;
    database.close().await;
    drop(database);
    let row = "INSERT INTO _sqlx_migrations VALUES (99, 'future', '2099-01-01', true, x'00', 1)";
    tamper(place.path(), row).await;
    for access in [Access::Exclusive, Access::Shared] {
        let refused = open(place.path(), access).await.unwrap_err();
        assert!(matches!(refused, OpenError::NewerSchema { found: 99, .. }), "{refused}");
        assert!(refused.to_string().contains("newer version of the program"), "{refused}");
    }
}

#[tokio::test]
async fn a_changed_step_of_the_schema_is_refused() {
    let (place, database) = new().await;
    database.close().await;
    drop(database);
    tamper(place.path(), "UPDATE _sqlx_migrations SET checksum = x'00'").await;
    let refused = open(place.path(), Access::Exclusive).await.unwrap_err();
    assert!(matches!(refused, OpenError::ChangedStep { step: 1 }), "{refused}");
}

#[tokio::test]
async fn a_second_server_is_refused_while_the_first_one_lives() {
    let (place, database) = new().await;
    let refused = open(place.path(), Access::Exclusive).await.unwrap_err();
    assert!(matches!(refused, OpenError::Folder(FolderError::Held { .. })), "{refused}");
    let shared = open(place.path(), Access::Shared).await.unwrap();
    drop((database, shared));
    assert!(open(place.path(), Access::Exclusive).await.is_ok());
}

#[tokio::test]
async fn a_lost_database_is_refused_even_when_another_one_lies_in_its_place() {
    let (place, database) = new().await;
    database.close().await;
    drop(database);
    for name in ["corridor.db", "corridor.db-wal", "corridor.db-shm"] {
        let _ = std::fs::remove_file(place.path().join(name));
    }
    let refused = open(place.path(), Access::Exclusive).await.unwrap_err();
    assert!(matches!(refused, OpenError::Folder(FolderError::Lost { .. })), "{refused}");
    // A file that is a database, but not ours.
    std::fs::write(place.path().join("corridor.db"), b"").unwrap();
    tamper(place.path(), "CREATE TABLE other (x); DROP TABLE other").await;
    let refused = open(place.path(), Access::Exclusive).await.unwrap_err();
    assert!(matches!(refused, OpenError::Folder(FolderError::Lost { .. })), "{refused}");
}

#[tokio::test]
async fn beside_a_server_the_schema_is_not_touched_and_without_one_a_new_folder_is_set_up_and_let_go() {
    let place = tempfile::tempdir().unwrap();
    let shared = open(place.path(), Access::Shared).await.unwrap();
    let server = open(place.path(), Access::Exclusive).await.unwrap();
    shared.close().await;
    let empty = tempfile::tempdir().unwrap();
    let _held = Folder::open(empty.path(), Access::Exclusive).unwrap();
    let refused = open(empty.path(), Access::Shared).await.unwrap_err();
    assert!(matches!(refused, OpenError::Folder(FolderError::Held { .. })), "{refused}");
    drop(server);
}

#[tokio::test]
async fn saved_means_durable_on_the_writers_connection() {
    let (_place, database) = new().await;
    let mut write = database.begin().await.unwrap();
    let sql = "SELECT (SELECT journal_mode FROM pragma_journal_mode) AS journal, \
               (SELECT synchronous FROM pragma_synchronous) AS synchronous";
    let row = write.fetch_optional(sql, []).await.unwrap().unwrap();
    let fields = row.of("pragma", "journal");
    assert_eq!(fields.text("journal").unwrap(), "wal");
    assert_eq!(fields.integer("synchronous").unwrap(), 2);
}

/// One that reads first and asks for the lock later is refused when another wrote in between.
#[tokio::test]
async fn whoever_began_is_the_only_writer_from_then_on() {
    let (place, database) = new().await;
    let write = database.begin().await.unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(place.path().join("corridor.db"));
    let mut other = options.busy_timeout(Duration::ZERO).connect().await.unwrap();
    assert!(sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.is_err());
    write.roll_back().await.unwrap();
    assert!(sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.is_ok());
}

#[tokio::test]
async fn readers_cannot_write() {
    let (_place, database) = new().await;
    assert!(database.fetch(INSERT, ["a".into(), "b".into()]).await.is_err());
    assert!(bodies(&database).await.is_empty());
}

#[tokio::test]
async fn a_dropped_transaction_stores_nothing_and_the_next_one_begins() {
    let (_place, database) = new().await;
    let mut write = database.begin().await.unwrap();
    write.execute(INSERT, ["a".into(), "b".into()]).await.unwrap();
    drop(write);
    let mut write = database.begin().await.unwrap();
    write.execute(INSERT, ["c".into(), "d".into()]).await.unwrap();
    drop(write.commit().await.unwrap());
    assert_eq!(bodies(&database).await, ["d"]);
}

#[tokio::test]
async fn after_a_failed_statement_nothing_of_the_transaction_is_saved() {
    let (_place, database) = new().await;
    let mut write = database.begin().await.unwrap();
    write.execute(INSERT, ["a".into(), "b".into()]).await.unwrap();
    assert!(write.execute(INSERT, ["a".into(), "b".into()]).await.is_err());
    assert!(matches!(write.execute(INSERT, ["c".into(), "d".into()]).await, Err(StorageError::AfterFailure)));
    assert!(write.commit().await.is_err());
    assert!(bodies(&database).await.is_empty());
}

/// As SQLite does by itself when the disk is full; sqlx then counts one transaction too many.
#[tokio::test]
async fn a_transaction_that_the_database_ended_does_not_block_the_next_one() {
    let (_place, database) = new().await;
    let mut write = database.begin().await.unwrap();
    write.execute("ROLLBACK", []).await.unwrap();
    assert!(write.commit().await.is_err());
    let mut write = database.begin().await.unwrap();
    write.execute(INSERT, ["a".into(), "b".into()]).await.unwrap();
    drop(write.commit().await.unwrap());
    assert_eq!(bodies(&database).await, ["b"]);
}

#[tokio::test]
async fn the_turn_is_kept_until_the_memory_followed() {
    let (_place, database) = new().await;
    let guard = database.begin().await.unwrap().commit().await.unwrap();
    let mut next = Box::pin(database.begin());
    let early = std::future::poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context).is_ready())).await;
    assert!(!early, "another one writes before the memory followed");
    drop(guard);
    next.await.unwrap().roll_back().await.unwrap();
}

#[tokio::test]
async fn ready_says_whether_it_can_save_and_saves_nothing() {
    let (place, database) = new().await;
    database.ready().await.unwrap();
    let version = database.fetch_optional("SELECT user_version FROM pragma_user_version", []).await.unwrap().unwrap();
    assert_eq!(version.of("pragma", "user_version").integer("user_version").unwrap(), 0);
    std::fs::rename(place.path().join("corridor.db"), place.path().join("elsewhere")).unwrap();
    assert!(matches!(database.ready().await, Err(StorageError::Gone)));
}

#[tokio::test]
async fn statements_are_counted() {
    let (_place, database) = new().await;
    let before = database.statements();
    bodies(&database).await;
    assert_eq!(database.statements(), before + 1);
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_an_error_with_its_address() {
    let (_place, database) = new().await;
    let sql = "SELECT 'k' AS slug, 'not a date' AS date, 7 AS number, NULL AS empty, 9000000000000000 AS late";
    let row = database.fetch_optional(sql, []).await.unwrap().unwrap();
    let fields = row.of("days", "slug");
    let refused = fields.date("date").unwrap_err();
    assert!(refused.to_string().contains("table days, row k, column date"), "{refused}");
    assert!(fields.text("number").is_err(), "a number is not text");
    assert!(fields.integer("date").is_err(), "text is not a number");
    assert!(fields.text("empty").is_err());
    assert!(fields.text("absent").is_err());
    assert!(fields.instant("late").is_err());
    assert_eq!(fields.optional_text("empty").unwrap(), None);
    assert_eq!(fields.integer("number").unwrap(), 7);
}

const TABLES: &str = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name";

/// A database of the first schema with a document in it, closed.
async fn of_the_first_schema() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::open(place.path(), Access::Exclusive).unwrap();
    let (folder, writer, readers) = connect::open_with(folder, &schema::STEPS[..1]).await.unwrap();
    readers.close().await;
    writer.close().await;
    drop(folder);
    tamper(place.path(), "INSERT INTO documents VALUES ('a', 'b')").await;
    place
}

async fn tables(place: &Path) -> Vec<(String, String)> {
    let mut copy = stored_copy::StoredCopy::open(&place.join("corridor.db")).await.unwrap();
    let rows = copy.fetch(TABLES, []).await.unwrap();
    copy.close().await.unwrap();
    let read = |row: &Row| {
        let fields = row.of("sqlite_schema", "name");
        (fields.text("name").unwrap(), fields.optional_text("sql").unwrap().unwrap_or_default())
    };
    rows.iter().map(read).collect()
}

#[tokio::test]
async fn a_step_that_fails_at_any_statement_leaves_the_old_schema_whole() {
    let place = of_the_first_schema().await;
    let before = tables(place.path()).await;
    let second: &'static str = schema::STEPS[1].2;
    let ends: Vec<usize> = second.match_indices(";\n\n").map(|(at, _)| at + 1).collect();
    assert!(ends.len() > 15, "{}", ends.len());
    for end in std::iter::once(0).chain(ends) {
        let bad: &'static str = format!("{}\nINSERT INTO nowhere VALUES (1);", &second[..end]).leak();
        let folder = Folder::open(place.path(), Access::Exclusive).unwrap();
        let refused = connect::open_with(folder, &[schema::STEPS[0], (2, "bad", bad)]).await.unwrap_err();
        assert!(matches!(refused, OpenError::Schema { wanted: 2, .. }), "{refused}");
        assert!(refused.to_string().contains("changed nothing"), "{refused}");
        assert!(tables(place.path()).await == before, "after {end} bytes");
    }
    // The control: the step itself is seen.
    let database = open(place.path(), Access::Exclusive).await.unwrap();
    assert_eq!(bodies(&database).await, ["b"]);
    database.close().await;
    assert!(tables(place.path()).await != before);
    // Tried so often, and kept once: what was before did not change.
    let kept = crate::storage::backup::list(&place.path().join("backups")).unwrap();
    assert_eq!(
        kept.iter().map(|one| one.name.to_string()).collect::<Vec<_>>(),
        ["before-schema-2-000000.db", "before-schema-4-000000.db"]
    );
}
