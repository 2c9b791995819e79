//! Failed sign-ins of the last day, per account and network. Never holds an account's name: people type their
//! password into that field by mistake.

use chrono::{DateTime, Utc};

use super::db::WriteTransaction;
use super::error::StorageError;

/// How often it failed, and when last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// How often.
    pub count: u32,
    /// When last, if ever.
    pub last_at: Option<DateTime<Utc>>,
}

/// What is counted: first for the account from this network, then for all accounts from this network.
pub async fn counted(
    write: &mut WriteTransaction,
    account_hash: &str,
    network: &str,
) -> Result<(Failures, Failures), StorageError> {
    let one = "SELECT network, failures, last_at FROM sign_in_attempts WHERE account_hash = $1 AND network = $2";
    let all = "SELECT network, sum(failures) AS failures, max(last_at) AS last_at FROM sign_in_attempts \
               WHERE network = $1 GROUP BY network";
    let account = write.fetch_optional(one, [account_hash.into(), network.into()]).await?;
    let network = write.fetch_optional(all, [network.into()]).await?;
    let read = |row: Option<super::db::Row>| -> Result<Failures, StorageError> {
        let Some(row) = row else { return Ok(Failures::default()) };
        let fields = row.of("sign_in_attempts", "network");
        let count = u32::try_from(fields.integer("failures")?).unwrap_or(u32::MAX);
        Ok(Failures { count, last_at: fields.optional_instant("last_at")? })
    };
    Ok((read(account)?, read(network)?))
}

/// Counts one more.
pub async fn count(
    write: &mut WriteTransaction,
    account_hash: &str,
    network: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let upsert = "INSERT INTO sign_in_attempts (account_hash, network, failures, last_at) VALUES ($1, $2, 1, $3) \
                  ON CONFLICT (account_hash, network) DO UPDATE SET failures = failures + 1, last_at = $3";
    write.execute(upsert, [account_hash.into(), network.into(), at.into()]).await?;
    Ok(())
}

/// Forgets those of the account from this network.
pub async fn forget(write: &mut WriteTransaction, account_hash: &str, network: &str) -> Result<(), StorageError> {
    let delete = "DELETE FROM sign_in_attempts WHERE account_hash = $1 AND network = $2";
    write.execute(delete, [account_hash.into(), network.into()]).await?;
    Ok(())
}

/// Forgets all whose last one lies before that moment.
pub async fn forget_before(write: &mut WriteTransaction, moment: DateTime<Utc>) -> Result<(), StorageError> {
    write.execute("DELETE FROM sign_in_attempts WHERE last_at < $1", [moment.into()]).await?;
    Ok(())
}
