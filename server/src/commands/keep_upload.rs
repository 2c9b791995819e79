//! Keeps the files of an import until they are imported, discarded or a day old. Changes nothing of the record, and is no
//! line of the audit: what is imported is.

use domain::{Actor, Verb};

use crate::imports::{Held, Owner};
use crate::state::SharedState;
use crate::storage::Hindrance;
use crate::storage::uploads::Uploads;

pub use crate::storage::uploads::{StoredUpload, Upload, UploadError, UploadedFile, UploadedFiles};

/// Why files were not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadRefusal {
    /// The role does not allow it.
    #[error("this account may not import into this corridor")]
    NotAllowed,
    /// The files before are held by something else.
    #[error("the files of this owner are held: {0:?}")]
    Held(Held),
    /// Nothing can be saved now.
    #[error("nothing can be saved now")]
    Hindered(Hindrance),
    /// The folder of uploads refused.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// The writer of files gave up.
    #[error("the upload could not be written: {0}")]
    Writer(#[from] tokio::task::JoinError),
}

/// Keeps files in the place of those that their owner had for the corridor, unless these are being stored.
pub async fn keep_upload(
    state: &SharedState,
    actor: &Actor,
    owner: Owner,
    id: String,
    files: UploadedFiles,
) -> Result<(), UploadRefusal> {
    actor.role_for(Verb::ImportClaims, Some(&owner.1)).ok_or(UploadRefusal::NotAllowed)?;
    if let Some(why) = state.database.hindrance() {
        return Err(UploadRefusal::Hindered(why));
    }
    let now = state.clock.now();
    replace(state, owner, move |uploads, (author, corridor)| uploads.keep(*author, corridor, (&id, now), &files)).await
}

/// Puts something else in the place of what somebody uploaded, and forgets what came of that. Not while it is stored.
pub(super) async fn replace(
    state: &SharedState,
    owner: Owner,
    change: impl FnOnce(&Uploads, &Owner) -> Result<(), UploadError> + Send + 'static,
) -> Result<(), UploadRefusal> {
    let (state, uploads) = (state.clone(), Uploads::of(&state.database));
    let replaced = tokio::task::spawn_blocking(move || {
        let _leave = state.imports.leave_to_replace(&owner).map_err(UploadRefusal::Held)?;
        change(&uploads, &owner)?;
        state.imports.forget(&owner);
        Ok(())
    });
    replaced.await?
}
