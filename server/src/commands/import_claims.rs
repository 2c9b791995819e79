//! Imports claims.csv and events.csv, or workbooks: every day that changes becomes one revision, published or submitted for
//! review, or a draft of its importer; or nothing is stored.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Actor, ChangeKind, Revision, RevisionState, Slug, Source, Verb};

use super::import_drafts::Drafts;
use super::import_plan::{Files, PlanError, plan_import};
use super::publish_day::publishes;
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::faults::{self, Fault};
use crate::files::{ImportPlan, ImportProblems};
use crate::imports::{Import, Planned, Refused};
use crate::records::{CorridorRecord, RecordError};
use crate::state::State;
use crate::storage::audit::Wanted;
use crate::storage::staff::StaffId;
use crate::storage::uploads::StoredUpload;
use crate::storage::{StorageError, WriteTransaction, audit};

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

/// An import that was looked through at the desk.
#[derive(Debug)]
pub struct LookedThrough {
    /// The corridor.
    pub corridor: Slug,
    /// The files.
    pub files: Files,
    /// What becomes of them.
    pub how: How,
}

/// How files are imported.
#[derive(Debug)]
pub struct How {
    /// What the days become.
    pub becomes: Becomes,
    /// The public reason for the days that are published already.
    pub reason: Option<String>,
    /// Of which kind their change is.
    pub kind: ChangeKind,
    /// What only the desk has to say.
    pub desk: Option<FromDesk>,
}

/// What the desk has to say of an import besides.
#[derive(Debug)]
pub struct FromDesk {
    /// The plan that was looked through: another one is not stored.
    pub seen: String,
    /// The form's own key: sent twice, stored once.
    pub key: String,
    /// Whose drafts the days become.
    pub author: StaffId,
    /// Drafts of the same days that were saved by then give way.
    pub over_drafts: Option<DateTime<Utc>>,
    /// Shows how far it is.
    pub import: Arc<Import>,
}

/// What imported days become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Becomes {
    /// Public at once.
    #[default]
    Published,
    /// Submitted: the desk looks through them and publishes.
    Submitted,
    /// Drafts of whoever imports: the form of each day shows them to nobody else.
    Drafts,
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
    /// For a reason of the record, of the account or of the days.
    #[error("{0}")]
    Refused(Refused),
    /// There is no such corridor.
    #[error("there is no corridor {0}; add it first: corridor corridors add {0} --name NAME --time-zone ZONE")]
    NoCorridor(Slug),
    /// The files have problems.
    #[error("{0}")]
    Problems(ImportProblems),
    /// The reader of files gave up.
    #[error("the files could not be read: {0}")]
    Reader(tokio::task::JoinError),
    /// It could not be stored.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Refused> for ImportRefusal {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
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

impl From<PlanError> for ImportRefusal {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Problems(problems) => Self::Problems(problems),
            PlanError::Read(error) => Self::Write(error),
            PlanError::Reader(error) => Self::Reader(error),
        }
    }
}

/// Imports files in one transaction.
pub async fn import_claims(state: &State, actor: &Actor, command: ImportClaims) -> Result<Imported, ImportRefusal> {
    let (slug, dry_run) = (command.corridor.clone(), command.dry_run);
    let ImportClaims { claims, events, corridor_given, .. } = command;
    let files = Files { claims, events, corridor_given };
    let how = How { becomes: command.becomes, reason: command.reason, kind: ChangeKind::Revision, desk: None };
    let outcome = match dry_run {
        true => look(state, actor, &slug, files).await,
        false => store(state, actor, &slug, files, how).await.map(|(planned, _)| planned),
    };
    log_refusal(actor, &outcome);
    let planned = outcome?;
    let changed = planned.public_days();
    Ok(Imported { plan: planned.plan, changed })
}

/// Imports what was looked through at the desk, in one transaction; the same form sent again is stored once. Gives what was
/// stored.
pub async fn import_looked_through(
    state: &State,
    actor: &Actor,
    command: LookedThrough,
) -> Result<StoredUpload, ImportRefusal> {
    let LookedThrough { corridor, files, how } = command;
    let outcome = store(state, actor, &corridor, files, how).await;
    log_refusal(actor, &outcome);
    outcome.map(|(_, stored)| stored)
}

/// Whether the form with this key was stored before.
pub async fn was_stored(state: &State, account: &str, key: &str) -> Result<bool, StorageError> {
    if key.is_empty() {
        return Ok(false);
    }
    let wanted = Wanted {
        text: mark_of(key),
        account: account.to_owned(),
        verb: "claims.import".to_owned(),
        ..Wanted::default()
    };
    Ok(!audit::search(&state.database, &wanted, 1).await?.is_empty())
}

