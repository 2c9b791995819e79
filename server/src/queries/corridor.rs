//! The status page of a corridor.

use app::view::status_page::StatusPage;
use domain::Slug;

use crate::charts;
use crate::edition::Edition;
use crate::faults::{self, Fault};

/// The status page; none when there is no such corridor.
pub fn status_page(edition: &Edition, slug: &Slug) -> Option<StatusPage> {
    faults::panic_at(Fault::PanicInQuery);
    let shown = edition.corridor(slug)?;
    Some(StatusPage::of(&edition.site, &shown.corridor.record, &shown.moment, &charts::month))
}
