//! Links that work once, by the hash of their token. Never sees a token, and never judges a link's age.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;
use super::staff::StaffId;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// To set up an installation that has no account.
    SetUp,
    /// To take up an invitation: the account has no password yet.
    Invitation,
    /// To choose a new password.
    Reset,
}

/// A link that was not used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLink {
    /// What it is for.
    pub kind: LinkKind,
    /// The account that it is for, if it is for one.
    pub staff_id: Option<StaffId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is of no use.
    pub expires_at: DateTime<Utc>,
}

/// Stores a new link in place of all others of its kind for the same account.
pub async fn replace(write: &mut WriteTransaction, token_hash: &str, link: &StoredLink) -> Result<(), StorageError> {
    match link.staff_id {
        Some(id) => delete_of(write, id).await?,
        None => delete_all(write, link.kind).await?,
    }
    let insert = "INSERT INTO links (token_hash, kind, staff_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        token_hash.into(),
        link.kind.key().into(),
        link.staff_id.into(),
        link.created_at.into(),
        link.expires_at.into(),
    ];
    write.execute(insert, values).await?;
    Ok(())
}

/// The link with this hash.
pub async fn find(database: &Database, token_hash: &str) -> Result<Option<StoredLink>, StorageError> {
    let row = database.fetch_optional(SELECT, [token_hash.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// Takes the link with this hash away and gives it: who comes second finds none.
pub async fn take(write: &mut WriteTransaction, token_hash: &str) -> Result<Option<StoredLink>, StorageError> {
    let row = write.fetch_optional(SELECT, [token_hash.into()]).await?;
    write.execute("DELETE FROM links WHERE token_hash = $1", [token_hash.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// Takes all links of an account away.
pub async fn delete_of(write: &mut WriteTransaction, id: StaffId) -> Result<(), StorageError> {
    write.execute("DELETE FROM links WHERE staff_id = $1", [id.into()]).await?;
    Ok(())
}

/// Makes every link useless that was not used.
pub async fn delete_every(write: &mut WriteTransaction) -> Result<u64, StorageError> {
    write.execute("DELETE FROM links", []).await
}

/// Takes all links of a kind away.
pub async fn delete_all(write: &mut WriteTransaction, kind: LinkKind) -> Result<(), StorageError> {
    write.execute("DELETE FROM links WHERE kind = $1", [kind.key().into()]).await?;
    Ok(())
}

const SELECT: &str = "SELECT token_hash, kind, staff_id, created_at, expires_at FROM links WHERE token_hash = $1";

fn read(row: &Row) -> Result<StoredLink, StorageError> {
    // A hash of a token names no link in a log: its kind does.
    let fields = row.of("links", "kind");
    Ok(StoredLink {
        kind: fields.parse("kind")?,
        staff_id: fields.optional_integer("staff_id")?.map(StaffId),
        created_at: fields.instant("created_at")?,
        expires_at: fields.instant("expires_at")?,
    })
}

impl LinkKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::SetUp, Self::Invitation, Self::Reset];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

impl FromStr for LinkKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.key() == text).ok_or(UnknownKind)
    }
}

/// A word that names no [`LinkKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of set_up, invitation, reset")
    }
}

impl std::error::Error for UnknownKind {}
