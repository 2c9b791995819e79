//! What is looked at before and after a save: whether the disk can be trusted, has room, and whether the log stays short.
//! Never tells a writer that something is saved: that is the commit's.

use std::error::Error;
use std::fs;
use std::sync::atomic::Ordering;

use super::row::Row;
use super::{BE_IMPATIENT, BE_PATIENT, Database, value};
use crate::faults::{self, Fault};
use crate::storage::commit::is_full;
use crate::storage::error::StorageError;

/// The log is merged into the file when it is longer, in bytes. SQLite's own way (every 1,000 pages, about as much) hides
/// an error of the disk while it merges.
pub(super) const MERGE_AT: u64 = 4 * 1024 * 1024;

/// Nothing is saved while the log is longer, in bytes: something reads for so long that it cannot be merged.
const LONGEST_LOG: u64 = 64 * 1024 * 1024;

/// So much of the disk stays free, as a part of it, but no more than so many bytes: room for the log, the journal and a
/// backup to be swept away.
const FREE_PART: u64 = 50;
const FREE_MOST: u64 = 64 * 1024 * 1024;

/// Why nothing can be saved at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The disk is full.
    Full,
    /// The disk failed: nothing is saved until a restart.
    Disk,
    /// The server runs without its database, or its file was taken away.
    Away,
    /// Something reads the database for too long.
    Reader,
}

impl Database {
    /// Why nothing can be saved at the moment; none as far as that can be seen without writing.
    pub fn hindrance(&self) -> Option<Hindrance> {
        if self.is_away().is_some() || self.is_in_place().is_err() {
            Some(Hindrance::Away)
        } else if self.stopped().is_some() {
            Some(Hindrance::Disk)
        } else if self.is_disk_full() {
            Some(Hindrance::Full)
        } else {
            (self.log_size() > LONGEST_LOG).then_some(Hindrance::Reader)
        }
    }

    /// Refused when nothing can be saved now, with the reason. Costs a look at the file and at the disk.
    pub(super) async fn may_write(&self) -> Result<(), StorageError> {
        self.pools()?;
        if let Some(why) = self.inner.stopped.get() {
            return Err(StorageError::Stopped { why: why.clone() });
        }
        self.is_in_place()?;
        if self.is_disk_full() {
            return Err(StorageError::Full);
        }
        if let Some(journal) = self.journal() {
            journal.settle().map_err(|error| match is_full(&error) {
                true => StorageError::Full,
                false => self.stopped_by(&error),
            })?;
        }
        if self.log_size() > LONGEST_LOG {
            self.merge().await.map_err(|error| match error {
                StorageError::Busy => StorageError::LongReader { size: self.log_size() },
                other => other,
            })?;
        }
        Ok(())
    }

    /// Why nothing is saved any more; none as long as it is.
    pub fn stopped(&self) -> Option<&str> {
        self.inner.stopped.get().map(String::as_str)
    }

    /// Nothing is saved any more until a restart, which checks what is there.
    pub(in crate::storage) fn stop(&self, why: &dyn Error) {
        if faults::is_set(Fault::SwallowDiskErrors) {
            return;
        }
        let why = why.to_string();
        tracing::error!(why, "nothing is saved any more until a restart");
        // The first reason stays.
        let _ = self.inner.stopped.set(why);
    }

    fn stopped_by(&self, why: &dyn Error) -> StorageError {
        self.stop(why);
        StorageError::Stopped { why: why.to_string() }
    }

    /// Passes an outcome on. After an error of the disk, what it holds is not certain: a system that failed to write once
    /// may say the next time that all is well, and have lost it.
    pub(super) fn noting<T>(&self, outcome: Result<T, StorageError>) -> Result<T, StorageError> {
        let flushed = match &outcome {
            Err(StorageError::Disk { flushed, .. }) => *flushed,
            _ => return outcome,
        };
        let Err(error) = outcome else { return outcome };
        // A full disk is not a failing one; SQLite tells the two apart only where it writes.
        if !flushed && self.is_disk_full() {
            return Err(StorageError::Full);
        }
        self.stop(&error);
        Err(error)
    }

    /// After a commit, which stands whatever happens here.
    pub(super) async fn keep_log_short(&self) {
        let size = self.log_size();
        if size < self.inner.merge_at.load(Ordering::Relaxed) {
            return;
        }
        if let Err(error) = self.noting(self.merge_at_once().await)
            && !matches!(error, StorageError::Busy)
        {
            tracing::error!(%error, "the log of the database could not be merged");
        }
        let left = self.log_size();
        if left > MERGE_AT {
            tracing::warn!(bytes = left, "another program reads the database: its log cannot be emptied");
        }
        self.inner.merge_at.store(left + MERGE_AT, Ordering::Relaxed);
    }

    /// Merges the log, waiting for others who read.
    pub(super) async fn merge(&self) -> Result<(), StorageError> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.count(sql);
        let rows = Row::fetch(value::bind(sql, []), &self.pools()?.writer).await;
        let rows = self.noting(rows)?;
        let busy = rows.first().map(|row| row.of("pragma", "busy").integer("busy")).transpose()?;
        if busy == Some(0) { Ok(()) } else { Err(StorageError::Busy) }
    }

    /// The same without waiting: as much as goes.
    async fn merge_at_once(&self) -> Result<(), StorageError> {
        let writer = &self.pools()?.writer;
        Row::fetch(value::bind(BE_IMPATIENT, []), writer).await?;
        let merged = self.merge().await;
        Row::fetch(value::bind(BE_PATIENT, []), writer).await?;
        merged
    }

    /// How long the log is, in bytes.
    pub fn log_size(&self) -> u64 {
        fs::metadata(self.inner.folder.log()).map_or(0, |metadata| metadata.len())
    }

    /// Whether less of the disk is free than stays free. Where that cannot be told, the write tells.
    fn is_disk_full(&self) -> bool {
        room(self.inner.folder.path()) == Some(0)
    }
}

/// So many bytes may still be taken of the disk that holds a folder, so that what stays free does; none when that cannot be
/// told.
pub(in crate::storage) fn room(folder: &std::path::Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let (all, free) = (disk.f_blocks.saturating_mul(disk.f_frsize), disk.f_bavail.saturating_mul(disk.f_frsize));
    (all > 0).then(|| free.saturating_sub((all / FREE_PART).min(FREE_MOST)))
}
