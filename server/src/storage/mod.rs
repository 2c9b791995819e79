//! What is kept: SQL lives in this room and nowhere else. One file per family of tables; [`db`] alone knows which
//! database it is. Never decides who may do what, and never what a figure means.
//!
//! Reading takes a [`Database`], writing a [`WriteTransaction`]; its commit gives a [`WriteGuard`], which is dropped
//! only after the records in memory followed.

pub mod attempts;
pub mod audit;
pub mod authors;
pub mod backup;
pub mod carriers;
pub mod chain;
mod commit;
pub mod corridors;
pub mod db;
mod documents;
pub mod drafts;
pub mod error;
pub mod folder;
pub mod hash;
pub mod journal;
pub mod links;
pub mod names;
pub mod openings;
pub mod redactions;
pub mod restore;
pub mod revisions;
pub mod second_factors;
pub mod sessions;
pub mod settings;
pub mod sources;
pub mod staff;
pub mod submissions;
pub mod uploads;

use self::journal::compare::{CompareError, Compared, compare};
use self::names::Names;
use crate::faults::{self, Fault};

pub use chain::{Head, HeadError, KeptHead};
pub use db::{Database, Hindrance, OpenError, WriteGuard, WriteTransaction};
pub use error::StorageError;
pub use folder::{Access, Folder};
pub use revisions::{NewRevision, StoredDocument, StoredRevision};

/// A database whose chain was verified, with all that it vouches for.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub database: Database,
    /// All revisions, in order: what the records in memory are built from.
    pub revisions: Vec<StoredRevision>,
    /// The end of the chain.
    pub head: Head,
    /// How days are told.
    pub names: Names,
}

/// Opens the database of a folder and verifies the whole chain.
///
/// Refused as by [`Database::open`], and when a revision or its document is not what was stored, or the triggers that
/// keep the tables append-only are not those that this program makes.
pub async fn open(folder: Folder) -> Result<Opened, OpenError> {
    let held = folder.is_held();
    let database = Database::open(folder).await?;
    let revisions = revisions::load_all(&database).await?;
    if faults::is_set(Fault::TrustTheDatabase) {
        let last = revisions.last().map(|last| (last.seq, last.hash.clone()));
        let (seq, hash) = last.unwrap_or_else(|| (0, chain::ORIGIN.to_owned()));
        let (head, names) = (Head { seq, hash }, Names::load_unchecked(&database).await?);
        return Ok(Opened { database, revisions, head, names });
    }
    let head = chain::verify(&revisions)?;
    // After the chain: that tells what was changed, not only that it could be.
    guards(&database).await?;
    let (names, sealed) = Names::load_sealed(&database).await?;
    if held {
        db::quick_check(&database).await?;
        match compare(database.folder().path(), &database, &revisions, &names).await {
            Ok(Compared::Same(journal)) => database.follow_with(journal),
            Ok(Compared::Different(difference)) => return Err(difference.into()),
            // The database is whole: readers are served from it, and nothing is saved in one book alone.
            Err(CompareError::Journal(error)) => database.stop(&error),
            Err(CompareError::Storage(error)) => return Err(error.into()),
        }
        if !sealed && database.hindrance().is_none() {
            let mut write = database.begin().await?;
            Names::seal(&mut write).await?;
            drop(write.commit().await?);
        }
    }
    Ok(Opened { database, revisions, head, names })
}

/// What tells one state of all tables that last from another: while it stays the same, one backup is as good as the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The last revision.
    pub head: Head,
    /// The last line of the audit.
    pub audit: i64,
    /// How many drafts there are, and when the last one was saved.
    pub drafts: (i64, i64),
}

/// What all tables that last hold at this moment, told by a [`Mark`].
pub async fn mark(database: &Database) -> Result<Mark, StorageError> {
    let head = revisions::head(database).await?;
    let sql = "SELECT (SELECT coalesce(max(seq), 0) FROM audit) AS audit, count(*) AS drafts, \
               coalesce(max(saved_at), 0) AS saved FROM drafts";
    let rows = database.fetch(sql, []).await?;
    let fields = rows.first().map(|row| row.of("audit", "audit"));
    let Some(fields) = fields else { return Ok(Mark { head, audit: 0, drafts: (0, 0) }) };
    let drafts = (fields.integer("drafts")?, fields.integer("saved")?);
    Ok(Mark { head, audit: fields.integer("audit")?, drafts })
}

/// How many triggers keep its tables append-only; refused when they are not those that this program makes.
pub async fn guards(database: &Database) -> Result<usize, OpenError> {
    db::guards::check(database).await
}

#[cfg(test)]
pub(crate) mod tests;
