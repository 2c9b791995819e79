//! `corridor redact`: removes one document for good, with a public reason. Decides nothing: the command does.

use clap::Args;
use domain::{Actor, Note};

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::commands::redact_document::{RedactDocument, redact_document};
use crate::config::Place;
use crate::storage::Access;

/// Remove the document of one revision for good, because something slipped in that must not be kept
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor redact 57 --reason 'The name of a patient had slipped in.'

What stands for its day now is refused: publish the day without it first, or withdraw it. The row of the revision \
stays, and so does the chain: verify says “redacted, chain intact”. The public reason of its change is no longer \
shown either, but stays in that row: the chain rests on it. Stop the server first. Backups made before still \
hold the document: remove them too.")]
pub(super) struct Redact {
    /// The revision, as the history of its day names it
    seq: i64,
    /// The public reason; must not repeat what is removed
    #[arg(long, value_name = "TEXT")]
    reason: Note,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

impl Redact {
    /// Removes the document.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let (state, _) = open::state(&self.place, Access::Exclusive, Missing::Refused).await?;
        let command = RedactDocument { seq: self.seq, reason: self.reason, dry_run: self.dry_run };
        let done = redact_document(&state, &Actor::operator(), command).await?;
        state.database.close().await;
        let seqs: Vec<String> = done.seqs.iter().map(ToString::to_string).collect();
        let revisions = if seqs.len() == 1 { "revision" } else { "revisions" };
        let drafts = output::counted(usize::try_from(done.drafts).unwrap_or(usize::MAX), "draft", "drafts");
        let seqs = seqs.join(", ");
        let told = if self.dry_run {
            format!("Would be removed for good: the document of {revisions} {seqs}, and {drafts} of the same day.")
        } else {
            format!(
                "Removed for good: the document of {revisions} {seqs}, and {drafts} of the same day. The chain is \
                 intact.\nBackups made before still hold it: remove them too."
            )
        };
        output::say(&told).map_err(Refusal::Output)
    }
}
