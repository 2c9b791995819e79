//! Feeds: what was published, the newest first, for those who follow. Open to every site. How a route is added is told in
//! `http/finished.rs`.

use app::paths::press::{self, FeedKind};
use axum::extract::Path;
use axum::response::Response;
use domain::Slug;

use super::error::HttpError;
use super::finished::{Make, Public, open_file};
use super::reader::Reader;
use crate::files::atom;
use crate::finished::Effort;
use crate::queries::feed;

/// `GET /c/{slug}/feed.atom`
pub async fn get_feed(reader: Reader, slug: Path<String>) -> Response {
    answer(reader, slug, FeedKind::All).await
}

/// `GET /c/{slug}/feed/status.atom`
pub async fn get_status_feed(reader: Reader, slug: Path<String>) -> Response {
    answer(reader, slug, FeedKind::Status).await
}

/// `GET /c/{slug}/feed/figures.atom`
pub async fn get_figures_feed(reader: Reader, slug: Path<String>) -> Response {
    answer(reader, slug, FeedKind::Figures).await
}

/// `GET /c/{slug}/feed/corrections.atom`
pub async fn get_corrections_feed(reader: Reader, slug: Path<String>) -> Response {
    answer(reader, slug, FeedKind::Corrections).await
}

async fn answer(reader: Reader, Path(slug): Path<String>, kind: FeedKind) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(one(slug, kind)).await
}

/// One feed.
pub fn one(slug: Slug, kind: FeedKind) -> Public<impl Make> {
    Public::at(press::feed(&slug, kind), move |edition| {
        let bytes = feed::feed(edition, &slug, kind).ok_or(HttpError::NotFound)?;
        Ok(open_file(atom::KIND, Effort::Quick, bytes))
    })
}
