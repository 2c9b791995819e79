//! A page that says one thing and shows the way back: not found, refused, broken.

use super::chrome::{Chrome, Site, Way};
use crate::text::notices::Refusal;
use crate::{paths, t};

/// A page that says one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What stands around it.
    pub chrome: Chrome,
    /// What happened.
    pub heading: String,
    /// What it means and what to do, a paragraph each.
    pub lines: Vec<String>,
    /// The ways back.
    pub ways: Vec<Way>,
}

impl Notice {
    fn new(site: &Site, heading: String, lines: Vec<String>, ways: Vec<Way>) -> Self {
        let mut chrome = Chrome::of_site(site, &t!("notice-title", heading = heading.as_str()), "");
        chrome.canonical = None;
        // What is not there in an earlier state need not be there now.
        if let (Some(old), Some(way)) = (&mut chrome.old, ways.first()) {
            old.back = paths::as_of::without(&way.href);
        }
        Self { chrome, heading, lines, ways }
    }

    /// 404: no such page.
    pub fn not_found(site: &Site) -> Self {
        let ways = vec![all_corridors(), Way::to(&t!("way-about"), paths::about())];
        Self::new(site, t!("not-found"), vec![t!("not-found-text")], ways)
    }

    /// 404: a day outside the record.
    pub fn no_such_day(site: &Site, why: &str, corridor: Way) -> Self {
        Self::new(site, t!("no-such-day"), vec![why.to_owned()], vec![corridor, all_corridors()])
    }

    /// 404: a month outside the record.
    pub fn no_such_month(site: &Site, why: &str, corridor: Way) -> Self {
        Self::new(site, t!("month-none"), vec![why.to_owned()], vec![corridor, all_corridors()])
    }

    /// 410: a day that was withdrawn.
    pub fn withdrawn(site: &Site, date: &str, reason: Option<&str>, corridor: Way) -> Self {
        let mut lines = vec![t!("withdrawn-text", date = date)];
        lines.extend(reason.map(|reason| t!("withdrawn-reason", reason = reason)));
        Self::new(site, t!("withdrawn"), lines, vec![corridor])
    }

    /// 410: what stood of a day at an earlier moment, and was removed for good.
    pub fn redacted(site: &Site, date: &str, reason: &str, corridor: Way) -> Self {
        let lines = vec![t!("redacted-text", date = date), t!("withdrawn-reason", reason = reason)];
        Self::new(site, t!("redacted"), lines, vec![corridor])
    }

    /// 410: a change of a day that was withdrawn.
    pub fn withdrawn_change(site: &Site, date: &str, changes: Way) -> Self {
        Self::new(site, t!("change-gone"), vec![t!("change-gone-text", date = date)], vec![changes])
    }

    /// 403, 405, 413 and other refusals.
    pub fn refused(site: &Site, (heading, line): Refusal) -> Self {
        Self::new(site, heading, vec![line], vec![all_corridors(), Way::to(&t!("way-desk"), paths::DESK)])
    }

    /// 422: no such state of the record; the page as it stands is there.
    pub fn no_such_state(site: &Site, (heading, line): Refusal, page: &str) -> Self {
        Self::new(site, heading, vec![line], vec![Way::to(&t!("way-as-it-stands"), page), all_corridors()])
    }

    /// The same, of a page that is there as the record stands.
    pub fn there_now(mut self, address: &str) -> Self {
        if let Some(old) = &mut self.chrome.old {
            old.back = paths::as_of::without(address);
        }
        self
    }

    /// 500: our fault, with a reference for the operator.
    pub fn broken(site: &Site, reference: &str) -> Self {
        let lines = vec![t!("broken-text"), t!("broken-reference", reference = reference)];
        Self::new(site, t!("broken"), lines, vec![all_corridors()])
    }
}

fn all_corridors() -> Way {
    Way::to(&t!("way-all-corridors"), paths::index())
}
