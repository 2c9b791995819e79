//! Runs an import of the desk on its own, while its owner is shown how far it is: reading the files, storing what was looked
//! through. Goes on when nobody looks any more; what a stop cuts off is told afterwards.

use std::sync::Arc;
use std::time::Duration;

use domain::{Actor, ChangeKind, Slug, Verb};
use tokio::time::MissedTickBehavior;

use super::import_claims::{Becomes, ImportRefusal, LookedThrough, import_looked_through, was_stored};
use super::import_plan::{Files, PlanError, plan_import};
use crate::imports::{Choice, Import, Outcome, Owner, Refused, Work};
use crate::state::SharedState;
use crate::storage::uploads::{StoredUpload, Upload, UploadError, UploadNote, Uploads};

/// So often old uploads are looked for.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// What somebody has uploaded for a corridor, and what became of it.
#[derive(Debug, Default)]
pub struct Uploaded {
    /// The files.
    pub upload: Option<Upload>,
    /// What was noted when they were sent.
    pub note: Option<UploadNote>,
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
}

/// What somebody has uploaded. Where a stop cut off the storing, it is found out what became of it.
pub async fn uploaded(state: &SharedState, account: &str, owner: &Owner) -> Result<Uploaded, UploadError> {
    let (uploads, (author, corridor), now) = (Uploads::of(&state.database), owner.clone(), state.clock.now());
    let read = tokio::task::spawn_blocking(move || {
        uploads.sweep(now);
        Ok::<_, UploadError>((uploads.load(author, &corridor, now)?, uploads.noted(author, &corridor, now)))
    });
    let (upload, note) = read.await.map_err(std::io::Error::from)??;
    let mut uploaded = Uploaded { upload, note };
    let cut_off = uploaded.note.as_mut().filter(|note| note.stored.is_none());
    if let Some(note) = cut_off
        && !state.imports.is_storing(owner, &note.upload)
        && was_stored(state, account, &note.key).await.unwrap_or(false)
    {
        // It may have come to its end between the two looks.
        let (uploads, now) = (Uploads::of(&state.database), state.clock.now());
        if let Some(noted) = uploads.noted(owner.0, &owner.1, now).filter(|noted| noted.stored.is_some()) {
            return Ok(Uploaded { upload: None, note: Some(noted) });
        }
        let stored = StoredUpload { becomes: String::new(), ..StoredUpload::default() };
        finish(state, owner, UploadNote { stored: Some(stored.clone()), ..note.clone() }).await?;
        note.stored = Some(stored);
        uploaded.upload = None;
    }
    Ok(uploaded)
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

/// Reads an upload: what is under way or was read already, else it begins. Once more after it was refused.
pub fn begin_to_read(state: &SharedState, actor: &Actor, owner: &Owner, upload: Upload) -> Option<Arc<Import>> {
    let id = upload.id.clone();
    let mut told = None;
    if let Some(import) = state.imports.of(owner, &id) {
        match import.outcome() {
            Some(Outcome::Refused(refused, choice)) => told = Some((refused, choice)),
            Some(Outcome::Stored(_)) => {}
            Some(Outcome::Looked(_) | Outcome::Problems(_) | Outcome::Broken) | None => return Some(import),
        }
    }
    let begun = state.imports.begin(owner, &id, Work::Reading, told);
    let Some(import) = begun else { return state.imports.of(owner, &id) };
    let (state, actor, corridor, own) = (state.clone(), actor.clone(), owner.1.clone(), import.clone());
    tokio::spawn(end_with(import.clone(), async move { look_through(&state, &actor, &corridor, upload, own).await }));
    Some(import)
}

/// Begins to store an upload, unless it is under way; gives the import.
///
/// # Errors
/// When it cannot be noted that it begins: a stop in the middle could not be told from one before.
pub async fn begin_to_store(
    state: &SharedState,
    actor: &Actor,
    owner: &Owner,
    upload: Upload,
    sending: Sending,
) -> Result<Option<Arc<Import>>, UploadError> {
    let id = upload.id.clone();
    let begun = state.imports.begin(owner, &id, Work::Storing, None);
    let Some(import) = begun else { return Ok(state.imports.of(owner, &id)) };
    let at = state.clock.now().timestamp_millis();
    let note = UploadNote { upload: id, key: sending.key.clone(), at, stored: None };
    if let Err(error) = write_note(state, owner, note.clone()).await {
        state.imports.forget(owner);
        return Err(error);
    }
    let (state, actor, owner, own) = (state.clone(), actor.clone(), owner.clone(), import.clone());
    tokio::spawn(end_with(
        import.clone(),
        async move { send(&state, &actor, &owner, upload, sending, note, own).await },
    ));
    Ok(Some(import))
}

/// Runs the work to its end, and ends the import with it also when the work panics.
async fn end_with(import: Arc<Import>, work: impl Future<Output = Outcome> + Send + 'static) {
    let outcome = tokio::spawn(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "an import gave up");
        Outcome::Broken
    });
    import.end(outcome);
}

