//! Imports claims.csv and events.csv: every day that changes becomes one revision, published or submitted for review, or
//! nothing is stored.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{Actor, ChangeKind, DayReport, RevisionState, Slug, Verb};

use super::at_day;
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::files::{ImportInput, ImportPlan, ImportProblems, plan};
use crate::records::{CorridorRecord, RecordError, read_revision};
use crate::state::State;
use crate::storage::{StorageError, WriteTransaction, audit, revisions};

/// Files to import into a corridor.
#[derive(Clone, Debug)]
pub struct ImportClaims {
    /// The corridor.
    pub corridor: Slug,
    /// Whether it was given apart from the files.
    pub corridor_given: bool,
    /// The bytes of claims.csv.
    pub claims: Option<Vec<u8>>,
    /// The bytes of events.csv.
    pub events: Option<Vec<u8>>,
    /// The public reason for the days that are published already.
    pub reason: Option<String>,
    /// Says what would change, and stores nothing.
    pub dry_run: bool,
    /// What the days become.
    pub becomes: Becomes,
}

/// What imported days become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Becomes {
    /// Public at once.
    #[default]
    Published,
    /// Submitted: the desk looks through them and publishes.
    Submitted,
}

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The plan that was carried out.
    pub plan: ImportPlan,
    /// The days of the plan that were published before.
    pub changed: BTreeSet<NaiveDate>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefusal {
    /// The role does not allow it.
    #[error("this account may not import into this corridor")]
    NotAllowed,
    /// There is no such corridor.
    #[error("there is no corridor {0}; add it first: corridor corridors add {0} --name NAME --time-zone ZONE")]
    NoCorridor(Slug),
    /// The files have problems.
    #[error("{0}")]
    Problems(ImportProblems),
    /// Published days would change without a reason.
    #[error("{days} published days would change (the first is {first}); say why with --reason, everyone will read it")]
    NoReason {
        /// How many.
        days: usize,
        /// The first of them.
        first: NaiveDate,
    },
    /// Days would change that wait for review.
    #[error("{days} of these days wait for review (the first is {first}); the desk publishes or returns them first")]
    Waiting {
        /// How many.
        days: usize,
        /// The first of them.
        first: NaiveDate,
    },
    /// Days would change that are locked.
    #[error("{days} of these days are locked (the first is {first}); a lead opens them first, or the operator imports")]
    Locked {
        /// How many.
        days: usize,
        /// The first of them.
        first: NaiveDate,
    },
    /// It could not be stored.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<StorageError> for ImportRefusal {
    fn from(error: StorageError) -> Self {
        Self::Write(error.into())
    }
}

impl From<RecordError> for ImportRefusal {
    fn from(error: RecordError) -> Self {
        Self::Write(error.into())
    }
}

/// Imports files in one transaction.
pub async fn import_claims(state: &State, actor: &Actor, command: ImportClaims) -> Result<Imported, ImportRefusal> {
    let outcome = import(state, actor, command).await;
    let why = match &outcome {
        Ok(_) => return outcome,
        Err(ImportRefusal::NotAllowed) => {
            Event::ACCESS_REFUSED.by(&actor.account).because("import").refused();
            return outcome;
        }
        // What stands in the files is nobody's but the writer's.
        Err(ImportRefusal::Problems(_)) => "the files have problems".to_owned(),
        Err(ImportRefusal::NoCorridor(_)) => "no such corridor".to_owned(),
        Err(refusal) => refusal.to_string(),
    };
    Event::IMPORT_REFUSED.by(&actor.account).because(&why).refused();
    outcome
}

