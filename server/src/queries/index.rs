//! The page of all corridors. With one corridor it is that corridor's page.

use app::view::index_page::IndexPage;
use app::view::status_page::StatusPage;

use crate::state::State;

/// What stands at the beginning of the site.
#[derive(Debug)]
pub enum Beginning {
    /// The only corridor's page.
    Status(Box<StatusPage>),
    /// All corridors, or none.
    Index(Box<IndexPage>),
}

/// What stands at the beginning of the site.
pub fn beginning(state: &State) -> Beginning {
    let records = state.records.now();
    let now = state.clock.now();
    let mut all = records.all();
    if let (Some(only), None) = (all.next(), all.next()) {
        return Beginning::Status(Box::new(StatusPage::of(
            &super::site_of(state, &records),
            &only.record,
            &only.moment(now),
            &crate::charts::month,
        )));
    }
    let rows: Vec<_> = records.all().map(|corridor| (&corridor.record, corridor.moment(now))).collect();
    Beginning::Index(Box::new(IndexPage::of(&super::site_of(state, &records), &rows)))
}
