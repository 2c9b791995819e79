//! The database: the one place that knows which one it is (SQLite). It takes SQL text with `$1` for values, and gives
//! rows. Never knows what the tables mean, and never writes outside a [`WriteTransaction`].

mod connect;
pub mod guards;
mod row;
mod schema;
pub(in crate::storage) mod stored_copy;
mod value;
pub(in crate::storage) mod watch;
mod write;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::Duration;

use sqlx::sqlite::SqlitePool;
use tokio::sync::{Mutex, Notify};

pub use connect::{OpenError, is_new_enough};
pub use row::{Fields, Row};
pub use value::Value;
pub use watch::Hindrance;
pub use write::{WriteGuard, WriteTransaction};

use super::error::StorageError;
use super::folder::Folder;
use super::journal::Journal;

/// How long one waits for the other process that writes, or for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Says so to a connection, and the opposite.
const BE_PATIENT: &str = "PRAGMA busy_timeout = 5000";
const BE_IMPATIENT: &str = "PRAGMA busy_timeout = 0";

/// The open database. Cheap to clone; all clones share one writer, a few readers and the hold on the folder.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    /// None when the server runs without its database, and why.
    pools: Result<Pools, String>,
    /// The second book, once it was compared.
    journal: OnceLock<Journal>,
    /// Why nothing is saved any more.
    stopped: OnceLock<String>,
    /// Told when a commit changed the record and the memory did not follow.
    behind: Notify,
    /// At this size the log is merged next.
    merge_at: AtomicU64,
    /// Whose turn it is to write. Held until the writer let the memory follow, so longer than the transaction.
    turn: Arc<Mutex<()>>,
    statements: AtomicU64,
    /// The texts of all statements so far, each once: as many as stand in the sources, however long it runs.
    given: std::sync::Mutex<BTreeSet<&'static str>>,
    /// Which file was opened: another one, or none, under its name takes no writes.
    file: Option<FileIdentity>,
    /// Last, so that the folder is let go after the connections.
    folder: Folder,
}

