//! The offices that make statements. Never holds a person.

use chrono::{DateTime, Utc};
use domain::Source;

use super::db::{Database, WriteTransaction};
use super::error::StorageError;

/// Stores a new source; [`StorageError::Taken`] if its slug or its name is in use.
pub async fn insert(write: &mut WriteTransaction, source: &Source, at: DateTime<Utc>) -> Result<(), StorageError> {
    let insert = "INSERT INTO sources (slug, name, kind, side, page, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        (&source.slug).into(),
        source.name.as_str().into(),
        source.kind.key().into(),
        source.side.as_ref().map(ToString::to_string).into(),
        source.page.as_ref().map(ToString::to_string).into(),
        at.into(),
    ];
    write.execute(insert, values).await?;
    Ok(())
}

/// All sources, by name.
pub async fn load_all(database: &Database) -> Result<Vec<Source>, StorageError> {
    let rows = database.fetch("SELECT slug, name, kind, side, page FROM sources ORDER BY name, slug", []).await?;
    let read = |row: &super::db::Row| {
        let fields = row.of("sources", "slug");
        Ok(Source {
            slug: fields.parse("slug")?,
            name: fields.parse("name")?,
            kind: fields.parse("kind")?,
            side: fields.optional_parse("side")?,
            page: fields.optional_parse("page")?,
        })
    };
    rows.iter().map(read).collect()
}
