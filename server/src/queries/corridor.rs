//! The status page of a corridor.

use app::view::status_page::StatusPage;
use domain::Slug;

use crate::charts;
use crate::state::State;

/// The status page; none when there is no such corridor.
pub fn status_page(state: &State, slug: &Slug) -> Option<StatusPage> {
    let records = state.records.now();
    let corridor = records.corridor(slug)?;
    Some(StatusPage::of(
        &super::site_of(state, &records),
        &corridor.record,
        &corridor.moment(state.clock.now()),
        &charts::month,
    ))
}
