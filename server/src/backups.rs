//! The backups that a server makes of itself: one at its start unless there is a fresh one, then one an hour, as long as
//! something changed. Never holds up an answer, and never ends the server: a backup that fails is a line of the log.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::MissedTickBehavior;

use crate::events::Event;
use crate::state::{SharedState, State};
use crate::storage::backup::{self, Name};
use crate::storage::{self, Mark};

/// So often a backup is made, told by a clock that nobody sets.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Makes backups into a folder for as long as it is polled; keeps the newest `kept` and some older ones.
pub async fn keep(state: SharedState, folder: PathBuf, kept: usize) {
    let mut hours = tokio::time::interval(EVERY);
    // After a night asleep one is due, not eight.
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut last = None;
    let mut fresh = is_fresh(&folder, state.clock.now());
    loop {
        hours.tick().await;
        if std::mem::take(&mut fresh) {
            continue;
        }
        if let Some(made) = make_if_changed(&state, &folder, last.as_ref()).await {
            last = Some(made);
            if let Err(error) = backup::thin(&folder, kept) {
                tracing::warn!(%error, "backups that are too many could not be removed");
            }
        }
    }
}

/// Whether the newest backup is from the last hour. One from a day to come is from before a clock was set, so it is not.
fn is_fresh(folder: &Path, now: DateTime<Utc>) -> bool {
    let newest = backup::list(folder).unwrap_or_default().pop();
    let hour = TimeDelta::from_std(EVERY).unwrap_or_default();
    matches!(newest, Some(backup::Stored { name: Name::Made { at, .. }, .. }) if at <= now && now - at < hour)
}

/// Makes a backup unless everything is as it was at the last one; gives what it is like now if it made one.
async fn make_if_changed(state: &State, folder: &Path, last: Option<&Mark>) -> Option<Mark> {
    // Before the copy: what is saved while it is made counts as a change at the next hour.
    let mark = storage::mark(&state.database).await.ok();
    if mark.is_some() && mark.as_ref() == last {
        return None;
    }
    let began = std::time::Instant::now();
    match backup::make(&state.database, folder, state.clock.now()).await {
        Ok(made) => {
            let name = made.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let detail = format!("{} bytes, {} ms", made.bytes, began.elapsed().as_millis());
            Event::BACKUP_MAKE.by_nobody().on(&name).because(&detail).done();
            mark
        }
        Err(error) => {
            Event::BACKUP_FAIL.by_nobody().because(&error.to_string()).refused();
            None
        }
    }
}

#[cfg(test)]
mod tests;
