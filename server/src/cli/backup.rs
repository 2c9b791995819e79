//! `corridor backup`: a checked copy of everything, also beside a running server. Never removes one.

use std::path::PathBuf;

use clap::Args;

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::clock::Clock;
use crate::config::Place;
use crate::storage::backup::{self, Backup};

/// Make a backup: one file with everything, read through and checked before it gets its name
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor backup
  corridor backup --to /media/stick

Works beside a running server. The file holds all that was saved before: the record, its history and audit, accounts, \
drafts. Keep it like a password: whoever has it reads what is withheld. Beside it lies its checksum; `sha256sum --check` \
understands it. corridor restore puts a backup in place.")]
pub(super) struct MakeBackup {
    /// Folder to write it into, instead of the folder for backups
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

impl MakeBackup {
    /// Makes it, and says what it holds.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let database = open::database(&self.place, Missing::Refused).await?;
        let folder = self.to.unwrap_or_else(|| self.place.backups());
        let made = backup::make(&database, &folder, Clock::system().now()).await;
        database.close().await;
        output::say(&told(&made?)).map_err(Refusal::Output)
    }
}

fn told(made: &Backup) -> String {
    let revisions = usize::try_from(made.head.seq).unwrap_or(usize::MAX);
    let revisions = output::counted(revisions, "revision", "revisions");
    format!(
        "Made {} ({}).\nIt holds {revisions}, each as it was stored; the last one has the hash {}",
        made.path.display(),
        output::counted(usize::try_from(made.bytes).unwrap_or(usize::MAX), "byte", "bytes"),
        made.head.hash
    )
}
