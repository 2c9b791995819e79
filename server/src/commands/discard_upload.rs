//! Removes the files of an import that its owner does not want to import any more.

use domain::{Actor, Slug, Verb};

use super::keep_upload::UploadRefusal;
use crate::state::SharedState;
use crate::storage::staff::StaffId;
use crate::storage::uploads::Uploads;

/// Removes them; nothing happens when there are none.
pub async fn discard_upload(
    state: &SharedState,
    actor: &Actor,
    author: StaffId,
    corridor: Slug,
) -> Result<(), UploadRefusal> {
    actor.role_for(Verb::ImportClaims, Some(&corridor)).ok_or(UploadRefusal::NotAllowed)?;
    let uploads = Uploads::of(&state.database);
    state.imports.forget(&(author, corridor.clone()));
    let removed = tokio::task::spawn_blocking(move || {
        uploads.remove(author, &corridor)?;
        uploads.forget(author, &corridor)
    });
    Ok(removed.await??)
}
