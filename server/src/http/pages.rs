//! Public pages.

use app::pages;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::Slug;

use super::error::{HttpError, notice_page};
use super::render;
use crate::queries::day::DayAnswer;
use crate::queries::index::Beginning;
use crate::queries::{about, corridor, day, index};
use crate::state::SharedState;

/// `GET /`
pub async fn show_index(State(state): State<SharedState>) -> Response {
    match index::beginning(&state) {
        Beginning::Status(page) => render::public(|| pages::status::page(&page)),
        Beginning::Index(page) => render::public(|| pages::index::page(&page)),
    }
}

/// `GET /about`
pub async fn show_about(State(state): State<SharedState>) -> Response {
    let chrome = about::about(&state);
    render::public(|| pages::about::page(&chrome))
}

/// `GET /c/{slug}`
pub async fn show_corridor(State(state): State<SharedState>, Path(slug): Path<String>) -> Response {
    let page = slug.parse::<Slug>().ok().and_then(|slug| corridor::status_page(&state, &slug));
    match page {
        Some(page) => render::public(|| pages::status::page(&page)),
        None => HttpError::NotFound.answer(&state),
    }
}

/// `GET /c/{slug}/days/{date}`
pub async fn show_day(State(state): State<SharedState>, Path((slug, date)): Path<(String, String)>) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let Some(date) = read_date(&date) else {
        return HttpError::NoDay(date).answer(&state);
    };
    match day::day_page(&state, &slug, date) {
        DayAnswer::Page(page) => render::public(|| pages::day::page(&page)),
        DayAnswer::Withdrawn(notice) => notice_page(StatusCode::GONE, &notice),
        DayAnswer::Outside(notice) => notice_page(StatusCode::NOT_FOUND, &notice),
        DayAnswer::NoCorridor => HttpError::NotFound.answer(&state),
    }
}

/// A day in an address: exactly `YYYY-MM-DD`.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)
}
