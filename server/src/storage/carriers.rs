//! Spellings of carriers that turned out to be another one's. Carriers themselves stand in claims.

use chrono::{DateTime, Utc};
use domain::Label;
use domain::naming::Carriers;

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;

/// Notes that a spelling is another one's, in the place of what was noted before.
pub async fn join(
    write: &mut WriteTransaction,
    name: &Label,
    shown_as: &Label,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    write.pending.names = true;
    let insert = "INSERT INTO carriers (name, shown_as, changed_at) VALUES ($1, $2, $3) \
                  ON CONFLICT (name) DO UPDATE SET shown_as = $2, changed_at = $3";
    write.execute(insert, [name.as_str().into(), shown_as.as_str().into(), at.into()]).await?;
    Ok(())
}

/// Forgets it; `false` if nothing was noted.
pub async fn part(write: &mut WriteTransaction, name: &Label) -> Result<bool, StorageError> {
    write.pending.names = true;
    let deleted = write.execute("DELETE FROM carriers WHERE name = $1", [name.as_str().into()]).await?;
    Ok(deleted == 1)
}

/// Puts this in the place of all that is noted.
pub(super) async fn replace_all(
    write: &mut WriteTransaction,
    all: &Carriers,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    write.pending.names = true;
    write.execute("DELETE FROM carriers", []).await?;
    for (name, shown_as) in all {
        join(write, name, shown_as, at).await?;
    }
    Ok(())
}

/// All that is noted.
pub async fn load_all(database: &Database) -> Result<Carriers, StorageError> {
    read_all(&database.fetch(ALL, []).await?)
}

/// Gives all that is noted, for [`read_all`].
pub(super) const ALL: &str = "SELECT name, shown_as FROM carriers ORDER BY name";

pub(super) fn read_all(rows: &[Row]) -> Result<Carriers, StorageError> {
    let read = |row: &Row| {
        let fields = row.of("carriers", "name");
        Ok((fields.parse("name")?, fields.parse("shown_as")?))
    };
    rows.iter().map(read).collect()
}
