//! The accounts of the desk. Holds no personal data beyond the account's name, and never a password, only its hash.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::Role;

use super::db::{Database, Row, Value, WriteTransaction};
use super::error::StorageError;
use super::sessions;

/// The number of an account; given once, never again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId(pub(super) i64);

/// The name that a person signs in with: 1 to 64 of the ASCII letters and digits and `. _ - + @`.
///
/// ASCII only, so that no two names look alike; capitals do not make another name.
#[derive(Clone, Debug)]
pub struct AccountName(String);

/// Why a text is no [`AccountName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a name for an account; expected 1 to 64 letters a–z, digits, and . _ - + @, without spaces")]
pub struct AccountNameError;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its number.
    pub id: StaffId,
    /// Its name.
    pub account: AccountName,
    /// What it is trusted with.
    pub role: Role,
    /// Since when it cannot sign in, if so.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Adds an account; [`StorageError::Taken`] if the name is in use.
pub async fn add(
    write: &mut WriteTransaction,
    account: &AccountName,
    role: Role,
    password_hash: &str,
    at: DateTime<Utc>,
) -> Result<StaffId, StorageError> {
    let insert = "INSERT INTO staff (account, role, password_hash, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
    let values = [account.as_str().into(), role.key().into(), password_hash.into(), at.into()];
    let rows = write.fetch(insert, values).await?;
    let row = rows.first().ok_or(StorageError::AfterFailure)?;
    Ok(StaffId(row.of("staff", "id").integer("id")?))
}

/// All accounts, by name.
pub async fn list(database: &Database) -> Result<Vec<Member>, StorageError> {
    database.fetch(concat!(select!(), " ORDER BY account"), []).await?.iter().map(read).collect()
}

/// The account with this name, and the hash of its password.
pub async fn by_account(database: &Database, account: &AccountName) -> Result<Option<(Member, String)>, StorageError> {
    let row = database.fetch_optional(concat!(select!(), " WHERE account = $1"), [account.as_str().into()]).await?;
    row.as_ref().map(read_with_hash).transpose()
}

/// The account with this number, as this transaction sees it, and the hash of its password.
pub async fn by_id(write: &mut WriteTransaction, id: StaffId) -> Result<Option<(Member, String)>, StorageError> {
    let row = write.fetch_optional(concat!(select!(), " WHERE id = $1"), [id.into()]).await?;
    row.as_ref().map(read_with_hash).transpose()
}

/// Sets another password, lets a disabled account in again, and ends all its sessions; `false` if there is no such
/// account.
pub async fn set_password(
    write: &mut WriteTransaction,
    account: &AccountName,
    password_hash: &str,
) -> Result<bool, StorageError> {
    sessions::delete_of(write, account).await?;
    let update = "UPDATE staff SET password_hash = $2, disabled_at = NULL WHERE account = $1";
    Ok(write.execute(update, [account.as_str().into(), password_hash.into()]).await? == 1)
}

/// Lets an account no longer in, and ends all its sessions; `false` if there is no such account.
pub async fn disable(
    write: &mut WriteTransaction,
    account: &AccountName,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    sessions::delete_of(write, account).await?;
    let update = "UPDATE staff SET disabled_at = coalesce(disabled_at, $2) WHERE account = $1";
    Ok(write.execute(update, [account.as_str().into(), at.into()]).await? == 1)
}

macro_rules! select {
    () => {
        "SELECT id, account, role, password_hash, disabled_at, created_at FROM staff"
    };
}
use select;

fn read(row: &Row) -> Result<Member, StorageError> {
    let fields = row.of("staff", "id");
    Ok(Member {
        id: StaffId(fields.integer("id")?),
        account: fields.parse("account")?,
        role: fields.parse("role")?,
        disabled_at: fields.optional_instant("disabled_at")?,
        created_at: fields.instant("created_at")?,
    })
}

fn read_with_hash(row: &Row) -> Result<(Member, String), StorageError> {
    Ok((read(row)?, row.of("staff", "id").text("password_hash")?))
}

impl AccountName {
    /// The longest name, in characters.
    pub const MAX: usize = 64;

    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = AccountNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+@".contains(&byte);
        if text.is_empty() || text.len() > Self::MAX || !text.bytes().all(fits) {
            return Err(AccountNameError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl PartialEq for AccountName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for AccountName {}

impl std::fmt::Display for AccountName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<StaffId> for Value {
    fn from(id: StaffId) -> Self {
        id.0.into()
    }
}
