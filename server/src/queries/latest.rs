//! What the status page says, for programs: `latest.json`.

use domain::Slug;

use crate::files::latest_json;
use crate::state::State;

/// The bytes of `latest.json`; none when there is no such corridor.
pub fn latest(state: &State, slug: &Slug) -> Option<Result<Vec<u8>, serde_json::Error>> {
    let records = state.records.now();
    let corridor = records.corridor(slug)?;
    Some(latest_json::write(&state.site, &corridor.record, &corridor.moment(state.clock.now())))
}
