//! Which form made which revision, so that a form that arrives twice is answered once. Never holds what was typed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Slug;

use super::db::{Database, WriteTransaction};
use super::error::StorageError;
use super::journal::SubmissionLine;

/// A form that was answered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The hash of what it held then.
    pub content_hash: String,
    /// The revision that it made.
    pub seq: i64,
}

/// The earlier answer to the form with this key, if there was one.
pub async fn find(write: &mut WriteTransaction, key: &str) -> Result<Option<Submission>, StorageError> {
    let select = "SELECT key, content_hash, seq FROM submissions WHERE key = $1";
    let Some(row) = write.fetch_optional(select, [key.into()]).await? else { return Ok(None) };
    let fields = row.of("submissions", "key");
    Ok(Some(Submission { content_hash: fields.text("content_hash")?, seq: fields.integer("seq")? }))
}

/// The keys of the forms of a day that are stored, the newest first.
pub async fn keys_of_day(database: &Database, corridor: &Slug, date: NaiveDate) -> Result<Vec<String>, StorageError> {
    let select = "SELECT s.key FROM submissions s JOIN revisions r ON r.seq = s.seq \
                  WHERE r.corridor = $1 AND r.date = $2 ORDER BY s.seq DESC, s.key LIMIT 20";
    let rows = database.fetch(select, [corridor.into(), date.into()]).await?;
    rows.iter().map(|row| Ok(row.of("submissions", "key").text("key")?)).collect()
}

/// Notes which revision the form made; [`StorageError::Taken`] if it made one before.
pub async fn insert(
    write: &mut WriteTransaction,
    key: &str,
    submission: &Submission,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let insert = "INSERT INTO submissions (key, content_hash, seq, created_at) VALUES ($1, $2, $3, $4)";
    let values = [key.into(), submission.content_hash.as_str().into(), submission.seq.into(), at.into()];
    write.execute(insert, values).await?;
    if let Some(line) = write.pending.revision(submission.seq) {
        let (key, content_hash) = (key.to_owned(), submission.content_hash.clone());
        line.submissions.push(SubmissionLine { key, content_hash, created_at: at });
    }
    Ok(())
}

/// All forms by the revision that they made.
pub(super) async fn load_all(database: &Database) -> Result<BTreeMap<i64, Vec<SubmissionLine>>, StorageError> {
    let select = "SELECT key, content_hash, seq, created_at FROM submissions ORDER BY seq, key";
    let mut all: BTreeMap<i64, Vec<SubmissionLine>> = BTreeMap::new();
    for row in database.fetch(select, []).await? {
        let fields = row.of("submissions", "key");
        let line = SubmissionLine {
            key: fields.text("key")?,
            content_hash: fields.text("content_hash")?,
            created_at: fields.instant("created_at")?,
        };
        all.entry(fields.integer("seq")?).or_default().push(line);
    }
    Ok(all)
}
