//! Brings a restored copy up to date before it is put in its place: what the journal holds behind it, everybody signed out,
//! one line of the audit. Works on the copy alone; never on a database that is in use.

use chrono::{DateTime, Utc};
use domain::Actor;

use crate::events::Event;
use crate::storage::journal::Contents;
use crate::storage::restore::{TakenUp, take_up};
use crate::storage::{Database, Head, StorageError, audit, links, sessions};

/// What is to be restored.
#[derive(Clone, Debug)]
pub struct RestoreRecord<'a> {
    /// The name of the backup that the copy was made of.
    pub from: &'a str,
    /// The end of its chain.
    pub head: &'a Head,
    /// The journal that continues it, if it is taken.
    pub journal: Option<&'a Contents>,
}

/// Brings the copy up to date. Sessions and links end: some of them may have been ended since the backup.
pub async fn restore_record(
    database: &Database,
    now: DateTime<Utc>,
    actor: &Actor,
    command: RestoreRecord<'_>,
) -> Result<TakenUp, StorageError> {
    let mut write = database.begin().await?;
    let taken = match command.journal {
        Some(journal) => take_up(&mut write, journal, command.head, now).await?,
        None => TakenUp::default(),
    };
    sessions::delete_all(&mut write).await?;
    links::delete_every(&mut write).await?;
    let detail = format!(
        "{} revisions up to {}; from the journal {} more, and {} redactions",
        command.head.seq, command.head.hash, taken.revisions, taken.redactions
    );
    audit::append(&mut write, now, &actor.account, "record.restore", command.from, Some(&detail)).await?;
    drop(write.commit_command().await?);
    Event::RECORD_RESTORE.by(&actor.account).on(command.from).because(&detail).done();
    Ok(taken)
}
