//! The page of one month.

use app::t;
use app::text::{dates, notices};
use app::view::chrome::{Way, corridor_name};
use app::view::month_page::MonthPage;
use app::view::notice::Notice;
use chrono::NaiveDate;
use domain::{Slug, Window};

use crate::edition::Edition;

/// What stands at the address of a month.
#[derive(Debug)]
pub enum MonthAnswer {
    /// The month, with or without a report.
    Page(Box<MonthPage>),
    /// The month lies outside the record.
    Outside(Box<Notice>),
    /// There is no such corridor.
    NoCorridor,
}

/// What stands at the address of the month of a day.
pub fn month_page(edition: &Edition, slug: &Slug, of: NaiveDate) -> MonthAnswer {
    let Some(shown) = edition.corridor(slug) else { return MonthAnswer::NoCorridor };
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let settings = record.corridor();
    let window = Window::month_of(of);
    let way = Way::to(&corridor_name(record), app::paths::corridor(slug));
    let outside = |why: String| MonthAnswer::Outside(Box::new(Notice::no_such_month(&edition.site, &why, way.clone())));
    if window.to < settings.record_begins {
        return outside(notices::before_record(settings.record_begins));
    }
    if let Some(end) = settings.record_ends.filter(|end| window.from > *end) {
        return outside(notices::after_record(end));
    }
    if window.clipped(settings, moment.today).is_none() {
        let why = match edition.old {
            Some(_) => notices::no_month_yet_then(of),
            None => t!("month-none-ahead", month = dates::month(of)),
        };
        let notice = Notice::no_such_month(&edition.site, &why, way);
        let there_now = edition.has_come(slug, window.from);
        let notice = if there_now { notice.there_now(&app::paths::month(slug, of)) } else { notice };
        return MonthAnswer::Outside(Box::new(notice));
    }
    MonthAnswer::Page(Box::new(MonthPage::of(&edition.site, record, moment, of)))
}
