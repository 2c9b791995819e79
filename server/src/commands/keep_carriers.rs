//! Says that one spelling of a carrier is another one's, or that it is not. Documents keep what was written.

use domain::{Actor, Label, Verb};

use super::keep_names::{KeepError, tell_anew};
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, audit, carriers};

/// Why a spelling is not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum CarrierRefusal {
    /// Only an admin keeps carriers.
    #[error("only an admin keeps carriers")]
    NotAllowed,
    /// No claim and no setting spells a carrier so.
    #[error("no carrier is spelled {0}")]
    NoCarrier(Label),
    /// The other one stands for this one already, or is this one.
    #[error("a spelling cannot stand for itself, nor in a circle")]
    Circle,
    /// It could not be stored.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<StorageError> for CarrierRefusal {
    fn from(error: StorageError) -> Self {
        Self::Keep(error.into())
    }
}

/// Says that a spelling is another one's. Returns after the commit, when readers see it.
pub async fn join_carrier(state: &State, actor: &Actor, name: &Label, shown_as: &Label) -> Result<(), CarrierRefusal> {
    if !actor.may(Verb::KeepSources, None) {
        return Err(CarrierRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let records = state.records.now();
    let written = records.carriers_written();
    if let Some(unknown) = [name, shown_as].into_iter().find(|label| !written.contains_key(*label)) {
        return Err(CarrierRefusal::NoCarrier(unknown.clone()));
    }
    if name == shown_as || records.naming().carrier(shown_as) == *name {
        return Err(CarrierRefusal::Circle);
    }
    if records.naming().carriers().get(name) == Some(shown_as) {
        write.roll_back().await?;
        return Ok(());
    }
    carriers::join(&mut write, name, shown_as, now).await?;
    let detail = format!("shown as {shown_as}");
    audit::append(&mut write, now, &actor.account, "carrier.join", name.as_str(), Some(&detail)).await?;
    let committed = write.commit_command().await?;
    tell_anew(state, committed).await?;
    Event::CARRIER_JOIN.by(&actor.account).done();
    Ok(())
}

/// Says that a spelling is a carrier of its own again.
pub async fn part_carrier(state: &State, actor: &Actor, name: &Label) -> Result<(), CarrierRefusal> {
    if !actor.may(Verb::KeepSources, None) {
        return Err(CarrierRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if !carriers::part(&mut write, name).await? {
        write.roll_back().await?;
        return Ok(());
    }
    audit::append(&mut write, now, &actor.account, "carrier.part", name.as_str(), None).await?;
    let committed = write.commit_command().await?;
    tell_anew(state, committed).await?;
    Event::CARRIER_PART.by(&actor.account).done();
    Ok(())
}
