//! The API: the record for programs, read-only, open to every site. How a route is added is told in `http/finished.rs`; here
//! it also says what it can be asked (`app::paths::api`) and stands in the description (`files/api/openapi.rs`).

pub mod asked;
pub mod cross_origin;
pub mod problem;

use app::paths::api::{self, AskedList, List, Problem};
use app::paths::trends::AskedTrends;
use app::text::{api as words, notices};
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{Slug, read_day};

use super::error::HttpError;
use super::finished::{Make, Public, answer_with, finished, open_file, with};
use super::reader::Reader;
use super::wants::Wants;
use crate::files::api::cursor::Cursor;
use crate::files::api::openapi;
use crate::finished::{Effort, Made};
use crate::queries::api as queries;
use crate::queries::api::PageAnswer;
use crate::queries::day::DayAnswer;
use crate::state::SharedState;

/// `GET /api/openapi.json`: of the API itself, so that there is no earlier state of it.
pub async fn get_description(State(state): State<SharedState>, wants: Wants) -> Response {
    let description = Public::at(api::DESCRIPTION.to_owned(), |edition| {
        Ok(open(openapi::document(edition.site.public_url.as_deref()).map_err(HttpError::broken)?))
    });
    match finished(&state, state.edition(), None, description).await {
        Ok(kept) => answer_with(&kept, &wants),
        Err(error) => error.answer(&state),
    }
}

/// `GET /api/v1/corridors`
pub async fn get_corridors(reader: Reader, RawQuery(query): RawQuery) -> Response {
    match asked::nothing_else(api::CORRIDORS, &query.unwrap_or_default()) {
        Ok(()) => reader.answer(corridors()).await,
        Err(error) => reader.refuse(error),
    }
}

/// All corridors.
pub fn corridors() -> Public<impl Make> {
    Public::at(api::corridors(), |edition| Ok(open(queries::corridors(edition).map_err(HttpError::broken)?)))
}

/// `GET /api/v1/corridors/{slug}`
pub async fn get_corridor(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match alone(&slug, api::CORRIDOR, query) {
        Ok(slug) => reader.answer(corridor(slug)).await,
        Err(error) => reader.refuse(error),
    }
}

/// One corridor.
pub fn corridor(slug: Slug) -> Public<impl Make> {
    Public::at(api::corridor(&slug), move |edition| {
        let bytes = queries::corridor(edition, &slug).ok_or(HttpError::NotFound)?;
        Ok(open(bytes.map_err(HttpError::broken)?))
    })
}

/// `GET /api/v1/corridors/{slug}/status`
pub async fn get_status(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match alone(&slug, api::STATUS, query) {
        Ok(slug) => reader.answer(status(slug)).await,
        Err(error) => reader.refuse(error),
    }
}

/// What the status page says.
pub fn status(slug: Slug) -> Public<impl Make> {
    Public::at(api::status(&slug), move |edition| {
        let bytes = queries::status(edition, &slug).ok_or(HttpError::NotFound)?;
        Ok(open(bytes.map_err(HttpError::broken)?))
    })
}

