//! What the status page says, for programs: `latest.json`.

use domain::Slug;

use crate::edition::Edition;
use crate::files::latest_json;

/// The bytes of `latest.json`; none when there is no such corridor.
pub fn latest(edition: &Edition, slug: &Slug) -> Option<Result<Vec<u8>, serde_json::Error>> {
    let shown = edition.corridor(slug)?;
    Some(latest_json::write(&edition.site, &shown.corridor.record, &shown.moment))
}
