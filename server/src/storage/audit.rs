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
    write.count_line();
    Ok(())
}

/// Which lines are meant. An empty text or none leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Stands in the subject or the detail, capitals or not.
    pub text: String,
    /// The account, whole.
    pub account: String,
    /// What was done, whole, or its noun alone.
    pub verb: String,
    /// From this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Up to, and without, this instant.
    pub until: Option<DateTime<Utc>>,
    /// Older than the line with this place.
    pub before: Option<i64>,
}

/// The last lines that are meant, newest first.
pub async fn search(database: &Database, wanted: &Wanted, count: u32) -> Result<Vec<AuditLine>, StorageError> {
    let select = "SELECT seq, at, account, verb, subject, detail FROM audit \
                  WHERE ($1 = '' OR instr(lower(subject || ' ' || coalesce(detail, '')), lower($1)) > 0) \
                  AND ($2 = '' OR account = $2 COLLATE NOCASE) \
                  AND ($3 = '' OR verb = $3 OR substr(verb, 1, length($3) + 1) = $3 || '.') \
                  AND ($4 IS NULL OR at >= $4) AND ($5 IS NULL OR at < $5) AND ($6 IS NULL OR seq < $6) \
                  ORDER BY seq DESC LIMIT $7";
    let values = [
        wanted.text.as_str().into(),
        wanted.account.as_str().into(),
        wanted.verb.as_str().into(),
        wanted.from.into(),
        wanted.until.into(),
        wanted.before.into(),
        i64::from(count).into(),
    ];
    database.fetch(select, values).await?.iter().map(read).collect()
}

/// Every verb that was ever written, in order.
pub async fn verbs(database: &Database) -> Result<Vec<String>, StorageError> {
    let rows = database.fetch("SELECT DISTINCT verb FROM audit ORDER BY verb", []).await?;
    rows.iter().map(|row| Ok(row.of("audit", "verb").text("verb")?)).collect()
}

/// The last lines, newest first.
pub async fn last(database: &Database, count: u32) -> Result<Vec<AuditLine>, StorageError> {
    search(database, &Wanted::default(), count).await
}

fn read(row: &super::db::Row) -> Result<AuditLine, StorageError> {
    let fields = row.of("audit", "seq");
    Ok(AuditLine {
        seq: fields.integer("seq")?,
        at: fields.instant("at")?,
        account: fields.text("account")?,
        verb: fields.text("verb")?,
        subject: fields.text("subject")?,
        detail: fields.optional_text("detail")?,
    })
}
