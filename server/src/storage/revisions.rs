//! The revisions of all days, in the order in which they were stored. Only ever appended; never reads a document's
//! meaning.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{ChangeKind, Redaction, RevisionState, Role, Slug};

use super::chain::{self, Head, Metadata};
use super::db::stored_copy::StoredCopy;
use super::db::{Database, Row, WriteTransaction};
use super::documents;
use super::error::{Problem, StorageError};
use super::journal::RevisionLine;
use crate::faults::{self, Fault};

/// A revision that is to be stored.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// What happens to the day.
    pub state: RevisionState,
    /// The day's report: the exact text that is hashed.
    pub document: String,
    /// Of a change after publication.
    pub change_kind: Option<ChangeKind>,
    /// The public reason.
    pub reason: Option<String>,
    /// The role of its author.
    pub role: Role,
    /// Now.
    pub recorded_at: DateTime<Utc>,
    /// When it becomes public, if it does.
    pub published_at: Option<DateTime<Utc>>,
}

/// A revision as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRevision {
    /// Its place in the order of all revisions, from 1, without a gap.
    pub seq: i64,
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// What happened to the day.
    pub state: RevisionState,
    /// The day's report.
    pub document: StoredDocument,
    /// The SHA-256 of the document.
    pub document_hash: String,
    /// Of a change after publication.
    pub change_kind: Option<ChangeKind>,
    /// The public reason.
    pub reason: Option<String>,
    /// The role of its author.
    pub role: Role,
    /// When it was stored.
    pub recorded_at: DateTime<Utc>,
    /// When it became public, if it did.
    pub published_at: Option<DateTime<Utc>>,
    /// The hash of the revision before it.
    pub previous_hash: String,
    /// The hash of the chain up to and with this revision.
    pub hash: String,
}

/// The document of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredDocument {
    /// The exact text that was hashed.
    Kept(String),
    /// It was removed for good; its hash stays in the chain.
    Redacted(Redaction),
}

/// Where a revision was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its place.
    pub seq: i64,
    /// The hash of the chain up to and with it.
    pub hash: String,
    /// When it counts as stored: never before the revision before it.
    pub recorded_at: DateTime<Utc>,
    /// When it became public, if it did.
    pub published_at: Option<DateTime<Utc>>,
}

impl StoredRevision {
    /// What of it goes into its hash, beside the document.
    pub fn metadata(&self) -> Metadata<'_> {
        Metadata {
            seq: self.seq,
            corridor: &self.corridor,
            date: self.date,
            state: self.state,
            change_kind: self.change_kind,
            reason: self.reason.as_deref(),
            role: self.role,
            recorded_at: self.recorded_at,
            published_at: self.published_at,
        }
    }
}

/// Stores a revision behind the last one.
pub async fn append(write: &mut WriteTransaction, new: NewRevision) -> Result<Appended, StorageError> {
    let mut new = new;
    let last = last_of(write).await?;
    if let Some(before) = last.recorded_at {
        follow_in_time(&mut new, before)?;
    }
    let document_hash = documents::keep(write, new.document.clone()).await?;
    let last = last.head;
    let seq = last.seq + 1;
    let metadata = Metadata {
        seq,
        corridor: &new.corridor,
        date: new.date,
        state: new.state,
        change_kind: new.change_kind,
        reason: new.reason.as_deref(),
        role: new.role,
        recorded_at: new.recorded_at,
        published_at: new.published_at,
    };
    let hash = chain::link(&last.hash, &document_hash, &metadata);
    let stored = StoredRevision {
        seq,
        corridor: new.corridor.clone(),
        date: new.date,
        state: new.state,
        document: StoredDocument::Kept(new.document),
        document_hash: document_hash.clone(),
        change_kind: new.change_kind,
        reason: new.reason.clone(),
        role: new.role,
        recorded_at: new.recorded_at,
        published_at: new.published_at,
        previous_hash: last.hash,
        hash: hash.clone(),
    };
    insert(write, &stored).await?;
    write.pending.revisions.push(RevisionLine::of(stored));
    Ok(Appended { seq, hash, recorded_at: new.recorded_at, published_at: new.published_at })
}

/// Stores a revision as it was stored before, with its document; [`StorageError::Refused`] unless it follows the last one.
pub(super) async fn store_again(write: &mut WriteTransaction, stored: &StoredRevision) -> Result<(), StorageError> {
    if let StoredDocument::Kept(text) = &stored.document {
        documents::keep(write, text.clone()).await?;
    }
    insert(write, stored).await
}

async fn insert(write: &mut WriteTransaction, stored: &StoredRevision) -> Result<(), StorageError> {
    let values = [
        stored.seq.into(),
        (&stored.corridor).into(),
        stored.date.into(),
        stored.state.key().into(),
        stored.document_hash.as_str().into(),
        stored.change_kind.map(ChangeKind::key).into(),
        stored.reason.as_deref().into(),
        stored.role.key().into(),
        stored.recorded_at.into(),
        stored.published_at.into(),
        stored.previous_hash.as_str().into(),
        stored.hash.as_str().into(),
    ];
    let insert = "INSERT INTO revisions (seq, corridor, date, state, document_hash, change_kind, reason, role, \
                  recorded_at, published_at, previous_hash, hash) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    write.execute(insert, values).await?;
    Ok(())
}