struct Pools {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Database {
    /// Opens the database of a folder, creates it in a new folder, and brings its schema up to date.
    ///
    /// Refused, each with a sentence: an SQLite that can damage files, settings that did not take, a schema newer
    /// than this program, a lost database; with [`super::folder::Access::Shared`] also a schema that would have to
    /// change while another process holds the folder.
    pub async fn open(folder: Folder) -> Result<Self, OpenError> {
        let (folder, writer, readers) = connect::open(folder).await?;
        let turn = Arc::new(Mutex::new(()));
        let file = FileIdentity::of(&folder.database());
        let (statements, given, journal, stopped, behind) = Default::default();
        let (pools, merge_at) = (Ok(Pools { writer, readers }), AtomicU64::new(watch::MERGE_AT));
        let inner = Inner { pools, journal, stopped, behind, merge_at, turn, statements, given, file, folder };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// No database: whatever it is asked, it answers why it is away.
    pub fn away(folder: Folder, why: String) -> Self {
        let (turn, statements, given, journal, stopped, behind, merge_at) = Default::default();
        let inner =
            Inner { pools: Err(why), journal, stopped, behind, merge_at, turn, statements, given, file: None, folder };
        Self { inner: Arc::new(inner) }
    }

    /// Why there is no database to work with; none when there is.
    pub fn is_away(&self) -> Option<&str> {
        self.inner.pools.as_ref().err().map(String::as_str)
    }

    /// The rows that a query gives, read outside any transaction: what is committed at this moment.
    pub async fn fetch<const N: usize>(&self, sql: &'static str, values: [Value; N]) -> Result<Vec<Row>, StorageError> {
        self.count(sql);
        Row::fetch(value::bind(sql, values), &self.pools()?.readers).await
    }

    /// The first row that a query gives, if any.
    pub async fn fetch_optional<const N: usize>(
        &self,
        sql: &'static str,
        values: [Value; N],
    ) -> Result<Option<Row>, StorageError> {
        Ok(self.fetch(sql, values).await?.into_iter().next())
    }

    /// Waits for its turn and begins a transaction that may write. Dropped without a commit, it stores nothing.
    pub async fn begin(&self) -> Result<WriteTransaction, StorageError> {
        WriteTransaction::begin(self.clone()).await
    }

    /// Waits until a commit changed the record and the memory did not follow it. For one who waits.
    pub async fn memory_is_behind(&self) {
        self.inner.behind.notified().await;
    }

    /// Waits for the turn to write, without writing: what is read then is what stands until the guard is dropped.
    pub async fn hold_still(&self) -> WriteGuard {
        let turn = Arc::clone(&self.inner.turn).lock_owned().await;
        WriteGuard::of(turn, self.clone())
    }

    /// Whether it could save now: the file is there and takes a write (which is not kept).
    pub async fn ready(&self) -> Result<(), StorageError> {
        let probe = async {
            let mut write = self.begin().await?;
            write.execute("PRAGMA user_version = 1", []).await?;
            write.roll_back().await
        };
        tokio::time::timeout(PATIENCE, probe).await.unwrap_or(Err(StorageError::Busy))
    }

    /// Merges the log into the file and empties it: what was removed is then in neither.
    pub async fn merge_log(&self) -> Result<(), StorageError> {
        let _turn = self.inner.turn.lock().await;
        self.merge().await
    }

    /// How many statements it was given since it was opened.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The texts of the statements that it was given since it was opened, each once.
    pub fn given(&self) -> BTreeSet<&'static str> {
        self.inner.given.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder that holds it.
    pub fn folder(&self) -> &Folder {
        &self.inner.folder
    }

    /// Ends all connections, after the transaction that is under way; the log is merged into the file.
    pub async fn close(&self) {
        let _turn = self.inner.turn.lock().await;
        let Ok(pools) = self.pools() else { return };
        pools.readers.close().await;
        pools.writer.close().await;
    }

    fn pools(&self) -> Result<&Pools, StorageError> {
        self.inner.pools.as_ref().map_err(|why| StorageError::Away { why: why.clone() })
    }

    /// The second book, if this process holds the folder.
    pub(in crate::storage) fn journal(&self) -> Option<Journal> {
        self.inner.journal.get().cloned()
    }

    /// From now on the journal follows every commit.
    pub(in crate::storage) fn follow_with(&self, journal: Journal) {
        // Set once, when the folder was opened.
        let _ = self.inner.journal.set(journal);
    }

    /// A file that was taken away under the running program still takes writes, and loses them with the last handle.
    fn is_in_place(&self) -> Result<(), StorageError> {
        let now = FileIdentity::of(&self.inner.folder.database());
        if now.is_some() && now == self.inner.file { Ok(()) } else { Err(StorageError::Gone) }
    }

    fn count(&self, sql: &'static str) {
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
        self.inner.given.lock().unwrap_or_else(PoisonError::into_inner).insert(sql);
    }
}

/// Refused when SQLite finds a damaged page or a broken table in the file.
pub(super) async fn quick_check(database: &Database) -> Result<(), OpenError> {
    let rows = database.fetch("PRAGMA quick_check(1)", []).await?;
    let found = rows.first().map(|row| row.of("pragma", "quick_check").text("quick_check")).transpose();
    match found.map_err(StorageError::from)? {
        Some(found) if found == "ok" => Ok(()),
        found => Err(OpenError::Damaged { found: found.unwrap_or_default() }),
    }
}

/// What tells one file from another, whatever their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    node: u64,
}

impl FileIdentity {
    fn of(path: &std::path::Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Some(Self { device: metadata.dev(), node: metadata.ino() })
        }
        #[cfg(not(unix))]
        metadata.is_file().then_some(Self {})
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("folder", &self.inner.folder).finish_non_exhaustive()
    }
}

/// Sorts what the database reports into what a caller can act upon.
fn sort(error: sqlx::Error) -> StorageError {
    let Some((code, message)) = error.as_database_error().map(|cause| (cause.code(), cause.message().to_owned()))
    else {
        return match error {
            sqlx::Error::PoolTimedOut => StorageError::Busy,
            other => StorageError::Database(Box::new(other)),
        };
    };
    // Extended codes: https://www.sqlite.org/rescode.html
    let code: i64 = code.and_then(|code| code.parse().ok()).unwrap_or(0);
    match (code, code & 0xff) {
        (1811, _) => StorageError::Refused { rule: message },
        (1555 | 2067, _) => {
            let column = message.strip_prefix("UNIQUE constraint failed: ").unwrap_or(&message).to_owned();
            StorageError::Taken { column }
        }
        (_, 5 | 6) => StorageError::Busy,
        (_, 13) => StorageError::Full,
        // No memory, no place for temporary files, no lock: the disk is as it was.
        (3082 | 6410 | 3850 | 2058 | 2314 | 3594, _) => StorageError::Database(Box::new(error)),
        // An I/O error, a file that is damaged, a file that is no database; the first two when it was flushed.
        (_, 10 | 11 | 26) => {
            let flushed = matches!(code, 1034 | 1290);
            StorageError::Disk { message: format!("{message} ({code})"), flushed }
        }
        _ => StorageError::Database(Box::new(error)),
    }
}

#[cfg(test)]
pub(crate) mod tests;
