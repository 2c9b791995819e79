//! Imports that are under way or were looked through, in memory: how far each is, and what came of it. One for an account and
//! a corridor, few at a time, all forgotten at a stop: the upload itself lies on the disk. Never authorises, never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{DayReport, Slug};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::files::{ImportPlan, ImportProblems, Watch};
use crate::records::Snapshot;
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
    books: Mutex<Books>,
    turns: Semaphore,
    uploads: Semaphore,
    patience: AtomicU64,
}

/// Who does what.
#[derive(Debug, Default)]
struct Books {
    imports: Vec<(Owner, Arc<Import>)>,
    leaves: Vec<(Owner, Doing)>,
}

/// What somebody does with the files of an import, once at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// They arrive.
    Receiving,
    /// They are put in the place of others, or discarded.
    Replacing,
}

/// Why other files cannot be put in the place of somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// They are being stored.
    Storing,
    /// Others are put in their place just now, or they are discarded.
    Replacing,
}

/// Leave to do something with the files of somebody, for as long as it lives.
#[derive(Debug)]
pub struct Leave<'a> {
    imports: &'a Imports,
    own: (Owner, Doing),
    _place: Option<SemaphorePermit<'a>>,
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

/// What a plan rests on besides its files: as long as that is the same, so is the plan.
#[derive(Clone, Debug)]
pub struct Basis {
    /// What is public, its names and settings.
    pub records: Weak<Snapshot>,
    /// The last revision.
    pub head: i64,
    /// The days of the corridor that are open although they would be locked, and until when.
    pub open: BTreeMap<NaiveDate, DateTime<Utc>>,
    /// Today at the corridor.
    pub today: NaiveDate,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        Weak::ptr_eq(&self.records, &other.records)
            && (self.head, &self.open, self.today) == (other.head, &other.open, other.today)
    }
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

/// Why an import was not stored, and how it was asked for.
pub type Told = (Arc<Refused>, Choice);

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
    /// What the reading rests on; none of what is stored.
    pub basis: Option<Basis>,
    told: Mutex<Option<Told>>,
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
    /// The files are gone, or others are in their place.
    Gone,
    /// Our fault: it is in the log.
    Broken,
}

/// Why an import was not stored. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The record is not what it was when the files were looked through.
    #[error("the record is not what it was when the files were looked through")]
    Changed,
    /// What was looked through was forgotten, and the files have to be read once more.
    #[error("the files have to be read once more")]
    Again,
    /// These public days change: everybody reads why.
    #[error("{} published days would change (the first is {}); say why with --reason, everyone will read it", .0.len(), first(.0))]
    NoReason(Vec<NaiveDate>),
    /// A lead publishes what was imported.
    #[error("a lead publishes what was imported: submit it for review")]
    LeadPublishes,
    /// A second person publishes the days of this corridor.
    #[error("a second person publishes the days of this corridor: submit them for review")]
    SecondPerson,
    /// A correction says that what was published was wrong: that is for a lead.
    #[error("a lead publishes corrections of this corridor: submit them for review")]
    LeadCorrects,
    /// These days wait for review.
    #[error("{} of these days wait for review (the first is {}); the desk publishes or returns them first", .0.len(), first(.0))]
    Waiting(Vec<NaiveDate>),
    /// These days are locked.
    #[error("{} of these days are locked (the first is {}); a lead opens them first, or the operator imports", .0.len(), first(.0))]
    Locked(Vec<NaiveDate>),
    /// These days were withdrawn.
    #[error("{} of these days were withdrawn (the first is {}); each is published again from its own form", .0.len(), first(.0))]
    Withdrawn(Vec<NaiveDate>),
    /// Of these days the writer has drafts that were not to give way.
    #[error("of {} of these days there are drafts already (the first is {})", .0.len(), first(.0))]
    Drafts(Vec<NaiveDate>),
    /// The forms of these days would not say what the files say.
    #[error("{} of these days hold what no draft has a place for (the first is {})", .0.len(), first(.0))]
    NoDraft(Vec<NaiveDate>),
    /// It cannot be saved now.
    #[error("it cannot be saved now")]
    Unsaved,
}

fn first(days: &[NaiveDate]) -> NaiveDate {
    days.first().copied().unwrap_or_default()
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
            books: Mutex::default(),
            turns: Semaphore::new(AT_A_TIME),
            uploads: Semaphore::new(UPLOADS),
            patience: AtomicU64::new(u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX)),
        }
    }
}

