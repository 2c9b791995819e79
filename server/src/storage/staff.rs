//! The accounts of the desk. Holds no personal data beyond the account's name, and never a password, only its hash.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Rights, Role, Slug};

use super::db::{Database, Row, Value, WriteTransaction};
use super::error::StorageError;
use super::sessions;

/// The number of an account; given once, never again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId(pub(super) i64);

/// The name that a person signs in with: 1 to 64 of the ASCII letters and digits and `. _ - + @`.
///
/// A letter or digit at least: a name made of dots would be no address. ASCII only, so that no two names look alike; capitals do not make another name.
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
    pub rights: Rights,
    /// Since when it cannot sign in, if so.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The day on which somebody was last signed in with it.
    pub seen_on: Option<NaiveDate>,
    /// Whether it has a password: whether its invitation was taken up.
    pub has_password: bool,
    /// Whether it has a second factor that counts.
    pub has_second_factor: bool,
}

/// Adds an account; [`StorageError::Taken`] if the name is in use. Without a password nobody can sign in with it yet.
pub async fn add(
    write: &mut WriteTransaction,
    account: &AccountName,
    rights: &Rights,
    password_hash: Option<&str>,
    at: DateTime<Utc>,
) -> Result<StaffId, StorageError> {
    let insert = "INSERT INTO staff (account, admin, password_hash, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
    let values = [account.as_str().into(), i64::from(rights.admin).into(), password_hash.into(), at.into()];
    let rows = write.fetch(insert, values).await?;
    let row = rows.first().ok_or(StorageError::AfterFailure)?;
    let id = StaffId(row.of("staff", "id").integer("id")?);
    give_posts(write, id, &rights.corridors).await?;
    Ok(id)
}

/// Gives an account these rights in place of those that it had; `false` if there is no such account.
pub async fn set_rights(write: &mut WriteTransaction, id: StaffId, rights: &Rights) -> Result<bool, StorageError> {
    write.execute("DELETE FROM posts WHERE staff_id = $1", [id.into()]).await?;
    let update = "UPDATE staff SET admin = $2 WHERE id = $1";
    if write.execute(update, [id.into(), i64::from(rights.admin).into()]).await? == 0 {
        return Ok(false);
    }
    give_posts(write, id, &rights.corridors).await?;
    Ok(true)
}

async fn give_posts(
    write: &mut WriteTransaction,
    id: StaffId,
    corridors: &BTreeMap<Slug, Role>,
) -> Result<(), StorageError> {
    for (corridor, role) in corridors {
        let insert = "INSERT INTO posts (staff_id, corridor, role) VALUES ($1, $2, $3)";
        write.execute(insert, [id.into(), corridor.into(), role.key().into()]).await?;
    }
    Ok(())
}

/// All accounts, by name.
pub async fn list(database: &Database) -> Result<Vec<Member>, StorageError> {
    let posts = database.fetch("SELECT staff_id, corridor, role FROM posts", []).await?;
    let rows = database.fetch(concat!(select!(), " ORDER BY account"), []).await?;
    rows.iter().map(|row| read(row, &posts).map(|(member, _)| member)).collect()
}

