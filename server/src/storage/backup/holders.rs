//! Which copies still hold a document that was removed for good. Never removes one unless it is told to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::name::{list, sum_of};
use super::unfinished;
use crate::storage::db::stored_copy::StoredCopy;
use crate::storage::error::StorageError;
use crate::storage::restore::PREPARED;

/// What files begin with that are moved aside in a data folder: databases and journals from before a restore, journals
/// that were damaged. What they hold is not looked at.
const ASIDE: [&str; 3] = ["corridor.db.", "record.journal.", "record.journal-"];

/// The backups of a folder that hold a document, or cannot be read, so that they may; and what a backup that was killed left.
pub async fn holders(folder: &Path, document_hash: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for stored in list(folder)? {
        if holds(&stored.path, document_hash).await.unwrap_or(true) {
            found.push(stored.path);
        }
    }
    found.extend(unfinished::left_in(folder)?);
    Ok(found)
}

/// What lies aside in a data folder and may hold it.
pub fn set_aside(data: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if ASIDE.iter().any(|start| name.starts_with(start)) {
            found.push(entry.path());
        }
    }
    let restoring = data.join(PREPARED);
    if restoring.is_dir() {
        found.push(restoring);
    }
    found.sort();
    Ok(found)
}

/// Removes backups, with their checksums. One that is gone already, swept by a new backup, is fine.
pub fn remove(backups: &[PathBuf]) -> io::Result<()> {
    for path in backups {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let _ = fs::remove_file(sum_of(path));
    }
    Ok(())
}

async fn holds(path: &Path, document_hash: &str) -> Result<bool, StorageError> {
    let mut copy = StoredCopy::open(path).await?;
    let found = copy.fetch("SELECT hash FROM documents WHERE hash = $1", [document_hash.into()]).await;
    copy.close().await?;
    Ok(!found?.is_empty())
}
