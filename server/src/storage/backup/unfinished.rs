//! A backup that is being made: its temporary file, and the folder held against a second one. Dropped, it leaves nothing;
//! killed, what it leaves is swept away by the next one.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::check::{self, SUM, sum_of_bytes};
use super::name::{self, Name, sum_of};
use super::{Backup, BackupError, CheckError, Checked};
use crate::storage::chain::Head;
use crate::storage::db::stored_copy::StoredCopy;
use crate::storage::db::watch::room;
use crate::storage::error::StorageError;
use crate::storage::folder;

const LOCK: &str = "backups.lock";
/// What every temporary file begins with.
const MAKING: &str = ".making";
/// So long one waits for another backup into the same folder.
const PATIENCE: Duration = Duration::from_secs(60);
/// So often one looks whether it is done.
const LOOK: Duration = Duration::from_millis(200);

/// A backup that is being made.
#[derive(Debug)]
pub(in crate::storage) struct Unfinished {
    folder: PathBuf,
    file: PathBuf,
    _lock: File,
}

impl Unfinished {
    /// Creates the folder (for its owner only), waits for its turn, sweeps, and makes an empty file.
    pub(in crate::storage) async fn begin(folder: &Path) -> Result<Self, BackupError> {
        let unusable = |source| BackupError::Folder { path: folder.to_owned(), source };
        folder::create(folder).map_err(unusable)?;
        let folder = folder.canonicalize().map_err(unusable)?;
        let lock = folder::open_private(&folder.join(LOCK)).map_err(unusable)?;
        hold(&lock, &folder).await?;
        sweep(&folder).map_err(unusable)?;
        let file = folder.join(format!("{MAKING}.db"));
        folder::open_private(&file).map_err(|source| full_or(source, &folder, &file))?;
        Ok(Self { folder, file, _lock: lock })
    }

    /// The file that the copy is written to.
    pub(in crate::storage) fn path(&self) -> &Path {
        &self.file
    }

    /// Refused when a copy as large as the database would take what stays free on the disk for saving.
    pub(in crate::storage) fn has_room_for(&self, database: &Path) -> Result<(), BackupError> {
        let needed = fs::metadata(database).map_or(0, |metadata| metadata.len());
        match room(&self.folder) {
            Some(room) if room < needed => Err(BackupError::Full { path: self.folder.clone() }),
            _ => Ok(()),
        }
    }

    /// What the database said when it was copied, in words of a backup.
    pub(in crate::storage) fn filled(&self, copied: Result<(), StorageError>) -> Result<(), BackupError> {
        copied.map_err(|error| match error {
            StorageError::Full => BackupError::Full { path: self.folder.clone() },
            other => BackupError::Source(other),
        })
    }

    /// Checks the copy, and that it holds this head; makes it durable and gives it its name.
    pub(super) async fn finish(self, at: DateTime<Utc>, began: &Head) -> Result<Backup, BackupError> {
        let checked = self.checked().await?;
        holds(&self.file, began).await?;
        self.kept(checked, move |folder, checked, _| {
            let seq = checked.head.seq;
            let last = name::list(folder)?.into_iter().rev().find_map(|stored| match stored.name {
                Name::Made { at, .. } => Some(at + TimeDelta::seconds(1)),
                Name::BeforeSchema { .. } => None,
            });
            let at = at.trunc_subsecs(0);
            Ok((Name::Made { at: last.map_or(at, |last| last.max(at)), seq }, false))
        })
        .await
    }

    /// The same for what was before a schema. One that is there already, byte for byte, is enough.
    pub(in crate::storage) async fn finish_before_schema(self, schema: i64) -> Result<Backup, BackupError> {
        let checked = self.checked().await?;
        self.kept(checked, move |folder, checked, sum| {
            let mut copy = 1;
            loop {
                let name = Name::BeforeSchema { schema, seq: checked.head.seq, copy };
                let path = folder.join(name.to_string());
                match path.try_exists()? {
                    false => return Ok((name, false)),
                    true if sum_of_bytes(&path)? == sum => return Ok((name, true)),
                    true => copy += 1,
                }
            }
        })
        .await
    }

