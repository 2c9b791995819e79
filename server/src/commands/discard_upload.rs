//! Removes the files of an import that its owner does not want to import any more.

use domain::{Actor, Verb};

use super::keep_upload::{UploadRefusal, replace};
use crate::imports::Owner;
use crate::state::SharedState;

/// Removes them, unless they are being stored; nothing happens when they are gone, or others are in their place.
pub async fn discard_upload(
    state: &SharedState,
    actor: &Actor,
    owner: Owner,
    upload: String,
) -> Result<(), UploadRefusal> {
    actor.role_for(Verb::ImportClaims, Some(&owner.1)).ok_or(UploadRefusal::NotAllowed)?;
    replace(state, owner, move |uploads, (author, corridor)| uploads.discard(*author, corridor, &upload)).await
}
