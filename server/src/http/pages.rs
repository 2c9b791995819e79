//! Public pages. How a route is added is told in `http/finished.rs`.

use app::{pages, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::{Slug, read_day};

use super::error::HttpError;
use super::finished::{Make, Public};
use super::middleware::headers;
use super::reader::Reader;
use super::render;
use crate::finished::Effort;
use crate::queries::day::DayAnswer;
use crate::queries::month::MonthAnswer;
use crate::queries::{about, corridor, day, index, month};

/// `GET /`: with one corridor, the bytes of its page.
pub async fn show_index(reader: Reader) -> Response {
    match reader.standing().only().map(|only| only.corridor.record.corridor().slug.clone()) {
        Some(slug) => reader.answer(status(slug)).await,
        None => reader.answer(all()).await,
    }
}

/// The page of all corridors.
pub fn all() -> Public<impl Make> {
    Public::at(paths::INDEX.to_owned(), |edition| {
        let page = index::index_page(edition);
        Ok(render::public(Effort::Best, || pages::index::page(&page)))
    })
}

/// `GET /about`
pub async fn show_about(reader: Reader) -> Response {
    let about = Public::at(paths::ABOUT.to_owned(), |edition| {
        let chrome = about::about(edition);
        Ok(render::public(Effort::Quick, || pages::about::page(&chrome)))
    });
    reader.answer(about).await
}

/// `GET /c/{slug}`
pub async fn show_corridor(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(status(slug)).await
}

/// The status page of a corridor.
pub fn status(slug: Slug) -> Public<impl Make> {
    Public::at(paths::corridor(&slug), move |edition| {
        let page = corridor::status_page(edition, &slug).ok_or(HttpError::NotFound)?;
        let mut made = render::public(Effort::Best, || pages::status::page(&page));
        if page.chrome.live.is_some() {
            headers::allow_live(&mut made.headers);
        }
        Ok(made)
    })
}

/// `GET /c/{slug}/days/{date}`
pub async fn show_day(reader: Reader, Path((slug, date)): Path<(String, String)>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    let Some(date) = read_day(&date) else {
        return reader.refuse(HttpError::NoDay(date));
    };
    reader.answer(one_day(slug, date)).await
}

/// The page of one day.
pub fn one_day(slug: Slug, date: NaiveDate) -> Public<impl Make> {
    Public::at(paths::day(&slug, date), move |edition| match day::day_page(edition, &slug, date) {
        DayAnswer::Page(page) => Ok(render::public(Effort::Quick, || pages::day::page(&page))),
        DayAnswer::Withdrawn(notice) => Err(HttpError::Told(StatusCode::GONE, notice)),
        DayAnswer::Outside(notice) => Err(HttpError::Told(StatusCode::NOT_FOUND, notice)),
        DayAnswer::NoCorridor => Err(HttpError::NotFound),
    })
}

/// `GET /c/{slug}/months/{yyyy-mm}`
pub async fn show_month(reader: Reader, Path((slug, month)): Path<(String, String)>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    let Some(first) = read_month(&month) else {
        return reader.refuse(HttpError::NoMonth(month));
    };
    reader.answer(one_month(slug, first)).await
}

/// The page of one month.
pub fn one_month(slug: Slug, first: NaiveDate) -> Public<impl Make> {
    Public::at(paths::month(&slug, first), move |edition| match month::month_page(edition, &slug, first) {
        MonthAnswer::Page(page) => Ok(render::public(Effort::Quick, || pages::month::page(&page))),
        MonthAnswer::Outside(notice) => Err(HttpError::Told(StatusCode::NOT_FOUND, notice)),
        MonthAnswer::NoCorridor => Err(HttpError::NotFound),
    })
}

/// A month in an address, exactly `YYYY-MM`: its first day.
pub fn read_month(text: &str) -> Option<NaiveDate> {
    read_day(&format!("{text}-01"))
}
