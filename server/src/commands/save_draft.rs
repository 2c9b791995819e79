//! Keeps what somebody typed about a day, valid or not. Only its author is ever given it again.

use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::fields::Field;
use domain::{Actor, Slug, Verb};

use super::at_day;
use super::publish_day::PublishRefusal;
use crate::state::State;
use crate::storage::audit;
use crate::storage::drafts::{self, StoredDraft};
use crate::storage::staff::StaffId;

/// What was typed.
#[derive(Clone, Debug)]
pub struct SaveDraft {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// Whose it is.
    pub author: StaffId,
    /// The form's text, as the browser sent it.
    pub body: String,
    /// Whether its author asked for it. What every refused sending keeps is no command of anybody, and not audited.
    pub asked: bool,
}

/// Keeps it in the place of the draft that its author had of the day. Gives when.
pub async fn save_draft(state: &State, actor: &Actor, command: SaveDraft) -> Result<DateTime<Utc>, PublishRefusal> {
    let SaveDraft { corridor, date, author, body, asked } = command;
    actor.role_for(Verb::WriteDay, Some(&corridor)).ok_or(PublishRefusal::NotAllowed)?;
    at_day::corridor_of(state, &corridor, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let subject = format!("{corridor} {date}");
    drafts::save(&mut write, author, &StoredDraft { corridor, date, body, saved_at: now }).await?;
    if asked {
        audit::append(&mut write, now, &actor.account, "draft.save", &subject, None).await?;
        drop(write.commit_command().await?);
    } else {
        drop(write.commit().await?);
    }
    Ok(now)
}

/// The text of a form with these fields, as a browser sends it.
pub fn body_of(fields: &[Field]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
