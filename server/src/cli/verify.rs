//! `corridor verify`: whether every revision is the one that was stored. Never repairs.

use std::path::{Path, PathBuf};

use clap::Args;

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::config::Place;
use crate::storage::{self, Access, KeptHead, StoredDocument, StoredRevision, backup, chain, revisions};

/// Check that no revision of the record was changed, removed or reordered
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor verify --data ./data
  corridor verify --head 56:c88d64e1
  corridor verify --backup ./data/backups/corridor-20261124T170000Z-000123.db

Works beside a running server. Who can write the database's file can write the whole record anew, so that it is whole in \
itself: only a hash that was kept elsewhere tells. The foot of every page names the newest revision and the beginning of \
its hash, latest.json names all of it. Give such a head with --head: as long as the record holds it, nothing before it was \
changed.")]
pub(super) struct Verify {
    /// A head that was kept: REVISION:HASH or HASH, at least the first 8 digits of it; may be given several times
    #[arg(long, value_name = "HEAD")]
    head: Vec<KeptHead>,
    /// Check this backup instead of the database
    #[arg(long, value_name = "FILE", conflicts_with = "head")]
    backup: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

impl Verify {
    /// Verifies the chain and the triggers before it, that every document can be read, and every head that was kept.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        if let Some(file) = &self.backup {
            return verify_backup(file).await;
        }
        let (state, _) = open::state(&self.place, Access::Shared, Missing::Refused).await?;
        // A server beside may have added some since: what is told of is what was verified.
        let all = revisions::load_all(&state.database).await?;
        let guards = storage::guards(&state.database).await?;
        state.database.close().await;
        let head = chain::verify(&all).map_err(storage::OpenError::from)?;
        let mut lines = match head.seq {
            0 => vec!["The record is whole: it holds no revision yet.".to_owned()],
            last => vec![
                format!("The record is whole: {}, each as it was stored.", counted(last)),
                format!("The last one, revision {last}, has the hash {}", head.hash),
            ],
        };
        let guards = output::counted(guards, "trigger stands", "triggers stand");
        lines.push(format!("What is append-only is guarded: {guards} as made."));
        lines.extend(all.iter().filter_map(redacted));
        for kept in &self.head {
            let StoredRevision { seq, hash, .. } = chain::find(&all, kept)?;
            let since = match head.seq - seq {
                0 => "it is the last one".to_owned(),
                since => format!("{} added since", counted(since)),
            };
            lines.push(format!("The record holds {kept}: revision {seq} has the hash {hash}; {since}."));
        }
        output::say(&lines.join("\n")).map_err(Refusal::Output)
    }
}

/// The same checks as before a restore, of one file.
async fn verify_backup(file: &Path) -> Result<(), Refusal> {
    let checked = backup::check(file).await.map_err(|source| Refusal::Broken { path: file.to_owned(), source })?;
    let sum = match checked.vouched {
        true => "Its bytes are those that were written: the checksum beside it fits.",
        false => "No checksum lies beside it, so only what the chain covers is certain.",
    };
    let told = format!(
        "The backup is whole: {}, each as it was stored. The last one has the hash {}\n{sum}",
        counted(checked.head.seq),
        checked.head.hash
    );
    output::say(&told).map_err(Refusal::Output)
}

/// `Revision 57 (lachin, 2023-05-10): redacted, chain intact. …`
fn redacted(revision: &StoredRevision) -> Option<String> {
    let StoredDocument::Redacted(redaction) = &revision.document else { return None };
    let (seq, corridor, date) = (revision.seq, &revision.corridor, revision.date);
    let on = redaction.at.date_naive();
    Some(format!("Revision {seq} ({corridor}, {date}): redacted, chain intact. On {on}: {}", redaction.reason))
}

fn counted(count: i64) -> String {
    output::counted(usize::try_from(count).unwrap_or(usize::MAX), "revision", "revisions")
}
