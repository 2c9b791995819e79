//! The sessions of signed-in people, by the hash of their token. Never sees a token, and never judges a session's age.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::Rights;

use super::db::{Database, WriteTransaction};
use super::error::StorageError;
use super::staff::{AccountName, StaffId};

/// A session of an account that is not disabled.
#[derive(Clone, Debug)]
pub struct StoredSession {
    /// Names it to its own holder.
    pub id: SessionId,
    /// Whose it is.
    pub staff_id: StaffId,
    /// The account's name.
    pub account: AccountName,
    /// What the account is trusted with now.
    pub rights: Rights,
    /// How far its holder has come in.
    pub stage: Stage,
    /// When its holder was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
}

/// The number of a session: names it to its own holder, opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub i64);

/// A session as its own holder is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// Its number.
    pub id: SessionId,
    /// What kind of browser, in two words at most, if that is known.
    pub browser: Option<String>,
    /// Since when it lasts.
    pub created_at: DateTime<Utc>,
    /// When its holder was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
}

/// How far the holder of a session has come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Wholly.
    Whole,
    /// The password was right; the code of the second factor is still to come.
    Code,
    /// The account needs a second factor and has none yet: it can only set one up.
    Enrol,
}

/// A session that is to be stored.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// The hash of its token.
    pub token_hash: &'a str,
    /// Whose it is.
    pub staff_id: StaffId,
    /// How far its holder has come in.
    pub stage: Stage,
    /// What kind of browser, in two words at most.
    pub browser: Option<&'a str>,
    /// Now.
    pub at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
}

/// Stores a new session.
pub async fn insert(write: &mut WriteTransaction, new: NewSession<'_>) -> Result<(), StorageError> {
    let insert = "INSERT INTO sessions (token_hash, id, staff_id, stage, browser, created_at, seen_at, expires_at) \
                  VALUES ($1, (SELECT coalesce(max(id), 0) + 1 FROM sessions), $2, $3, $4, $5, $5, $6)";
    let values = [
        new.token_hash.into(),
        new.staff_id.into(),
        new.stage.key().into(),
        new.browser.into(),
        new.at.into(),
        new.expires_at.into(),
    ];
    write.execute(insert, values).await?;
    Ok(())
}

/// The session with this hash, if its account is not disabled.
pub async fn find(database: &Database, token_hash: &str) -> Result<Option<StoredSession>, StorageError> {
    let select = "SELECT s.token_hash, s.id, s.staff_id, s.stage, s.seen_at, s.expires_at, m.account, m.admin, \
                  p.corridor, p.role \
                  FROM sessions s JOIN staff m ON m.id = s.staff_id LEFT JOIN posts p ON p.staff_id = m.id \
                  WHERE s.token_hash = $1 AND m.disabled_at IS NULL";
    let rows = database.fetch(select, [token_hash.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let fields = row.of("sessions", "staff_id");
    let mut rights = Rights { admin: fields.integer("admin")? == 1, ..Rights::default() };
    for row in &rows {
        let post = row.of("posts", "staff_id");
        if let (Some(corridor), Some(role)) = (post.optional_parse("corridor")?, post.optional_parse("role")?) {
            rights.corridors.insert(corridor, role);
        }
    }
    Ok(Some(StoredSession {
        id: SessionId(fields.integer("id")?),
        staff_id: StaffId(fields.integer("staff_id")?),
        account: fields.parse("account")?,
        rights,
        stage: fields.parse("stage")?,
        seen_at: fields.instant("seen_at")?,
        expires_at: fields.instant("expires_at")?,
    }))
}

/// The living sessions of an account whose holder came wholly in, the newest first.
pub async fn list_of(
    database: &Database,
    id: StaffId,
    at: DateTime<Utc>,
    not_seen_since: DateTime<Utc>,
) -> Result<Vec<ListedSession>, StorageError> {
    let select = "SELECT id, browser, created_at, seen_at FROM sessions \
                  WHERE staff_id = $1 AND stage = 'whole' AND expires_at > $2 AND seen_at > $3 \
                  ORDER BY created_at DESC, id DESC";
    let rows = database.fetch(select, [id.into(), at.into(), not_seen_since.into()]).await?;
    let read = |row: &super::db::Row| {
        let fields = row.of("sessions", "id");
        Ok(ListedSession {
            id: SessionId(fields.integer("id")?),
            browser: fields.optional_text("browser")?,
            created_at: fields.instant("created_at")?,
            seen_at: fields.instant("seen_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Gives a session another token and stage; `false` if it is not there any more. Of two who do so at the same time one
/// comes too late.
pub async fn renew(
    write: &mut WriteTransaction,
    token_hash: &str,
    new_hash: &str,
    stage: Stage,
    expires_at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let update = "UPDATE sessions SET token_hash = $2, stage = $3, expires_at = $4 WHERE token_hash = $1";
    let values = [token_hash.into(), new_hash.into(), stage.key().into(), expires_at.into()];
    Ok(write.execute(update, values).await? == 1)
}

/// Notes that its holder was seen: to the minute on the session, to the day on the account.
pub async fn touch(write: &mut WriteTransaction, token_hash: &str, at: DateTime<Utc>) -> Result<(), StorageError> {
    let update = "UPDATE sessions SET seen_at = max(seen_at, $2) WHERE token_hash = $1";
    write.execute(update, [token_hash.into(), at.into()]).await?;
    let note = "UPDATE staff SET seen_on = max(coalesce(seen_on, ''), $2) \
                WHERE id = (SELECT staff_id FROM sessions WHERE token_hash = $1 AND stage = 'whole')";
    write.execute(note, [token_hash.into(), at.date_naive().into()]).await?;
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

/// Ends every session of everybody.
pub async fn delete_all(write: &mut WriteTransaction) -> Result<u64, StorageError> {
    write.execute("DELETE FROM sessions", []).await
}

/// Ends all sessions of an account but the one with this hash; gives how many.
pub async fn delete_others(write: &mut WriteTransaction, id: StaffId, but: &str) -> Result<u64, StorageError> {
    write.execute("DELETE FROM sessions WHERE staff_id = $1 AND token_hash <> $2", [id.into(), but.into()]).await
}

/// Ends one session of an account; `false` if the account has none of this number.
pub async fn delete_one(write: &mut WriteTransaction, id: StaffId, session: SessionId) -> Result<bool, StorageError> {
    let delete = "DELETE FROM sessions WHERE staff_id = $1 AND id = $2";
    Ok(write.execute(delete, [id.into(), session.0.into()]).await? == 1)
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

impl Stage {
    /// All stages.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Code, Self::Enrol];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Code => "code",
            Self::Enrol => "enrol",
        }
    }
}

impl FromStr for Stage {
    type Err = UnknownStage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|stage| stage.key() == text).ok_or(UnknownStage)
    }
}

/// A word that names no [`Stage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownStage;

impl fmt::Display for UnknownStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of whole, code, enrol")
    }
}

impl std::error::Error for UnknownStage {}
