//! How a backup becomes the database again: copied and checked beside what is there, brought up to date from the journal,
//! then put in its place. What was there is moved aside, never removed. Decides nothing: which backup, and whether with the
//! journal, is the command line's matter.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::backup::{CheckError, Checked, contents, sum_beside};
use super::chain::Head;
use super::db::stored_copy::merge_log_of;
use super::folder::{self, DATABASE, Folder, RESTORING};
use super::hash::hexadecimal;
use super::journal::{self, Contents};
use super::{StorageError, StoredRevision, WriteTransaction, authors, redactions, revisions, submissions};

/// The folder, in the data folder, in which the new database is prepared. A restore that was killed leaves it.
pub(super) const PREPARED: &str = "restoring";

/// A database that is prepared in a folder of its own within the data folder. Dropped, it is removed.
#[derive(Debug)]
pub struct Prepared {
    place: PathBuf,
    /// What the backup held.
    pub checked: Checked,
}

/// What was taken from the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenUp {
    /// Revisions behind those of the backup.
    pub revisions: usize,
    /// Documents that were removed for good since.
    pub redactions: usize,
}

/// Why nothing was restored. What was there is as it was, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// A file cannot be read, written or moved.
    #[error("{path} cannot be read, written or moved: {source}. Run corridor restore again when it can")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The journal tells of another record.
    #[error(
        "{} does not continue the backup: revision {seq} is not the same in both, so they are of different records. \
         Nothing was restored. To restore what the backup holds and leave the journal out, give --without-journal: the \
         journal is kept aside",
        journal::FILE
    )]
    OtherJournal {
        /// The last revision that both should hold.
        seq: i64,
    },
}

impl Prepared {
    /// Copies a backup, or a database with its log, and checks the copy: what is checked is what will be in place.
    pub async fn copy(folder: &Folder, from: &Path) -> Result<Self, CheckError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| CheckError::File { path, source }
        };
        let mut prepared =
            Self::empty(folder).map_err(|error| unreadable(&folder.path().join(PREPARED))(io::Error::other(error)))?;
        let (to, given) = (prepared.place.join(DATABASE), from.to_owned());
        let target = to.clone();
        let copied = tokio::task::spawn_blocking(move || copy(&given, &target)).await;
        let vouched = copied.map_err(|lost| unreadable(from)(io::Error::other(lost)))??;
        let log = with(from, "-wal");
        if log.metadata().is_ok_and(|log| log.len() > 0) {
            fs::copy(&log, with(&to, "-wal")).map_err(unreadable(&log))?;
            merge_log_of(&to).await.map_err(|error| CheckError::Damaged(error.to_string()))?;
        }
        prepared.checked = Checked { vouched, ..contents(&to).await? };
        Ok(prepared)
    }

    /// A place for a database that begins with nothing: all of it comes from the journal.
    pub fn empty(folder: &Folder) -> Result<Self, RestoreError> {
        let place = folder.path().join(PREPARED);
        let failed = |source| RestoreError::File { path: place.clone(), source };
        clear(&place).and_then(|()| folder::create(&place)).map_err(failed)?;
        let checked = Checked { schema: 0, head: Head::origin(), guards: 0, vouched: false };
        Ok(Self { place, checked })
    }

    /// Its folder, to be opened like any other.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Puts it in the place of what is there; with `journal_too` the journal is moved aside as well. Gives what was moved.
    ///
    /// As long as this is under way, a file says so: a start is refused, and the next restore begins anew.
    pub fn put_in_place(
        self,
        folder: &Folder,
        at: DateTime<Utc>,
        journal_too: bool,
    ) -> Result<Vec<PathBuf>, RestoreError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| RestoreError::File { path, source }
        };
        let (new, database) = (self.place.join(DATABASE), folder.database());
        File::open(&new).and_then(|file| file.sync_all()).map_err(failed(&new))?;
        let unfinished = folder.path().join(RESTORING);
        let begin = || {
            let mut file = folder::open_private(&unfinished)?;
            file.write_all(b"corridor restore is moving files in this folder\n")?;
            file.sync_all()?;
            folder::sync_folder(folder.path())
        };
        begin().map_err(failed(&unfinished))?;
        let aside = aside(&database, at);
        let mut moves: Vec<_> = ["-wal", "-shm", ""].map(|end| (with(&database, end), with(&aside, end))).into();
        if journal_too {
            let journal = folder.path().join(journal::FILE);
            moves.push((journal.clone(), self::aside(&journal, at)));
        }
        let mut moved = Vec::new();
        for (from, to) in moves.into_iter().filter(|(from, _)| from.exists()) {
            fs::rename(&from, &to).map_err(failed(&from))?;
            moved.push(to);
        }
        fs::rename(&new, &database).map_err(failed(&database))?;
        folder::sync_folder(folder.path()).map_err(failed(folder.path()))?;
        folder.note_database().map_err(|error| failed(folder.path())(io::Error::other(error)))?;
        fs::remove_file(&unfinished).and_then(|()| folder::sync_folder(folder.path())).map_err(failed(&unfinished))?;
        Ok(moved)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next restore.
        let _ = clear(&self.place);
    }
}