/// What a line of the audit says of the form that made it.
fn mark_of(key: &str) -> String {
    format!("import {key}")
}

fn log_refusal<T>(actor: &Actor, outcome: &Result<T, ImportRefusal>) {
    let Err(refusal) = outcome else { return };
    let why = match refusal {
        ImportRefusal::NotAllowed | ImportRefusal::Refused(Refused::LeadPublishes | Refused::SecondPerson) => {
            return Event::ACCESS_REFUSED.by(&actor.account).because("import").refused();
        }
        // What stands in the files is nobody's but the writer's.
        ImportRefusal::Problems(_) => "the files have problems".to_owned(),
        ImportRefusal::NoCorridor(_) => "no such corridor".to_owned(),
        refusal => refusal.to_string(),
    };
    Event::IMPORT_REFUSED.by(&actor.account).because(&why).refused();
}

fn corridor_of(state: &State, slug: &Slug) -> Result<Arc<CorridorRecord>, ImportRefusal> {
    state.records.now().corridor(slug).cloned().ok_or_else(|| ImportRefusal::NoCorridor(slug.clone()))
}

async fn look(state: &State, actor: &Actor, slug: &Slug, files: Files) -> Result<Planned, ImportRefusal> {
    actor.role_for(Verb::ImportClaims, Some(slug)).ok_or(ImportRefusal::NotAllowed)?;
    Ok(plan_import(state, &corridor_of(state, slug)?, files, None).await?)
}

async fn store(
    state: &State,
    actor: &Actor,
    slug: &Slug,
    files: Files,
    how: How,
) -> Result<(Planned, StoredUpload), ImportRefusal> {
    let role = actor.role_for(Verb::ImportClaims, Some(slug)).ok_or(ImportRefusal::NotAllowed)?;
    let corridor = corridor_of(state, slug)?;
    authorise(actor, &corridor, &how)?;
    // The writer's lock comes before the reading: what the plan rests on cannot change until it is stored.
    let write = state.database.begin().await?;
    if let Some(desk) = &how.desk
        && was_stored(state, &actor.account, &desk.key).await?
    {
        write.roll_back().await?;
        let stored = StoredUpload { becomes: how.becomes.key().to_owned(), ..StoredUpload::default() };
        return Ok((Planned::default(), stored));
    }
    let planned = plan_import(state, &corridor, files, how.desk.as_ref().map(|desk| desk.import.clone())).await?;
    if how.desk.as_ref().is_some_and(|desk| desk.seen != planned.fingerprint) {
        return Err(Refused::Changed.into());
    }
    if planned.plan.days.is_empty() {
        write.roll_back().await?;
        let stored = stored(&how, &planned.plan, &[]);
        return Ok((planned, stored));
    }
    refuse_unsettled(actor, &planned, &how)?;
    let work = Work { state, corridor: &corridor, planned: &planned, how: &how, now: state.clock.now() };
    let stored = work.store(write, Author { account: &actor.account, role }).await?;
    Ok((planned, stored))
}

/// What a lead alone may not publish is not published by an import either.
fn authorise(actor: &Actor, corridor: &CorridorRecord, how: &How) -> Result<(), ImportRefusal> {
    let settings = corridor.record.corridor();
    if how.becomes != Becomes::Published {
        return Ok(());
    }
    if !actor.may(Verb::PublishImport, Some(&settings.slug)) {
        return Err(Refused::LeadPublishes.into());
    }
    if !publishes(actor, settings) {
        return Err(Refused::SecondPerson.into());
    }
    let corrects = how.kind == ChangeKind::Correction;
    if corrects && !actor.may(Verb::CorrectDay, Some(&settings.slug)) {
        return Err(Refused::LeadCorrects.into());
    }
    Ok(())
}

/// What waits for review was written against what an import would change; what was withdrawn is not published again among
/// many others; what is locked only the operator changes.
fn refuse_unsettled(actor: &Actor, planned: &Planned, how: &How) -> Result<(), ImportRefusal> {
    let some = |days: Vec<NaiveDate>| Some(days).filter(|days| !days.is_empty());
    if let Some(days) = some(planned.days_that(|day| day.waits)) {
        return Err(Refused::Waiting(days).into());
    }
    if let Some(days) = some(planned.days_that(|day| day.withdrawn)) {
        return Err(Refused::Withdrawn(days).into());
    }
    if how.becomes == Becomes::Drafts {
        return Ok(());
    }
    if let Some(days) = some(planned.days_that(|day| day.locked)).filter(|_| !actor.is_operator()) {
        return Err(Refused::Locked(days).into());
    }
    match some(planned.public_days().into_iter().collect()) {
        Some(changed) if how.given_reason().is_none() => Err(Refused::NoReason(changed).into()),
        _ => Ok(()),
    }
}

