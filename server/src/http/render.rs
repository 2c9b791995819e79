//! The one place that turns a view into bytes.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use super::cache::CachePolicy;

/// A view as a whole document.
pub fn document<V: IntoView + 'static>(page: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    owner.with(|| page().into_view().to_html())
}

/// A public page.
pub fn public<V: IntoView + 'static>(page: impl FnOnce() -> V) -> Response {
    answer(StatusCode::OK, CachePolicy::AskAgain, document(page))
}

/// A page of the desk, or a refusal.
pub fn private<V: IntoView + 'static>(status: StatusCode, page: impl FnOnce() -> V) -> Response {
    answer(status, CachePolicy::Never, document(page))
}

fn answer(status: StatusCode, policy: CachePolicy, html: String) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    policy.on((status, [(header::CONTENT_TYPE, kind)], html).into_response())
}
