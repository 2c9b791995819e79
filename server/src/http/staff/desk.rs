//! The desk's first page, a month at the desk, and all that is open at a corridor.

use app::pages;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Slug, read_day};

use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, QueryFields};
use crate::http::pages::read_month;
use crate::http::render;
use crate::queries::desk::Done;
use crate::queries::inbox;
use crate::state::SharedState;

/// `GET /staff`
pub async fn show_desk(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    match inbox::inbox_page(&state, &who, done(&query)).await {
        Ok(page) => render::private(StatusCode::OK, || pages::staff::inbox::page(&page)),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/c/{slug}/months/{month}`
pub async fn show_month(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, month)): Path<(String, String)>,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let Some(of) = read_month(&month) else { return HttpError::NoMonth(month).answer(&state) };
    match inbox::month_page(&state, &who, &slug, of).await {
        Ok(Ok(page)) => render::private(StatusCode::OK, || pages::staff::desk_month::page(&page)),
        Ok(Err(notice)) => HttpError::Told(StatusCode::NOT_FOUND, notice).answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/c/{slug}/questions`
pub async fn show_questions(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
) -> Response {
    let page = slug.parse::<Slug>().ok().and_then(|slug| inbox::questions_page(&state, &who, &slug));
    match page {
        Some(page) => render::private(StatusCode::OK, || pages::staff::questions::page(&page)),
        None => HttpError::NotFound.answer(&state),
    }
}

/// What was just done with a day, as the address names it: `published=lachin.2023-05-10`.
fn done(query: &QueryFields) -> Option<Done> {
    let (what, value) = query.first()?;
    let (slug, date) = value.split_once('.')?;
    Some(Done { what: what.to_owned(), corridor: slug.parse().ok()?, date: read_day(date)? })
}
