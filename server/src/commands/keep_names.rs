//! What commands have in common that change how days are told: after the commit the record in memory is built anew from
//! all that is stored, under the writer's lock. Authorises nothing and writes nothing.

use domain::Naming;

use super::write_days::WriteError;
use crate::records::Snapshot;
use crate::state::State;
use crate::storage::{StorageError, WriteGuard, carriers, corridors, revisions, sources};

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
    let corridors = corridors::load_all(&state.database).await?;
    let known = sources::load_all(&state.database).await?;
    let naming = Naming::new(known, carriers::load_all(&state.database).await?);
    let revisions = revisions::load_all(&state.database).await?;
    let snapshot = Snapshot::load(corridors, naming, &revisions).map_err(WriteError::from)?;
    state.records.reload(&committed, snapshot);
    Ok(())
}
