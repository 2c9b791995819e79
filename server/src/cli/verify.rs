//! `corridor verify`: whether every revision is the one that was stored. Never repairs.

use clap::Args;

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::config::Place;
use crate::storage::{Access, StoredDocument, StoredRevision, revisions};

/// Check that no revision of the record was changed, removed or reordered
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor verify --data ./data

Works beside a running server. Note the hash of the last revision somewhere else: as long as it stands in a later \
record at its place, nothing before it was changed.")]
pub(super) struct Verify {
    #[command(flatten)]
    place: Place,
}

impl Verify {
    /// Verifies the chain, and that every document can be read.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let (state, head) = open::state(&self.place, Access::Shared, Missing::Refused).await?;
        let whole = match head.seq {
            0 => "The record is whole: it holds no revision yet.".to_owned(),
            last => format!(
                "The record is whole: {}, each as it was stored.\nThe last one, revision {last}, has the hash {}",
                output::counted(usize::try_from(last).unwrap_or(usize::MAX), "revision", "revisions"),
                head.hash
            ),
        };
        let stored = revisions::load_all(&state.database).await?;
        let lines: Vec<String> = std::iter::once(whole).chain(stored.iter().filter_map(redacted)).collect();
        state.database.close().await;
        output::say(&lines.join("\n")).map_err(Refusal::Output)
    }
}

/// `Revision 57 (lachin, 2023-05-10): redacted, chain intact. …`
fn redacted(revision: &StoredRevision) -> Option<String> {
    let StoredDocument::Redacted(redaction) = &revision.document else { return None };
    let (seq, corridor, date) = (revision.seq, &revision.corridor, revision.date);
    let on = redaction.at.date_naive();
    Some(format!("Revision {seq} ({corridor}, {date}): redacted, chain intact. On {on}: {}", redaction.reason))
}
