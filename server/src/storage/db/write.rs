//! The one transaction that may write. One at a time, begun with `BEGIN IMMEDIATE`: one that read first and wrote
//! later would be refused at once when another had written in between. Never retries.

use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::sqlite::Sqlite;
use sqlx::{Connection as _, Transaction};
use tokio::sync::OwnedMutexGuard;

use super::row::Row;
use super::value::{Value, bind};
use super::{Database, sort};
use crate::faults::{self, Fault};
use crate::storage::error::StorageError;
use crate::storage::journal::Pending;

const BEGIN: &str = "BEGIN IMMEDIATE";

/// A transaction that may write. Dropped without [`WriteTransaction::commit`], it stores nothing.
///
/// A command that commits runs in a task of its own: were it dropped half-way because its reader hung up, the
/// database could have moved on and the memory not.
pub struct WriteTransaction {
    // In this order: the transaction ends before the turn is given away.
    transaction: Transaction<'static, Sqlite>,
    turn: OwnedMutexGuard<()>,
    database: Database,
    failed: bool,
    /// So many lines of the audit were written.
    lines: u32,
    /// What the journal will be told of it.
    pub(in crate::storage) pending: Pending,
}

/// What was written is durable, and the turn to write is still held: the caller changes the memory, then drops it.
#[must_use = "drop it only after the memory followed the database, or versions may overtake one another"]
pub struct WriteGuard {
    _turn: OwnedMutexGuard<()>,
    database: Database,
    /// What was committed changes the record, and the memory has not followed yet.
    owed: AtomicBool,
}

impl WriteGuard {
    /// Says that the memory followed. One that is dropped without it, by an error or a panic in between, leaves word that
    /// the memory has to be built anew ([`Database::memory_is_behind`]).
    pub fn followed(&self) {
        self.owed.store(false, Ordering::Relaxed);
    }

    pub(super) fn of(turn: OwnedMutexGuard<()>, database: Database) -> Self {
        Self { _turn: turn, database, owed: AtomicBool::new(false) }
    }

    pub(in crate::storage) fn owing(self) -> Self {
        self.owed.store(true, Ordering::Relaxed);
        self
    }
}

impl Drop for WriteGuard {
    fn drop(&mut self) {
        if self.owed.load(Ordering::Relaxed) {
            tracing::error!("what was saved did not reach the record in memory, which is built anew");
            self.database.inner.behind.notify_one();
        }
    }
}

impl WriteTransaction {
    pub(super) async fn begin(database: Database) -> Result<Self, StorageError> {
        let turn = std::sync::Arc::clone(&database.inner.turn).lock_owned().await;
        database.may_write().await?;
        database.count(BEGIN);
        let begun = database.pools()?.writer.begin_with(BEGIN).await.map_err(sort);
        let transaction = database.noting(begun)?;
        Ok(Self { transaction, turn, database, failed: false, lines: 0, pending: Pending::default() })
    }

    /// Carries out a statement; gives the number of rows that it changed.
    pub async fn execute<const N: usize>(
        &mut self,
        sql: &'static str,
        values: [Value; N],
    ) -> Result<u64, StorageError> {
        self.start(sql)?;
        faults::panic_at(Fault::PanicInStorage);
        if faults::is_set(Fault::StoreInPieces) {
            sqlx::raw_sql("COMMIT; BEGIN IMMEDIATE").execute(&mut *self.transaction).await.map_err(sort)?;
        }
        let done = bind(sql, values).execute(&mut *self.transaction).await.map_err(sort);
        self.note(done).map(|done| done.rows_affected())
    }

    /// The rows that a query gives, with what this transaction wrote so far.
    pub async fn fetch<const N: usize>(
        &mut self,
        sql: &'static str,
        values: [Value; N],
    ) -> Result<Vec<Row>, StorageError> {
        self.start(sql)?;
        let rows = Row::fetch(bind(sql, values), &mut *self.transaction).await;
        self.note(rows)
    }

    /// The first row that a query gives, if any.
    pub async fn fetch_optional<const N: usize>(
        &mut self,
        sql: &'static str,
        values: [Value; N],
    ) -> Result<Option<Row>, StorageError> {
        Ok(self.fetch(sql, values).await?.into_iter().next())
    }

    /// Makes it durable in the database alone; gives the database too. [`WriteTransaction::commit`] is for everybody.
    pub(in crate::storage) async fn commit_alone(mut self) -> Result<(WriteGuard, Database), StorageError> {
        self.start("COMMIT")?;
        self.database.is_in_place()?;
        let committed = self.transaction.commit().await.map_err(sort);
        self.database.noting(committed)?;
        self.database.keep_log_short().await;
        Ok((WriteGuard::of(self.turn, self.database.clone()), self.database))
    }

    /// So many lines of the audit were written.
    pub(in crate::storage) fn lines(&self) -> u32 {
        self.lines
    }

    /// Counts a line of the audit; only the audit calls it.
    pub(in crate::storage) fn count_line(&mut self) {
        self.lines += 1;
    }

    /// Ends it and stores nothing. Dropping does the same, later.
    pub async fn roll_back(self) -> Result<(), StorageError> {
        self.transaction.rollback().await.map_err(sort)
    }

    /// After a failure (such as a full disk) SQLite may have ended the transaction by itself: later statements would
    /// then be saved one by one.
    fn start(&mut self, sql: &'static str) -> Result<(), StorageError> {
        if self.failed {
            return Err(StorageError::AfterFailure);
        }
        self.database.count(sql);
        Ok(())
    }

    fn note<T>(&mut self, outcome: Result<T, StorageError>) -> Result<T, StorageError> {
        self.failed = outcome.is_err();
        self.database.noting(outcome)
    }
}

/// Whether a connection comes back from its last user as it should.
///
/// A transaction that SQLite ended by itself leaves sqlx counting one too many, and the connection unable to begin.
pub(super) fn is_clean(connection: &sqlx::SqliteConnection) -> bool {
    !connection.is_in_transaction()
}