async fn import(state: &State, actor: &Actor, command: ImportClaims) -> Result<Imported, ImportRefusal> {
    let slug = &command.corridor;
    let role = actor.role_for(Verb::ImportClaims, Some(slug)).ok_or(ImportRefusal::NotAllowed)?;
    let snapshot = state.records.now();
    let corridor = snapshot.corridor(slug).ok_or_else(|| ImportRefusal::NoCorridor(slug.clone()))?;
    let now = state.clock.now();
    // The writer's lock comes before the reading: what the plan rests on cannot change until it is stored.
    let mut write = state.database.begin().await?;
    let days = published_days(state, slug).await?;
    let plan = plan(&ImportInput {
        corridor: &corridor.settings,
        sources: snapshot.sources(),
        days: &days,
        today: corridor.moment(now).today,
        claims: command.claims.as_deref(),
        events: command.events.as_deref(),
        corridor_given: command.corridor_given,
    })
    .map_err(ImportRefusal::Problems)?;
    let changed: BTreeSet<NaiveDate> =
        plan.days.iter().map(|day| day.date).filter(|date| days.contains_key(date)).collect();
    if command.dry_run || plan.days.is_empty() {
        write.roll_back().await?;
        return Ok(Imported { plan, changed });
    }
    let change = reason_for(&changed, command.reason)?;
    refuse_unsettled(state, &mut write, actor, corridor, &plan).await?;
    let change_of = |date: &NaiveDate| change.clone().filter(|_| changed.contains(date));
    let mut to_write: Vec<DayToWrite> =
        plan.days.iter().map(|day| DayToWrite::new(day.clone(), change_of(&day.date))).collect();
    let sources = write_days::settle_sources(state, &mut write, plan.new_sources.clone(), &mut to_write, now).await?;
    let mut written = Vec::with_capacity(to_write.len());
    let author = Author { account: &actor.account, role };
    for day in to_write {
        written.push(write_days::append(&mut write, day, command.becomes.state(), author, now).await?);
    }
    let detail = format!("{} days, {} claims new, {} changed", written.len(), plan.added, plan.updated);
    audit::append(&mut write, now, &actor.account, "claims.import", slug.as_str(), Some(&detail)).await?;
    let committed = write.commit_command().await?;
    state.records.follow(&committed, None, sources, &written)?;
    Event::CLAIMS_IMPORT.by(&actor.account).on(slug.as_str()).because(&detail).done();
    Ok(Imported { plan, changed })
}

impl Becomes {
    fn state(self) -> RevisionState {
        match self {
            Self::Published => RevisionState::Published,
            Self::Submitted => RevisionState::Submitted,
        }
    }
}

/// What waits for review was written against what an import would change; what is locked only the operator changes.
async fn refuse_unsettled(
    state: &State,
    write: &mut WriteTransaction,
    actor: &Actor,
    corridor: &CorridorRecord,
    plan: &ImportPlan,
) -> Result<(), ImportRefusal> {
    let slug = &corridor.record.corridor().slug;
    let changes = |date: &NaiveDate| plan.days.iter().any(|day| day.date == *date);
    let unsettled = revisions::unsettled(&state.database).await?.into_iter().map(|day| day.revision);
    let waiting: Vec<NaiveDate> = unsettled
        .filter(|day| day.corridor == *slug && day.state == RevisionState::Submitted && changes(&day.date))
        .map(|day| day.date)
        .collect();
    if let Some(first) = waiting.first() {
        return Err(ImportRefusal::Waiting { days: waiting.len(), first: *first });
    }
    let mut locked = Vec::new();
    for day in plan.days.iter().filter(|_| !actor.is_operator()) {
        if at_day::lock_of(write, corridor, day.date, state.clock.now()).await?.is_locked() {
            locked.push(day.date);
        }
    }
    locked.first().map_or(Ok(()), |first| Err(ImportRefusal::Locked { days: locked.len(), first: *first }))
}

fn reason_for(
    changed: &BTreeSet<NaiveDate>,
    reason: Option<String>,
) -> Result<Option<(ChangeKind, String)>, ImportRefusal> {
    let Some(first) = changed.first() else { return Ok(None) };
    match reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty()) {
        Some(reason) => Ok(Some((ChangeKind::Revision, reason))),
        None => Err(ImportRefusal::NoReason { days: changed.len(), first: *first }),
    }
}

/// The last published document of each day of a corridor, as the desk wrote it.
pub async fn published_days(state: &State, corridor: &Slug) -> Result<BTreeMap<NaiveDate, DayReport>, WriteError> {
    let mut days = BTreeMap::new();
    for stored in revisions::load_all(&state.database).await?.iter().filter(|stored| stored.corridor == *corridor) {
        match stored.state {
            RevisionState::Published => {
                days.insert(stored.date, read_revision(stored)?.report);
            }
            RevisionState::Withdrawn => {
                days.remove(&stored.date);
            }
            RevisionState::Submitted | RevisionState::Returned => {}
        }
    }
    Ok(days)
}
