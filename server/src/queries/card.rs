//! The pictures that stand for a corridor elsewhere: beside a link to it, and as a badge.

use app::view::card::{Badge, Card};
use chrono::NaiveDate;
use domain::Slug;

use super::day::{DayAnswer, day_page};
use crate::charts::badge;
use crate::edition::Edition;

/// What stands beside a link to a corridor; none when there is no such corridor.
pub fn card(edition: &Edition, slug: &Slug) -> Option<Card> {
    let shown = edition.corridor(slug)?;
    Some(Card::of(&edition.site, &shown.corridor.record, &shown.moment))
}

/// What stands beside a link to one of its days, where there is a page of it; else what stands in that page's place.
///
/// # Errors
/// What the page of the day answers.
pub fn card_of_day(edition: &Edition, slug: &Slug, date: NaiveDate) -> Result<Card, Box<DayAnswer>> {
    match (edition.corridor(slug), day_page(edition, slug, date)) {
        (Some(shown), DayAnswer::Page(_)) => {
            Ok(Card::of_day(&edition.site, &shown.corridor.record, &shown.moment, date))
        }
        (_, answer) => Err(Box::new(answer)),
    }
}

/// The badge as a drawing; none when there is no such corridor.
pub fn badge(edition: &Edition, slug: &Slug) -> Option<String> {
    let shown = edition.corridor(slug)?;
    Some(badge::svg(&Badge::of(&shown.corridor.record, &shown.moment)))
}
