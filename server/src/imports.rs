//! Imports that are under way or were looked through, in memory: how far each is, and what came of it. One for an account and
//! a corridor, few at a time, all forgotten at a stop: the upload itself lies on the disk. Never authorises, never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use domain::{DayReport, Slug};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::files::{ImportPlan, ImportProblems, Watch};
use crate::storage::staff::StaffId;
use crate::storage::uploads::StoredUpload;

/// So many imports that have ended are remembered. Each may hold some megabytes; what is forgotten is read again.
const MOST_ENDED: usize = 8;

/// So many files are read at a time.
const AT_A_TIME: usize = 2;

/// So many uploads are received at a time: each takes room in memory for as long as it arrives.
const UPLOADS: usize = 4;

/// A request waits so long for an import before it shows how far it is.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// All imports that are under way or were looked through.
#[derive(Debug)]
pub struct Imports {
    all: Mutex<Vec<(Owner, Arc<Import>)>>,
    turns: Semaphore,
    uploads: Semaphore,
    patience: AtomicU64,
}

/// Whose import it is, and into which corridor.
pub type Owner = (StaffId, Slug);

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The files are read and held against the record.
    Reading,
    /// What was looked through is stored.
    Storing,
}

/// How somebody wants an import to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the days become, as the form names it.
    pub becomes: String,
    /// Of which kind a change of public days is, as the form names it.
    pub kind: String,
    /// The public reason.
    pub reason: String,
    /// Whether drafts of the same days give way.
    pub over_drafts: bool,
}

/// One import.
#[derive(Debug)]
pub struct Import {
    /// The upload that it is about.
    pub upload: String,
    /// What is done.
    pub work: Work,
    /// The rows that were read.
    pub rows: Watch,
    /// The days that were stored.
    pub days: Watch,
    /// Why it was not stored before, and how it was asked for.
    pub told: Option<(Arc<Refused>, Choice)>,
    outcome: watch::Sender<Option<Outcome>>,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// What it would do.
    Looked(Arc<Planned>),
    /// The files have problems.
    Problems(Arc<ImportProblems>),
    /// It was stored.
    Stored(StoredUpload),
    /// It was not stored, and how it was asked for.
    Refused(Arc<Refused>, Choice),
    /// Our fault: it is in the log.
    Broken,
}

/// Why an import was not stored. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The record is not what it was when the files were looked through.
    Changed,
    /// Public days change: everybody reads why.
    NoReason,
    /// A lead publishes what was imported.
    LeadPublishes,
    /// A second person publishes the days of this corridor.
    SecondPerson,
    /// A lead publishes corrections.
    LeadCorrects,
    /// These days wait for review.
    Waiting(Vec<NaiveDate>),
    /// These days are locked.
    Locked(Vec<NaiveDate>),
    /// These days were withdrawn.
    Withdrawn(Vec<NaiveDate>),
    /// Of these days the writer has drafts.
    Drafts(Vec<NaiveDate>),
    /// These days hold what the form of a day has no place for.
    NoDraft(Vec<NaiveDate>),
    /// It cannot be saved now.
    Unsaved,
}

/// What files would do to a corridor, held against what stands.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// The days that change, and all that is told of the files.
    pub plan: ImportPlan,
    /// How each day of the plan stands.
    pub standing: BTreeMap<NaiveDate, Standing>,
    /// What tells this plan from every other one: of other files, or of another record.
    pub fingerprint: String,
}

/// How a day stands that an import would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Its newest revision, 0 if there is none.
    pub newest: i64,
    /// What is public of it.
    pub before: Option<DayReport>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether something waits for a second person.
    pub waits: bool,
    /// Whether what was submitted last was returned.
    pub returned: bool,
    /// Whether it is locked.
    pub locked: bool,
}

impl Planned {
    /// The days of the plan that are so.
    pub fn days_that(&self, is_so: impl Fn(&Standing) -> bool) -> Vec<NaiveDate> {
        let so = |date: &NaiveDate| self.standing.get(date).is_some_and(&is_so);
        self.plan.days.iter().map(|day| day.date).filter(so).collect()
    }

    /// The days of the plan of which readers see something already.
    pub fn public_days(&self) -> BTreeSet<NaiveDate> {
        self.days_that(|day| day.before.is_some()).into_iter().collect()
    }
}

impl Default for Imports {
    fn default() -> Self {
        Self {
            all: Mutex::default(),
            turns: Semaphore::new(AT_A_TIME),
            uploads: Semaphore::new(UPLOADS),
            patience: AtomicU64::new(u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX)),
        }
    }
}

impl Imports {
    /// The import of somebody, if it is of this upload.
    pub fn of(&self, owner: &Owner, upload: &str) -> Option<Arc<Import>> {
        let all = self.lock();
        all.iter().find(|(whose, one)| whose == owner && one.upload == upload).map(|(_, one)| one.clone())
    }

