//! What stands around the page about the site.

use app::view::chrome::{Chrome, Foot, Way};

use crate::state::State;

/// What stands around the page about the site: with one corridor, the way to its page.
pub fn about(state: &State) -> Chrome {
    let records = state.records.now();
    let site = super::site_of(state, &records);
    let mut chrome = Chrome::of_site(&site, &app::t!("about-title"), app::paths::ABOUT);
    if let Some(only) = records.all().next().filter(|_| !site.several) {
        chrome.ways.retain(|way| way.href != app::paths::INDEX);
        chrome.foot = Some(Foot::of(&only.record, &only.moment(state.clock.now())));
        chrome.ways.insert(0, Way::to(&app::t!("way-status"), app::paths::corridor(&only.record.corridor().slug)));
    }
    chrome
}
