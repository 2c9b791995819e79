//! The desk's first page.

use app::pages;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::Slug;

use crate::http::extract::{AtDesk, fields_of};
use crate::http::render;
use crate::queries::desk;
use crate::state::SharedState;

/// `GET /staff`
pub async fn show_desk(State(state): State<SharedState>, AtDesk(who): AtDesk, RawQuery(query): RawQuery) -> Response {
    let page = desk::desk_page(&state, &who, query.as_deref().and_then(published));
    render::private(StatusCode::OK, || pages::staff::desk::page(&page))
}

/// The day that was just published, as the address names it: `lachin.2023-05-10`.
fn published(query: &str) -> Option<(Slug, NaiveDate)> {
    let fields = fields_of(query);
    let (_, value) = fields.iter().find(|(name, _)| name == "published")?;
    let (slug, date) = value.split_once('.')?;
    Some((slug.parse().ok()?, date.parse().ok()?))
}
