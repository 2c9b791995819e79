//! Pictures that stand for a corridor elsewhere. Open to every site. How a route is added is told in `http/finished.rs`.

use app::paths::press;
use app::view::card::Card;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{Slug, read_day};

use super::error::HttpError;
use super::finished::{Make, Public, open_file, with};
use super::reader::Reader;
use crate::charts::{self, Fonts};
use crate::finished::{Effort, Made};
use crate::queries::card;
use crate::queries::day::DayAnswer;

/// `GET /c/{slug}/badge.svg`
pub async fn get_badge(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(badge(slug)).await
}

/// The badge.
pub fn badge(slug: Slug) -> Public<impl Make> {
    Public::at(press::badge(&slug), move |edition| {
        let svg = card::badge(edition, &slug).ok_or(HttpError::NotFound)?;
        let made = open_file("image/svg+xml", Effort::Best, svg.into_bytes());
        let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        Ok(with(made, header::CONTENT_SECURITY_POLICY, policy))
    })
}

/// `GET /c/{slug}/card.png`
pub async fn get_card(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(of_corridor(slug)).await
}

/// The picture of a corridor.
pub fn of_corridor(slug: Slug) -> Public<impl Make> {
    Public::at(press::card(&slug), move |edition| picture(&card::card(edition, &slug).ok_or(HttpError::NotFound)?))
}

/// `GET /c/{slug}/days/{date}/card.png`
pub async fn get_card_of_day(reader: Reader, Path((slug, date)): Path<(String, String)>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    let Some(date) = read_day(&date) else { return reader.refuse(HttpError::NoDay(date)) };
    reader.answer(of_day(slug, date)).await
}

/// The picture of a day.
pub fn of_day(slug: Slug, date: NaiveDate) -> Public<impl Make> {
    Public::at(press::card_of_day(&slug, date), move |edition| {
        let card = card::card_of_day(edition, &slug, date);
        picture(&card.map_err(|answer| match *answer {
            DayAnswer::Withdrawn(notice) => HttpError::Told(StatusCode::GONE, notice),
            DayAnswer::Outside(notice) => HttpError::Told(StatusCode::NOT_FOUND, notice),
            DayAnswer::Page(_) | DayAnswer::NoCorridor => HttpError::NotFound,
        })?)
    })
}

fn picture(card: &Card) -> Result<Made, HttpError> {
    let picture = charts::card::picture(card, &Fonts::bundled()).map_err(HttpError::broken)?;
    Ok(open_file("image/png", Effort::Quick, picture))
}
