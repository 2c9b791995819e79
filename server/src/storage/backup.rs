//! Backups: checked copies of the whole database in a folder of their own. One is made under a temporary name, read
//! through, made durable and only then given its name; so what has the name is whole. Never changes the database.

mod check;
mod holders;
mod name;
mod unfinished;

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

pub use check::{CheckError, Checked, check};
pub(super) use check::{contents, sum_beside};
pub use holders::{holders, remove, set_aside};
pub(super) use name::sum_of;
pub use name::{Name, Stored, list, thin};
pub(super) use unfinished::Unfinished;

use super::db::Database;
use super::error::StorageError;
use super::{Head, revisions};

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The end of its chain: it holds so many revisions.
    pub head: Head,
}

/// Why no backup was made. Nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder cannot be written.
    #[error("the folder for backups {path} cannot be used: {source}. No backup was made; name another one")]
    Folder {
        /// The folder, or the file in it.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No room.
    #[error(
        "the disk that holds the backups in {path} is full: no backup was made. Free some space, or name another folder"
    )]
    Full {
        /// The folder.
        path: PathBuf,
    },
    /// Another process is making one.
    #[error("another backup is being made in {path}: no second one was made. Try again when it is done")]
    Held {
        /// The folder.
        path: PathBuf,
    },
    /// The database did not give its content.
    #[error("the database could not be copied: {0}. No backup was made")]
    Source(#[source] StorageError),
    /// What was copied does not stand the check.
    #[error("the copy is not whole, so it was not kept: {0}. The database may be damaged: run corridor verify")]
    NotWhole(#[source] CheckError),
    /// It does not hold what the database held when it began.
    #[error(
        "the copy does not hold revision {seq}, which the database held when it began, so it was not kept. Run corridor \
         verify"
    )]
    Behind {
        /// The revision that is missing or another one.
        seq: i64,
    },
}

/// Makes a backup beside whoever reads and writes. It holds at least what is committed when this is called.
///
/// `at` goes into its name; where a later one stands already, its name goes on from that, so that the names of a folder
/// are always in the order in which they were made.
pub async fn make(database: &Database, folder: &Path, at: DateTime<Utc>) -> Result<Backup, BackupError> {
    let unfinished = Unfinished::begin(folder).await?;
    let began = revisions::head(database).await.map_err(BackupError::Source)?;
    unfinished.has_room_for(&database.folder().database())?;
    unfinished.filled(database.copy_into(unfinished.path()).await)?;
    unfinished.finish(at, &began).await
}
