//! The page of one day.

use app::text::{dates, notices};
use app::view::chrome::{Way, corridor_name};
use app::view::day_page::DayPage;
use app::view::notice::Notice;
use chrono::NaiveDate;
use domain::{PublicDay, Slug};

use crate::edition::{Edition, Shown};

/// What stands at the address of a day.
#[derive(Debug)]
pub enum DayAnswer {
    /// The day, with or without a report.
    Page(Box<DayPage>),
    /// The day was withdrawn.
    Withdrawn(Box<Notice>),
    /// The day lies outside the record.
    Outside(Box<Notice>),
    /// There is no such corridor.
    NoCorridor,
}

/// What stands at the address of a day.
pub fn day_page(edition: &Edition, slug: &Slug, date: NaiveDate) -> DayAnswer {
    match shown_day(edition, slug, date) {
        Ok(Shown { corridor, moment }) => {
            DayAnswer::Page(Box::new(DayPage::of(&edition.site, &corridor.record, moment, date)))
        }
        Err(instead) => instead,
    }
}

/// The corridor of a day that readers are shown, with or without a report.
///
/// # Errors
/// What stands in the place of the day.
pub fn shown_day<'e>(edition: &'e Edition, slug: &Slug, date: NaiveDate) -> Result<&'e Shown, DayAnswer> {
    let Some(shown) = edition.corridor(slug) else { return Err(DayAnswer::NoCorridor) };
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let settings = record.corridor();
    let way = Way::to(&corridor_name(record), app::paths::corridor(slug));
    let outside =
        |why: String| Err(DayAnswer::Outside(Box::new(Notice::no_such_day(&edition.site, &why, way.clone()))));
    if date > moment.today {
        let why = if edition.old.is_some() { notices::not_yet_then(date) } else { notices::not_yet(date) };
        let notice = Notice::no_such_day(&edition.site, &why, way);
        let there_now = edition.has_come(slug, date) && settings.covers(date);
        let notice = if there_now { notice.there_now(&app::paths::day(slug, date)) } else { notice };
        return Err(DayAnswer::Outside(Box::new(notice)));
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
            Err(DayAnswer::Withdrawn(Box::new(Notice::redacted(&edition.site, &words.0, words.1, way))))
        }
        Some(day) => {
            let notice = Notice::withdrawn(&edition.site, &dates::full(date), day.reason.as_deref(), way);
            Err(DayAnswer::Withdrawn(Box::new(notice)))
        }
        None => Ok(shown),
    }
}
