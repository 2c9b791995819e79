//! How the database is opened: settings, their proof, the schema. Never opens what it cannot vouch for.

use std::borrow::Cow;
use std::path::Path;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Row as _, SqlSafeStr as _, SqliteConnection};

use super::guards::GuardError;
use super::row::Row;
use super::{PATIENCE, sort, value, write};
use crate::storage::chain::ChainError;
use crate::storage::error::StorageError;
use crate::storage::folder::{Folder, FolderError};
use crate::storage::journal::compare::CompareError;
use crate::storage::journal::{Difference, JournalError};

/// Older ones can damage a file with a write-ahead log.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How many can read at once.
const READERS: u32 = 4;

/// The schema, step by step. A step is never changed after a release; the next one is added below it.
const STEPS: [(i64, &str, &str); 2] = [
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "people and history", include_str!("../migrations/0002_people_and_history.sql")),
];

/// What the writer's connection must answer, or saved would not mean durable and append-only not guarded.
const SETTINGS: [(&str, &str, &str); 4] = [
    ("journal_mode", "SELECT journal_mode FROM pragma_journal_mode", "wal"),
    ("synchronous", "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2"),
    ("foreign_keys", "SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1"),
    ("recursive_triggers", "SELECT CAST(recursive_triggers AS TEXT) FROM pragma_recursive_triggers", "1"),
];

/// Why the database is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// An SQLite that can damage files.
    #[error(
        "the program is built with SQLite {found}; versions before 3.51.3 can damage a database. Build it with the \
         versions in Cargo.lock"
    )]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// A setting did not take.
    #[error(
        "the database answers {name} = {found} where {wanted} is needed for what is saved to last. Move the data \
         folder to a local disk"
    )]
    Setting {
        /// The setting.
        name: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// Written by a newer program.
    #[error(
        "the database has schema {found}, this program knows schemas up to {known}: a newer version of the program \
         wrote it. Start that version, or restore a backup from before the update"
    )]
    NewerSchema {
        /// The schema's number.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A step of the schema was not carried out.
    #[error(
        "the database could not be brought to schema {}: {source}. It is as it was; restore a backup if in doubt",
        newest()
    )]
    Schema {
        /// What the database reports.
        source: Box<MigrateError>,
    },
    /// The record was changed by something else than this program.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// What keeps the tables append-only was taken away or changed.
    #[error(transparent)]
    Guards(#[from] GuardError),
    /// The file is damaged.
    #[error(
        "the database is damaged: {found}. Run corridor restore, and keep the damaged folder for whoever has to find out"
    )]
    Damaged {
        /// What SQLite found first.
        found: String,
    },
    /// The journal tells something else.
    #[error(transparent)]
    Journal(#[from] Difference),
    /// The journal cannot be read or written.
    #[error(transparent)]
    Compare(#[from] JournalError),
    /// It cannot be read.
    #[error("the database cannot be opened: {0}")]
    Storage(#[from] StorageError),
}

impl From<CompareError> for OpenError {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::Journal(error) => Self::Compare(error),
            CompareError::Storage(error) => Self::Storage(error),
        }
    }
}

/// Whether an SQLite version, such as `3.51.3`, is one that does not damage files. What is no version is not.
pub fn is_new_enough(version: &str) -> bool {
    let parts: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
    parts.is_ok_and(|parts| parts.len() >= 3 && parts.as_slice() >= OLDEST_SQLITE.as_slice())
}

/// Opens the writer, proves it, brings the schema up to date, then opens the readers.
pub(super) async fn open(mut folder: Folder) -> Result<(Folder, SqlitePool, SqlitePool), OpenError> {
    let shared = !folder.is_held();
    let is_new = !folder.database().exists();
    if is_new {
        folder.hold()?;
        folder.create_database_file()?;
    }
    let writer = pool(&folder.database(), false).await?;
    let mut connection = writer.acquire().await.map_err(sort)?;
    prove(&mut connection).await?;
    match schema(&mut connection).await? {
        Some(found) if found > newest() => return Err(OpenError::NewerSchema { found, known: newest() }),
        None if folder.had_database()? => return Err(folder.lost().into()),
        Some(found) if found == newest() => {}
        _ => folder.hold()?,
    }
    let migrated = migrator().run(&mut *connection).await;
    migrated.map_err(|source| OpenError::Schema { source: Box::new(source) })?;
    folder.note_database()?;
    if shared && folder.is_held() {
        folder.release()?;
    }
    drop(connection);
    let readers = pool(&folder.database(), true).await?;
    Ok((folder, writer, readers))
}

async fn pool(database: &Path, read_only: bool) -> Result<SqlitePool, StorageError> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .read_only(read_only)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // Without it, REPLACE removes rows past the triggers that guard them.
        .pragma("recursive_triggers", "ON")
        // What a redaction removes is overwritten, not only let go.
        .pragma("secure_delete", "ON")
        // The log is merged by `watch`, which sees when that fails.
        .pragma("wal_autocheckpoint", "0")
        .disable_statement_logging();
    SqlitePoolOptions::new()
        .max_connections(if read_only { READERS } else { 1 })
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE * 2)
        .before_acquire(|connection, _| Box::pin(async { Ok(write::is_clean(connection)) }))
        .connect_with(options)
        .await
        .map_err(sort)
}

/// What a query gives in a new database of this program, made in memory for the comparison.
pub(super) async fn made_anew(sql: &'static str) -> Result<Vec<Row>, OpenError> {
    let options = SqliteConnectOptions::new().in_memory(true).disable_statement_logging();
    let mut connection = options.connect().await.map_err(sort)?;
    let migrated = migrator().run(&mut connection).await;
    migrated.map_err(|source| OpenError::Schema { source: Box::new(source) })?;
    Ok(Row::fetch(value::bind(sql, []), &mut connection).await?)
}

/// Reads back what the program relies on.
async fn prove(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let found = ask(connection, "SELECT sqlite_version()").await?;
    if !is_new_enough(&found) {
        return Err(OpenError::OldSqlite { found });
    }
    for (name, question, wanted) in SETTINGS {
        let found = ask(connection, question).await?;
        if found != wanted {
            return Err(OpenError::Setting { name, wanted, found });
        }
    }
    Ok(())
}

/// The number of the newest step that was carried out; none in a new file.
async fn schema(connection: &mut SqliteConnection) -> Result<Option<i64>, OpenError> {
    let exists =
        ask(connection, "SELECT CAST(count(*) AS TEXT) FROM sqlite_schema WHERE name = '_sqlx_migrations'").await?;
    if exists == "0" {
        return Ok(None);
    }
    let newest = ask(connection, "SELECT CAST(coalesce(max(version), 0) AS TEXT) FROM _sqlx_migrations").await?;
    Ok(newest.parse().ok())
}

async fn ask(connection: &mut SqliteConnection, question: &'static str) -> Result<String, StorageError> {
    let row = sqlx::query(question).fetch_one(connection).await.map_err(sort)?;
    row.try_get(0).map_err(sort)
}

fn newest() -> i64 {
    STEPS.iter().map(|(number, ..)| *number).max().unwrap_or(0)
}

/// Built by hand: sqlx's own macro wants the whole macro crate.
fn migrator() -> Migrator {
    let step = |(number, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(STEPS.into_iter().map(step).collect())
}
