//! The second book of the record: every revision, and how days are told, line behind line in `record.journal` beside the
//! database. It is written after the commit and before the answer, by the storage itself; no command thinks of it.
//!
//! It is what is left when the database is damaged, lost or older than it was: the public site is served from it, and a
//! restored backup is brought up to date with it. It holds no accounts of the desk, drafts or audit; only who made a
//! revision. Held by one process, that which holds the folder.

pub(super) mod compare;
mod file;
mod line;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use compare::Difference;
pub use line::{RevisionLine, SubmissionLine};

use self::file::JournalFile;
use self::line::{Line, Lines, VERSION};
use super::chain::{self, ChainError, Head, ORIGIN};
use super::names::Names;
use super::revisions::StoredRevision;

/// Its name in the data folder.
pub const FILE: &str = "record.journal";

/// The journal of a folder that is held.
#[derive(Clone, Debug)]
pub struct Journal(Arc<Mutex<Book>>);

#[derive(Debug)]
struct Book {
    file: JournalFile,
    /// The hash of its last line.
    last: String,
    /// Lines that could not be written yet, in order. They are in the database.
    owed: Vec<Line>,
}

/// What a transaction will have changed when it is committed.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    /// Revisions that were appended, in order.
    pub(super) revisions: Vec<RevisionLine>,
    /// Settings, sources, carriers or the organisation were changed.
    pub(super) names: bool,
    /// Their version follows this one: they come from a journal.
    pub(super) names_after: u64,
    /// A document was removed for good: the journal is written anew.
    pub(super) redaction: bool,
}

impl Pending {
    /// The line of a revision of this transaction.
    pub(super) fn revision(&mut self, seq: i64) -> Option<&mut RevisionLine> {
        self.revisions.iter_mut().find(|line| line.seq == seq)
    }
}

/// What a journal holds, checked.
#[derive(Clone, Debug)]
pub struct Contents {
    /// All revisions, in order.
    pub revisions: Vec<RevisionLine>,
    /// How days are told.
    pub names: Names,
    /// The end of the chain of revisions.
    pub head: Head,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is none.
    #[error("there is no {FILE} in the data folder {0}")]
    Absent(PathBuf),
    /// It cannot be read or written.
    #[error("{path} cannot be read or written: {source}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is not as it was written.
    #[error("{path} is damaged: its line {line} is not as it was written")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The number of the line.
        line: usize,
    },
    /// Its revisions make no chain.
    #[error("{path} does not hold a whole record: {source}")]
    Chain {
        /// The file.
        path: PathBuf,
        /// Where the chain is broken.
        source: ChainError,
    },
    /// A line could not be written as text.
    #[error("a line of {FILE} could not be written: {0}")]
    Text(#[from] serde_json::Error),
}

impl Contents {
    /// The journal of a folder, wholly checked. Never changes it.
    ///
    /// # Errors
    /// When there is none, a line is not as it was written, or its revisions make no chain.
    pub fn read(folder: &Path) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let bytes = read_file(&path)?.ok_or_else(|| JournalError::Absent(folder.to_owned()))?;
        Self::of(&path, read_lines(&path, &bytes)?)
    }

    /// The revisions as they are stored.
    pub fn stored(&self) -> Vec<StoredRevision> {
        self.revisions.iter().filter_map(RevisionLine::stored).collect()
    }

    /// The last revision that both hold, when it is not the same in both: they are of different records.
    pub(super) fn parts_from(&self, revisions: &[StoredRevision]) -> Option<i64> {
        let both = self.head.seq.min(revisions.last().map_or(0, |last| last.seq));
        // Numbers count from 1 without a gap.
        let place = usize::try_from(both - 1).ok();
        let ours = place.and_then(|place| revisions.get(place)).map(|revision| &revision.hash);
        let theirs = place.and_then(|place| self.revisions.get(place)).map(|line| &line.hash);
        (ours != theirs).then_some(both)
    }

    fn of(path: &Path, lines: Lines) -> Result<Self, JournalError> {
        let (mut revisions, mut names) = (Vec::new(), Names::default());
        for line in lines.lines {
            match line {
                Line::Begins { .. } => {}
                Line::Revision(revision) => revisions.push(*revision),
                Line::Names(told) => names = *told,
            }
        }
        let stored: Vec<StoredRevision> = revisions.iter().filter_map(RevisionLine::stored).collect();
        let chain = |source| JournalError::Chain { path: path.to_owned(), source };
        let head = chain::verify(&stored).map_err(chain)?;
        Ok(Self { revisions, names, head })
    }
}

impl Journal {
    /// Writes a journal anew, in the place of what stood there.
    pub(super) fn begin(folder: &Path, revisions: Vec<RevisionLine>, names: Names) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let (file, last) = write_anew(&path, revisions, names)?;
        Ok(Self(Arc::new(Mutex::new(Book { file, last, owed: Vec::new() }))))
    }

    fn go_on(path: &Path, whole: u64, last: String) -> Result<Self, JournalError> {
        let file = JournalFile::go_on(path, whole).map_err(|source| unusable(path, source))?;
        Ok(Self(Arc::new(Mutex::new(Book { file, last, owed: Vec::new() }))))
    }

    /// Follows a commit: appends its lines, durably. Lines that cannot be written are owed; see [`Self::settle`].
    pub(super) fn follow(&self, revisions: Vec<RevisionLine>, names: Option<Names>) -> Result<(), JournalError> {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        book.owed.extend(names.map(|names| Line::Names(Box::new(names))));
        book.owed.extend(revisions.into_iter().map(|revision| Line::Revision(Box::new(revision))));
        book.settle()
    }

    /// Follows a commit that removed a document: no line may hold it any more.
    pub(super) fn write_anew(&self, revisions: Vec<RevisionLine>, names: Names) -> Result<(), JournalError> {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let path = book.file.path().to_owned();
        let (file, last) = write_anew(&path, revisions, names)?;
        *book = Book { file, last, owed: Vec::new() };
        Ok(())
    }

    /// Writes what is owed from commits before, if anything is: nothing new is saved as long as it cannot be.
    pub(super) fn settle(&self) -> Result<(), JournalError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).settle()
    }
}

impl Book {
    fn settle(&mut self) -> Result<(), JournalError> {
        if self.owed.is_empty() {
            return Ok(());
        }
        let (bytes, last) = line::write(&self.owed, self.last.clone())?;
        let path = self.file.path().to_owned();
        self.file.append(&bytes).map_err(|source| unusable(&path, source))?;
        self.last = last;
        self.owed.clear();
        Ok(())
    }
}

fn write_anew(path: &Path, revisions: Vec<RevisionLine>, names: Names) -> Result<(JournalFile, String), JournalError> {
    let mut lines = vec![Line::Begins { version: VERSION }, Line::Names(Box::new(names))];
    lines.extend(revisions.into_iter().map(|revision| Line::Revision(Box::new(revision))));
    let (bytes, last) = line::write(&lines, ORIGIN.to_owned())?;
    let file = JournalFile::replace(path, &bytes).map_err(|source| unusable(path, source))?;
    Ok((file, last))
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    JournalFile::read(path).map_err(|source| unusable(path, source))
}

fn read_lines(path: &Path, bytes: &[u8]) -> Result<Lines, JournalError> {
    line::read(bytes).map_err(|line| JournalError::Damaged { path: path.to_owned(), line })
}

fn unusable(path: &Path, source: io::Error) -> JournalError {
    JournalError::Unusable { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
