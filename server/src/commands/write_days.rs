//! What publishing a day and importing many have in common: sources on sight, revisions appended, the record swapped.
//! Authorises nothing and begins no transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::source::SourceBook;
use domain::{ChangeKind, DayReport, Revision, RevisionState, Role, Slug, Source};

use crate::records::{RecordError, read_revision};
use crate::state::State;
use crate::storage::{NewRevision, StorageError, WriteTransaction, authors, revisions, sources};

/// Why a day was not written. Nothing of the transaction is stored.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The storage refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The document could not be written as text.
    #[error("the day’s document could not be written: {0}")]
    Document(#[from] serde_json::Error),
    /// It was stored, but the record in memory could not follow.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl WriteError {
    /// Whether the machine’s clock is wrong.
    pub fn is_about_the_clock(&self) -> bool {
        matches!(self, Self::Storage(StorageError::ClockBehind { .. }))
    }
}

/// A day that is to be stored.
#[derive(Clone, Debug)]
pub struct DayToWrite {
    /// The whole day.
    pub report: DayReport,
    /// Of a change of a public day: its kind.
    pub change_kind: Option<ChangeKind>,
    /// Of a change or a withdrawal: the public reason. Of a day that is returned: the note for its writer.
    pub reason: Option<String>,
}

impl DayToWrite {
    /// A day with the kind and the reason of its change, if it is one.
    pub fn new(report: DayReport, change: Option<(ChangeKind, String)>) -> Self {
        let (change_kind, reason) = change.unzip();
        Self { report, change_kind, reason }
    }
}

/// Who writes: the account, for the audit and for the rule that nobody approves their own; the role, for the history.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// The account. Never public.
    pub account: &'a str,
    /// The role in which it acts.
    pub role: Role,
}

/// Appends one revision: public at once if its state is.
pub async fn append(
    write: &mut WriteTransaction,
    day: DayToWrite,
    state: RevisionState,
    author: Author<'_>,
    now: DateTime<Utc>,
) -> Result<Revision, WriteError> {
    let is_public = matches!(state, RevisionState::Published | RevisionState::Withdrawn);
    let published_at = is_public.then_some(now);
    let role = author.role;
    let (change_kind, reason) = (day.change_kind, day.reason);
    let new = NewRevision {
        corridor: day.report.corridor.clone(),
        date: day.report.date,
        state,
        document: serde_json::to_string(&day.report)?,
        change_kind,
        reason: reason.clone(),
        role,
        recorded_at: now,
        published_at,
    };
    let appended = revisions::append(write, new).await?;
    authors::insert(write, appended.seq, author.account).await?;
    Ok(Revision {
        seq: appended.seq,
        corridor: day.report.corridor.clone(),
        date: day.report.date,
        state,
        report: day.report,
        change_kind,
        reason,
        role,
        recorded_at: appended.recorded_at,
        published_at: appended.published_at,
        hash: appended.hash,
        redaction: None,
    })
}

/// All states of a day, the oldest first: they cannot change until the transaction ends.
pub async fn states_of(
    write: &mut WriteTransaction,
    corridor: &Slug,
    date: NaiveDate,
) -> Result<Vec<Revision>, WriteError> {
    let stored = revisions::load_day_in(write, corridor, date).await?;
    Ok(stored.iter().map(read_revision).collect::<Result<_, RecordError>>()?)
}

/// Stores the sources that are named for the first time. Somebody else may have named them since the form was read:
/// then theirs is taken, and the reports follow.
pub async fn settle_sources(
    state: &State,
    write: &mut WriteTransaction,
    named: Vec<Source>,
    reports: &mut [DayToWrite],
    now: DateTime<Utc>,
) -> Result<Vec<Source>, WriteError> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    // Under the writer's lock the memory holds what is stored.
    let mut book = SourceBook::new(state.records.now().sources());
    let moved: BTreeMap<Slug, Slug> =
        named.iter().map(|source| (source.slug.clone(), book.slug_of(&source.name))).collect();
    for day in reports {
        let report = &mut day.report;
        let of_reports = report.reports.iter_mut().map(|report| &mut report.source);
        let of_events = report.events.iter_mut().filter_map(|event| event.source.as_mut());
        let of_absences = report.absences.iter_mut().filter_map(|absence| absence.source.as_mut());
        for slug in of_reports.chain(of_events).chain(of_absences) {
            if let Some(settled) = moved.get(slug) {
                settled.clone_into(slug);
            }
        }
    }
    let new = book.into_named();
    for source in &new {
        sources::insert(write, source, now).await?;
    }
    Ok(new)
}
