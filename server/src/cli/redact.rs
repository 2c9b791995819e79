//! `corridor redact`: removes one document for good, with a public reason. Decides nothing: the command does.

use std::path::Path;

use clap::Args;
use domain::{Actor, Note};

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::commands::redact_document::{RedactDocument, redact_document};
use crate::config::Place;
use crate::state::State;
use crate::storage::{Access, backup};

/// Remove the document of one revision for good, because something slipped in that must not be kept
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor redact 57 --reason 'The name of a patient had slipped in.'

What stands for its day now is refused: publish the day without it first, or withdraw it. The row of the revision \
stays, and so does the chain: verify says “redacted, chain intact”. The public reason of its change is no longer \
shown either, but stays in that row: the chain rests on it. Stop the server first. Backups made before still \
hold the document: they are named, and --and-backups removes them after a new one was made. Copies elsewhere are yours to \
remove.")]
pub(super) struct Redact {
    /// The revision, as the history of its day names it
    seq: i64,
    /// The public reason; must not repeat what is removed
    #[arg(long, value_name = "TEXT")]
    reason: Note,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// Make a new backup, then remove those that still hold the document
    #[arg(long)]
    and_backups: bool,
    #[command(flatten)]
    place: Place,
}

impl Redact {
    /// Removes the document.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let (state, _) = open::state(&self.place, Access::Exclusive, Missing::Refused).await?;
        let command = RedactDocument { seq: self.seq, reason: self.reason.clone(), dry_run: self.dry_run };
        let done = redact_document(&state, &Actor::operator(), command).await?;
        let copies = self.copies(&state, &done.document_hash).await;
        state.database.close().await;
        let seqs: Vec<String> = done.seqs.iter().map(ToString::to_string).collect();
        let revisions = if seqs.len() == 1 { "revision" } else { "revisions" };
        let drafts = output::counted(usize::try_from(done.drafts).unwrap_or(usize::MAX), "draft", "drafts");
        let seqs = seqs.join(", ");
        let told = if done.again {
            format!("The document of {revisions} {seqs} had been removed before.\n{}", copies?)
        } else if self.dry_run {
            format!("Would be removed for good: the document of {revisions} {seqs}, and {drafts} of the same day.")
        } else {
            format!(
                "Removed for good: the document of {revisions} {seqs}, and {drafts} of the same day. The chain is \
                 intact.\n{}",
                copies?
            )
        };
        output::say(&told).map_err(Refusal::Output)
    }

    /// Says which copies still hold the document; removes the backups among them if that was asked for.
    async fn copies(&self, state: &State, document_hash: &str) -> Result<String, Refusal> {
        let folder = self.place.backups();
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| Refusal::Read { path, source }
        };
        let mut lines = Vec::new();
        let holding = backup::holders(&folder, document_hash).await.map_err(unreadable(&folder))?;
        if self.and_backups && !self.dry_run && !holding.is_empty() {
            let made = backup::make(&state.database, &folder, state.clock.now()).await?;
            backup::remove(&holding).map_err(unreadable(&folder))?;
            let removed = output::counted(holding.len(), "backup that held it was", "backups that held it were");
            lines.push(format!("{removed} removed, after {} was made.", made.path.display()));
        } else if !holding.is_empty() {
            lines.push("These backups still hold it, or cannot be read; remove them too:".to_owned());
            lines.extend(holding.iter().map(|path| format!("  {}", path.display())));
        }
        let aside = backup::set_aside(&self.place.data).map_err(unreadable(&self.place.data))?;
        if !aside.is_empty() {
            lines.push("What lies aside may hold it as well; remove it when nobody needs it any more:".to_owned());
            lines.extend(aside.iter().map(|path| format!("  {}", path.display())));
        }
        lines.push("Copies that were taken elsewhere hold it too, if they were made before.".to_owned());
        Ok(lines.join("\n"))
    }
}
