//! How the database is opened: settings, their proof, the schema. Never opens what it cannot vouch for.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Row as _, SqliteConnection};

use super::guards::GuardError;
use super::schema::{self, Step};
use super::{PATIENCE, sort, stored_copy, write};
use crate::faults::{self, Fault};
use crate::storage::backup::{BackupError, Unfinished};
use crate::storage::chain::ChainError;
use crate::storage::error::StorageError;
use crate::storage::folder::{Folder, FolderError};
use crate::storage::journal::Difference;

/// Older ones can damage a file with a write-ahead log.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How many can read at once.
const READERS: u32 = 4;

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
        "the database could not be brought to schema {wanted}: {source}. The step that failed changed nothing; what it \
         was before lies in the folder of backups as before-schema-….db"
    )]
    Schema {
        /// The newest that this program knows.
        wanted: i64,
        /// What the database reports.
        source: Box<MigrateError>,
    },
    /// A step that was carried out says something else in this program.
    #[error(
        "the database was brought to schema {step} by other statements than this program's: the program was changed, or \
         it is another one. Start the program that made the database"
    )]
    ChangedStep {
        /// The number of the step.
        step: i64,
    },
    /// No backup could be made before a step of the schema.
    #[error(
        "before the database is brought to schema {wanted} a backup is made, and that failed: {source}. Nothing was changed"
    )]
    NoBackup {
        /// The newest that this program knows.
        wanted: i64,
        /// Why there is none.
        source: Box<BackupError>,
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
    /// It cannot be read.
    #[error("the database cannot be opened: {0}")]
    Storage(#[from] StorageError),
}

/// Whether an SQLite version, such as `3.51.3`, is one that does not damage files. What is no version is not.
pub fn is_new_enough(version: &str) -> bool {
    let parts: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
    parts.is_ok_and(|parts| parts.len() >= 3 && parts.as_slice() >= OLDEST_SQLITE.as_slice())
}

/// Opens the writer, proves it, brings the schema up to date, then opens the readers.
pub(super) async fn open(folder: Folder) -> Result<(Folder, SqlitePool, SqlitePool), OpenError> {
    open_with(folder, &schema::STEPS).await
}

/// The same with other steps than this program's.
pub(super) async fn open_with(
    mut folder: Folder,
    steps: &[Step],
) -> Result<(Folder, SqlitePool, SqlitePool), OpenError> {
    let shared = !folder.is_held();
    if !folder.database().exists() {
        folder.hold()?;
        folder.create_database_file()?;
    } else if !keeps_log(&folder.database()) {
        folder.hold()?;
    }
    let writer = pool(&folder.database(), false).await?;
    let mut connection = writer.acquire().await.map_err(sort)?;
    prove(&mut connection).await?;
    bring_up(&mut connection, &mut folder, steps).await?;
    folder.note_database()?;
    if shared && folder.is_held() {
        folder.release()?;
    }
    drop(connection);
    let readers = pool(&folder.database(), true).await?;
    Ok((folder, writer, readers))
}

/// Whether the file has a log beside it, as [its header](https://www.sqlite.org/fileformat2.html) says at byte 18. A copy
/// has none until it is opened. The change takes every lock of the file at once and waits for nobody, so that of two who
/// open a copy one would be told of a busy database: only who holds the folder makes it.
fn keeps_log(database: &Path) -> bool {
    let mut header = [0; 19];
    File::open(database).and_then(|mut file| file.read_exact(&mut header)).is_ok() && header[18] == 2
}

/// Carries out the steps that are missing, for which it takes the folder; before them a backup is made of what is there.
async fn bring_up(connection: &mut SqliteConnection, folder: &mut Folder, steps: &[Step]) -> Result<(), OpenError> {
    let wanted = schema::newest(steps);
    if schema::of(connection, steps).await? == Some(wanted) {
        return Ok(());
    }
    folder.hold()?;
    // Another process may have done it before the folder was ours.
    match schema::of(connection, steps).await? {
        None if folder.had_database()? => return Err(folder.lost().into()),
        None | Some(0) => {}
        Some(found) if found == wanted => return Ok(()),
        Some(_) if faults::is_set(Fault::NoBackupBefore) => {}
        Some(_) => {
            let kept = keep_what_was(connection, folder, wanted).await;
            kept.map_err(|source| OpenError::NoBackup { wanted, source: Box::new(source) })?;
        }
    }
    schema::bring_up(connection, steps).await
}

/// The checked backup from before a step of the schema; none of a copy that is being restored.
async fn keep_what_was(connection: &mut SqliteConnection, folder: &Folder, wanted: i64) -> Result<(), BackupError> {
    let Some(backups) = folder.backups() else { return Ok(()) };
    let unfinished = Unfinished::begin(backups).await?;
    unfinished.has_room_for(&folder.database())?;
    unfinished.filled(stored_copy::copy_into(connection, unfinished.path()).await)?;
    unfinished.finish_before_schema(wanted).await?;
    Ok(())
}

async fn pool(database: &Path, read_only: bool) -> Result<SqlitePool, StorageError> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .read_only(read_only)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous())
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

/// A commit waits for the disk, unless a test wants to see what becomes of one that does not.
fn synchronous() -> SqliteSynchronous {
    if faults::is_set(Fault::SynchronousOff) {
        SqliteSynchronous::Off
    } else if faults::is_set(Fault::SynchronousNormal) {
        SqliteSynchronous::Normal
    } else {
        SqliteSynchronous::Full
    }
}

/// Reads back what the program relies on.
async fn prove(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let found = ask(connection, "SELECT sqlite_version()").await?;
    if !is_new_enough(&found) {
        return Err(OpenError::OldSqlite { found });
    }
    for (name, question, wanted) in SETTINGS {
        let found = ask(connection, question).await?;
        let asked_for = name == "synchronous" && synchronous() != SqliteSynchronous::Full;
        if found != wanted && !asked_for {
            return Err(OpenError::Setting { name, wanted, found });
        }
    }
    Ok(())
}

/// The one text that a question is answered with.
pub(super) async fn ask(connection: &mut SqliteConnection, question: &'static str) -> Result<String, StorageError> {
    let row = sqlx::query(question).fetch_one(connection).await.map_err(sort)?;
    row.try_get(0).map_err(sort)
}