/// So far behind the last revision a clock may be: it was set right, by a little.
const CLOCK_SLACK: TimeDelta = TimeDelta::hours(1);

/// The order of revisions is that of their numbers; their times never contradict it. A clock that was set back a little
/// gives the time of the revision before; one that is far behind is wrong, and nothing is dated by it.
fn follow_in_time(new: &mut NewRevision, before: DateTime<Utc>) -> Result<(), StorageError> {
    if new.recorded_at >= before || faults::is_set(Fault::TrustTheClock) {
        return Ok(());
    }
    if is_far_behind(new.recorded_at, before) {
        return Err(StorageError::ClockBehind { now: new.recorded_at, last: before });
    }
    new.recorded_at = before;
    new.published_at = new.published_at.map(|at| at.max(before));
    Ok(())
}

/// Whether a clock is too far behind the last revision to be right.
pub fn is_far_behind(now: DateTime<Utc>, last: DateTime<Utc>) -> bool {
    last - now > CLOCK_SLACK && !faults::is_set(Fault::TrustTheClock)
}

struct Last {
    head: Head,
    recorded_at: Option<DateTime<Utc>>,
}

async fn last_of(write: &mut WriteTransaction) -> Result<Last, StorageError> {
    let select = "SELECT seq, hash, recorded_at FROM revisions ORDER BY seq DESC LIMIT 1";
    let Some(row) = write.fetch_optional(select, []).await? else {
        return Ok(Last { head: Head::origin(), recorded_at: None });
    };
    let recorded_at = Some(row.of("revisions", "seq").instant("recorded_at")?);
    Ok(Last { head: read_head(&row)?, recorded_at })
}

/// All revisions with their documents, in order.
pub async fn load_all(database: &Database) -> Result<Vec<StoredRevision>, StorageError> {
    database.fetch(concat!(select!(), " ORDER BY r.seq"), []).await?.iter().map(read).collect()
}

/// The schema since which documents can be redacted.
const REDACTIONS_SINCE: i64 = 2;

/// The next revisions of a stored copy behind one of them, in order; at most so many. The copy may have any schema.
pub(super) async fn load_behind(
    copy: &mut StoredCopy,
    schema: i64,
    seq: i64,
    most: i64,
) -> Result<Vec<StoredRevision>, StorageError> {
    let values = [seq.into(), most.into()];
    let rows = if schema < REDACTIONS_SINCE {
        let before_redactions = "SELECT r.seq, r.corridor, r.date, r.state, r.document_hash, r.change_kind, r.reason, \
             r.role, r.recorded_at, r.published_at, r.previous_hash, r.hash, d.body, NULL AS redacted_at, \
             NULL AS redacted_why FROM revisions r LEFT JOIN documents d ON d.hash = r.document_hash \
             WHERE r.seq > $1 ORDER BY r.seq LIMIT $2";
        copy.fetch(before_redactions, values).await?
    } else {
        copy.fetch(concat!(select!(), " WHERE r.seq > $1 ORDER BY r.seq LIMIT $2"), values).await?
    };
    rows.iter().map(read).collect()
}