impl Books {
    fn is_storing(&self, owner: &Owner) -> bool {
        let mut own = self.imports.iter().filter(|(whose, _)| whose == owner);
        own.any(|(_, import)| import.work == Work::Storing && import.is_at_work())
    }

    fn does(&self, owner: &Owner, what: Doing) -> bool {
        self.leaves.iter().any(|(whose, doing)| whose == owner && *doing == what)
    }
}

impl Imports {
    /// The import of somebody, if it is of this upload.
    pub fn of(&self, owner: &Owner, upload: &str) -> Option<Arc<Import>> {
        let books = self.lock();
        books.imports.iter().find(|(whose, one)| whose == owner && one.upload == upload).map(|(_, one)| one.clone())
    }

    /// Whether something of somebody is being stored now.
    pub fn is_storing(&self, owner: &Owner) -> bool {
        self.lock().is_storing(owner)
    }

    /// Begins one, in the place of the last one of its owner. None while that is still at work for the same upload, or is
    /// being stored; and nothing is stored while its files are replaced.
    pub fn begin(&self, owner: &Owner, import: Import) -> Option<Arc<Import>> {
        let mut books = self.lock();
        let is_own = |(whose, _): &(Owner, Arc<Import>)| whose == owner;
        let at_work = |one: &Import| one.upload == import.upload && one.is_at_work();
        if books.is_storing(owner)
            || books.imports.iter().any(|one| is_own(one) && at_work(&one.1))
            || (import.work == Work::Storing && books.does(owner, Doing::Replacing))
        {
            return None;
        }
        let all = &mut books.imports;
        all.retain(|one| !is_own(one));
        let ended = all.iter().filter(|(_, one)| !one.is_at_work()).count();
        if ended >= MOST_ENDED
            && let Some(oldest) = all.iter().position(|(_, one)| !one.is_at_work())
        {
            all.remove(oldest);
        }
        let import = Arc::new(import);
        all.push((owner.clone(), import.clone()));
        Some(import)
    }

    /// Forgets the import of somebody.
    pub fn forget(&self, owner: &Owner) {
        self.lock().imports.retain(|(whose, _)| whose != owner);
    }

    /// Forgets this import: what came of it was shown, and it begins anew when it is asked for.
    pub fn put_away(&self, import: &Arc<Import>) {
        self.lock().imports.retain(|(_, one)| !Arc::ptr_eq(one, import));
    }

    /// Leave to receive an upload; none while others take all the room, or another one of the same owner arrives.
    pub fn leave_to_receive(&self, owner: &Owner) -> Option<Leave<'_>> {
        let place = self.uploads.try_acquire().ok()?;
        let mut books = self.lock();
        (!books.does(owner, Doing::Receiving)).then(|| self.leave(&mut books, owner, Doing::Receiving, Some(place)))
    }

    /// Leave to put other files in the place of somebody's, or none.
    pub fn leave_to_replace(&self, owner: &Owner) -> Result<Leave<'_>, Held> {
        let mut books = self.lock();
        if books.is_storing(owner) {
            return Err(Held::Storing);
        }
        if books.does(owner, Doing::Replacing) {
            return Err(Held::Replacing);
        }
        Ok(self.leave(&mut books, owner, Doing::Replacing, None))
    }

    fn leave<'a>(
        &'a self,
        books: &mut Books,
        owner: &Owner,
        what: Doing,
        place: Option<SemaphorePermit<'a>>,
    ) -> Leave<'a> {
        let own = (owner.clone(), what);
        books.leaves.push(own.clone());
        Leave { imports: self, own, _place: place }
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

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        let mut books = self.imports.lock();
        if let Some(place) = books.leaves.iter().position(|own| *own == self.own) {
            books.leaves.remove(place);
        }
    }
}

impl Import {
    /// An upload that is read, held against what stands; perhaps once more, after it was asked for in vain.
    pub fn reading(upload: &str, basis: Basis, told: Option<Told>) -> Self {
        Self { basis: Some(basis), told: Mutex::new(told), ..Self::of(upload, Work::Reading) }
    }

    /// An upload that is stored.
    pub fn storing(upload: &str) -> Self {
        Self::of(upload, Work::Storing)
    }

