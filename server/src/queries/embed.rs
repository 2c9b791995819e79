//! What other sites show of a corridor, and the page that offers it.

use app::paths::Asked;
use app::paths::press::{AskedEmbed, EmbedView};
use app::view::embed::EmbedPage;
use app::view::share_page::SharePage;
use domain::Slug;

use super::chart::within_record;
use crate::charts;
use crate::edition::Edition;
use crate::files::dataset;

/// What is asked for as its one address says it: days outside the record and what no chart of the measure knows left out.
pub fn canonical(edition: &Edition, slug: &Slug, asked: AskedEmbed) -> AskedEmbed {
    if asked.view != EmbedView::Chart {
        return asked;
    }
    let AskedEmbed { measure, direction, from, to, .. } = asked;
    let Asked { direction, from, to, .. } = within_record(edition, slug, Asked { measure, direction, from, to });
    AskedEmbed { direction, from, to, ..asked }
}

/// A frame; none where there is no such corridor, or no day of its record among those asked for.
pub fn embed_page(edition: &Edition, slug: &Slug, asked: &AskedEmbed) -> Option<EmbedPage> {
    let shown = edition.corridor(slug)?;
    EmbedPage::of(&edition.site, &shown.corridor.record, &shown.moment, asked, &charts::month)
}

/// The page that offers frames and pictures; none where there is no such corridor.
pub fn share_page(edition: &Edition, slug: &Slug) -> Option<SharePage> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let mut page = SharePage::of(&edition.site, record, moment);
    // Here and beside the files, and not on the status page, which everybody loads.
    page.chrome.dataset = dataset::describe(&edition.site, record, moment);
    Some(page)
}
