//! What the commands on one day have in common: whether there is such a day, whether it was sent before, on what it is
//! based, whether it is locked. Writes nothing.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Course, Lock, Slug};

use super::publish_day::PublishRefusal;
use crate::faults::{self, Fault};
use crate::records::CorridorRecord;
use crate::state::State;
use crate::storage::{StorageError, WriteTransaction, openings, submissions};

/// The corridor of a day that the desk may work on: within the record, and not in the future.
pub fn corridor_of(state: &State, slug: &Slug, date: NaiveDate) -> Result<Arc<CorridorRecord>, PublishRefusal> {
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| PublishRefusal::NoCorridor(slug.clone()))?;
    let today = corridor.moment(state.clock.now()).today;
    if date > today || !corridor.record.corridor().covers(date) {
        return Err(PublishRefusal::NoSuchDay(date));
    }
    Ok(corridor.clone())
}

/// The revision that the same form made before; refused when it came with another content then.
pub async fn sent_before(
    write: &mut WriteTransaction,
    key: &str,
    content_hash: &str,
) -> Result<Option<i64>, PublishRefusal> {
    match submissions::find(write, key).await? {
        None => Ok(None),
        Some(_) if faults::is_set(Fault::ForgetSubmissions) => Ok(None),
        Some(before) if before.content_hash == content_hash => Ok(Some(before.seq)),
        Some(before) => Err(PublishRefusal::OtherContent { stored: before.seq }),
    }
}

/// Refused when the writer saw another state than the newest.
pub fn check_base(course: Course<'_>, base: i64) -> Result<(), PublishRefusal> {
    let current = course.newest();
    if current == base { Ok(()) } else { Err(PublishRefusal::Stale { current }) }
}

/// Whether the day may be written to now.
pub async fn lock_of(
    write: &mut WriteTransaction,
    corridor: &CorridorRecord,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Lock, StorageError> {
    let settings = corridor.record.corridor();
    let until = openings::until_in(write, &settings.slug, date).await?;
    Ok(Lock::of(settings, date, &corridor.moment(now), until))
}

/// Refused when the day is locked.
pub async fn check_lock(
    write: &mut WriteTransaction,
    corridor: &CorridorRecord,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), PublishRefusal> {
    if lock_of(write, corridor, date, now).await?.is_locked() { Err(PublishRefusal::Locked(date)) } else { Ok(()) }
}
