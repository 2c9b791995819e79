//! Runs an import of the desk on its own, while its owner is shown how far it is: reading the files, storing what was looked
//! through. Goes on when nobody looks any more; what a stop cuts off is told afterwards.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Actor, ChangeKind, Verb};
use tokio::time::MissedTickBehavior;

use super::import_claims::{Becomes, FromDesk, How, ImportRefusal, LookedThrough, import_looked_through, was_stored};
use super::import_plan::{PlanError, basis_of, plan_import};
use crate::imports::{Choice, Import, Outcome, Owner, Refused};
use crate::state::SharedState;
use crate::storage::StorageError;
use crate::storage::uploads::{StoredUpload, Upload, UploadError, UploadNote, UploadedFiles, Uploads};

/// So often old uploads are looked for.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// What somebody has uploaded for a corridor, and what became of it.
#[derive(Debug, Default)]
pub struct Uploaded {
    /// The files, without their bytes; none once they were stored.
    pub upload: Option<Upload>,
    /// What was noted when they were sent to be stored.
    pub note: Option<UploadNote>,
}

/// Why it cannot be told what became of an upload.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The files cannot be read.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// The database does not tell.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How an upload is stored.
#[derive(Clone, Debug)]
pub struct Sending {
    /// What the days become.
    pub becomes: Becomes,
    /// Of which kind a change of public days is.
    pub kind: ChangeKind,
    /// How it was asked for.
    pub choice: Choice,
    /// The plan that was looked through.
    pub seen: String,
    /// The form's own key.
    pub key: String,
    /// Drafts of the same days that were saved by then give way.
    pub over_drafts: Option<DateTime<Utc>>,
}

/// What somebody has uploaded. Where a stop cut off the storing, it is found out what became of it.
pub async fn uploaded(state: &SharedState, account: &str, owner: &Owner) -> Result<Uploaded, RunError> {
    let now = state.clock.now();
    let mut uploaded = at_uploads(state, owner, move |uploads, (author, corridor)| {
        let upload = uploads.load(*author, corridor, now)?;
        // A note is of one upload: another one in its place has none yet.
        let own = |note: &UploadNote| upload.as_ref().is_none_or(|upload| upload.id == note.upload);
        Ok(Uploaded { note: uploads.noted(*author, corridor, now).filter(own), upload })
    })
    .await?;
    let Some(note) = &mut uploaded.note else { return Ok(uploaded) };
    if note.stored.is_none() && !state.imports.is_storing(owner) {
        let ended = state.imports.of(owner, &note.upload).and_then(|import| import.outcome());
        note.stored = match ended {
            Some(Outcome::Stored(stored)) => Some(stored),
            _ if was_stored(state, account, &note.key).await? => Some(StoredUpload::default()),
            _ => None,
        };
    }
    if note.stored.is_some() && uploaded.upload.take().is_some() {
        finish(state, owner, note.clone()).await;
    }
    Ok(uploaded)
}

/// Does something with the uploads, which lie on the disk.
async fn at_uploads<T: Send + 'static>(
    state: &SharedState,
    owner: &Owner,
    work: impl FnOnce(&Uploads, &Owner) -> Result<T, UploadError> + Send + 'static,
) -> Result<T, UploadError> {
    let (uploads, owner) = (Uploads::of(&state.database), owner.clone());
    tokio::task::spawn_blocking(move || work(&uploads, &owner)).await.map_err(std::io::Error::from)?
}

/// Removes uploads that are a day old, for as long as it is polled: also where nobody opens their page.
pub async fn keep_swept(state: SharedState) {
    let mut hours = tokio::time::interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        let (uploads, now) = (Uploads::of(&state.database), state.clock.now());
        if let Err(error) = tokio::task::spawn_blocking(move || uploads.sweep(now)).await {
            tracing::warn!(%error, "old uploads could not be removed");
        }
    }
}

