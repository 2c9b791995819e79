//! A feed of a corridor.

use app::paths::press::FeedKind;
use app::view::feed::Feed;
use domain::Slug;

use crate::edition::Edition;
use crate::files::atom;

/// The bytes of a feed; none when there is no such corridor.
pub fn feed(edition: &Edition, slug: &Slug, kind: FeedKind) -> Option<Vec<u8>> {
    let shown = edition.corridor(slug)?;
    Some(atom::write(&Feed::of(&edition.site, &shown.corridor.record, &shown.moment, kind)))
}
