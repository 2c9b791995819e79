//! The second factors of accounts and their recovery codes. A secret must be kept in clear to be of use; of recovery
//! codes only hashes are kept. Never judges a code.

use chrono::{DateTime, Utc};

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;
use super::staff::StaffId;

/// The second factor of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFactor {
    /// Its secret, in base32.
    pub secret: String,
    /// Since when it counts; none as long as no code of it was shown.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for StoredFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredFactor").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

/// The second factor of an account, confirmed or not.
pub async fn find(database: &Database, id: StaffId) -> Result<Option<StoredFactor>, StorageError> {
    let row = database.fetch_optional(SELECT, [id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// The same, as a transaction sees it.
pub async fn find_in(write: &mut WriteTransaction, id: StaffId) -> Result<Option<StoredFactor>, StorageError> {
    let row = write.fetch_optional(SELECT, [id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// Stores a secret that does not count yet, in place of an earlier one that never counted: who was shown that one while
/// they knew the password shall not know the one that comes to count.
pub async fn offer(write: &mut WriteTransaction, id: StaffId, secret: &str) -> Result<(), StorageError> {
    let insert = "INSERT INTO second_factors (staff_id, secret) VALUES ($1, $2) \
                  ON CONFLICT (staff_id) DO UPDATE SET secret = $2, last_step = NULL WHERE confirmed_at IS NULL";
    write.execute(insert, [id.into(), secret.into()]).await?;
    Ok(())
}

/// The secret counts from now on.
pub async fn confirm(write: &mut WriteTransaction, id: StaffId, at: DateTime<Utc>) -> Result<(), StorageError> {
    let update = "UPDATE second_factors SET confirmed_at = $2 WHERE staff_id = $1";
    write.execute(update, [id.into(), at.into()]).await?;
    Ok(())
}

/// Takes the code of a time step; `false` if this one or a later one was taken before.
pub async fn take_step(write: &mut WriteTransaction, id: StaffId, step: i64) -> Result<bool, StorageError> {
    let update = "UPDATE second_factors SET last_step = $2 WHERE staff_id = $1 AND coalesce(last_step, -1) < $2";
    Ok(write.execute(update, [id.into(), step.into()]).await? == 1)
}

/// Takes the second factor and all recovery codes away.
pub async fn remove(write: &mut WriteTransaction, id: StaffId) -> Result<(), StorageError> {
    write.execute("DELETE FROM second_factors WHERE staff_id = $1", [id.into()]).await?;
    write.execute("DELETE FROM recovery_codes WHERE staff_id = $1", [id.into()]).await?;
    Ok(())
}

/// Puts recovery codes in the place of those that there were.
pub async fn replace_codes(write: &mut WriteTransaction, id: StaffId, hashes: &[String]) -> Result<(), StorageError> {
    write.execute("DELETE FROM recovery_codes WHERE staff_id = $1", [id.into()]).await?;
    for hash in hashes {
        let insert = "INSERT INTO recovery_codes (code_hash, staff_id) VALUES ($1, $2)";
        write.execute(insert, [hash.as_str().into(), id.into()]).await?;
    }
    Ok(())
}

/// Takes a recovery code; `false` if it is none of the account's, or was taken before.
pub async fn take_code(
    write: &mut WriteTransaction,
    id: StaffId,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let update = "UPDATE recovery_codes SET used_at = $3 WHERE code_hash = $1 AND staff_id = $2 AND used_at IS NULL";
    Ok(write.execute(update, [hash.into(), id.into(), at.into()]).await? == 1)
}

/// How many recovery codes an account has left.
pub async fn codes_left(database: &Database, id: StaffId) -> Result<u32, StorageError> {
    let count = "SELECT count(*) AS codes FROM recovery_codes WHERE staff_id = $1 AND used_at IS NULL";
    let row = database.fetch_optional(count, [id.into()]).await?;
    let codes = row.map(|row| row.of("recovery_codes", "codes").integer("codes")).transpose()?;
    Ok(codes.and_then(|codes| u32::try_from(codes).ok()).unwrap_or_default())
}

const SELECT: &str = "SELECT staff_id, secret, confirmed_at FROM second_factors WHERE staff_id = $1";

fn read(row: &Row) -> Result<StoredFactor, StorageError> {
    let fields = row.of("second_factors", "staff_id");
    Ok(StoredFactor { secret: fields.text("secret")?, confirmed_at: fields.optional_instant("confirmed_at")? })
}
