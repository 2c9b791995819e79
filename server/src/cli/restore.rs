//! `corridor restore`: puts a backup in the place of the database, and adds what the journal holds since. Never removes
//! what was there, and never takes a backup that is not whole.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;
use domain::Actor;

use super::output;
use super::refusal::Refusal;
use crate::clock::Clock;
use crate::commands::restore_record::{RestoreRecord, restore_record};
use crate::config::Place;
use crate::records::Snapshot;
use crate::storage::backup::{self, CheckError};
use crate::storage::journal::{self, Contents, JournalError};
use crate::storage::restore::{Prepared, TakenUp, continues};
use crate::storage::{self, Access, Folder, Head, Opened, StorageError, chain, revisions};

/// Put the newest whole backup in the place of the database, with all that the journal holds since
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor restore --dry-run
  corridor restore
  corridor restore --from /media/stick/corridor-20261124T170000Z-000123.db

Stop the server first. Without --from the newest backup in the folder for backups is taken; when it is not whole, the one \
before it. What was there is moved aside, never removed. On a new machine give --from and an empty --data. Drafts, \
accounts and the audit are those of the backup; everybody signs in again, and links that were sent no longer work.")]
pub(super) struct Restore {
    /// The backup, or the folder whose newest whole backup is taken
    #[arg(long, value_name = "FILE or FOLDER")]
    from: Option<PathBuf>,
    /// Say what would be restored, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave the journal out: what was saved after the backup is then not in the record
    #[arg(long)]
    without_journal: bool,
    /// Restore although the database in place is whole and holds revisions that would be missing
    #[arg(long)]
    leave_newer: bool,
    #[command(flatten)]
    place: Place,
}

/// A copy that is whole, opened.
struct Candidate {
    from: PathBuf,
    prepared: Prepared,
    opened: Opened,
}

impl Restore {
    /// Restores.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        self.place.check(std::env::vars_os())?;
        if self.from.is_none() && !self.place.data.is_dir() {
            return Err(Refusal::NoFolder(self.place.data));
        }
        let backups = self.backups()?;
        let folder = Folder::open_without_database(&self.place.data)?;
        let journal = self.journal(&folder)?;
        let in_place = head_in_place(&folder).await;
        let found = newest_whole(&folder, &backups).await;
        let (Candidate { from, prepared, opened }, passed_over) = match (found, &journal) {
            // Every revision is in the journal, and only accounts, drafts and the audit are not.
            (Err(Refusal::NoneWhole(why)), Some(journal)) if self.from.is_none() && journal.head.seq > 0 => {
                (nothing(&folder).await?, vec![why])
            }
            (found, _) => found?,
        };
        if let Some(journal) = &journal {
            continues(journal, &opened.revisions)?;
        }
        let now = Clock::system().now();
        let (taken, head) = bring_up(opened, &from, journal.as_ref(), now).await?;
        if let Some(there) = in_place.filter(|there| there.seq > head.seq && !self.leave_newer) {
            return Err(Refusal::NewerInPlace { there: there.seq, restored: head.seq });
        }
        let mut lines = passed_over;
        lines.extend(self.told(&from, &prepared, &head, taken, journal.is_some()));
        if !self.dry_run {
            let moved = prepared.put_in_place(&folder, now, journal.is_none())?;
            lines.extend(moved.iter().map(|path| format!("What was there lies in {}", path.display())));
        }
        output::say(&lines.join("\n")).map_err(Refusal::Output)
    }

    /// The backups that may be taken, the newest first.
    fn backups(&self) -> Result<Vec<PathBuf>, Refusal> {
        let from = self.from.clone().unwrap_or_else(|| self.place.backups());
        if from.is_file() {
            return Ok(vec![from]);
        }
        let all = backup::list(&from).map_err(|source| Refusal::Read { path: from.clone(), source })?;
        if all.is_empty() && self.from.is_some() {
            return Err(Refusal::NoBackup(from));
        }
        Ok(all.into_iter().rev().map(|stored| stored.path).collect())
    }

    /// The journal of the folder, unless there is none or it is left out.
    fn journal(&self, folder: &Folder) -> Result<Option<Contents>, Refusal> {
        if self.without_journal {
            return Ok(None);
        }
        match Contents::read(folder.path()) {
            Ok(journal) => Ok(Some(journal)),
            Err(JournalError::Absent(_)) => Ok(None),
            Err(error) => Err(Refusal::Journal(error)),
        }
    }

    fn told(&self, from: &Path, prepared: &Prepared, head: &Head, taken: TakenUp, journal: bool) -> Vec<String> {
        let (begins, held) = (if self.dry_run { "Would restore" } else { "Restored" }, &prepared.checked.head);
        let counted = |count: usize| output::counted(count, "revision", "revisions");
        let of = |seq: i64| counted(usize::try_from(seq).unwrap_or(usize::MAX));
        let vouched = if prepared.checked.vouched { "" } else { " No checksum lies beside it." };
        let from_journal = match (journal, taken) {
            (false, _) => "No journal was taken: what was saved after the backup is not in it.".to_owned(),
            (true, TakenUp { revisions: 0, redactions: 0 }) => "The journal holds nothing more.".to_owned(),
            (true, TakenUp { revisions, redactions }) => format!(
                "From the journal came {}, and {}.",
                output::counted(revisions, "revision more", "revisions more"),
                output::counted(redactions, "removal of a document", "removals of documents")
            ),
        };
        let (taken_from, lost) = match prepared.checked.schema {
            // No backup was taken.
            0 => (
                format!("{begins} from {} alone.", from.display()),
                "Not in it: accounts, drafts and the audit. Nobody can sign in: add accounts with corridor staff add",
            ),
            _ => (
                format!("{begins} {} with {}, each as it was stored.{vouched}", from.display(), of(held.seq)),
                "Not in it: drafts, accounts and the audit since the backup. Everybody signs in again, links that were sent \
                 no longer work. Look through the accounts: corridor staff list",
            ),
        };
        vec![
            taken_from,
            from_journal,
            format!("The record has {}; the last one has the hash {}", of(head.seq), head.hash),
            lost.to_owned(),
        ]
    }
}

