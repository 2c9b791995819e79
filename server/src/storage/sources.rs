//! The offices that make statements, what they were merged into, which are withheld. Never holds a person.

use chrono::{DateTime, Utc};
use domain::{KnownSource, Slug, Source};

use super::db::{Database, Row, WriteTransaction};
use super::error::{Problem, StorageError};

/// Stores a new source; [`StorageError::Taken`] if its slug or its name is in use.
pub async fn insert(write: &mut WriteTransaction, source: &Source, at: DateTime<Utc>) -> Result<(), StorageError> {
    write.pending.names = true;
    let insert = "INSERT INTO sources (slug, name, kind, side, page, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let [slug, name, kind, side, page] = values(source);
    write.execute(insert, [slug, name, kind, side, page, at.into()]).await?;
    Ok(())
}

/// Stores another name, kind, side and page of a source; [`StorageError::Taken`] if its name is in use.
pub async fn change(write: &mut WriteTransaction, source: &Source) -> Result<(), StorageError> {
    write.pending.names = true;
    let update = "UPDATE sources SET name = $2, kind = $3, side = $4, page = $5 WHERE slug = $1";
    write.execute(update, values(source)).await?;
    Ok(())
}

/// Notes that a source turned out to be another one; none takes that back.
pub async fn merge(write: &mut WriteTransaction, slug: &Slug, into: Option<&Slug>) -> Result<(), StorageError> {
    write.pending.names = true;
    let update = "UPDATE sources SET merged_into = $2 WHERE slug = $1";
    write.execute(update, [slug.into(), into.map(ToString::to_string).into()]).await?;
    Ok(())
}

/// Withholds who a source is, under the next free number. A number that was given is not another source's.
pub async fn withhold(write: &mut WriteTransaction, slug: &Slug) -> Result<(), StorageError> {
    write.pending.names = true;
    let update = "UPDATE sources SET withheld = (SELECT max(withheld) + 1 FROM sources) WHERE slug = $1";
    write.execute(update, [slug.into()]).await?;
    Ok(())
}

/// Tells again who a source is.
pub async fn tell(write: &mut WriteTransaction, slug: &Slug) -> Result<(), StorageError> {
    write.pending.names = true;
    write.execute("UPDATE sources SET withheld = 0 WHERE slug = $1", [slug.into()]).await?;
    Ok(())
}

/// Puts these sources in the place of all that are stored.
pub(super) async fn replace_all(write: &mut WriteTransaction, all: &[KnownSource]) -> Result<(), StorageError> {
    write.pending.names = true;
    // All at once: names may have changed hands.
    write.execute("DELETE FROM sources", []).await?;
    let insert = "INSERT INTO sources (slug, name, kind, side, page, created_at, withheld, merged_into) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    for known in all {
        let [slug, name, kind, side, page] = values(&known.source);
        let withheld = i64::from(known.withheld.unwrap_or(0));
        let merged_into = known.merged_into.as_ref().map(ToString::to_string);
        write
            .execute(insert, [slug, name, kind, side, page, known.since.into(), withheld.into(), merged_into.into()])
            .await?;
    }
    Ok(())
}

fn values(source: &Source) -> [super::db::Value; 5] {
    [
        (&source.slug).into(),
        source.name.as_str().into(),
        source.kind.key().into(),
        source.side.as_ref().map(ToString::to_string).into(),
        source.page.as_ref().map(ToString::to_string).into(),
    ]
}

/// All sources, by name.
pub async fn load_all(database: &Database) -> Result<Vec<KnownSource>, StorageError> {
    read_all(&database.fetch(ALL, []).await?)
}

/// Gives all sources, for [`read_all`].
pub(super) const ALL: &str =
    "SELECT slug, name, kind, side, page, created_at, withheld, merged_into FROM sources ORDER BY name, slug";

pub(super) fn read_all(rows: &[Row]) -> Result<Vec<KnownSource>, StorageError> {
    let read = |row: &Row| {
        let fields = row.of("sources", "slug");
        let withheld = u32::try_from(fields.integer("withheld")?);
        let withheld = withheld.map_err(|_| fields.broken("withheld", Problem::Unreadable))?;
        Ok(KnownSource {
            source: Source {
                slug: fields.parse("slug")?,
                name: fields.parse("name")?,
                kind: fields.parse("kind")?,
                side: fields.optional_parse("side")?,
                page: fields.optional_parse("page")?,
            },
            merged_into: fields.optional_parse("merged_into")?,
            withheld: (withheld > 0).then_some(withheld),
            since: fields.instant("created_at")?,
        })
    };
    rows.iter().map(read).collect()
}
