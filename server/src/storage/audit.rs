//! What was done, by whom, when: written beside the thing itself, in its transaction. Only ever appended; never holds
//! what a page must not show to an admin (passwords, tokens, what was typed).

use chrono::{DateTime, Utc};

use super::db::{Database, WriteTransaction};
use super::error::StorageError;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place, from 1, without a gap.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The account that did it.
    pub account: String,
    /// What was done, as `noun.verb`.
    pub verb: String,
    /// What it was done to, such as `lachin/2023-05-10`.
    pub subject: String,
    /// More about it.
    pub detail: Option<String>,
}

/// Writes a line. `verb` is a `noun.verb` such as `day.publish`.
pub async fn append(
    write: &mut WriteTransaction,
    at: DateTime<Utc>,
    account: &str,
    verb: &'static str,
    subject: &str,
    detail: Option<&str>,
) -> Result<(), StorageError> {
    let insert = "INSERT INTO audit (seq, at, account, verb, subject, detail) \
                  VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM audit), $1, $2, $3, $4, $5)";
    write.execute(insert, [at.into(), account.into(), verb.into(), subject.into(), detail.into()]).await?;
    Ok(())
}

/// The last lines, newest first.
pub async fn last(database: &Database, count: u32) -> Result<Vec<AuditLine>, StorageError> {
    let select = "SELECT seq, at, account, verb, subject, detail FROM audit ORDER BY seq DESC LIMIT $1";
    let rows = database.fetch(select, [i64::from(count).into()]).await?;
    let read = |row: &super::db::Row| {
        let fields = row.of("audit", "seq");
        Ok(AuditLine {
            seq: fields.integer("seq")?,
            at: fields.instant("at")?,
            account: fields.text("account")?,
            verb: fields.text("verb")?,
            subject: fields.text("subject")?,
            detail: fields.optional_text("detail")?,
        })
    };
    rows.iter().map(read).collect()
}
