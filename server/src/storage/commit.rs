//! The commit of a transaction, and the journal that follows it before anybody is answered.

use super::db::{Database, WriteGuard, WriteTransaction};
use super::error::StorageError;
use super::journal::{JournalError, Pending, RevisionLine, compare};
use super::names::Names;
use super::revisions;

impl WriteTransaction {
    /// Makes it durable: when this returns `Ok`, it outlasts a power cut, and the journal holds it too. An answer is sent
    /// only after that.
    ///
    /// On an error nothing was saved, unless the machine failed while it saved; then only reading tells.
    pub async fn commit(mut self) -> Result<WriteGuard, StorageError> {
        let pending = std::mem::take(&mut self.pending);
        let names = match pending.names || pending.redaction {
            true => Some(Names::seal(&mut self).await?),
            false => None,
        };
        let changes_record = pending.names || pending.revisions.iter().any(RevisionLine::is_public);
        let (guard, database) = self.commit_alone().await?;
        let guard = if changes_record { guard.owing() } else { guard };
        let redaction = pending.redaction;
        match follow(&database, pending, names).await {
            Err(why) if redaction => Err(StorageError::StillInJournal { why }),
            _ => Ok(guard),
        }
    }

    /// The same for a command: refused unless exactly one line of the audit was written beside it.
    pub async fn commit_command(self) -> Result<WriteGuard, StorageError> {
        match self.lines() {
            1 => self.commit().await,
            lines => Err(StorageError::NotOneLine { lines }),
        }
    }
}

/// It is saved already: a journal that cannot follow is no reason to say otherwise, but nothing more is saved until it can
/// ([`Database::begin`]). Of a removal it is one: the error says why the text is still there.
async fn follow(database: &Database, pending: Pending, names: Option<Names>) -> Result<(), String> {
    let Some(journal) = database.journal() else { return Ok(()) };
    if pending.revisions.is_empty() && names.is_none() {
        return Ok(());
    }
    let all = if pending.redaction { lines_anew(database).await } else { Ok(None) };
    let written = match all {
        Err(error) => return stopped(database, &error),
        Ok(all) => tokio::task::spawn_blocking(move || match (all, names) {
            (Some(all), Some(names)) => journal.write_anew(all, names),
            (_, names) => journal.follow(pending.revisions, names),
        }),
    };
    match written.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if is_full(&error) => {
            tracing::error!(%error, "the disk is full: the journal is behind the database until it has room");
            Err(error.to_string())
        }
        Ok(Err(error)) => stopped(database, &error),
        Err(error) => stopped(database, &error),
    }
}

fn stopped(database: &Database, error: &dyn std::error::Error) -> Result<(), String> {
    database.stop(error);
    Err(error.to_string())
}

async fn lines_anew(database: &Database) -> Result<Option<Vec<RevisionLine>>, StorageError> {
    let revisions = revisions::load_all(database).await?;
    compare::lines_of(database, &revisions).await.map(Some)
}

/// Whether it is only room that is missing.
pub(super) fn is_full(error: &JournalError) -> bool {
    let JournalError::Unusable { source, .. } = error else { return false };
    matches!(source.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}