/// The account with this name, and the hash of its password if it has one.
pub async fn by_account(
    database: &Database,
    account: &AccountName,
) -> Result<Option<(Member, Option<String>)>, StorageError> {
    let row = database.fetch_optional(concat!(select!(), " WHERE account = $1"), [account.as_str().into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let id = row.of("staff", "id").integer("id")?;
    let posts = database.fetch(POSTS_OF, [id.into()]).await?;
    read(&row, &posts).map(Some)
}

/// The account with this number, as this transaction sees it, and the hash of its password if it has one.
pub async fn by_id(
    write: &mut WriteTransaction,
    id: StaffId,
) -> Result<Option<(Member, Option<String>)>, StorageError> {
    let row = write.fetch_optional(concat!(select!(), " WHERE id = $1"), [id.into()]).await?;
    let posts = write.fetch(POSTS_OF, [id.into()]).await?;
    row.as_ref().map(|row| read(row, &posts)).transpose()
}

/// The account with this name, as this transaction sees it.
pub async fn by_account_in(
    write: &mut WriteTransaction,
    account: &AccountName,
) -> Result<Option<Member>, StorageError> {
    let row = write.fetch_optional(concat!(select!(), " WHERE account = $1"), [account.as_str().into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let posts = write.fetch(POSTS_OF, [row.of("staff", "id").integer("id")?.into()]).await?;
    read(&row, &posts).map(|(member, _)| Some(member))
}

/// Whether there is any account.
pub async fn is_anybody(database: &Database) -> Result<bool, StorageError> {
    Ok(database.fetch_optional("SELECT id FROM staff LIMIT 1", []).await?.is_some())
}

/// The same, as a transaction sees it.
pub async fn is_anybody_in(write: &mut WriteTransaction) -> Result<bool, StorageError> {
    Ok(write.fetch_optional("SELECT id FROM staff LIMIT 1", []).await?.is_some())
}

/// Whether an admin besides this account can sign in.
pub async fn is_another_admin(write: &mut WriteTransaction, besides: StaffId) -> Result<bool, StorageError> {
    let select = "SELECT id FROM staff \
                  WHERE admin = 1 AND disabled_at IS NULL AND password_hash IS NOT NULL AND id <> $1 LIMIT 1";
    Ok(write.fetch_optional(select, [besides.into()]).await?.is_some())
}

/// Sets another password, or takes it away; touches neither sessions nor whether the account is disabled.
pub async fn put_password(
    write: &mut WriteTransaction,
    id: StaffId,
    password_hash: Option<&str>,
) -> Result<(), StorageError> {
    let update = "UPDATE staff SET password_hash = $2 WHERE id = $1";
    write.execute(update, [id.into(), password_hash.into()]).await?;
    Ok(())
}

/// Lets a disabled account in again; `false` if it was not disabled.
pub async fn enable(write: &mut WriteTransaction, id: StaffId) -> Result<bool, StorageError> {
    let update = "UPDATE staff SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL";
    Ok(write.execute(update, [id.into()]).await? == 1)
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
        "SELECT id, account, admin, password_hash, disabled_at, created_at, seen_on, \
         (SELECT count(*) FROM second_factors f WHERE f.staff_id = staff.id AND f.confirmed_at IS NOT NULL) AS factors \
         FROM staff"
    };
}
use select;

const POSTS_OF: &str = "SELECT staff_id, corridor, role FROM posts WHERE staff_id = $1";

fn read(row: &Row, posts: &[Row]) -> Result<(Member, Option<String>), StorageError> {
    let fields = row.of("staff", "id");
    let id = StaffId(fields.integer("id")?);
    let password_hash = fields.optional_text("password_hash")?;
    let member = Member {
        id,
        account: fields.parse("account")?,
        rights: Rights { admin: fields.integer("admin")? == 1, corridors: posts_among(posts, id)? },
        disabled_at: fields.optional_instant("disabled_at")?,
        created_at: fields.instant("created_at")?,
        seen_on: fields.optional_parse("seen_on")?,
        has_password: password_hash.is_some(),
        has_second_factor: fields.integer("factors")? > 0,
    };
    Ok((member, password_hash))
}

fn posts_among(posts: &[Row], id: StaffId) -> Result<BTreeMap<Slug, Role>, StorageError> {
    let mut found = BTreeMap::new();
    for post in posts {
        let fields = post.of("posts", "staff_id");
        if fields.integer("staff_id")? == id.0 {
            found.insert(fields.parse("corridor")?, fields.parse("role")?);
        }
    }
    Ok(found)
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
        let is_word = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
        if !is_word || text.len() > Self::MAX || !text.bytes().all(fits) {
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
