//! The database: the one place that knows which one it is (SQLite). It takes SQL text with `$1` for values, and gives
//! rows. Never knows what the tables mean, and never writes outside a [`WriteTransaction`].

mod connect;
pub mod guards;
mod row;
mod schema;
pub(in crate::storage) mod stored_copy;
mod value;
mod write;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use sqlx::sqlite::SqlitePool;
use tokio::sync::Mutex;

pub use connect::{OpenError, is_new_enough};
pub use row::{Fields, Row};
pub use value::Value;
pub use write::{WriteGuard, WriteTransaction};

use super::error::StorageError;
use super::folder::Folder;

/// How long one waits for the other process that writes, or for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// The open database. Cheap to clone; all clones share one writer, a few readers and the hold on the folder.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    writer: SqlitePool,
    readers: SqlitePool,
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
        let (statements, given) = Default::default();
        Ok(Self { inner: Arc::new(Inner { writer, readers, turn, statements, given, file, folder }) })
    }

    /// The rows that a query gives, read outside any transaction: what is committed at this moment.
    pub async fn fetch<const N: usize>(&self, sql: &'static str, values: [Value; N]) -> Result<Vec<Row>, StorageError> {
        self.count(sql);
        Row::fetch(value::bind(sql, values), &self.inner.readers).await
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
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.count(sql);
        let rows = Row::fetch(value::bind(sql, []), &self.inner.writer).await?;
        let busy = rows.first().map(|row| row.of("pragma", "busy").integer("busy")).transpose()?;
        if busy == Some(0) { Ok(()) } else { Err(StorageError::Busy) }
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
        self.inner.readers.close().await;
        self.inner.writer.close().await;
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
        _ => StorageError::Database(Box::new(error)),
    }
}

#[cfg(test)]
pub(crate) mod tests;
