//! Which account made a revision: for the rule that nobody approves their own. Not in the chain, never public.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Slug;

use super::db::{Database, Row, WriteTransaction};
use super::error::StorageError;

/// Accounts by the number of the revision that they made.
pub type Authors = BTreeMap<i64, String>;

/// Notes who made a revision; [`StorageError::Refused`] if that is noted already.
pub async fn insert(write: &mut WriteTransaction, seq: i64, account: &str) -> Result<(), StorageError> {
    let insert = "INSERT INTO authors (seq, account) VALUES ($1, $2)";
    write.execute(insert, [seq.into(), account.into()]).await?;
    if let Some(line) = write.pending.revision(seq) {
        line.account = Some(account.to_owned());
    }
    Ok(())
}

/// Who made a revision, as far as it was noted.
pub async fn of(database: &Database, seq: i64) -> Result<Option<String>, StorageError> {
    let row = database.fetch_optional("SELECT seq, account FROM authors WHERE seq = $1", [seq.into()]).await?;
    Ok(row.map(|row| row.of("authors", "seq").text("account")).transpose()?)
}

/// Who made all revisions, as far as it was noted.
pub(super) async fn load_all(database: &Database) -> Result<Authors, StorageError> {
    database.fetch("SELECT seq, account FROM authors ORDER BY seq", []).await?.iter().map(read).collect()
}

const OF_DAY: &str = "SELECT a.seq, a.account FROM authors a JOIN revisions r ON r.seq = a.seq \
                      WHERE r.corridor = $1 AND r.date = $2";

/// Who made the revisions of a day, as far as it was noted.
pub async fn of_day(database: &Database, corridor: &Slug, date: NaiveDate) -> Result<Authors, StorageError> {
    database.fetch(OF_DAY, [corridor.into(), date.into()]).await?.iter().map(read).collect()
}

/// The same for one who is about to write.
pub async fn of_day_in(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Authors, StorageError> {
    write.fetch(OF_DAY, [corridor.into(), date.into()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(i64, String), StorageError> {
    let fields = row.of("authors", "seq");
    Ok((fields.integer("seq")?, fields.text("account")?))
}
