//! Keeps what somebody typed about a day, valid or not. Only its author is ever given it again.

use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::fields::Field;
use domain::{Actor, Slug, Verb};

use super::at_day;
use super::draft_window::Window;
use super::publish_day::PublishRefusal;
use crate::state::State;
use crate::storage::drafts::{self, StoredDraft};
use crate::storage::staff::StaffId;
use crate::storage::{audit, submissions};

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
    /// Why it is saved.
    pub why: Why,
    /// The window that it was typed into; none of a form that names none.
    pub window: Option<Window>,
}

/// Why a draft is saved. Only what its author asked for is a command of somebody, and audited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It came in by itself while its author typed. Behind the publication of the same form there is nothing to save.
    ByItself,
    /// It was sent and not published or submitted.
    Refused,
    /// Its author asked for it.
    Asked,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedDraft {
    /// It is kept, since then.
    Saved(DateTime<Utc>),
    /// Another window saved a newer one then, which stays.
    Newer(DateTime<Utc>),
    /// The same form is stored as a revision: there is nothing to keep.
    Arrived,
}

/// Keeps it in the place of the draft that its author had of the day.
pub async fn save_draft(state: &State, actor: &Actor, command: SaveDraft) -> Result<SavedDraft, PublishRefusal> {
    let SaveDraft { corridor, date, author, body, why, window } = command;
    actor.role_for(Verb::WriteDay, Some(&corridor)).ok_or(PublishRefusal::NotAllowed)?;
    at_day::corridor_of(state, &corridor, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let subject = format!("{corridor} {date}");
    if let Some(window) = window {
        let stored = drafts::of_day_in(&mut write, author, &corridor, date, now).await?;
        let newer = stored.filter(|stored| !window.may_replace(stored));
        let arrived = why == Why::ByItself && submissions::find(&mut write, &window.key).await?.is_some();
        if arrived || newer.is_some() {
            write.roll_back().await?;
            return Ok(newer
                .filter(|_| !arrived)
                .map_or(SavedDraft::Arrived, |stored| SavedDraft::Newer(stored.saved_at)));
        }
    }
    drafts::save(&mut write, author, &StoredDraft { corridor, date, body, saved_at: now }).await?;
    if why == Why::Asked {
        audit::append(&mut write, now, &actor.account, "draft.save", &subject, None).await?;
        drop(write.commit_command().await?);
    } else {
        drop(write.commit().await?);
    }
    Ok(SavedDraft::Saved(now))
}

/// The text of a form with these fields, as a browser sends it.
pub fn body_of(fields: &[Field]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
