//! Which account made a revision: for the rule that nobody approves their own. Not in the chain, never public.

use super::db::{Database, WriteTransaction};
use super::error::StorageError;

/// Notes who made a revision; [`StorageError::Refused`] if that is noted already.
pub async fn insert(write: &mut WriteTransaction, seq: i64, account: &str) -> Result<(), StorageError> {
    let insert = "INSERT INTO authors (seq, account) VALUES ($1, $2)";
    write.execute(insert, [seq.into(), account.into()]).await?;
    Ok(())
}

/// Who made a revision, as far as it was noted.
pub async fn of(database: &Database, seq: i64) -> Result<Option<String>, StorageError> {
    let row = database.fetch_optional("SELECT seq, account FROM authors WHERE seq = $1", [seq.into()]).await?;
    Ok(row.map(|row| row.of("authors", "seq").text("account")).transpose()?)
}
