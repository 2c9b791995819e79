//! Documents that were removed for good (a name slipped in), and why. Their rows in the chain stay.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::db::WriteTransaction;
use super::documents;
use super::error::StorageError;

/// The hashes of all documents that were removed, seen by one who is about to write.
pub(super) async fn hashes_in(write: &mut WriteTransaction) -> Result<BTreeSet<String>, StorageError> {
    let rows = write.fetch("SELECT document_hash FROM redactions", []).await?;
    rows.iter().map(|row| Ok(row.of("redactions", "document_hash").text("document_hash")?)).collect()
}

/// Removes a document for good; `seq` is the revision that was named for it. After the commit
/// [`super::Database::merge_log`] takes it out of the log as well.
pub async fn redact(
    write: &mut WriteTransaction,
    document_hash: &str,
    seq: i64,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let insert = "INSERT INTO redactions (document_hash, seq, at, reason) VALUES ($1, $2, $3, $4)";
    write.pending.redaction = true;
    write.execute(insert, [document_hash.into(), seq.into(), at.into(), reason.into()]).await?;
    documents::remove(write, document_hash).await
}
