//! Files: for programs, tables and search engines. Open to every site. How a route is added is told in
//! `http/finished.rs`.

use app::paths;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;
use domain::Slug;

use super::error::HttpError;
use super::finished::{Make, Public, answer_with, finished, open_file, with};
use super::reader::Reader;
use super::wants::Wants;
use crate::edition::Edition;
use crate::finished::Effort;
use crate::queries::{files, latest, sitemap};
use crate::state::SharedState;

/// `GET /c/{slug}/claims.csv`
pub async fn get_claims_csv(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(claims_csv(slug)).await
}

/// Every claim of a corridor, as a table.
pub fn claims_csv(slug: Slug) -> Public<impl Make> {
    table(paths::claims_csv(&slug), slug, "claims", files::claims_csv)
}

/// `GET /c/{slug}/claims.json`
pub async fn get_claims_json(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(claims_json(slug)).await
}

/// Every claim of a corridor, for programs.
pub fn claims_json(slug: Slug) -> Public<impl Make> {
    rows(paths::claims_json(&slug), slug, files::claims_json)
}

/// `GET /c/{slug}/days.csv`
pub async fn get_days_csv(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(days_csv(slug)).await
}

/// What each day of a corridor comes to, as a table.
pub fn days_csv(slug: Slug) -> Public<impl Make> {
    table(paths::days_csv(&slug), slug, "days", files::days_csv)
}

/// `GET /c/{slug}/days.json`
pub async fn get_days_json(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(days_json(slug)).await
}

/// What each day of a corridor comes to, for programs.
pub fn days_json(slug: Slug) -> Public<impl Make> {
    rows(paths::days_json(&slug), slug, files::days_json)
}

/// `GET /c/{slug}/events.csv`
pub async fn get_events_csv(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(events_csv(slug)).await
}

/// What happened along a corridor, as a table.
pub fn events_csv(slug: Slug) -> Public<impl Make> {
    table(paths::events_csv(&slug), slug, "events", files::events_csv)
}

/// `GET /c/{slug}/events.json`
pub async fn get_events_json(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(events_json(slug)).await
}

/// What happened along a corridor, for programs.
pub fn events_json(slug: Slug) -> Public<impl Make> {
    rows(paths::events_json(&slug), slug, files::events_json)
}

/// How a file of a corridor is written; none when there is no such corridor.
type Query = fn(&Edition, &Slug) -> Option<files::Bytes>;

/// A table, to be kept under the corridor’s name: a short name holds nothing that could end the quotes.
fn table(address: String, slug: Slug, kind: &'static str, query: Query) -> Public<impl Make> {
    Public::at(address, move |edition| {
        let bytes = query(edition, &slug).ok_or(HttpError::NotFound)?.map_err(HttpError::broken)?;
        let name = format!("attachment; filename=\"{}\"", file_name(edition, &slug, kind, "csv"));
        Ok(with(open_file("text/csv; charset=utf-8", Effort::Quick, bytes), header::CONTENT_DISPOSITION, &name))
    })
}

/// The name under which a file is kept, which tells an earlier state: no file system minds a sign in it.
pub fn file_name(edition: &Edition, slug: &Slug, what: &str, kind: &str) -> String {
    match &edition.old {
        Some(old) => format!("{slug}-{what}-as-of-{}.{kind}", old.as_of.to_string().replace(':', "")),
        None => format!("{slug}-{what}.{kind}"),
    }
}

/// The same for programs.
fn rows(address: String, slug: Slug, query: Query) -> Public<impl Make> {
    Public::at(address, move |edition| {
        let bytes = query(edition, &slug).ok_or(HttpError::NotFound)?.map_err(HttpError::broken)?;
        Ok(open_file("application/json", Effort::Quick, bytes))
    })
}

/// `GET /c/{slug}/latest.json`
pub async fn get_latest_json(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(latest(slug)).await
}

/// What the status page says, for programs.
pub fn latest(slug: Slug) -> Public<impl Make> {
    Public::at(paths::latest_json(&slug), move |edition| {
        let file = latest::latest(edition, &slug).ok_or(HttpError::NotFound)?.map_err(HttpError::broken)?;
        Ok(open_file("application/json", Effort::Best, file))
    })
}

/// `GET /robots.txt`
pub async fn get_robots(State(state): State<SharedState>, wants: Wants) -> Response {
    let robots = Public::at(paths::ROBOTS.to_owned(), |edition| {
        let text = sitemap::robots(&edition.site);
        Ok(open_file("text/plain; charset=utf-8", Effort::Quick, text.into_bytes()))
    });
    for_machines(&state, &wants, robots).await
}

/// `GET /sitemap.xml`
pub async fn get_sitemap(State(state): State<SharedState>, wants: Wants) -> Response {
    let map = Public::at(paths::SITEMAP.to_owned(), |edition| {
        Ok(open_file("application/xml", Effort::Quick, sitemap::sitemap(edition).into_bytes()))
    });
    for_machines(&state, &wants, map).await
}

/// What search engines are told is of now: there is no earlier state of it.
async fn for_machines<M: Make>(state: &SharedState, wants: &Wants, public: Public<M>) -> Response {
    match finished(state, state.edition(), None, public).await {
        Ok(kept) => answer_with(&kept, wants),
        Err(error) => error.answer(state),
    }
}
