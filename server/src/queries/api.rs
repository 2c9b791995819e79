//! The answers of the API, from an edition. What a walk through pages began in is looked for here.

use app::paths::api::{AskedList, List};
use app::paths::trends::AskedTrends;
use chrono::NaiveDate;
use domain::Slug;

use super::day::{self, DayAnswer};
use super::trends;
use crate::edition::{Edition, Shown};
use crate::files::api::cursor::Cursor;
use crate::files::api::{self, Bytes, Of, Written, changes, corridors, rows, series};

/// What stands at the address of a page of a list.
#[derive(Debug)]
pub enum PageAnswer {
    /// The page.
    Page(Written),
    /// The cursor is of another moment than the one that is asked for, which is this one.
    OtherMoment(String),
    /// The state that the walk began in is not told any more.
    Gone,
    /// There is no such corridor.
    NoCorridor,
}

/// All corridors.
pub fn corridors(edition: &Edition) -> Bytes {
    corridors::all(edition.all().map(|shown| of(edition, shown)))
}

fn of<'e>(edition: &'e Edition, Shown { corridor, moment }: &'e Shown) -> Of<'e> {
    Of { site: &edition.site, record: &corridor.record, moment }
}

/// One corridor; none when there is no such one.
pub fn corridor(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    Some(corridors::one(of(edition, edition.corridor(slug)?)))
}

/// What its status page says; none when there is no such corridor.
pub fn status(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    Some(api::status(of(edition, edition.corridor(slug)?)))
}

/// One day, or why it is not shown.
///
/// # Errors
/// What stands in its place.
pub fn one_day(edition: &Edition, slug: &Slug, date: NaiveDate) -> Result<Bytes, DayAnswer> {
    Ok(api::day::day(of(edition, day::shown_day(edition, slug, date)?), date))
}

/// A series, as the page of trends shows it; none when there is no such corridor.
pub fn series(edition: &Edition, slug: &Slug, asked: &AskedTrends) -> Option<Bytes> {
    let shown = edition.corridor(slug)?;
    let view = trends::trends_view(edition, slug, asked)?;
    Some(series::series(of(edition, shown), asked, &view.series))
}

/// A page of a list.
///
/// # Errors
/// When it cannot be written; it always can.
pub fn page(
    edition: &Edition,
    slug: &Slug,
    list: List,
    asked: &AskedList,
    from: Option<&Cursor>,
) -> Result<PageAnswer, serde_json::Error> {
    let Some(shown) = edition.corridor(slug) else { return Ok(PageAnswer::NoCorridor) };
    let of @ Of { record, moment, .. } = of(edition, shown);
    if let Some(cursor) = from {
        if cursor.instant != moment.instant {
            return Ok(PageAnswer::OtherMoment(app::view::entry::for_programs(moment.instant)));
        }
        // Two publications within one millisecond cannot be told apart by a moment.
        if record.version().is_some_and(|version| version.seq > cursor.version) {
            return Ok(PageAnswer::Gone);
        }
    }
    let written = match list {
        List::Days => rows::days(of, asked, from),
        List::Claims => rows::claims(of, asked, from),
        List::Changes => changes::changes(of, asked, from),
    };
    written.map(PageAnswer::Page)
}