    fn of(upload: &str, work: Work) -> Self {
        let (outcome, _) = watch::channel(None);
        let (rows, days) = (Watch::default(), Watch::default());
        Self { upload: upload.to_owned(), work, rows, days, basis: None, told: Mutex::default(), outcome }
    }

    /// Why it was not stored before, and how it was asked for.
    pub fn told(&self) -> Option<Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// It was asked for in vain: its page shows that.
    pub fn tell(&self, told: Told) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

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

    fn reading(upload: &str) -> Import {
        let basis =
            Basis { records: Weak::new(), head: 0, open: BTreeMap::new(), today: "2023-05-10".parse().unwrap() };
        Import::reading(upload, basis, None)
    }

    #[tokio::test]
    async fn an_import_at_work_is_not_begun_again_and_an_ended_one_makes_room() {
        let imports = Imports::default();
        let first = imports.begin(&owner("here"), reading("one")).unwrap();
        assert!(imports.begin(&owner("here"), Import::storing("one")).is_none());
        assert!(!imports.is_storing(&owner("here")));
        first.end(Outcome::Broken);
        assert!(matches!(imports.outcome_of(&first).await, Some(Outcome::Broken)));
        assert!(imports.of(&owner("here"), "one").is_some() && imports.of(&owner("here"), "two").is_none());
        assert!(imports.begin(&owner("here"), reading("two")).is_some(), "of another upload at once");
        assert!(imports.of(&owner("here"), "one").is_none());
    }

    #[test]
    fn what_is_being_stored_is_neither_replaced_nor_forgotten_for_another_upload() {
        let imports = Imports::default();
        let stored = imports.begin(&owner("here"), Import::storing("one")).unwrap();
        assert!(imports.is_storing(&owner("here")) && !imports.is_storing(&owner("there")));
        assert!(
            imports.leave_to_replace(&owner("here")).is_err_and(|held| held == Held::Storing)
                && imports.begin(&owner("here"), reading("two")).is_none()
        );
        stored.end(Outcome::Broken);
        let leave = imports.leave_to_replace(&owner("here")).unwrap();
        assert!(
            imports.leave_to_replace(&owner("here")).is_err_and(|held| held == Held::Replacing)
                && imports.leave_to_replace(&owner("there")).is_ok()
        );
        assert!(imports.begin(&owner("here"), Import::storing("one")).is_none());
        assert!(imports.begin(&owner("here"), reading("one")).is_some());
        drop(leave);
        assert!(imports.begin(&owner("here"), Import::storing("two")).is_some());
    }

    #[test]
    fn one_upload_of_an_owner_is_received_at_a_time_and_few_of_all() {
        let imports = Imports::default();
        let first = imports.leave_to_receive(&owner("here")).unwrap();
        assert!(imports.leave_to_receive(&owner("here")).is_none());
        let others: Vec<Owner> = (1..UPLOADS).map(|number| owner(&format!("road-{number}"))).collect();
        let leaves: Vec<Leave<'_>> = others.iter().filter_map(|owner| imports.leave_to_receive(owner)).collect();
        assert_eq!(leaves.len(), UPLOADS - 1, "who is refused takes no place");
        assert!(imports.leave_to_receive(&owner("there")).is_none());
        drop(first);
        assert!(imports.leave_to_receive(&owner("here")).is_some());
    }

    #[tokio::test]
    async fn who_waits_does_not_wait_for_ever() {
        let imports = Imports::default();
        imports.wait_for(Duration::from_millis(1));
        let import = imports.begin(&owner("here"), reading("one")).unwrap();
        assert!(imports.outcome_of(&import).await.is_none());
    }

    #[test]
    fn few_that_have_ended_are_remembered_and_none_at_work_is_forgotten() {
        let imports = Imports::default();
        let at_work = imports.begin(&owner("at-work"), reading("one")).unwrap();
        for number in 0..20 {
            let import = imports.begin(&owner(&format!("road-{number}")), reading("one")).unwrap();
            import.end(Outcome::Broken);
        }
        assert_eq!(imports.lock().imports.len(), MOST_ENDED + 1);
        assert!(imports.of(&owner("at-work"), "one").is_some() && at_work.outcome().is_none());
        imports.forget(&owner("at-work"));
        assert!(imports.of(&owner("at-work"), "one").is_none());
    }
}