impl Becomes {
    /// Its name in what is kept, and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Submitted => "submitted",
            Self::Drafts => "drafts",
        }
    }

    /// The one with this name.
    pub fn of(key: &str) -> Option<Self> {
        [Self::Published, Self::Submitted, Self::Drafts].into_iter().find(|becomes| becomes.key() == key)
    }
}

impl How {
    fn given_reason(&self) -> Option<String> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned)
    }

    /// Kind and reason for the days that are public.
    fn change(&self) -> Option<(ChangeKind, String)> {
        self.given_reason().map(|reason| (self.kind, reason))
    }

    fn shows(&self, show: impl FnOnce(&Import)) {
        if let Some(desk) = &self.desk {
            show(&desk.import);
        }
    }
}

/// The days of a plan on their way into the database.
struct Work<'a> {
    state: &'a State,
    corridor: &'a CorridorRecord,
    planned: &'a Planned,
    how: &'a How,
    now: DateTime<Utc>,
}

impl Work<'_> {
    /// Stores them with one line of the audit, and lets the record follow.
    async fn store(&self, mut write: WriteTransaction, author: Author<'_>) -> Result<StoredUpload, ImportRefusal> {
        let (written, sources) = match self.how.becomes {
            Becomes::Drafts => self.save_drafts(&mut write).await.map(|()| (Vec::new(), Vec::new()))?,
            Becomes::Published | Becomes::Submitted => self.append(&mut write, author).await?,
        };
        let stored = stored(self.how, &self.planned.plan, &written);
        let (detail, subject) = (detail(self.how, &stored), self.corridor.record.corridor().slug.as_str());
        audit::append(&mut write, self.now, author.account, "claims.import", subject, Some(&detail)).await?;
        faults::panic_at(Fault::PanicInCommandBeforeCommit);
        let committed = write.commit_command().await?;
        faults::panic_at(Fault::PanicInCommandAfterCommit);
        if written.is_empty() {
            drop(committed);
        } else {
            self.state.records.follow(&committed, None, sources, &written)?;
        }
        Event::CLAIMS_IMPORT.by(author.account).on(subject).because(&detail).done();
        Ok(stored)
    }

    async fn append(
        &self,
        write: &mut WriteTransaction,
        author: Author<'_>,
    ) -> Result<(Vec<Revision>, Vec<Source>), ImportRefusal> {
        let (plan, changed, change) = (&self.planned.plan, self.planned.public_days(), self.how.change());
        let change_of = |date: &NaiveDate| change.clone().filter(|_| changed.contains(date));
        let mut days: Vec<DayToWrite> =
            plan.days.iter().map(|day| DayToWrite::new(day.clone(), change_of(&day.date))).collect();
        let named = plan.new_sources.clone();
        let sources = write_days::settle_sources(self.state, write, named, &mut days, self.now).await?;
        let becomes = match self.how.becomes {
            Becomes::Submitted => RevisionState::Submitted,
            _ => RevisionState::Published,
        };
        let mut written = Vec::with_capacity(days.len());
        self.how.shows(|import| import.days.of.store(days.len(), Ordering::Relaxed));
        for day in days {
            written.push(write_days::append(write, day, becomes, author, self.now).await?);
            self.how.shows(|import| import.days.read.store(written.len(), Ordering::Relaxed));
        }
        Ok((written, sources))
    }

    async fn save_drafts(&self, write: &mut WriteTransaction) -> Result<(), ImportRefusal> {
        let Some(desk) = &self.how.desk else { return Err(ImportRefusal::NotAllowed) };
        let drafts = Drafts {
            state: self.state,
            corridor: self.corridor,
            planned: self.planned,
            author: desk.author,
            change: self.how.change(),
            key: &desk.key,
            now: self.now,
        };
        drafts.save(write, desk.over_drafts, &desk.import.days).await
    }
}

fn stored(how: &How, plan: &ImportPlan, written: &[Revision]) -> StoredUpload {
    let revisions = written.first().zip(written.last()).map(|(first, last)| (first.seq, last.seq));
    StoredUpload {
        becomes: how.becomes.key().to_owned(),
        days: plan.days.len(),
        added: plan.added,
        updated: plan.updated,
        events: plan.events_added,
        revisions,
    }
}

fn detail(how: &How, stored: &StoredUpload) -> String {
    let days = match how.becomes {
        Becomes::Published => "days",
        Becomes::Submitted => "days for review",
        Becomes::Drafts => "days as drafts",
    };
    let detail = format!("{} {days}, {} claims new, {} changed", stored.days, stored.added, stored.updated);
    match &how.desk {
        Some(desk) => format!("{detail}; {}", mark_of(&desk.key)),
        None => detail,
    }
}
