//! Changes a corridor's settings, all but the threshold for small numbers. The short name never changes.

use domain::corridor::SettingError;
use domain::record::Record;
use domain::settings::{SettingFault, SettingProblem, SettingsDraft, changed};
use domain::{Actor, Corridor, Slug, Verb};

use super::keep_names::{KeepError, tell_anew};
use crate::events::Event;
use crate::records::zone_of;
use crate::state::State;
use crate::storage::{StorageError, audit, corridors, hash};

/// So many of the days that would lie outside are named.
const MOST_NAMED: usize = 5;

/// Why settings are not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum SettingsRefusal {
    /// Only an admin changes settings.
    #[error("only an admin changes a corridor’s settings")]
    NotAllowed,
    /// There is no such corridor.
    #[error("there is no corridor {0}")]
    NoCorridor(Slug),
    /// Somebody changed the settings since the form was read.
    #[error("the settings were changed meanwhile")]
    Stale,
    /// What was typed makes no settings.
    #[error("{} settings cannot hold", .0.len())]
    Problems(Vec<SettingProblem>),
    /// A setting cannot hold.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// It could not be stored.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<StorageError> for SettingsRefusal {
    fn from(error: StorageError) -> Self {
        Self::Keep(error.into())
    }
}

/// The state of settings, as a form carries it: an edit of an older one is refused.
pub fn state_of(settings: &Corridor) -> String {
    let text = serde_json::to_string(&Corridor { withhold_below: 0, withhold_note: None, ..settings.clone() });
    text.map(|text| hash::sha256(text).chars().take(16).collect()).unwrap_or_default()
}

/// Changes the settings; what changes nothing is not written down. Returns after the commit, when readers see it.
pub async fn change_corridor(
    state: &State,
    actor: &Actor,
    slug: &Slug,
    draft: &SettingsDraft,
) -> Result<(), SettingsRefusal> {
    if !actor.may(Verb::ChangeCorridor, Some(slug)) {
        return Err(SettingsRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| SettingsRefusal::NoCorridor(slug.clone()))?;
    let old = corridor.settings.as_ref();
    if draft.base != state_of(old) {
        return Err(SettingsRefusal::Stale);
    }
    let new = read(draft, old, &corridor.record)?;
    let names = changed(old, &new);
    if names.is_empty() {
        write.roll_back().await?;
        return Ok(());
    }
    corridors::change(&mut write, &new, now).await?;
    let detail = names.join(", ");
    audit::append(&mut write, now, &actor.account, "corridor.change", slug.as_str(), Some(&detail)).await?;
    let committed = write.commit_command().await?;
    tell_anew(state, committed).await?;
    Event::CORRIDOR_CHANGE.by(&actor.account).on(slug.as_str()).because(&detail).done();
    Ok(())
}

/// The settings, or every problem: those of the text, of the zone, of the days that are published.
fn read(draft: &SettingsDraft, old: &Corridor, record: &Record) -> Result<Corridor, SettingsRefusal> {
    let read = draft.read(old);
    let mut problems = read.as_ref().err().cloned().unwrap_or_default();
    problems.extend(unknown_zone(draft, old));
    let Ok(new) = read else { return Err(SettingsRefusal::Problems(problems)) };
    problems.extend(days_outside(record, &new));
    if !problems.is_empty() {
        return Err(SettingsRefusal::Problems(problems));
    }
    new.check()?;
    Ok(new)
}

/// A time zone that no clock knows.
pub fn unknown_zone(draft: &SettingsDraft, settings: &Corridor) -> Option<SettingProblem> {
    let zone = draft.time_zone.trim().to_owned();
    let unknown = !zone.is_empty() && zone_of(&Corridor { time_zone: zone.clone(), ..settings.clone() }).is_err();
    unknown.then(|| SettingProblem { field: "time_zone".to_owned(), what: SettingFault::Zone(zone) })
}

/// Published days that the record would not cover any more, at the field that leaves them out.
fn days_outside(record: &Record, new: &Corridor) -> Vec<SettingProblem> {
    let dates: Vec<_> = record.days().map(|day| day.date).collect();
    let early: Vec<_> = dates.iter().copied().filter(|date| *date < new.record_begins).collect();
    let late: Vec<_> = dates.iter().copied().filter(|date| new.record_ends.is_some_and(|end| *date > end)).collect();
    let told = |(field, dates): (&str, Vec<chrono::NaiveDate>)| {
        let named: Vec<_> = dates.iter().copied().take(MOST_NAMED).collect();
        let more = dates.len() - named.len();
        (!named.is_empty())
            .then(|| SettingProblem { field: field.to_owned(), what: SettingFault::DaysOutside(named, more) })
    };
    [("record_begins", early), ("record_ends", late)].into_iter().filter_map(told).collect()
}
