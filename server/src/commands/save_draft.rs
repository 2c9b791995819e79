//! Keeps what somebody typed about a day, valid or not. Only its author is ever given it again.

use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::fields::Field;
use domain::{Actor, Slug, Verb};

use super::at_day;
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
    /// Whether its author asked for it. What every refused sending keeps, and what a browser saves by itself while its
    /// author types, is no command of anybody, and not audited.
    pub asked: bool,
    /// The window that it was typed into; none of a browser without scripts.
    pub window: Option<Window>,
}

/// The window of a browser that something was typed into: it replaces no newer draft of another one unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its own mark.
    pub page: String,
    /// When the draft was saved that it goes on from, in milliseconds; 0: none.
    pub seen: i64,
    /// The key of the form.
    pub key: String,
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

impl Window {
    /// The window that a form’s fields name.
    pub fn of(fields: &[Field]) -> Option<Self> {
        let value = |name: &str| fields.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        let page = value(PAGE).filter(|page| !page.is_empty())?;
        let seen = value("draft_seen").and_then(|seen| seen.parse().ok()).unwrap_or_default();
        Some(Self { page, seen, key: value("key").unwrap_or_default() })
    }

    /// Whether it may replace a draft: its own, or the one that it goes on from.
    pub fn may_replace(&self, stored: &StoredDraft) -> bool {
        page_of(&stored.body) == self.page || stored.saved_at.timestamp_millis() == self.seen
    }
}

/// The field that names the window.
const PAGE: &str = "draft_page";

/// The window that saved a draft; nothing of a browser without scripts.
pub fn page_of(body: &str) -> String {
    let mut fields = form_urlencoded::parse(body.as_bytes());
    fields.find(|(name, _)| name == PAGE).map(|(_, page)| page.into_owned()).unwrap_or_default()
}

/// Keeps it in the place of the draft that its author had of the day.
pub async fn save_draft(state: &State, actor: &Actor, command: SaveDraft) -> Result<SavedDraft, PublishRefusal> {
    let SaveDraft { corridor, date, author, body, asked, window } = command;
    actor.role_for(Verb::WriteDay, Some(&corridor)).ok_or(PublishRefusal::NotAllowed)?;
    at_day::corridor_of(state, &corridor, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let subject = format!("{corridor} {date}");
    if let Some(window) = window {
        let stored = drafts::of_day_in(&mut write, author, &corridor, date, now).await?;
        let newer = stored.filter(|stored| !window.may_replace(stored));
        let arrived = submissions::find(&mut write, &window.key).await?.is_some();
        if arrived || newer.is_some() {
            write.roll_back().await?;
            return Ok(newer
                .filter(|_| !arrived)
                .map_or(SavedDraft::Arrived, |stored| SavedDraft::Newer(stored.saved_at)));
        }
    }
    drafts::save(&mut write, author, &StoredDraft { corridor, date, body, saved_at: now }).await?;
    if asked {
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
