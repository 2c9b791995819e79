//! Locked days that a lead opened, and until when. What was opened before is in the audit.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Slug;

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;

/// Opens a day until a moment, in the place of an earlier opening.
pub async fn open(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
    reason: &str,
) -> Result<(), StorageError> {
    let upsert = "INSERT INTO openings (corridor, date, opened_at, until, reason) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (corridor, date) DO UPDATE SET opened_at = $3, until = $4, reason = $5";
    let values = [corridor.into(), date.into(), now.into(), until.into(), reason.into()];
    write.execute(upsert, values).await?;
    Ok(())
}

const UNTIL: &str = "SELECT date, until FROM openings WHERE corridor = $1 AND date = $2";

/// Until when a day was last opened, if ever.
pub async fn until(
    database: &Database,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Option<DateTime<Utc>>, StorageError> {
    read(database.fetch_optional(UNTIL, [corridor.into(), date.into()]).await?.as_ref())
}

/// All days that are open at a moment, and until when.
pub async fn open_at(
    database: &Database,
    now: DateTime<Utc>,
) -> Result<Vec<(Slug, NaiveDate, DateTime<Utc>)>, StorageError> {
    let select = "SELECT corridor, date, until FROM openings WHERE until > $1 ORDER BY corridor, date";
    let read = |row: &Row| {
        let fields = row.of("openings", "date");
        Ok((fields.parse("corridor")?, fields.date("date")?, fields.instant("until")?))
    };
    database.fetch(select, [now.into()]).await?.iter().map(read).collect()
}

/// Until when a day was last opened, for one who is about to write.
pub async fn until_in(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Option<DateTime<Utc>>, StorageError> {
    read(write.fetch_optional(UNTIL, [corridor.into(), date.into()]).await?.as_ref())
}

fn read(row: Option<&Row>) -> Result<Option<DateTime<Utc>>, StorageError> {
    Ok(row.map(|row| row.of("openings", "date").instant("until")).transpose()?)
}
