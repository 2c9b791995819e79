//! Removes one document for good: something slipped in that must not be kept (a name). Its row in the chain stays.

use domain::{Actor, Note, RevisionState};

use crate::events::Event;
use crate::state::State;
use crate::storage::uploads::{UploadError, Uploads};
use crate::storage::{StorageError, StoredDocument, audit, drafts, redactions, revisions};

/// A document that is to be removed.
#[derive(Clone, Debug)]
pub struct RedactDocument {
    /// The revision that holds it.
    pub seq: i64,
    /// The public reason. Must not repeat what is removed.
    pub reason: Note,
    /// Says what would be removed, and removes nothing.
    pub dry_run: bool,
}

/// What was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The revisions that held the document, in order.
    pub seqs: Vec<i64>,
    /// So many drafts of the same day were removed with it.
    pub drafts: u64,
    /// The hash of the document: under it backups hold it.
    pub document_hash: String,
    /// Whether it had been removed before.
    pub again: bool,
}

/// Why nothing was removed.
#[derive(Debug, thiserror::Error)]
pub enum RedactRefusal {
    /// Only the operator, at the command line.
    #[error("only the operator redacts, at the command line: corridor redact SEQ --reason TEXT")]
    NotAllowed,
    /// There is no such revision.
    #[error("there is no revision {0}; the history of a day names its revisions")]
    NoRevision(i64),
    /// It was removed, but not from everywhere.
    #[error(
        "the document was removed from corridor.db, but the database’s log may still hold it: {0}. End what reads the \
         database, then run the same command again"
    )]
    StillInLog(StorageError),
    /// Readers or the desk are still shown it.
    #[error(
        "revision {0} is what stands for its day now. Publish the day without what slipped in, or withdraw it; then \
         redact revision {0}"
    )]
    Standing(i64),
    /// A withdrawal holds no figure and no word but its reason.
    #[error(
        "revision {0} is a withdrawal: its document is empty, and what it hides are earlier revisions; redact those"
    )]
    Withdrawal(i64),
    /// It was removed, but an upload for an import may still hold it.
    #[error(
        "the document was removed from corridor.db, but the folder of uploads could not be emptied: {0}. Run the same command again"
    )]
    StillUploaded(#[from] UploadError),
    /// It could not be stored, or the log could not be emptied because another command has the database open.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Removes a document for good. For the operator alone: no page of the desk does this.
pub async fn redact_document(state: &State, actor: &Actor, command: RedactDocument) -> Result<Redacted, RedactRefusal> {
    if !actor.is_operator() {
        return Err(RedactRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let holders = revisions::with_document_of(&mut write, command.seq).await?;
    let Some(first) = holders.first() else { return Err(RedactRefusal::NoRevision(command.seq)) };
    let document_hash = first.document_hash.clone();
    let seqs: Vec<i64> = holders.iter().map(|holder| holder.seq).collect();
    if matches!(first.document, StoredDocument::Redacted(_)) {
        // What was left to do the first time is done now: the log, and whatever the caller does about copies.
        write.roll_back().await?;
        if !command.dry_run {
            empty_log(state).await?;
            Uploads::of(&state.database).remove_all()?;
        }
        return Ok(Redacted { seqs, drafts: 0, document_hash, again: true });
    }
    if let Some(withdrawal) = holders.iter().find(|holder| holder.state == RevisionState::Withdrawn) {
        return Err(RedactRefusal::Withdrawal(withdrawal.seq));
    }
    let mut removed = 0;
    for holder in &holders {
        let last = revisions::last_of_day(&mut write, &holder.corridor, holder.date).await?;
        let public = revisions::last_public_of_day(&mut write, &holder.corridor, holder.date).await?;
        let stands = [last, public].into_iter().flatten().any(|one| one.seq == holder.seq);
        if stands {
            return Err(RedactRefusal::Standing(holder.seq));
        }
        removed += drafts::delete_of_day(&mut write, &holder.corridor, holder.date).await?;
    }
    let document_hash = first.document_hash.clone();
    if command.dry_run {
        write.roll_back().await?;
        return Ok(Redacted { seqs, drafts: removed, document_hash, again: false });
    }
    redactions::redact(&mut write, &first.document_hash, command.seq, command.reason.as_str(), now).await?;
    let subject = format!("{} {}", first.corridor, first.date);
    let detail = format!("revisions {seqs:?}: {}", command.reason);
    audit::append(&mut write, now, &actor.account, "document.redact", &subject, Some(&detail)).await?;
    drop(write.commit_command().await?);
    empty_log(state).await?;
    // A slip that came with an import stands in its files too: they are sent again if they are still wanted.
    Uploads::of(&state.database).remove_all()?;
    Event::DOCUMENT_REDACT.by(&actor.account).on(&subject).done();
    Ok(Redacted { seqs, drafts: removed, document_hash, again: false })
}

async fn empty_log(state: &State) -> Result<(), RedactRefusal> {
    state.database.merge_log().await.map_err(RedactRefusal::StillInLog)
}
