//! What files would do to a corridor, read from the database: the plan, how its days stand, and what tells the plan from
//! others. Writes nothing, and authorises nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Course, DayReport, Lock, Revision, RevisionState, Slug};

use super::write_days::WriteError;
use crate::files::{ImportInput, ImportProblems, plan_with};
use crate::imports::{Basis, Import, Planned, Standing};
use crate::records::{CorridorRecord, read_revision};
use crate::state::State;
use crate::storage::uploads::UploadedFiles;
use crate::storage::{StorageError, hash, openings, revisions};

/// The most problems that are kept of files that came to the desk: all that most of them have, for a file to work through.
pub const MOST_PROBLEMS: usize = 20_000;

/// The files of an import.
#[derive(Debug)]
pub struct Files {
    /// Claims, in text or in a workbook.
    pub claims: Option<Vec<u8>>,
    /// Events, in text or in a workbook.
    pub events: Option<Vec<u8>>,
    /// Whether the corridor was given apart from the files.
    pub corridor_given: bool,
}

impl From<UploadedFiles> for Files {
    /// The page names the corridor: a file may leave its column empty, and a different one in it is refused.
    fn from(files: UploadedFiles) -> Self {
        let UploadedFiles { claims, events } = files;
        Self { claims: Some(claims.bytes), events: events.map(|file| file.bytes), corridor_given: true }
    }
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The files have problems.
    #[error("{0}")]
    Problems(ImportProblems),
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] WriteError),
    /// The reader of files gave up.
    #[error("the files could not be read: {0}")]
    Reader(#[from] tokio::task::JoinError),
}

/// What the files would do to a corridor. With an import that shows how far it is, as many problems as it takes are listed.
pub async fn plan_import(
    state: &State,
    corridor: &Arc<CorridorRecord>,
    files: Files,
    import: Option<Arc<Import>>,
) -> Result<Planned, PlanError> {
    let settings = corridor.record.corridor();
    let moment = corridor.moment(state.clock.now());
    let mut all = days_of(state, &settings.slug).await?;
    let open = open_days(state, &settings.slug, moment.instant).await.map_err(WriteError::from)?;
    let (records, inner) = (state.records.now(), corridor.clone());
    let days: BTreeMap<NaiveDate, DayReport> =
        all.iter().filter_map(|(date, day)| Some((*date, day.before.clone()?))).collect();
    // On a thread of its own: files of thousands of rows would hold up everybody else's answers.
    let plan = tokio::task::spawn_blocking(move || {
        let input = ImportInput {
            corridor: &inner.settings,
            sources: records.sources(),
            days: &days,
            today: moment.today,
            claims: files.claims.as_deref(),
            events: files.events.as_deref(),
            corridor_given: files.corridor_given,
        };
        match &import {
            Some(import) => plan_with(&input, &import.rows, MOST_PROBLEMS),
            None => crate::files::plan(&input),
        }
    });
    let plan = plan.await?.map_err(PlanError::Problems)?;
    let mut stands = |date: NaiveDate| {
        let locked = Lock::of(settings, date, &moment, open.get(&date).copied()).is_locked();
        (date, Standing { locked, ..all.remove(&date).unwrap_or_default() })
    };
    let standing: BTreeMap<NaiveDate, Standing> = plan.days.iter().map(|day| stands(day.date)).collect();
    let seen: Vec<(&DayReport, i64)> =
        plan.days.iter().map(|day| (day, standing.get(&day.date).map_or(0, |standing| standing.newest))).collect();
    let fingerprint = hash::sha256(serde_json::to_string(&(&seen, &plan.new_sources)).map_err(WriteError::from)?);
    Ok(Planned { plan, standing, fingerprint })
}

/// What a plan for a corridor rests on now.
pub async fn basis_of(state: &State, corridor: &CorridorRecord) -> Result<Basis, StorageError> {
    let now = state.clock.now();
    let records = Arc::downgrade(&state.records.now());
    let head = revisions::head(&state.database).await?.seq;
    let open = open_days(state, &corridor.record.corridor().slug, now).await?;
    Ok(Basis { records, head, open, today: corridor.moment(now).today })
}

/// The days of a corridor that a lead opened, and until when.
async fn open_days(
    state: &State,
    corridor: &Slug,
    now: DateTime<Utc>,
) -> Result<BTreeMap<NaiveDate, DateTime<Utc>>, StorageError> {
    let all = openings::open_at(&state.database, now).await?.into_iter();
    Ok(all.filter(|(slug, ..)| slug == corridor).map(|(_, date, until)| (date, until)).collect())
}

/// How every day of a corridor stands that has any state; what is public of it as the desk wrote it.
async fn days_of(state: &State, corridor: &Slug) -> Result<BTreeMap<NaiveDate, Standing>, WriteError> {
    let mut days: BTreeMap<NaiveDate, Vec<Revision>> = BTreeMap::new();
    for stored in revisions::load_all(&state.database).await?.iter().filter(|stored| stored.corridor == *corridor) {
        days.entry(stored.date).or_default().push(read_revision(stored)?);
    }
    let stands = |(date, states): (NaiveDate, Vec<Revision>)| {
        let course = Course::of(&states);
        let standing = Standing {
            newest: course.newest(),
            before: course.standing().cloned(),
            withdrawn: course.public().is_some_and(|public| public.state == RevisionState::Withdrawn),
            waits: course.waiting().is_some(),
            returned: course.returned().is_some(),
            locked: false,
        };
        (date, standing)
    };
    Ok(days.into_iter().map(stands).collect())
}

/// The last published document of each day of a corridor, as the desk wrote it.
pub async fn published_days(state: &State, corridor: &Slug) -> Result<BTreeMap<NaiveDate, DayReport>, WriteError> {
    let days = days_of(state, corridor).await?.into_iter();
    Ok(days.filter_map(|(date, day)| Some((date, day.before?))).collect())
}