/// Reads an upload: what is under way, or was read already and rests on what still stands, else it begins. It may have been
/// asked for in a way that is shown again when it has to be read first.
pub async fn begin_to_read(
    state: &SharedState,
    actor: &Actor,
    owner: &Owner,
    upload: &str,
    choice: Option<Choice>,
) -> Result<Option<Arc<Import>>, RunError> {
    let Some(corridor) = state.records.now().corridor(&owner.1).cloned() else { return Ok(None) };
    let basis = basis_of(state, &corridor).await?;
    let before = state.imports.of(owner, upload);
    let again = |refused: Refused, choice: Option<Choice>| choice.map(|choice| (Arc::new(refused), choice));
    let told = match before.as_ref().map(|import| (import, import.outcome())) {
        Some((_, Some(Outcome::Stored(_) | Outcome::Broken))) => return Ok(before),
        Some((import, None)) => {
            if let Some(told) = again(Refused::Again, choice) {
                import.tell(told);
            }
            return Ok(before);
        }
        // Who asks for it to be stored saw it: under the writer's lock it is compared with what it has become.
        Some((_, Some(Outcome::Looked(_)))) if choice.is_some() => return Ok(before),
        Some((import, Some(Outcome::Looked(_) | Outcome::Problems(_)))) => {
            if import.basis.as_ref() == Some(&basis) {
                return Ok(before);
            }
            again(Refused::Changed, choice.or(import.told().map(|(_, choice)| choice)))
        }
        Some((_, Some(Outcome::Refused(refused, choice)))) => Some((refused, choice)),
        Some((_, Some(Outcome::Gone))) | None => again(Refused::Again, choice),
    };
    let Some(import) = state.imports.begin(owner, Import::reading(upload, basis, told)) else {
        return Ok(state.imports.of(owner, upload));
    };
    let (state, actor, owner, own) = (state.clone(), actor.clone(), owner.clone(), import.clone());
    tokio::spawn(end_with(import.clone(), async move { look_through(&state, &actor, &owner, own).await }));
    Ok(Some(import))
}

/// Begins to store an upload, unless it is under way; gives the import.
pub fn begin_to_store(
    state: &SharedState,
    actor: &Actor,
    owner: &Owner,
    upload: &str,
    sending: Sending,
) -> Option<Arc<Import>> {
    let begun = state.imports.begin(owner, Import::storing(upload));
    let Some(import) = begun else { return state.imports.of(owner, upload) };
    let (state, actor, owner, own) = (state.clone(), actor.clone(), owner.clone(), import.clone());
    tokio::spawn(end_with(import.clone(), async move { send(&state, &actor, &owner, sending, own).await }));
    Some(import)
}

/// Runs the work to its end, and ends the import with it also when the work panics.
async fn end_with(import: Arc<Import>, work: impl Future<Output = Outcome> + Send + 'static) {
    let outcome = tokio::spawn(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "an import gave up");
        Outcome::Broken
    });
    import.end(outcome);
}

/// The files of an upload: their bytes take room only for as long as there is a turn to read them.
async fn files_of(state: &SharedState, owner: &Owner, upload: &str) -> Result<UploadedFiles, Outcome> {
    let id = upload.to_owned();
    let read = at_uploads(state, owner, move |uploads, (author, corridor)| uploads.files(*author, corridor, &id));
    match read.await {
        Ok(files) => files.ok_or(Outcome::Gone),
        Err(error) => {
            tracing::error!(%error, "an upload could not be read");
            Err(Outcome::Broken)
        }
    }
}