/// All revisions of one day, in order.
pub async fn load_day(
    database: &Database,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Vec<StoredRevision>, StorageError> {
    let sql = concat!(select!(), " WHERE r.corridor = $1 AND r.date = $2 ORDER BY r.seq");
    database.fetch(sql, [corridor.into(), date.into()]).await?.iter().map(read).collect()
}

/// The last revision of one day, if it has any.
pub async fn last_of_day(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Option<StoredRevision>, StorageError> {
    let sql = concat!(select!(), " WHERE r.corridor = $1 AND r.date = $2 ORDER BY r.seq DESC LIMIT 1");
    write.fetch_optional(sql, [corridor.into(), date.into()]).await?.as_ref().map(read).transpose()
}

/// The same for one who is about to write: what an edit must be based on cannot change any more.
pub async fn load_day_in(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Vec<StoredRevision>, StorageError> {
    let sql = concat!(select!(), " WHERE r.corridor = $1 AND r.date = $2 ORDER BY r.seq");
    write.fetch(sql, [corridor.into(), date.into()]).await?.iter().map(read).collect()
}

/// A day whose newest revision waits for a second person or was returned with a note.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsettled {
    /// Its newest revision.
    pub revision: StoredRevision,
    /// The account that submitted it last, as far as that was noted.
    pub submitter: Option<String>,
    /// The accounts that had a part in what waits: who made one of the submissions that follow one another.
    pub parts: Vec<String>,
}

/// One revision of a day's course: its place, its state, the account that made it.
type Stage = (i64, RevisionState, Option<String>);

/// All days whose newest revision waits for a second person or was returned with a note, by corridor and day: what its own
/// author took back has no note, and is nobody's any more. Two statements, however many days there are.
pub async fn unsettled(database: &Database) -> Result<Vec<Unsettled>, StorageError> {
    let newest = concat!(
        select!(),
        " WHERE r.seq IN (SELECT max(n.seq) FROM revisions n GROUP BY n.corridor, n.date) \
         AND (r.state = 'submitted' OR (r.state = 'returned' AND r.reason IS NOT NULL)) ORDER BY r.corridor, r.date"
    );
    let courses = "SELECT r.seq, r.corridor, r.date, r.state, a.account FROM revisions w \
                   JOIN revisions r ON r.corridor = w.corridor AND r.date = w.date \
                   LEFT JOIN authors a ON a.seq = r.seq \
                   WHERE w.seq IN (SELECT max(n.seq) FROM revisions n GROUP BY n.corridor, n.date) \
                   AND (w.state = 'submitted' OR (w.state = 'returned' AND w.reason IS NOT NULL)) ORDER BY r.seq DESC";
    let mut days = Vec::new();
    for row in database.fetch(newest, []).await? {
        days.push(Unsettled { revision: read(&row)?, submitter: None, parts: Vec::new() });
    }
    let mut courses_of: BTreeMap<(Slug, NaiveDate), Vec<Stage>> = BTreeMap::new();
    for row in database.fetch(courses, []).await? {
        let fields = row.of("revisions", "seq");
        let state = (fields.integer("seq")?, fields.parse("state")?, fields.optional_text("account")?);
        courses_of.entry((fields.parse("corridor")?, fields.date("date")?)).or_default().push(state);
    }
    for day in &mut days {
        let at = (day.revision.corridor.clone(), day.revision.date);
        let course = courses_of.remove(&at).unwrap_or_default();
        // What was stored between the two statements is of the next time.
        let course: Vec<_> = course.into_iter().filter(|(seq, ..)| *seq <= day.revision.seq).collect();
        let is_submitted = |(_, state, _): &&Stage| *state == RevisionState::Submitted;
        day.submitter = course.iter().filter(is_submitted).find_map(|(.., account)| account.clone());
        day.parts = course.iter().take_while(is_submitted).filter_map(|(.., account)| account.clone()).collect();
    }
    Ok(days)
}

/// The last state of one day that is public, or hidden by a withdrawal.
pub async fn last_public_of_day(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Option<StoredRevision>, StorageError> {
    let sql = concat!(
        select!(),
        " WHERE r.corridor = $1 AND r.date = $2 AND r.published_at IS NOT NULL ORDER BY r.seq DESC LIMIT 1"
    );
    write.fetch_optional(sql, [corridor.into(), date.into()]).await?.as_ref().map(read).transpose()
}

/// A revision by its place, and all that hold the same document, in order.
pub async fn with_document_of(write: &mut WriteTransaction, seq: i64) -> Result<Vec<StoredRevision>, StorageError> {
    let sql = concat!(
        select!(),
        " WHERE r.document_hash = (SELECT document_hash FROM revisions WHERE seq = $1) ORDER BY r.seq"
    );
    write.fetch(sql, [seq.into()]).await?.iter().map(read).collect()
}

/// The end of the chain, as it is stored (not verified).
pub async fn head(database: &Database) -> Result<Head, StorageError> {
    let row = database.fetch_optional(HEAD, []).await?;
    Ok(row.as_ref().map(read_head).transpose()?.unwrap_or_else(Head::origin))
}

const HEAD: &str = "SELECT seq, hash FROM revisions ORDER BY seq DESC LIMIT 1";

macro_rules! select {
    () => {
        "SELECT r.seq, r.corridor, r.date, r.state, r.document_hash, r.change_kind, r.reason, r.role, r.recorded_at, \
         r.published_at, r.previous_hash, r.hash, d.body, x.at AS redacted_at, x.reason AS redacted_why \
         FROM revisions r LEFT JOIN documents d ON d.hash = r.document_hash \
         LEFT JOIN redactions x ON x.document_hash = r.document_hash"
    };
}
use select;

fn read_head(row: &Row) -> Result<Head, StorageError> {
    let fields = row.of("revisions", "seq");
    Ok(Head { seq: fields.integer("seq")?, hash: fields.text("hash")? })
}

fn read(row: &Row) -> Result<StoredRevision, StorageError> {
    let fields = row.of("revisions", "seq");
    let missing = || fields.broken("document_hash", Problem::Missing);
    let document = match (fields.optional_instant("redacted_at")?, fields.optional_text("body")?) {
        (Some(at), _) => StoredDocument::Redacted(Redaction { at, reason: fields.text("redacted_why")? }),
        (None, Some(text)) => StoredDocument::Kept(text),
        (None, None) => return Err(missing().into()),
    };
    Ok(StoredRevision {
        seq: fields.integer("seq")?,
        corridor: fields.parse("corridor")?,
        date: fields.date("date")?,
        state: fields.parse("state")?,
        document,
        document_hash: fields.text("document_hash")?,
        change_kind: fields.optional_parse("change_kind")?,
        reason: fields.optional_text("reason")?,
        role: fields.parse("role")?,
        recorded_at: fields.instant("recorded_at")?,
        published_at: fields.optional_instant("published_at")?,
        previous_hash: fields.text("previous_hash")?,
        hash: fields.text("hash")?,
    })
}