/// The end of the chain of the database that is there, if that is whole: what its log holds counts too.
async fn head_in_place(folder: &Folder) -> Option<Head> {
    Prepared::copy(folder, &folder.database()).await.ok().map(|there| there.checked.head.clone())
}

const NONE_WHOLE: &str = "There is no whole backup. Look for an older one, and give it with --from";

/// A database in which nothing is yet.
async fn nothing(folder: &Folder) -> Result<Candidate, Refusal> {
    let prepared = Prepared::empty(folder)?;
    let new = Folder::open(prepared.place(), Access::Exclusive)?.with_backups(None);
    Ok(Candidate { from: journal::FILE.into(), prepared, opened: storage::open(new).await? })
}

/// The newest backup that is whole and makes a record, and what is wrong with those that are newer.
async fn newest_whole(folder: &Folder, backups: &[PathBuf]) -> Result<(Candidate, Vec<String>), Refusal> {
    let mut passed_over = Vec::new();
    for from in backups {
        match candidate(folder, from).await {
            Ok(candidate) => return Ok((candidate, passed_over)),
            Err(why) => passed_over.push(format!("Not whole, so it was passed over: {}: {why}", from.display())),
        }
    }
    passed_over.push(NONE_WHOLE.to_owned());
    Err(Refusal::NoneWhole(passed_over.join("\n")))
}

async fn candidate(folder: &Folder, from: &Path) -> Result<Candidate, Refusal> {
    let prepared = Prepared::copy(folder, from).await?;
    let copy = Folder::open(prepared.place(), Access::Exclusive)?.with_backups(None);
    let opened = storage::open(copy).await?;
    // As at a start: what is stored has to make a record.
    let names = opened.names.clone();
    let naming = names.naming();
    Snapshot::load(names.corridors, naming, &opened.revisions).map_err(crate::state::StateError::from)?;
    Ok(Candidate { from: from.to_owned(), prepared, opened })
}

/// Brings the copy up to date, checks the whole chain once more, and closes it; gives its head.
async fn bring_up(
    opened: Opened,
    from: &Path,
    journal: Option<&Contents>,
    now: DateTime<Utc>,
) -> Result<(TakenUp, Head), Refusal> {
    let database = opened.database;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let command = RestoreRecord { from: &name, head: &opened.head, journal };
    let taken = restore_record(&database, now, &Actor::operator(), command).await?;
    let all = revisions::load_all(&database).await?;
    let head = chain::verify(&all).map_err(CheckError::from)?;
    database.merge_log().await?;
    database.close().await;
    if let Some(journal) = journal
        && journal.head.seq > head.seq
    {
        // It was read whole, so this cannot be; if it is, nothing is put in place.
        return Err(StorageError::Refused { rule: "the journal holds more than was taken from it".to_owned() }.into());
    }
    Ok((taken, head))
}
