//! Databases of every schema so far are brought to the newest one: with the same figures and the same chain, whatever
//! happens on the way. Stored as text under `tests/fixtures/databases`, the first one as the program of then wrote it.
#![expect(clippy::expect_used, reason = "a test may give up with a word")]

mod program;

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection};
use tempfile::TempDir;

use program::{done, fixture, program, refused, run, strace_on, text};

const SCHEMAS: [i64; 3] = [1, 2, 3];
const NEWEST: i64 = 4;

fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

async fn open(file: &Path) -> SqliteConnection {
    // A dump is in the order of tables, not of what they refer to.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(false);
    options.connect().await.expect("opened")
}

/// A folder with the stored database of a schema.
fn stored(schema: i64) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let dump = fs::read_to_string(fixture(&format!("databases/schema-{schema}.sql"))).expect("the dump");
    within(async {
        let mut database = open(&folder.path().join("corridor.db")).await;
        sqlx::raw_sql(AssertSqlSafe(dump)).execute(&mut database).await.expect("filled");
        database.close().await.expect("closed");
    });
    folder
}

/// Another folder with the same.
fn copy_of(folder: &TempDir) -> TempDir {
    let copy = TempDir::new().expect("a folder");
    fs::copy(folder.path().join("corridor.db"), copy.path().join("corridor.db")).expect("copied");
    copy
}

/// The newest step and the hash of the last revision, as they are stored.
fn schema_and_head(folder: &Path) -> (i64, String) {
    within(async {
        let mut database = open(&folder.join("corridor.db")).await;
        let sql = "SELECT (SELECT max(version) FROM _sqlx_migrations), (SELECT hash FROM revisions ORDER BY seq DESC LIMIT 1)";
        let row = sqlx::query(sql).fetch_one(&mut database).await.expect("a row");
        let found = (row.get(0), row.get(1));
        database.close().await.expect("closed");
        found
    })
}

fn before_schema(folder: &Path) -> Vec<PathBuf> {
    let all =
        fs::read_dir(folder.join("backups")).map(|all| all.map(|entry| entry.expect("an entry").path()).collect());
    let mut all: Vec<PathBuf> = all.unwrap_or_default();
    all.retain(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        name.starts_with("before-schema-") && name.ends_with(".db")
    });
    all
}

#[test]
fn every_stored_schema_comes_up_with_the_same_figures_and_the_same_chain() {
    for schema in SCHEMAS {
        let folder = stored(schema);
        let (found, head) = schema_and_head(folder.path());
        assert_eq!(found, schema);
        let told = done(&run(folder.path(), &["verify"]));
        assert!(told.contains(&head), "{told}");
        assert_eq!(schema_and_head(folder.path()), (NEWEST, head.clone()));
        for corridor in ["lachin", "orro-gate"] {
            let out = folder.path().join(corridor);
            done(&run(folder.path(), &["export", corridor, out.to_str().expect("a path")]));
            let exported = fs::read_to_string(out.join("claims.csv")).expect("claims");
            let then = fixture(&format!("databases/schema-{schema}-{corridor}.csv"));
            assert_eq!(exported, fs::read_to_string(then).expect("as it was then"), "schema {schema}");
        }
        let before = before_schema(folder.path());
        assert_eq!(before.len(), usize::from(schema < NEWEST), "{before:?}");
        for backup in before {
            let told = done(&run(folder.path(), &["verify", "--backup", backup.to_str().expect("a path")]));
            assert!(told.contains(&head), "{told}");
            // It is a way back.
            done(&run(folder.path(), &["restore", "--from", backup.to_str().expect("a path")]));
            assert_eq!(schema_and_head(folder.path()), (NEWEST, head.clone()));
        }
        drop(program::Server::over(folder.path()));
    }
}

#[test]
fn people_of_the_first_schema_keep_their_accounts_and_what_they_may() {
    let folder = stored(1);
    let told = done(&run(folder.path(), &["staff", "list"]));
    for (account, role) in [("first-reporter", "reporter"), ("second-lead", "lead"), ("third-admin", "admin")] {
        assert!(told.lines().any(|line| line.starts_with(account) && line.contains(role)), "{told}");
    }
    assert!(told.lines().any(|line| line.starts_with("fourth-reporter") && line.contains("disabled")), "{told}");
}

#[test]
fn without_a_backup_from_before_nothing_is_changed() {
    let folder = stored(1);
    let before = schema_and_head(folder.path());
    let making = folder.path().join("backups/.making.db");
    let full =
        strace_on(&making, "pwrite64", "error=ENOSPC:when=3+").args(["verify", "--data"]).arg(folder.path()).output();
    let told = refused(&full.expect("it ran"));
    assert!(told.contains("is full: no backup was made") && told.contains("Nothing was changed"), "{told}");
    assert_eq!(schema_and_head(folder.path()), before);
    assert!(before_schema(folder.path()).is_empty() && !making.exists());
    done(&run(folder.path(), &["verify"]));
}

#[test]
fn a_copy_without_a_log_gets_one_only_from_who_holds_the_folder() {
    let folder = stored(1);
    let mode = || fs::read(folder.path().join("corridor.db")).expect("the database")[18];
    assert_eq!(mode(), 1, "as a dump and a backup leave it");
    let holder = fs::File::create(folder.path().join("corridor.lock")).expect("the lock");
    holder.try_lock().expect("held");
    let told = refused(&run(folder.path(), &["staff", "list"]));
    assert!(told.contains("only one may at a time"), "{told}");
    assert_eq!(mode(), 1);
    drop(holder);
    done(&run(folder.path(), &["staff", "list"]));
    assert_eq!(mode(), 2);
}

#[test]
fn of_two_at_once_one_changes_the_schema_and_the_other_waits_or_is_told() {
    let template = stored(1);
    for _ in 0..5 {
        let folder = copy_of(&template);
        let start = || {
            let mut command = program();
            command.args(["staff", "list", "--data"]).arg(folder.path());
            command
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("it started")
        };
        let both = [start(), start()].map(|child| child.wait_with_output().expect("it ended"));
        for one in &both {
            let told = text(&one.stderr);
            assert!(one.status.success() || told.contains("only one may at a time"), "{told}");
        }
        assert!(both.iter().any(|one| one.status.success()));
        assert_eq!(schema_and_head(folder.path()).0, NEWEST);
        assert_eq!(before_schema(folder.path()).len(), 1);
    }
}
