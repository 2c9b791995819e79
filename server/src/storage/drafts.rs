//! What somebody typed about a day, as a browser sent it, per author. May be invalid. Never reads its meaning.

use chrono::NaiveDate;
use domain::Slug;

use super::db::WriteTransaction;
use super::error::StorageError;

/// Removes all drafts of a day; gives how many there were.
pub async fn delete_of_day(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<u64, StorageError> {
    write.execute("DELETE FROM drafts WHERE corridor = $1 AND date = $2", [corridor.into(), date.into()]).await
}
