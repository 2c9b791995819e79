//! Opens a locked day for a while, with a reason that the audit keeps.

use chrono::NaiveDate;
use domain::lock::OPEN_FOR;
use domain::{Actor, Note, Slug, Verb};

use super::at_day;
use super::publish_day::PublishRefusal;
use crate::events::Event;
use crate::state::State;
use crate::storage::{audit, openings};

/// A locked day that somebody wants to open.
#[derive(Clone, Debug)]
pub struct OpenDay {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// Why, for the audit.
    pub reason: Note,
}

/// Opens a day until [`OPEN_FOR`] from now. A day that is not locked stays as it is, and nothing is noted.
pub async fn open_day(state: &State, actor: &Actor, command: OpenDay) -> Result<(), PublishRefusal> {
    let OpenDay { corridor: slug, date, reason } = command;
    actor.role_for(Verb::OpenDay, Some(&slug)).ok_or(PublishRefusal::NotAllowed)?;
    let corridor = at_day::corridor_of(state, &slug, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if !at_day::lock_of(&mut write, &corridor, date, now).await?.is_locked() {
        return Ok(write.roll_back().await?);
    }
    openings::open(&mut write, &slug, date, (now, now + OPEN_FOR), reason.as_str()).await?;
    let subject = format!("{slug} {date}");
    audit::append(&mut write, now, &actor.account, "day.open", &subject, Some(reason.as_str())).await?;
    drop(write.commit_command().await?);
    Event::DAY_OPEN.by(&actor.account).on(&subject).done();
    Ok(())
}
