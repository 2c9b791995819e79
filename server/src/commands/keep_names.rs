//! What commands have in common that change how days are told: after the commit the record in memory is built anew from
//! all that is stored, under the writer's lock. Authorises nothing and writes nothing.

use std::time::Duration;

use super::write_days::WriteError;
use crate::records::Snapshot;
use crate::state::{SharedState, State};
use crate::storage::names::Names;
use crate::storage::{StorageError, WriteGuard, revisions};

/// Why a name or a setting was not changed by the storage or the memory.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct KeepError(#[from] WriteError);

impl From<StorageError> for KeepError {
    fn from(error: StorageError) -> Self {
        Self(error.into())
    }
}

/// Builds the record anew. The guard is given away: whoever writes next finds the memory as it is stored.
pub(super) async fn tell_anew(state: &State, committed: WriteGuard) -> Result<(), KeepError> {
    let names = Names::load(&state.database).await?;
    let (naming, organisation) = (names.naming(), names.organisation);
    let revisions = revisions::load_all(&state.database).await?;
    let snapshot = Snapshot::load(names.corridors, naming, &revisions).map_err(WriteError::from)?;
    state.records.reload(&committed, snapshot.kept_by(organisation));
    Ok(())
}

/// A record that could not be built anew is tried again after so long.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// Builds the record anew whenever something was saved that did not reach it: a command that panicked between its commit
/// and the memory. For as long as it is run.
pub async fn keep_memory_true(state: SharedState) {
    loop {
        state.database.memory_is_behind().await;
        while let Err(error) = build_anew(&state).await {
            tracing::error!(error, "the record in memory could not be built anew, and is behind what is stored");
            tokio::time::sleep(AGAIN_AFTER).await;
        }
        tracing::warn!("the record in memory was built anew");
    }
}

/// In a task of its own: what panicked once may panic again.
async fn build_anew(state: &SharedState) -> Result<(), String> {
    let state = state.clone();
    let told = tokio::spawn(async move { tell_anew(&state, state.database.hold_still().await).await });
    match told.await {
        Ok(told) => told.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
