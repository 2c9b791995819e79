//! One chart, as a file that stands alone.

use app::paths::{self, Asked};
use app::t;
use app::view::chart;
use app::view::chrome::{self, Foot};
use domain::Slug;
use domain::measure::Dimension;

use crate::charts::file;
use crate::edition::Edition;

/// What is asked for, with days outside the record left out and what no chart of the measure knows: the same picture has
/// one address.
pub fn within_record(edition: &Edition, slug: &Slug, asked: Asked) -> Asked {
    let Some(shown) = edition.corridor(slug) else { return asked };
    let (corridor, today) = (shown.corridor.record.corridor(), shown.moment.today);
    let last = corridor.record_ends.map_or(today, |end| end.min(today));
    Asked {
        from: asked.from.map(|from| from.max(corridor.record_begins)),
        to: asked.to.filter(|to| *to < last),
        direction: asked.direction.filter(|_| asked.measure.takes(Dimension::Direction)),
        ..asked
    }
}

/// A chart as a file that stands alone.
#[derive(Debug)]
pub struct Chart {
    /// The drawing.
    pub svg: String,
    /// Under which name it is kept, without the ending: corridor, what is counted, which days, as of which moment.
    pub name: String,
}

/// The chart; none where there is no such corridor, no such record, or no day of it among those asked for.
pub fn chart(edition: &Edition, slug: &Slug, asked: &Asked) -> Option<Chart> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    // A file draws its plots as a whole, so nothing is drawn month by month.
    let figure = chart::figure(record, moment, asked, &|_, _| String::new());
    let figure = figure.or_else(|| chart::not_begun(record, moment, asked.measure))?;
    let address = edition.site.public_url.as_deref().map(|url| paths::absolute(Some(url), &paths::corridor(slug)));
    let from = [
        t!("chart-from", corridor = chrome::corridor_name(record), record = Foot::of(record, moment).record),
        address.map_or_else(|| t!("site-name"), |address| t!("chart-address", address = address)),
    ];
    let direction = asked.direction.map(|direction| format!("-{}", direction.key())).unwrap_or_default();
    let name = format!(
        "{slug}-{}{direction}-{}-to-{}-as-of-{}",
        asked.measure.key(),
        figure.window.from,
        figure.window.to,
        moment.instant.format("%Y%m%dT%H%M%SZ")
    );
    Some(Chart { svg: file::svg(&figure, &from), name })
}
