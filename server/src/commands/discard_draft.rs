//! Discards a draft for good, when its author says so twice.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Actor, Slug, Verb};

use super::publish_day::PublishRefusal;
use crate::state::State;
use crate::storage::staff::StaffId;
use crate::storage::{audit, drafts};

/// A draft that goes.
#[derive(Clone, Debug)]
pub struct DiscardDraft {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// Whose it is.
    pub author: StaffId,
    /// When it was saved: one that was saved again since is not meant.
    pub saved_at: DateTime<Utc>,
}

/// Discards a draft; whether it was there as it was meant.
pub async fn discard_draft(state: &State, actor: &Actor, command: DiscardDraft) -> Result<bool, PublishRefusal> {
    let DiscardDraft { corridor, date, author, saved_at } = command;
    actor.role_for(Verb::WriteDay, Some(&corridor)).ok_or(PublishRefusal::NotAllowed)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if !drafts::discard(&mut write, author, &corridor, date, saved_at).await? {
        write.roll_back().await?;
        return Ok(false);
    }
    audit::append(&mut write, now, &actor.account, "draft.discard", &format!("{corridor} {date}"), None).await?;
    drop(write.commit_command().await?);
    Ok(true)
}