/// `GET /api/v1/corridors/{slug}/days/{date}`
pub async fn get_day(
    reader: Reader,
    Path((slug, date)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(day) = read_day(&date) else {
        return reader.refuse(asked::refusal(vec![asked::bad("date", &date, words::expected_day())]));
    };
    match alone(&slug, api::DAY, query) {
        Ok(slug) => reader.answer(one_day(slug, day)).await,
        Err(error) => reader.refuse(error),
    }
}

/// One day.
pub fn one_day(slug: Slug, date: NaiveDate) -> Public<impl Make> {
    Public::at(api::day(&slug, date), move |edition| match queries::one_day(edition, &slug, date) {
        Ok(bytes) => Ok(open(bytes.map_err(HttpError::broken)?)),
        Err(DayAnswer::Withdrawn(notice)) => Err(HttpError::Told(StatusCode::GONE, notice)),
        Err(DayAnswer::Outside(notice)) => Err(HttpError::Told(StatusCode::NOT_FOUND, notice)),
        Err(DayAnswer::NoCorridor | DayAnswer::Page(_)) => Err(HttpError::NotFound),
    })
}

/// `GET /api/v1/corridors/{slug}/series/{measure}`
pub async fn get_series(
    reader: Reader,
    Path((slug, measure)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    let Ok(measure) = measure.parse() else {
        let wrong = asked::bad(api::MEASURE, &measure, words::expected_measure());
        let told = notices::unreadable(words::meaning(Problem::NotFound.key()));
        return reader.refuse(HttpError::Asked(Problem::NotFound, told, vec![wrong]));
    };
    match asked::series(&reader.edition(), &slug, measure, &query.unwrap_or_default()) {
        Ok(asked) => reader.answer(series(slug, asked)).await,
        Err(error) => reader.refuse(error),
    }
}

/// A series.
pub fn series(slug: Slug, asked: AskedTrends) -> Public<impl Make> {
    Public::at(api::series(&slug, &asked), move |edition| {
        let bytes = queries::series(edition, &slug, &asked).ok_or(HttpError::NotFound)?;
        Ok(open(bytes.map_err(HttpError::broken)?))
    })
}

/// `GET /api/v1/corridors/{slug}/days`
pub async fn get_days(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get_list(reader, &slug, List::Days, query).await
}

/// `GET /api/v1/corridors/{slug}/claims`
pub async fn get_claims(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get_list(reader, &slug, List::Claims, query).await
}

/// `GET /api/v1/corridors/{slug}/changes`
pub async fn get_changes(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get_list(reader, &slug, List::Changes, query).await
}

async fn get_list(reader: Reader, slug: &str, list: List, query: Option<String>) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return reader.refuse(HttpError::NotFound) };
    let (asked, cursor) = match asked::list(reader.standing(), &slug, list, &query.unwrap_or_default()) {
        Ok(asked) => asked,
        Err(error) => return reader.refuse(error),
    };
    let reader = match &cursor {
        None => reader,
        Some(cursor) => match reader.within(cursor.instant) {
            Ok(reader) => reader,
            Err(reader) => {
                let wrong = asked::bad(api::CURSOR, &cursor.to_string(), words::expected_cursor());
                return reader.refuse(asked::refusal(vec![wrong]));
            }
        },
    };
    reader.answer(page(slug, list, asked, cursor)).await
}

/// A page of a list.
pub fn page(slug: Slug, list: List, asked: AskedList, from: Option<Cursor>) -> Public<impl Make> {
    Public::at(api::list(&slug, list, &asked), move |edition| {
        match queries::page(edition, &slug, list, &asked, from.as_ref()).map_err(HttpError::broken)? {
            PageAnswer::Page(page) => {
                let answer = open(page.bytes);
                Ok(match page.next {
                    Some(next) => with(answer, header::LINK, &format!("<{next}>; rel=\"next\"")),
                    None => answer,
                })
            }
            PageAnswer::OtherMoment(moment) => {
                let given = asked.cursor.unwrap_or_default();
                let wrong = asked::bad(api::CURSOR, &given, words::expected_cursor_of_moment(&moment));
                Err(asked::refusal(vec![wrong]))
            }
            PageAnswer::Gone => {
                let told = notices::unreadable(words::cursor_gone());
                Err(HttpError::Asked(Problem::CursorGone, told, Vec::new()))
            }
            PageAnswer::NoCorridor => Err(HttpError::NotFound),
        }
    })
}

/// The corridor of a route that can be asked nothing but a moment.
fn alone(slug: &str, route: &str, query: Option<String>) -> Result<Slug, HttpError> {
    let slug = slug.parse().map_err(|_| HttpError::NotFound)?;
    asked::nothing_else(route, &query.unwrap_or_default()).map(|()| slug)
}

/// An answer that every site may read.
fn open(bytes: Vec<u8>) -> Made {
    let mut made = open_file("application/json", Effort::Quick, bytes);
    cross_origin::open(&mut made.headers);
    made
}