/// Refused when a journal and the revisions of a backup are not of one record: the last one that both hold must be the same.
pub fn continues(journal: &Contents, revisions: &[StoredRevision]) -> Result<(), RestoreError> {
    journal.parts_from(revisions).map_or(Ok(()), |seq| Err(RestoreError::OtherJournal { seq }))
}

/// Adds to the database what the journal holds behind its head: revisions with authors and forms, names, redactions.
pub async fn take_up(
    write: &mut WriteTransaction,
    journal: &Contents,
    head: &Head,
    at: DateTime<Utc>,
) -> Result<TakenUp, StorageError> {
    let mut taken = TakenUp::default();
    for line in journal.revisions.iter().filter(|line| line.seq > head.seq) {
        let Some(stored) = line.stored() else { continue };
        revisions::store_again(write, &stored).await?;
        if let Some(account) = &line.account {
            authors::insert(write, line.seq, account).await?;
        }
        for form in &line.submissions {
            let submission = submissions::Submission { content_hash: form.content_hash.clone(), seq: line.seq };
            submissions::insert(write, &form.key, &submission, form.created_at).await?;
        }
        taken.revisions += 1;
    }
    let mut known = redactions::hashes_in(write).await?;
    for line in &journal.revisions {
        let (Some(redaction), Some(stored)) = (&line.redaction, line.stored()) else { continue };
        if known.insert(stored.document_hash.clone()) {
            redactions::redact(write, &stored.document_hash, line.seq, &redaction.reason, redaction.at).await?;
            taken.redactions += 1;
        }
    }
    if journal.head.seq >= head.seq {
        journal.names.put(write, at).await?;
    }
    Ok(taken)
}

/// Copies a file for its owner alone, durably; says whether a checksum beside it vouched for every byte.
fn copy(from: &Path, to: &Path) -> Result<bool, CheckError> {
    let unreadable = |source| CheckError::File { path: from.to_owned(), source };
    let sum = sum_beside(from).map_err(unreadable)?;
    let work = || {
        let (mut source, mut target) = (File::open(from)?, folder::open_private(to)?);
        let (mut found, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match source.read(&mut buffer)? {
                0 => break,
                read => {
                    found.update(&buffer[..read]);
                    target.write_all(&buffer[..read])?;
                }
            }
        }
        target.sync_all()?;
        Ok(hexadecimal(&found.finalize()))
    };
    let found = work().map_err(unreadable)?;
    match sum {
        Some(sum) if sum != found => Err(CheckError::Sum(super::backup::sum_of(from))),
        sum => Ok(sum.is_some()),
    }
}

fn clear(place: &Path) -> io::Result<()> {
    match fs::remove_dir_all(place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A free name for what is moved aside: `corridor.db.set-aside-20261124T170000Z`.
fn aside(path: &Path, at: DateTime<Utc>) -> PathBuf {
    let name = format!(".set-aside-{}", at.format("%Y%m%dT%H%M%SZ"));
    let numbered = (2..).map(|number| with(path, &format!("{name}-{number}")));
    let mut names = std::iter::once(with(path, &name)).chain(numbered);
    names.find(|name| !name.exists()).unwrap_or_else(|| with(path, &name))
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
