//! Adds a corridor with its settings.

use domain::corridor::SettingError;
use domain::{Actor, Corridor, Slug, Verb};

use crate::events::Event;
use crate::records::{RecordError, zone_of};
use crate::state::State;
use crate::storage::{StorageError, audit, corridors};

/// Why a corridor is not added. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum AddCorridorRefusal {
    /// Only an admin adds corridors.
    #[error("only an admin adds corridors")]
    NotAllowed,
    /// It is there already.
    #[error("there is a corridor {0} already; choose another short name")]
    Taken(Slug),
    /// A setting cannot hold.
    #[error("{0}")]
    Setting(#[from] SettingError),
    /// Its time zone is not known.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adds a corridor.
pub async fn add_corridor(state: &State, actor: &Actor, corridor: Corridor) -> Result<(), AddCorridorRefusal> {
    if !actor.may(Verb::AddCorridor, None) {
        Event::ACCESS_REFUSED.by(&actor.account).because("add a corridor").refused();
        return Err(AddCorridorRefusal::NotAllowed);
    }
    corridor.check()?;
    zone_of(&corridor)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    match corridors::add(&mut write, &corridor, now).await {
        Err(StorageError::Taken { .. }) => return Err(AddCorridorRefusal::Taken(corridor.slug)),
        other => other?,
    }
    audit::append(&mut write, now, &actor.account, "corridor.add", corridor.slug.as_str(), None).await?;
    let committed = write.commit_command().await?;
    Event::CORRIDOR_ADD.by(&actor.account).on(corridor.slug.as_str()).done();
    state.records.follow(&committed, Some(corridor), Vec::new(), &[])?;
    Ok(())
}
