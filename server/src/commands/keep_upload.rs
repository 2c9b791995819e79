//! Keeps the files of an import until they are imported, discarded or a day old. Changes nothing of the record, and is no
//! line of the audit: what is imported is.

use domain::{Actor, Slug, Verb};

use crate::imports::Owner;
use crate::state::SharedState;
use crate::storage::Hindrance;
use crate::storage::staff::StaffId;
use crate::storage::uploads::Uploads;

pub use crate::storage::uploads::{StoredUpload, Upload, UploadError, UploadedFile};

/// Why files were not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadRefusal {
    /// The role does not allow it.
    #[error("this account may not import into this corridor")]
    NotAllowed,
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

/// Keeps files in the place of those that their owner had for the corridor.
pub async fn keep_upload(
    state: &SharedState,
    actor: &Actor,
    (author, corridor): (StaffId, Slug),
    id: String,
    (claims, events): (UploadedFile, Option<UploadedFile>),
) -> Result<(), UploadRefusal> {
    actor.role_for(Verb::ImportClaims, Some(&corridor)).ok_or(UploadRefusal::NotAllowed)?;
    if let Some(why) = state.database.hindrance() {
        return Err(UploadRefusal::Hindered(why));
    }
    let upload = Upload { id, at: state.clock.now(), claims, events };
    let uploads = Uploads::of(&state.database);
    let owner: Owner = (author, corridor.clone());
    tokio::task::spawn_blocking(move || uploads.keep(author, &corridor, &upload)).await??;
    state.imports.forget(&owner);
    Ok(())
}
