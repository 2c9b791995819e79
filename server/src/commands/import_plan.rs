//! What files would do to a corridor, read from the database: the plan, how its days stand, and what tells the plan from
//! others. Writes nothing, and authorises nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{DayReport, Lock, RevisionState, Slug};

use super::write_days::WriteError;
use crate::files::{ImportInput, ImportProblems, plan_with};
use crate::imports::{Import, Planned, Standing};
use crate::records::{CorridorRecord, read_revision};
use crate::state::State;
use crate::storage::{hash, openings, revisions};

/// The most problems that are kept of files that came to the desk: all that most of them have, for a file to work through.
pub const MOST_PROBLEMS: usize = 20_000;

/// The files of an import.
#[derive(Clone, Debug)]
pub struct Files {
    /// Claims, in text or in a workbook.
    pub claims: Option<Arc<[u8]>>,
    /// Events, in text or in a workbook.
    pub events: Option<Arc<[u8]>>,
    /// Whether the corridor was given apart from the files.
    pub corridor_given: bool,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// There is no such corridor.
    #[error("there is no corridor {0}; add it first: corridor corridors add {0} --name NAME --time-zone ZONE")]
    NoCorridor(Slug),
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
    let slug = corridor.record.corridor().slug.clone();
    let now = state.clock.now();
    let mut all = days_of(state, &slug).await?;
    let (records, inner) = (state.records.now(), corridor.clone());
    let days: BTreeMap<NaiveDate, DayReport> =
        all.iter().filter_map(|(date, day)| Some((*date, day.before.clone()?))).collect();
    // On a thread of its own: files of thousands of rows would hold up everybody else's answers.
    let plan = tokio::task::spawn_blocking(move || {
        let input = ImportInput {
            corridor: &inner.settings,
            sources: records.sources(),
            days: &days,
            today: inner.moment(now).today,
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
    let mut standing = BTreeMap::new();
    for date in plan.days.iter().map(|day| day.date) {
        let day =
            Standing { locked: is_locked(state, corridor, date, now).await?, ..all.remove(&date).unwrap_or_default() };
        standing.insert(date, day);
    }
    let seen: Vec<(&DayReport, i64)> =
        plan.days.iter().map(|day| (day, standing.get(&day.date).map_or(0, |standing| standing.newest))).collect();
    let fingerprint = hash::sha256(serde_json::to_string(&(&seen, &plan.new_sources)).map_err(WriteError::from)?);
    Ok(Planned { plan, standing, fingerprint })
}

/// How every day of a corridor stands that has any state; what is public of it as the desk wrote it.
async fn days_of(state: &State, corridor: &Slug) -> Result<BTreeMap<NaiveDate, Standing>, WriteError> {
    let mut days: BTreeMap<NaiveDate, Standing> = BTreeMap::new();
    for stored in revisions::load_all(&state.database).await?.iter().filter(|stored| stored.corridor == *corridor) {
        let day = days.entry(stored.date).or_default();
        day.newest = stored.seq;
        (day.waits, day.returned) = (stored.state == RevisionState::Submitted, stored.state == RevisionState::Returned);
        match stored.state {
            RevisionState::Published => (day.before, day.withdrawn) = (Some(read_revision(stored)?.report), false),
            RevisionState::Withdrawn => (day.before, day.withdrawn) = (None, true),
            RevisionState::Submitted | RevisionState::Returned => {}
        }
    }
    Ok(days)
}

/// The last published document of each day of a corridor, as the desk wrote it.
pub async fn published_days(state: &State, corridor: &Slug) -> Result<BTreeMap<NaiveDate, DayReport>, WriteError> {
    let days = days_of(state, corridor).await?.into_iter();
    Ok(days.filter_map(|(date, day)| Some((date, day.before?))).collect())
}

async fn is_locked(
    state: &State,
    corridor: &CorridorRecord,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<bool, WriteError> {
    let settings = corridor.record.corridor();
    let moment = corridor.moment(now);
    if !Lock::of(settings, date, &moment, None).is_locked() {
        return Ok(false);
    }
    let until = openings::until(&state.database, &settings.slug, date).await?;
    Ok(Lock::of(settings, date, &moment, until).is_locked())
}
