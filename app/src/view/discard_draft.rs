//! The page that asks once more before a draft goes for good.

use chrono::NaiveDate;
use domain::{Draft, Record};

use super::chrome::{self, Account, Chrome, Site, Way};
use super::day_form::draft_lines;
use super::stand::Act;
use crate::text::dates;
use crate::{paths, t};

/// The page that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscardPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// What it asks.
    pub heading: String,
    /// What the writer should know first.
    pub told: Option<String>,
    /// When the draft was saved.
    pub saved: String,
    /// What the draft holds, a line each.
    pub lines: Vec<String>,
    /// Discarding it; none when there is no draft.
    pub discard: Option<Act>,
    /// Back to the form.
    pub back: Way,
}

/// A draft as it is kept: what was typed, when it was saved in words and as a number.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was typed.
    pub draft: Draft,
    /// When, in words.
    pub moment: String,
    /// When, in milliseconds.
    pub saved_at: i64,
}

impl DiscardPage {
    /// The page over a draft, if there is one.
    pub fn of(site: &Site, account: Account, record: &Record, date: NaiveDate, kept: Option<&Kept>) -> Self {
        let slug = &record.corridor().slug;
        let action = paths::discard_draft(slug, date);
        let lines = kept.map(|kept| draft_lines(&kept.draft, record)).unwrap_or_default();
        let nothing = || vec![t!("draft-holds-nothing")];
        Self {
            chrome: Chrome::of_desk(site, &t!("draft-discard-title"), &action, Some(account)),
            corridor: chrome::corridor_name(record),
            heading: t!("draft-discard-heading", date = dates::full(date)),
            told: kept.is_none().then(|| t!("draft-discard-none")),
            saved: kept.map(|kept| t!("draft-saved", moment = kept.moment.as_str())).unwrap_or_default(),
            lines: if lines.is_empty() { nothing() } else { lines },
            discard: kept.map(|kept| Act {
                action,
                hidden: vec![("saved".to_owned(), kept.saved_at.to_string())],
                button: t!("draft-discard"),
                ..Act::default()
            }),
            back: Way::to(&t!("draft-keep"), paths::day_form(slug, date)),
        }
    }

    /// The same for a draft that was saved again meanwhile.
    pub fn saved_again(mut self) -> Self {
        if self.discard.is_some() {
            self.told = Some(t!("draft-discard-changed"));
        }
        self
    }
}