fn files_of(upload: Upload) -> Files {
    let events = upload.events.map(|file| file.bytes.into());
    // The page names the corridor: a file may leave its column empty, and a different one in it is refused.
    Files { claims: Some(upload.claims.bytes.into()), events, corridor_given: true }
}

async fn look_through(state: &SharedState, actor: &Actor, slug: &Slug, upload: Upload, import: Arc<Import>) -> Outcome {
    let Some(_turn) = state.imports.turn().await else { return Outcome::Broken };
    let corridor = state.records.now().corridor(slug).cloned();
    let Some(corridor) = corridor.filter(|_| actor.may(Verb::ImportClaims, Some(slug))) else { return Outcome::Broken };
    match plan_import(state, &corridor, files_of(upload), Some(import)).await {
        Ok(planned) => Outcome::Looked(Arc::new(planned)),
        Err(PlanError::Problems(problems)) => Outcome::Problems(Arc::new(problems)),
        Err(error) => {
            tracing::error!(%error, "an upload could not be looked through");
            Outcome::Broken
        }
    }
}

async fn send(
    state: &SharedState,
    actor: &Actor,
    owner: &Owner,
    upload: Upload,
    sending: Sending,
    note: UploadNote,
    import: Arc<Import>,
) -> Outcome {
    let Sending { becomes, kind, choice, seen, key } = sending;
    let (reason, over_drafts) = (Some(choice.reason.clone()), choice.over_drafts);
    let (author, corridor) = owner.clone();
    let files = files_of(upload);
    let command = LookedThrough { corridor, files, reason, kind, becomes, seen, key, author, over_drafts, import };
    match import_looked_through(state, actor, command).await {
        Ok(stored) => {
            if let Err(error) = finish(state, owner, UploadNote { stored: Some(stored.clone()), ..note }).await {
                tracing::warn!(%error, "an upload that was imported could not be removed");
            }
            Outcome::Stored(stored)
        }
        Err(refusal) => {
            let refused = refused(refusal, choice);
            // What was refused is known: nothing has to be found out after a stop.
            if let Err(error) = forget(state, owner).await {
                tracing::warn!(%error, "what was noted of an upload could not be removed");
            }
            refused
        }
    }
}

fn refused(refusal: ImportRefusal, choice: Choice) -> Outcome {
    let why = match refusal {
        ImportRefusal::Changed => Refused::Changed,
        ImportRefusal::NoReason { .. } => Refused::NoReason,
        ImportRefusal::LeadPublishes | ImportRefusal::NotAllowed => Refused::LeadPublishes,
        ImportRefusal::SecondPerson => Refused::SecondPerson,
        ImportRefusal::LeadCorrects => Refused::LeadCorrects,
        ImportRefusal::Waiting(days) => Refused::Waiting(days),
        ImportRefusal::Locked(days) => Refused::Locked(days),
        ImportRefusal::Withdrawn(days) => Refused::Withdrawn(days),
        ImportRefusal::Drafts(days) => Refused::Drafts(days),
        ImportRefusal::NoDraft(days) => Refused::NoDraft(days),
        // A day that has passed since, or settings that are others now, can make a problem of what was none.
        ImportRefusal::Problems(_) | ImportRefusal::NoCorridor(_) => Refused::Changed,
        ImportRefusal::Write(error) => {
            tracing::error!(%error, "an import could not be stored");
            Refused::Unsaved
        }
        ImportRefusal::Reader(error) => {
            tracing::error!(%error, "an import could not be read");
            return Outcome::Broken;
        }
    };
    Outcome::Refused(Arc::new(why), choice)
}

async fn write_note(state: &SharedState, owner: &Owner, note: UploadNote) -> Result<(), UploadError> {
    let (uploads, (author, corridor)) = (Uploads::of(&state.database), owner.clone());
    let written = tokio::task::spawn_blocking(move || uploads.note(author, &corridor, &note));
    written.await.map_err(std::io::Error::from)?
}

async fn forget(state: &SharedState, owner: &Owner) -> Result<(), UploadError> {
    let (uploads, (author, corridor)) = (Uploads::of(&state.database), owner.clone());
    let gone = tokio::task::spawn_blocking(move || uploads.forget(author, &corridor));
    gone.await.map_err(std::io::Error::from)?
}

/// Notes what was stored, then removes the files.
async fn finish(state: &SharedState, owner: &Owner, note: UploadNote) -> Result<(), UploadError> {
    let (uploads, (author, corridor)) = (Uploads::of(&state.database), owner.clone());
    let done = tokio::task::spawn_blocking(move || {
        uploads.note(author, &corridor, &note)?;
        uploads.remove(author, &corridor)
    });
    done.await.map_err(std::io::Error::from)?
}
