//! Files: for programs, tables and search engines. Open to every site. How a route is added is told in
//! `http/finished.rs`.

use app::paths;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;
use domain::Slug;

use super::error::HttpError;
use super::finished::{Make, Public, answer, open_file, with};
use super::wants::Wants;
use crate::files::claims_csv;
use crate::finished::Effort;
use crate::queries::{latest, sitemap};
use crate::state::SharedState;

/// `GET /c/{slug}/claims.csv`
pub async fn get_claims_csv(State(state): State<SharedState>, wants: Wants, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return HttpError::NotFound.answer(&state) };
    answer(&state, state.edition(), &wants, claims(slug)).await
}

/// Every claim of a corridor.
pub fn claims(slug: Slug) -> Public<impl Make> {
    Public::at(paths::claims_csv(&slug), move |edition| {
        let shown = edition.corridor(&slug).ok_or(HttpError::NotFound)?;
        let file = claims_csv::write_record(&shown.corridor.record);
        let name = format!("attachment; filename=\"{slug}-claims.csv\"");
        Ok(with(open_file("text/csv; charset=utf-8", Effort::Quick, file), header::CONTENT_DISPOSITION, &name))
    })
}

/// `GET /c/{slug}/latest.json`
pub async fn get_latest_json(State(state): State<SharedState>, wants: Wants, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return HttpError::NotFound.answer(&state) };
    answer(&state, state.edition(), &wants, latest(slug)).await
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
    answer(&state, state.edition(), &wants, robots).await
}

/// `GET /sitemap.xml`
pub async fn get_sitemap(State(state): State<SharedState>, wants: Wants) -> Response {
    let map = Public::at(paths::SITEMAP.to_owned(), |edition| {
        Ok(open_file("application/xml", Effort::Quick, sitemap::sitemap(edition).into_bytes()))
    });
    answer(&state, state.edition(), &wants, map).await
}
