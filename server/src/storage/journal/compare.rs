//! At the start of whoever holds the folder: do database and journal tell the same? A journal that is behind is brought up
//! to date; a database that is behind is not trusted.

use std::path::Path;

use super::super::authors::{self, Authors};
use super::super::db::Database;
use super::super::error::StorageError;
use super::super::names::Names;
use super::super::revisions::StoredRevision;
use super::super::submissions;
use super::{Contents, FILE, Journal, JournalError, RevisionLine, read_file, read_lines};

/// Why the database is not trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// The journal holds revisions that the database has lost.
    #[error(
        "corridor.db ends with revision {database}, but {FILE} holds revisions up to {journal}: the database is older than \
         what was acknowledged. Run corridor restore, which takes the newest backup and adds what the journal holds"
    )]
    Behind {
        /// The last revision of the database.
        database: i64,
        /// The last revision of the journal.
        journal: i64,
    },
    /// They hold different revisions.
    #[error(
        "corridor.db and {FILE} hold different revisions: revision {seq} is not the same in both. One of them was put \
         there by something else than this program. Run corridor restore, and keep the folder as it is for whoever has to \
         find out"
    )]
    Apart {
        /// The last revision that both should hold.
        seq: i64,
    },
    /// The journal holds later names.
    #[error(
        "{FILE} holds later settings, sources or carriers than corridor.db: the database is older than what was \
         acknowledged. Run corridor restore"
    )]
    OlderNames,
    /// The journal no longer holds a document that the database holds.
    #[error(
        "{FILE} says that the document of revision {seq} was removed for good, but corridor.db still holds it: the \
         database is older than that. Run corridor restore"
    )]
    NotRedacted {
        /// The revision.
        seq: i64,
    },
}

/// What the comparison came to.
#[derive(Debug)]
pub(in crate::storage) enum Compared {
    /// Both tell the same now.
    Same(Journal),
    /// The database is not trusted.
    Different(Difference),
}

/// Compares, and brings the journal up to date. A journal that is damaged is set aside and written anew: the database was
/// verified by itself.
pub(in crate::storage) async fn compare(
    folder: &Path,
    database: &Database,
    revisions: &[StoredRevision],
    names: &Names,
) -> Result<Compared, CompareError> {
    let path = folder.join(FILE);
    let Some(bytes) = read_file(&path)? else {
        return Ok(Compared::Same(Journal::begin(folder, lines_of(database, revisions).await?, names.clone())?));
    };
    let read = read_lines(&path, &bytes).and_then(|lines| {
        let (whole, last) = (lines.whole, lines.last.clone());
        Ok((Contents::of(&path, lines)?, whole, last))
    });
    let (contents, whole, last) = match read {
        Ok(read) => read,
        Err(error) => {
            tracing::warn!(%error, "the journal is set aside and written anew from the database, which is whole");
            set_aside(&path)?;
            return Ok(Compared::Same(Journal::begin(folder, lines_of(database, revisions).await?, names.clone())?));
        }
    };
    if let Some(difference) = difference(&contents, revisions) {
        return Ok(Compared::Different(difference));
    }
    if contents.names.version > names.version {
        return Ok(Compared::Different(Difference::OlderNames));
    }
    let redacted = |line: &RevisionLine| line.redaction.is_none() && at(revisions, line.seq).is_some_and(is_redacted);
    if contents.revisions.iter().any(redacted) {
        return Ok(Compared::Same(Journal::begin(folder, lines_of(database, revisions).await?, names.clone())?));
    }
    let journal = Journal::go_on(&path, whole, last)?;
    let missing: Vec<StoredRevision> = revisions.iter().filter(|one| one.seq > contents.head.seq).cloned().collect();
    let told = (contents.names != *names).then(|| names.clone());
    if !missing.is_empty() || told.is_some() {
        tracing::info!(revisions = missing.len(), "the journal was behind the database, and follows it now");
        journal.follow(lines_of(database, &missing).await?, told)?;
    }
    Ok(Compared::Same(journal))
}

/// Why it could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The journal cannot be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The database cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn difference(journal: &Contents, revisions: &[StoredRevision]) -> Option<Difference> {
    if let Some(seq) = journal.parts_from(revisions) {
        return Some(Difference::Apart { seq });
    }
    let last = revisions.last().map_or(0, |last| last.seq);
    if journal.head.seq > last {
        return Some(Difference::Behind { database: last, journal: journal.head.seq });
    }
    let kept = |line: &&RevisionLine| line.redaction.is_some() && !at(revisions, line.seq).is_some_and(is_redacted);
    journal.revisions.iter().find(kept).map(|line| Difference::NotRedacted { seq: line.seq })
}

/// The revision of this number in a whole chain, whose numbers count from 1 without a gap.
fn at(revisions: &[StoredRevision], seq: i64) -> Option<&StoredRevision> {
    usize::try_from(seq - 1).ok().and_then(|place| revisions.get(place))
}

fn is_redacted(revision: &StoredRevision) -> bool {
    matches!(revision.document, super::super::StoredDocument::Redacted(_))
}

/// The lines of revisions, with who made them and by which forms.
pub(in crate::storage) async fn lines_of(
    database: &Database,
    revisions: &[StoredRevision],
) -> Result<Vec<RevisionLine>, StorageError> {
    if revisions.is_empty() {
        return Ok(Vec::new());
    }
    let mut accounts: Authors = authors::load_all(database).await?;
    let mut forms = submissions::load_all(database).await?;
    let line = |revision: &StoredRevision| {
        let mut line = RevisionLine::of(revision.clone());
        line.account = accounts.remove(&revision.seq);
        line.submissions = forms.remove(&revision.seq).unwrap_or_default();
        line
    };
    Ok(revisions.iter().map(line).collect())
}

/// Keeps a damaged journal for whoever has to find out, under the first free name.
fn set_aside(path: &Path) -> Result<(), JournalError> {
    let mut number = 1;
    loop {
        let aside = path.with_extension(format!("journal-damaged-{number}"));
        if !aside.exists() {
            return std::fs::rename(path, aside).map_err(|source| super::unusable(path, source));
        }
        number += 1;
    }
}
