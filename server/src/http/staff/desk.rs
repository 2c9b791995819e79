//! The desk's first page.

use app::pages;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::read_day;

use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, QueryFields};
use crate::http::render;
use crate::queries::desk::{self, Done};
use crate::state::SharedState;

/// `GET /staff`
pub async fn show_desk(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    match desk::desk_page(&state, &who, done(&query)).await {
        Ok(page) => render::private(StatusCode::OK, || pages::staff::desk::page(&page)),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// What was just done with a day, as the address names it: `published=lachin.2023-05-10`.
fn done(query: &QueryFields) -> Option<Done> {
    let (what, value) = query.first()?;
    let (slug, date) = value.split_once('.')?;
    Some(Done { what: what.to_owned(), corridor: slug.parse().ok()?, date: read_day(date)? })
}
