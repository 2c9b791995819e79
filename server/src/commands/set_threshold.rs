//! Sets from which number on small numbers in splits are shown: a lead's decision, with a public reason below 10.

use chrono::NaiveDate;
use domain::corridor::SettingError;
use domain::threshold::ThresholdEffect;
use domain::{Actor, Corridor, DayReport, Note, Slug, Verb};
use std::collections::BTreeMap;

use super::import_plan::published_days;
use super::keep_names::{KeepError, tell_anew};
use super::write_days::WriteError;
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, audit, corridors};

/// Another threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Small numbers are withheld below this; 0 and 1 withhold nothing.
    pub below: u32,
    /// The public reason; needed below 10.
    pub note: Option<Note>,
}

/// Why the threshold is not set. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum ThresholdRefusal {
    /// Only a lead of the corridor sets it.
    #[error("only a lead of this corridor sets the threshold")]
    NotAllowed,
    /// There is no such corridor.
    #[error("there is no corridor {0}")]
    NoCorridor(Slug),
    /// Below 10 without a public reason.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// It could not be read or stored.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<StorageError> for ThresholdRefusal {
    fn from(error: StorageError) -> Self {
        Self::Keep(error.into())
    }
}

impl From<WriteError> for ThresholdRefusal {
    fn from(error: WriteError) -> Self {
        Self::Keep(error.into())
    }
}

/// How many published numbers the threshold would show or withhold. Stores nothing.
pub async fn weigh_threshold(
    state: &State,
    actor: &Actor,
    slug: &Slug,
    below: u32,
) -> Result<ThresholdEffect, ThresholdRefusal> {
    if !actor.may(Verb::SetThreshold, Some(slug)) {
        return Err(ThresholdRefusal::NotAllowed);
    }
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| ThresholdRefusal::NoCorridor(slug.clone()))?;
    let days: BTreeMap<NaiveDate, DayReport> = published_days(state, slug).await?;
    Ok(ThresholdEffect::of(days.values(), corridor.settings.withhold_below, below))
}

/// Sets the threshold; the same one again is not written down. Returns after the commit, when readers see it.
pub async fn set_threshold(
    state: &State,
    actor: &Actor,
    slug: &Slug,
    threshold: Threshold,
) -> Result<ThresholdEffect, ThresholdRefusal> {
    if !actor.may(Verb::SetThreshold, Some(slug)) {
        return Err(ThresholdRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| ThresholdRefusal::NoCorridor(slug.clone()))?;
    let old = corridor.settings.as_ref();
    let new = Corridor { withhold_below: threshold.below, withhold_note: threshold.note, ..old.clone() };
    new.check()?;
    let effect =
        ThresholdEffect::of(published_days(state, slug).await?.values(), old.withhold_below, new.withhold_below);
    if new == *old {
        write.roll_back().await?;
        return Ok(effect);
    }
    corridors::change(&mut write, &new, now).await?;
    let (from, to) = (old.withhold_below, new.withhold_below);
    let detail = format!("from {from} to {to}: {} shown, {} withheld", effect.shown, effect.withheld);
    audit::append(&mut write, now, &actor.account, "corridor.threshold", slug.as_str(), Some(&detail)).await?;
    let committed = write.commit_command().await?;
    tell_anew(state, committed).await?;
    Event::CORRIDOR_THRESHOLD.by(&actor.account).on(slug.as_str()).because(&detail).done();
    Ok(effect)
}
