//! What somebody typed about a day, as their browser sent it: one draft per corridor, day and author. Never read as a day
//! here, and given to nobody but its author.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::Slug;

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;
use super::staff::StaffId;

/// So long a draft is kept after it was last saved.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// The form's text, as a browser sends it.
    pub body: String,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
}

/// Keeps a draft in the place of the one that its author had of the day. Those that are too old go.
pub async fn save(write: &mut WriteTransaction, author: StaffId, draft: &StoredDraft) -> Result<(), StorageError> {
    forget_old(write, draft.saved_at).await?;
    let upsert = "INSERT INTO drafts (corridor, date, staff_id, body, saved_at) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (corridor, date, staff_id) DO UPDATE SET body = $4, saved_at = $5";
    let place = [(&draft.corridor).into(), draft.date.into(), author.0.into()];
    let [corridor, date, author] = place;
    let values = [corridor, date, author, draft.body.as_str().into(), draft.saved_at.into()];
    write.execute(upsert, values).await?;
    Ok(())
}

/// Keeps a draft for an account that has none of the day; an account that is not there keeps none.
pub async fn give_back(write: &mut WriteTransaction, account: &str, draft: &StoredDraft) -> Result<(), StorageError> {
    let insert = "INSERT INTO drafts (corridor, date, staff_id, body, saved_at) \
                  SELECT $1, $2, s.id, $4, $5 FROM staff s WHERE s.account = $3 AND NOT EXISTS \
                  (SELECT 1 FROM drafts d WHERE d.corridor = $1 AND d.date = $2 AND d.staff_id = s.id)";
    let body = draft.body.as_str().into();
    let values = [(&draft.corridor).into(), draft.date.into(), account.into(), body, draft.saved_at.into()];
    write.execute(insert, values).await?;
    Ok(())
}

/// Removes what an account typed about a day, and all drafts that are too old.
pub async fn remove(
    write: &mut WriteTransaction,
    account: &str,
    corridor: &Slug,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    forget_old(write, now).await?;
    let delete = "DELETE FROM drafts WHERE corridor = $1 AND date = $2 \
                  AND staff_id = (SELECT id FROM staff WHERE account = $3)";
    write.execute(delete, [corridor.into(), date.into(), account.into()]).await?;
    Ok(())
}

/// Removes one draft as it was saved at that moment; whether it was there.
pub async fn discard(
    write: &mut WriteTransaction,
    author: StaffId,
    corridor: &Slug,
    date: NaiveDate,
    saved_at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let delete = "DELETE FROM drafts WHERE corridor = $1 AND date = $2 AND staff_id = $3 AND saved_at = $4";
    let values = [corridor.into(), date.into(), author.0.into(), saved_at.into()];
    Ok(write.execute(delete, values).await? > 0)
}

async fn forget_old(write: &mut WriteTransaction, now: DateTime<Utc>) -> Result<(), StorageError> {
    write.execute("DELETE FROM drafts WHERE saved_at < $1", [(now - KEPT_FOR).into()]).await?;
    Ok(())
}

const OF_DAY: &str = "SELECT corridor, date, body, saved_at FROM drafts \
                      WHERE corridor = $1 AND date = $2 AND staff_id = $3 AND saved_at >= $4";

/// The draft that somebody has of a day, unless it is too old.
pub async fn of_day(
    database: &Database,
    author: StaffId,
    corridor: &Slug,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<StoredDraft>, StorageError> {
    let values = [corridor.into(), date.into(), author.0.into(), (now - KEPT_FOR).into()];
    database.fetch_optional(OF_DAY, values).await?.as_ref().map(read).transpose()
}

/// The same within a write: what nobody changes meanwhile.
pub async fn of_day_in(
    write: &mut WriteTransaction,
    author: StaffId,
    corridor: &Slug,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<StoredDraft>, StorageError> {
    let values = [corridor.into(), date.into(), author.0.into(), (now - KEPT_FOR).into()];
    write.fetch_optional(OF_DAY, values).await?.as_ref().map(read).transpose()
}

/// The same by the name of the account.
pub async fn of_account_in(
    write: &mut WriteTransaction,
    account: &str,
    corridor: &Slug,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<StoredDraft>, StorageError> {
    let select = "SELECT corridor, date, body, saved_at FROM drafts WHERE corridor = $1 AND date = $2 \
                  AND staff_id = (SELECT id FROM staff WHERE account = $3) AND saved_at >= $4";
    let values = [corridor.into(), date.into(), account.into(), (now - KEPT_FOR).into()];
    write.fetch_optional(select, values).await?.as_ref().map(read).transpose()
}

/// A draft without what was typed: its corridor, its day, and when it was last saved.
pub type KeptDay = (Slug, NaiveDate, DateTime<Utc>);

/// The days of which somebody has drafts that are not too old, the one that was saved last first.
pub async fn of_author(database: &Database, author: StaffId, now: DateTime<Utc>) -> Result<Vec<KeptDay>, StorageError> {
    let select = "SELECT corridor, date, saved_at FROM drafts \
                  WHERE staff_id = $1 AND saved_at >= $2 ORDER BY saved_at DESC, corridor, date";
    let rows = database.fetch(select, [author.0.into(), (now - KEPT_FOR).into()]).await?;
    let day = |row: &Row| -> Result<KeptDay, StorageError> {
        let fields = row.of("drafts", "date");
        Ok((fields.parse("corridor")?, fields.date("date")?, fields.instant("saved_at")?))
    };
    rows.iter().map(day).collect()
}

/// Those of one corridor: when each was saved.
pub async fn days_of_author(
    database: &Database,
    author: StaffId,
    corridor: &Slug,
    now: DateTime<Utc>,
) -> Result<BTreeMap<NaiveDate, DateTime<Utc>>, StorageError> {
    let all = of_author(database, author, now).await?;
    Ok(all.into_iter().filter(|(of, ..)| of == corridor).map(|(_, date, saved_at)| (date, saved_at)).collect())
}

fn read(row: &Row) -> Result<StoredDraft, StorageError> {
    let fields = row.of("drafts", "date");
    Ok(StoredDraft {
        corridor: fields.parse("corridor")?,
        date: fields.date("date")?,
        body: fields.text("body")?,
        saved_at: fields.instant("saved_at")?,
    })
}

/// Removes all drafts of a day; gives how many there were.
pub async fn delete_of_day(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<u64, StorageError> {
    write.execute("DELETE FROM drafts WHERE corridor = $1 AND date = $2", [corridor.into(), date.into()]).await
}