    async fn checked(&self) -> Result<Checked, BackupError> {
        check::contents(&self.file).await.map_err(BackupError::NotWhole)
    }

    /// `called` gives the name, and whether that is there already.
    async fn kept(
        self,
        checked: Checked,
        called: impl FnOnce(&Path, &Checked, &str) -> io::Result<(Name, bool)> + Send + 'static,
    ) -> Result<Backup, BackupError> {
        let path = self.folder.clone();
        let work = move || {
            let failed = |source| full_or(source, &self.folder, &self.folder);
            let sum = sum_of_bytes(&self.file).map_err(failed)?;
            let (name, there) = called(&self.folder, &checked, &sum).map_err(failed)?;
            let path = self.folder.join(name.to_string());
            if !there {
                self.put(&path, &sum).map_err(failed)?;
            }
            let bytes = fs::metadata(&path).map_err(failed)?.len();
            Ok(Backup { path, bytes, head: checked.head })
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or_else(|lost| Err(BackupError::Folder { path, source: io::Error::other(lost) }))
    }

    /// First the checksum, then the file that it vouches for: whoever sees the file sees both.
    fn put(&self, path: &Path, sum: &str) -> io::Result<()> {
        File::open(&self.file)?.sync_all()?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let making = self.folder.join(format!("{MAKING}{SUM}"));
        let mut file = folder::open_private(&making)?;
        file.write_all(format!("{sum}  {file_name}\n").as_bytes())?;
        file.sync_all()?;
        fs::rename(&making, sum_of(path))?;
        fs::rename(&self.file, path)?;
        folder::sync_folder(&self.folder)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What cannot be removed now is swept by the next one.
        let _ = sweep(&self.folder);
    }
}

/// Whether the copy holds the revision that the database ended with.
async fn holds(path: &Path, began: &Head) -> Result<(), BackupError> {
    if began.seq == 0 {
        return Ok(());
    }
    let unreadable = |error: StorageError| BackupError::NotWhole(CheckError::Damaged(error.to_string()));
    let mut copy = StoredCopy::open(path).await.map_err(unreadable)?;
    let select = "SELECT seq FROM revisions WHERE seq = $1 AND hash = $2";
    let found = copy.fetch(select, [began.seq.into(), began.hash.as_str().into()]).await.map_err(unreadable)?;
    copy.close().await.map_err(unreadable)?;
    if found.is_empty() { Err(BackupError::Behind { seq: began.seq }) } else { Ok(()) }
}

async fn hold(lock: &File, folder: &Path) -> Result<(), BackupError> {
    let began = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(source)) => return Err(BackupError::Folder { path: folder.to_owned(), source }),
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => tokio::time::sleep(LOOK).await,
            Err(TryLockError::WouldBlock) => return Err(BackupError::Held { path: folder.to_owned() }),
        }
    }
}

/// What a backup that was killed left: whatever it holds, it is no backup.
pub(super) fn left_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths: Result<Vec<PathBuf>, io::Error> = entries.map(|entry| Ok(entry?.path())).collect();
    let is_left = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(MAKING));
    Ok(paths?.into_iter().filter(is_left).collect())
}

/// Removes what a backup that was killed left, and checksums whose backup is gone.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let alone = |stem: &str| stem.parse::<Name>().is_ok() && !folder.join(stem).exists();
        if name.starts_with(MAKING) || name.strip_suffix(SUM).is_some_and(alone) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn full_or(source: io::Error, folder: &Path, path: &Path) -> BackupError {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BackupError::Full { path: folder.to_owned() },
        _ => BackupError::Folder { path: path.to_owned(), source },
    }
}
