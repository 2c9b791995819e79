//! Records → view-models, one file per page. Public ones never touch the database.

pub mod about;
pub mod corridor;
pub mod day;
pub mod day_form;
pub mod desk;
pub mod index;
pub mod latest;

use app::view::chrome::Site;

use crate::records::Snapshot;
use crate::state::State;

/// What the site says of itself, as the records stand.
fn site_of(state: &State, records: &Snapshot) -> Site {
    Site { several: records.all().count() > 1, ..state.site.clone() }
}
