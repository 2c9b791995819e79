//! A page that says one thing and shows the way back: not found, refused, broken.

use super::chrome::{Chrome, Site, Way};
use crate::paths;

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
    fn new(site: &Site, heading: &str, lines: &[String], ways: Vec<Way>) -> Self {
        let mut chrome = Chrome::of_site(site, &format!("{heading}: Corridor Status"), "");
        chrome.canonical = None;
        Self { chrome, heading: heading.to_owned(), lines: lines.to_vec(), ways }
    }

    /// 404: no such page.
    pub fn not_found(site: &Site) -> Self {
        let lines =
            ["There is no page at this address. It may be mistyped, or the link that led here is too old.".to_owned()];
        Self::new(
            site,
            "Page not found",
            &lines,
            vec![Way::to("All corridors", paths::INDEX), Way::to("About", paths::ABOUT)],
        )
    }

    /// 404: a day outside the record.
    pub fn no_such_day(site: &Site, why: &str, corridor: Way) -> Self {
        let ways = vec![corridor, Way::to("All corridors", paths::INDEX)];
        Self::new(site, "No such day", &[why.to_owned()], ways)
    }

    /// 410: a day that was withdrawn.
    pub fn withdrawn(site: &Site, date: &str, reason: Option<&str>, corridor: Way) -> Self {
        let mut lines = vec![format!("What was published about {date} was withdrawn, and is not shown any more.")];
        lines.extend(reason.map(|reason| format!("The reason: {reason}")));
        Self::new(site, "This day was withdrawn", &lines, vec![corridor])
    }

    /// 403, 405, 413 and other refusals.
    pub fn refused(site: &Site, heading: &str, lines: &[String]) -> Self {
        Self::new(site, heading, lines, vec![Way::to("All corridors", paths::INDEX), Way::to("Desk", paths::DESK)])
    }

    /// 500: our fault, with a reference for the operator.
    pub fn broken(site: &Site, reference: &str) -> Self {
        let lines = [
            "Something went wrong on our side. Nothing that was acknowledged before is lost. Please try again; if it \
             happens again, tell the desk this reference."
                .to_owned(),
            format!("Reference: {reference}"),
        ];
        Self::new(site, "The page could not be made", &lines, vec![Way::to("All corridors", paths::INDEX)])
    }
}
