//! The sessions of signed-in people, by the hash of their token. Never sees a token, and never judges a session's age.

use chrono::{DateTime, Utc};
use domain::Role;

use super::db::{Database, WriteTransaction};
use super::error::StorageError;
use super::staff::{AccountName, StaffId};

/// A session of an account that is not disabled.
#[derive(Clone, Debug)]
pub struct StoredSession {
    /// Whose it is.
    pub staff_id: StaffId,
    /// The account's name.
    pub account: AccountName,
    /// What the account is trusted with now.
    pub role: Role,
    /// When its holder was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
}

/// Stores a new session.
pub async fn insert(
    write: &mut WriteTransaction,
    token_hash: &str,
    staff_id: StaffId,
    at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let insert = "INSERT INTO sessions (token_hash, staff_id, created_at, seen_at, expires_at) \
                  VALUES ($1, $2, $3, $3, $4)";
    write.execute(insert, [token_hash.into(), staff_id.into(), at.into(), expires_at.into()]).await?;
    Ok(())
}

/// The session with this hash, if its account is not disabled.
pub async fn find(database: &Database, token_hash: &str) -> Result<Option<StoredSession>, StorageError> {
    let select = "SELECT s.token_hash, s.staff_id, s.seen_at, s.expires_at, m.account, m.role \
                  FROM sessions s JOIN staff m ON m.id = s.staff_id \
                  WHERE s.token_hash = $1 AND m.disabled_at IS NULL";
    let Some(row) = database.fetch_optional(select, [token_hash.into()]).await? else { return Ok(None) };
    let fields = row.of("sessions", "staff_id");
    Ok(Some(StoredSession {
        staff_id: StaffId(fields.integer("staff_id")?),
        account: fields.parse("account")?,
        role: fields.parse("role")?,
        seen_at: fields.instant("seen_at")?,
        expires_at: fields.instant("expires_at")?,
    }))
}

/// Notes that its holder was seen.
pub async fn touch(write: &mut WriteTransaction, token_hash: &str, at: DateTime<Utc>) -> Result<(), StorageError> {
    let update = "UPDATE sessions SET seen_at = max(seen_at, $2) WHERE token_hash = $1";
    write.execute(update, [token_hash.into(), at.into()]).await?;
    Ok(())
}

/// Ends a session; gives the account that it belonged to, if it was there.
pub async fn delete(write: &mut WriteTransaction, token_hash: &str) -> Result<Option<AccountName>, StorageError> {
    let select = "SELECT s.staff_id, m.account FROM sessions s JOIN staff m ON m.id = s.staff_id \
                  WHERE s.token_hash = $1";
    let Some(row) = write.fetch_optional(select, [token_hash.into()]).await? else { return Ok(None) };
    let account = row.of("sessions", "staff_id").parse("account")?;
    write.execute("DELETE FROM sessions WHERE token_hash = $1", [token_hash.into()]).await?;
    Ok(Some(account))
}

/// Ends all sessions of an account.
pub async fn delete_of(write: &mut WriteTransaction, account: &AccountName) -> Result<(), StorageError> {
    let delete = "DELETE FROM sessions WHERE staff_id IN (SELECT id FROM staff WHERE account = $1)";
    write.execute(delete, [account.as_str().into()]).await?;
    Ok(())
}

/// Removes sessions that ended, or whose holder was not seen since.
pub async fn delete_ended(
    write: &mut WriteTransaction,
    at: DateTime<Utc>,
    not_seen_since: DateTime<Utc>,
) -> Result<(), StorageError> {
    let delete = "DELETE FROM sessions WHERE expires_at <= $1 OR seen_at <= $2";
    write.execute(delete, [at.into(), not_seen_since.into()]).await?;
    Ok(())
}