async fn look_through(state: &SharedState, actor: &Actor, owner: &Owner, import: Arc<Import>) -> Outcome {
    let Some(_turn) = state.imports.turn().await else { return Outcome::Broken };
    let corridor = state.records.now().corridor(&owner.1).cloned();
    let allowed = actor.may(Verb::ImportClaims, Some(&owner.1));
    let Some(corridor) = corridor.filter(|_| allowed) else { return Outcome::Broken };
    let files = match files_of(state, owner, &import.upload).await {
        Ok(files) => files,
        Err(outcome) => return outcome,
    };
    match plan_import(state, &corridor, files.into(), Some(import)).await {
        Ok(planned) => Outcome::Looked(Arc::new(planned)),
        Err(PlanError::Problems(problems)) => Outcome::Problems(Arc::new(problems)),
        Err(error) => {
            tracing::error!(%error, "an upload could not be looked through");
            Outcome::Broken
        }
    }
}

/// Stores an upload between two notes. Without the first one nothing is: a stop in the middle could not be told from one
/// before.
async fn send(state: &SharedState, actor: &Actor, owner: &Owner, sending: Sending, import: Arc<Import>) -> Outcome {
    let at = state.clock.now().timestamp_millis();
    let note = UploadNote { upload: import.upload.clone(), key: sending.key.clone(), at, stored: None };
    let begins = note.clone();
    let noted = at_uploads(state, owner, move |uploads, (author, corridor)| uploads.note(*author, corridor, &begins));
    if let Err(error) = noted.await {
        tracing::error!(%error, "an import could not be begun");
        return Outcome::Refused(Arc::new(Refused::Unsaved), sending.choice);
    }
    let outcome = store(state, actor, owner, sending, import).await;
    if let Outcome::Stored(stored) = &outcome {
        finish(state, owner, UploadNote { stored: Some(stored.clone()), ..note }).await;
    } else {
        // That nothing was stored is known: it has not to be found out after a stop.
        let forgotten = at_uploads(state, owner, |uploads, (author, corridor)| uploads.forget(*author, corridor));
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "what was noted of an upload could not be removed");
        }
    }
    outcome
}

async fn store(state: &SharedState, actor: &Actor, owner: &Owner, sending: Sending, import: Arc<Import>) -> Outcome {
    let Some(_turn) = state.imports.turn().await else { return Outcome::Broken };
    let Sending { becomes, kind, choice, seen, key, over_drafts } = sending;
    let files = match files_of(state, owner, &import.upload).await {
        Ok(files) => files.into(),
        Err(Outcome::Broken) => return Outcome::Refused(Arc::new(Refused::Unsaved), choice),
        Err(outcome) => return outcome,
    };
    let desk = Some(FromDesk { seen, key, author: owner.0, over_drafts, import });
    let how = How { becomes, reason: Some(choice.reason.clone()), kind, desk };
    let command = LookedThrough { corridor: owner.1.clone(), files, how };
    match import_looked_through(state, actor, command).await {
        Ok(stored) => Outcome::Stored(stored),
        Err(refusal) => refused(refusal, choice),
    }
}

fn refused(refusal: ImportRefusal, choice: Choice) -> Outcome {
    let why = match refusal {
        ImportRefusal::Refused(why) => why,
        ImportRefusal::NotAllowed => Refused::LeadPublishes,
        // A day that has passed since, or settings that are others now, can make a problem of what was none.
        ImportRefusal::Problems(_) | ImportRefusal::NoCorridor(_) => Refused::Changed,
        ImportRefusal::Write(error) => {
            tracing::error!(%error, "an import could not be stored");
            Refused::Unsaved
        }
        ImportRefusal::Reader(error) => {
            tracing::error!(%error, "an import could not be read");
            Refused::Unsaved
        }
    };
    Outcome::Refused(Arc::new(why), choice)
}

/// Notes what was stored, then removes the files. What cannot be done now is done when their page is asked for.
async fn finish(state: &SharedState, owner: &Owner, note: UploadNote) {
    let done = at_uploads(state, owner, move |uploads, (author, corridor)| {
        uploads.note(*author, corridor, &note)?;
        uploads.remove(*author, corridor, &note.upload)
    });
    if let Err(error) = done.await {
        tracing::warn!(%error, "an upload that was imported could not be removed");
    }
}