    /// Whether an upload is being stored now.
    pub fn is_storing(&self, owner: &Owner, upload: &str) -> bool {
        self.of(owner, upload).is_some_and(|import| import.work == Work::Storing && import.is_at_work())
    }

    /// Begins one, in the place of the last one of its owner; while that is still at work for the same upload, none.
    /// What is told of a refusal stays with it.
    pub fn begin(
        &self,
        owner: &Owner,
        upload: &str,
        work: Work,
        told: Option<(Arc<Refused>, Choice)>,
    ) -> Option<Arc<Import>> {
        let mut all = self.lock();
        let is_own = |(whose, _): &(Owner, Arc<Import>)| whose == owner;
        if all.iter().any(|one| is_own(one) && one.1.upload == upload && one.1.is_at_work()) {
            return None;
        }
        all.retain(|one| !is_own(one));
        let ended = all.iter().filter(|(_, one)| !one.is_at_work()).count();
        if ended >= MOST_ENDED
            && let Some(oldest) = all.iter().position(|(_, one)| !one.is_at_work())
        {
            all.remove(oldest);
        }
        let (outcome, _) = watch::channel(None);
        let (rows, days) = (Watch::default(), Watch::default());
        let import = Import { upload: upload.to_owned(), work, rows, days, told, outcome };
        let import = Arc::new(import);
        all.push((owner.clone(), import.clone()));
        Some(import)
    }

    /// Forgets the import of somebody.
    pub fn forget(&self, owner: &Owner) {
        self.lock().retain(|(whose, _)| whose != owner);
    }

    /// Leave to receive an upload; none while others take all the room.
    pub fn leave_to_receive(&self) -> Option<SemaphorePermit<'_>> {
        self.uploads.try_acquire().ok()
    }

    /// A turn to read files; none when there are none any more.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// Requests wait so long for an import: for tests, which want to see its end.
    pub fn wait_for(&self, patience: Duration) {
        self.patience.store(u64::try_from(patience.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Waits for the end of an import, but not long; nothing when it is still at work.
    pub async fn outcome_of(&self, import: &Import) -> Option<Outcome> {
        let patience = Duration::from_millis(self.patience.load(Ordering::Relaxed));
        let mut ends = import.outcome.subscribe();
        let ended = tokio::time::timeout(patience, ends.wait_for(Option::is_some)).await;
        ended.ok()?.ok()?.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Owner, Arc<Import>)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Import {
    /// It has ended.
    pub fn end(&self, outcome: Outcome) {
        self.outcome.send_replace(Some(outcome));
    }

    /// What came of it; nothing while it is at work.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.borrow().clone()
    }

    fn is_at_work(&self) -> bool {
        self.outcome.borrow().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(corridor: &str) -> Owner {
        (StaffId::default(), corridor.parse().unwrap())
    }

    #[tokio::test]
    async fn an_import_at_work_is_not_begun_again_and_an_ended_one_makes_room() {
        let imports = Imports::default();
        let first = imports.begin(&owner("here"), "one", Work::Reading, None).unwrap();
        assert!(imports.begin(&owner("here"), "one", Work::Storing, None).is_none());
        assert!(!imports.is_storing(&owner("here"), "one"));
        first.end(Outcome::Broken);
        assert!(matches!(imports.outcome_of(&first).await, Some(Outcome::Broken)));
        assert!(imports.of(&owner("here"), "one").is_some() && imports.of(&owner("here"), "two").is_none());
        assert!(imports.begin(&owner("here"), "two", Work::Reading, None).is_some(), "of another upload at once");
        assert!(imports.of(&owner("here"), "one").is_none());
    }

    #[tokio::test]
    async fn who_waits_does_not_wait_for_ever() {
        let imports = Imports::default();
        imports.wait_for(Duration::from_millis(1));
        let import = imports.begin(&owner("here"), "one", Work::Reading, None).unwrap();
        assert!(imports.outcome_of(&import).await.is_none());
    }

    #[test]
    fn few_that_have_ended_are_remembered_and_none_at_work_is_forgotten() {
        let imports = Imports::default();
        let at_work = imports.begin(&owner("at-work"), "one", Work::Reading, None).unwrap();
        for number in 0..20 {
            let import = imports.begin(&owner(&format!("road-{number}")), "one", Work::Reading, None).unwrap();
            import.end(Outcome::Broken);
        }
        assert_eq!(imports.lock().len(), MOST_ENDED + 1);
        assert!(imports.of(&owner("at-work"), "one").is_some() && at_work.outcome().is_none());
        imports.forget(&owner("at-work"));
        assert!(imports.of(&owner("at-work"), "one").is_none());
    }
}
