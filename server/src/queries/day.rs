//! The page of one day.

use app::text::{dates, notices};
use app::view::chrome::{Way, corridor_name};
use app::view::day_page::DayPage;
use app::view::notice::Notice;
use chrono::NaiveDate;
use domain::{PublicDay, Slug};

use crate::edition::Edition;

/// What stands at the address of a day.
#[derive(Debug)]
pub enum DayAnswer {
    /// The day, with or without a report.
    Page(Box<DayPage>),
    /// The day was withdrawn.
    Withdrawn(Notice),
    /// The day lies outside the record.
    Outside(Notice),
    /// There is no such corridor.
    NoCorridor,
}

/// What stands at the address of a day.
pub fn day_page(edition: &Edition, slug: &Slug, date: NaiveDate) -> DayAnswer {
    let Some(shown) = edition.corridor(slug) else { return DayAnswer::NoCorridor };
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let settings = record.corridor();
    let way = Way::to(&corridor_name(record), app::paths::corridor(slug));
    let outside = |why: String| DayAnswer::Outside(Notice::no_such_day(&edition.site, &why, way.clone()));
    if date > moment.today {
        let why = if edition.old.is_some() { notices::not_yet_then(date) } else { notices::not_yet(date) };
        let notice = Notice::no_such_day(&edition.site, &why, way);
        let there_now = edition.has_come(slug, date) && settings.covers(date);
        return DayAnswer::Outside(if there_now { notice.there_now(&app::paths::day(slug, date)) } else { notice });
    }
    if date < settings.record_begins {
        return outside(notices::before_record(settings.record_begins));
    }
    if let Some(end) = settings.record_ends.filter(|end| date > *end) {
        return outside(notices::after_record(end));
    }
    match record.day(date).filter(|day| !day.is_shown()) {
        Some(PublicDay { redaction: Some(redaction), .. }) => {
            let words = (dates::full(date), redaction.reason.as_str());
            DayAnswer::Withdrawn(Notice::redacted(&edition.site, &words.0, words.1, way))
        }
        Some(day) => {
            DayAnswer::Withdrawn(Notice::withdrawn(&edition.site, &dates::full(date), day.reason.as_deref(), way))
        }
        None => DayAnswer::Page(Box::new(DayPage::of(&edition.site, record, moment, date))),
    }
}
