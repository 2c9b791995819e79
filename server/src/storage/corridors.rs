//! The corridors and their settings. Never judges a setting: that is the domain's.

use chrono::{DateTime, Utc};
use domain::Corridor;

use super::db::{Database, Row, WriteTransaction};
use super::error::{Problem, StorageError};

/// Stores a new corridor; [`StorageError::Taken`] if its slug is in use.
pub async fn add(write: &mut WriteTransaction, corridor: &Corridor, at: DateTime<Utc>) -> Result<(), StorageError> {
    write.pending.names = true;
    let insert = "INSERT INTO corridors (slug, settings, created_at, changed_at) VALUES ($1, $2, $3, $3)";
    write.execute(insert, [(&corridor.slug).into(), text(corridor)?.into(), at.into()]).await?;
    Ok(())
}

/// Stores new settings of a corridor; `false` if there is no such corridor.
pub async fn change(
    write: &mut WriteTransaction,
    corridor: &Corridor,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    write.pending.names = true;
    let update = "UPDATE corridors SET settings = $2, changed_at = $3 WHERE slug = $1";
    let changed = write.execute(update, [(&corridor.slug).into(), text(corridor)?.into(), at.into()]).await?;
    Ok(changed == 1)
}

/// All corridors, by slug.
pub async fn load_all(database: &Database) -> Result<Vec<Corridor>, StorageError> {
    read_all(&database.fetch(ALL, []).await?)
}

/// Gives all corridors, for [`read_all`].
pub(super) const ALL: &str = "SELECT slug, settings FROM corridors ORDER BY slug";

pub(super) fn read_all(rows: &[Row]) -> Result<Vec<Corridor>, StorageError> {
    let read = |row: &Row| {
        let fields = row.of("corridors", "slug");
        let corridor: Corridor = fields.json("settings")?;
        // The settings name their corridor too: a row under another name would be served in its place.
        if corridor.slug.as_str() != fields.text("slug")? {
            return Err(fields.broken("settings", Problem::Unreadable).into());
        }
        Ok(corridor)
    };
    rows.iter().map(read).collect()
}

fn text(corridor: &Corridor) -> Result<String, StorageError> {
    serde_json::to_string(corridor).map_err(|error| StorageError::Database(Box::new(error)))
}
