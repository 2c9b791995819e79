//! The page of all corridors. With one corridor that corridor's page stands in its place.

use app::view::index_page::IndexPage;

use crate::edition::Edition;

/// The page of all corridors, or of none.
pub fn index_page(edition: &Edition) -> IndexPage {
    let rows: Vec<_> = edition.all().map(|shown| (&shown.corridor.record, shown.moment)).collect();
    IndexPage::of(&edition.site, &rows)
}
