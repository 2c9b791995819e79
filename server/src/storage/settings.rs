//! What the installation says of itself, by name. Never judges a value.

use chrono::{DateTime, Utc};

use super::db::{Database, WriteTransaction};
use super::error::StorageError;

/// The name of the organisation that keeps the record.
pub const ORGANISATION: &str = "organisation";
/// How the organisation is reached.
pub const CONTACT: &str = "contact";
/// What was typed into the pages of the first start so far.
pub const SET_UP: &str = "set_up";

/// What names of accounts in browsers are made with, so that nobody else can make them.
pub const BROWSERS: &str = "browsers";

/// A setting, if it was ever set.
pub async fn get(database: &Database, name: &'static str) -> Result<Option<String>, StorageError> {
    let row = database.fetch_optional("SELECT name, value FROM settings WHERE name = $1", [name.into()]).await?;
    Ok(row.map(|row| row.of("settings", "name").text("value")).transpose()?)
}

/// Sets a setting; nothing takes it away.
pub async fn set(
    write: &mut WriteTransaction,
    name: &'static str,
    value: Option<&str>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    write.pending.names |= name == ORGANISATION || name == CONTACT;
    let Some(value) = value else {
        write.execute("DELETE FROM settings WHERE name = $1", [name.into()]).await?;
        return Ok(());
    };
    let upsert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) \
                  ON CONFLICT (name) DO UPDATE SET value = $2, changed_at = $3";
    write.execute(upsert, [name.into(), value.into(), at.into()]).await?;
    Ok(())
}
