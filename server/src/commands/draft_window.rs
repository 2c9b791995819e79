//! The window of a browser that a day was typed into, and which draft is its own to replace or to take away: never what another
//! one saved later and this one never saw.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Slug;
use domain::draft::fields::{Field, value};

use crate::storage::drafts::{self, StoredDraft};
use crate::storage::{StorageError, WriteTransaction};

/// The window of a browser that something was typed into: it replaces no newer draft of another one unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Its own mark; nothing of a browser without scripts.
    pub page: String,
    /// When the draft was saved that it goes on from, in milliseconds; 0: none.
    pub seen: i64,
    /// When something was typed into it last, in milliseconds.
    pub at: i64,
    /// The key of the form.
    pub key: String,
}

impl Window {
    /// The window that a form’s fields name.
    pub fn of(fields: &[Field]) -> Option<Self> {
        let moment = |name| value(fields, name).parse().unwrap_or_default();
        let (page, key) = (value(fields, "draft_page").to_owned(), value(fields, "key").to_owned());
        let own = Self { page, seen: moment("draft_seen"), at: moment("draft_at"), key };
        (!own.page.is_empty() || !value(fields, "draft_seen").is_empty()).then_some(own)
    }

    /// The window that a form’s text names.
    pub fn of_body(body: &str) -> Self {
        let fields: Vec<Field> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        Self::of(&fields).unwrap_or_else(|| Self { key: value(&fields, "key").to_owned(), ..Self::default() })
    }

    /// Whether it may replace a draft: the one that it goes on from, or its own that was not typed later. Without scripts the
    /// key of the form tells which one is its own: each page has another.
    pub fn may_replace(&self, stored: &StoredDraft) -> bool {
        let theirs = Self::of_body(&stored.body);
        let same_window =
            theirs.page == self.page && (!self.page.is_empty() || (!self.key.is_empty() && theirs.key == self.key));
        (same_window && theirs.at <= self.at) || stored.saved_at.timestamp_millis() == self.seen
    }
}

/// Takes away the draft of what was published or submitted from this window. A newer one of another window or device stays: its
/// author finds it with the day. A form that names no window has one draft alone.
pub(super) async fn remove_own_draft(
    write: &mut WriteTransaction,
    account: &str,
    (corridor, date): (&Slug, NaiveDate),
    window: Option<&Window>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if let Some(window) = window {
        let stored = drafts::of_account_in(write, account, corridor, date, now).await?;
        if stored.is_some_and(|stored| !window.may_replace(&stored)) {
            return Ok(());
        }
    }
    drafts::remove(write, account, corridor, date, now).await
}
