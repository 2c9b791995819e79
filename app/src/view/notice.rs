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
        Self { chrome, heading, lines, ways }
    }

    /// 404: no such page.
    pub fn not_found(site: &Site) -> Self {
        let ways = vec![all_corridors(), Way::to(&t!("way-about"), paths::ABOUT)];
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

    /// 410: a change of a day that was withdrawn.
    pub fn withdrawn_change(site: &Site, date: &str, changes: Way) -> Self {
        Self::new(site, t!("change-gone"), vec![t!("change-gone-text", date = date)], vec![changes])
    }

    /// 403, 405, 413 and other refusals.
    pub fn refused(site: &Site, (heading, line): Refusal) -> Self {
        Self::new(site, heading, vec![line], vec![all_corridors(), Way::to(&t!("way-desk"), paths::DESK)])
    }

    /// 500: our fault, with a reference for the operator.
    pub fn broken(site: &Site, reference: &str) -> Self {
        let lines = vec![t!("broken-text"), t!("broken-reference", reference = reference)];
        Self::new(site, t!("broken"), lines, vec![all_corridors()])
    }
}

fn all_corridors() -> Way {
    Way::to(&t!("way-all-corridors"), paths::INDEX)
}
