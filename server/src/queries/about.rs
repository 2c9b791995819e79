//! What stands around the page about the site.

use app::view::chrome::{Chrome, Foot, Way};
use app::view::old_state::Earlier;
use app::{paths, t};

use crate::edition::Edition;

/// What stands around the page about the site: with one corridor, the way to its page.
pub fn about(edition: &Edition) -> Chrome {
    let mut chrome = Chrome::of_site(&edition.site, &t!("about-title"), &paths::about());
    let begins = edition.all().map(|shown| shown.corridor.record.corridor().record_begins).min();
    let today = edition.all().map(|shown| shown.moment.today).max();
    chrome.earlier = begins.zip(today).map(|(first, today)| Earlier::of(None, &paths::about(), first, today));
    if let Some(only) = edition.only() {
        let record = &only.corridor.record;
        chrome.ways.retain(|way| way.href != paths::index());
        chrome.foot = Some(Foot::of(record, &only.moment));
        chrome.ways.insert(0, Way::to(&t!("way-status"), paths::corridor(&record.corridor().slug)));
    }
    chrome
}
