//! Accounts as admins and their own holders read them. Never gives a hash, and a secret only while it is being set up.

use chrono::{DateTime, Utc};

use super::sessions::IDLE;
use crate::clock::Clock;
pub use crate::storage::sessions::{ListedSession, SessionId};
pub use crate::storage::staff::{AccountName, AccountNameError, Member, StaffId};
use crate::storage::{Database, StorageError, second_factors, sessions, staff};

/// The second factor of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Factor {
    /// None.
    None,
    /// A secret that waits for its first code.
    Offered {
        /// In base32.
        secret: String,
    },
    /// One that is asked for.
    Confirmed {
        /// Since when.
        since: DateTime<Utc>,
        /// How many recovery codes are left.
        codes_left: u32,
    },
}

/// All accounts, by name.
pub async fn all(database: &Database) -> Result<Vec<Member>, StorageError> {
    staff::list(database).await
}

/// One account.
pub async fn one(database: &Database, account: &AccountName) -> Result<Option<Member>, StorageError> {
    Ok(staff::by_account(database, account).await?.map(|(member, _)| member))
}

/// Whether there is any account.
pub async fn is_anybody(database: &Database) -> Result<bool, StorageError> {
    staff::is_anybody(database).await
}

/// The second factor of an account.
pub async fn factor_of(database: &Database, id: StaffId) -> Result<Factor, StorageError> {
    let Some(found) = second_factors::find(database, id).await? else { return Ok(Factor::None) };
    Ok(match found.confirmed_at {
        None => Factor::Offered { secret: found.secret },
        Some(since) => Factor::Confirmed { since, codes_left: second_factors::codes_left(database, id).await? },
    })
}

/// The living sessions of an account, the newest first.
pub async fn sessions_of(database: &Database, clock: &Clock, id: StaffId) -> Result<Vec<ListedSession>, StorageError> {
    let now = clock.now();
    sessions::list_of(database, id, now, now - IDLE).await
}
