//! What stands around the page about the site.

use app::view::chrome::{Chrome, Foot, Way};

use crate::edition::Edition;

/// What stands around the page about the site: with one corridor, the way to its page.
pub fn about(edition: &Edition) -> Chrome {
    let mut chrome = Chrome::of_site(&edition.site, &app::t!("about-title"), app::paths::ABOUT);
    if let Some(only) = edition.only() {
        let record = &only.corridor.record;
        chrome.ways.retain(|way| way.href != app::paths::INDEX);
        chrome.foot = Some(Foot::of(record, &only.moment));
        chrome.ways.insert(0, Way::to(&app::t!("way-status"), app::paths::corridor(&record.corridor().slug)));
    }
    chrome
}
