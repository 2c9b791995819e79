//! The one place that turns a view into bytes.

use std::sync::Arc;

use app::view::chrome::Chrome;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use super::cache::CachePolicy;
use super::finished::made;
use super::middleware::headers;
use crate::faults::{self, Fault};
use crate::finished::{Effort, Made};

/// A view as a whole document.
pub fn document<V: IntoView + 'static>(page: impl FnOnce() -> V) -> String {
    faults::panic_at(Fault::PanicInRender);
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    owner.with(|| page().into_view().to_html())
}

/// A public page. Nothing on it comes to life, so it does without the marks between its parts, which are no HTML either.
pub fn public<V: IntoView + 'static>(effort: Effort, page: impl FnOnce() -> V) -> Made {
    made(HTML, effort, document(page).replace(MARK, "").into_bytes())
}

/// A page of the desk, or a refusal.
pub fn private<V: IntoView + 'static>(status: StatusCode, page: impl FnOnce() -> V) -> Response {
    let kind = HeaderValue::from_static(HTML);
    CachePolicy::Never.on((status, [(header::CONTENT_TYPE, kind)], document(page)).into_response())
}

/// A page of the desk that holds islands, or such a page refused: its script may run, where there is one.
pub fn with_islands<V: IntoView + 'static>(status: StatusCode, chrome: &Chrome, page: impl FnOnce() -> V) -> Response {
    let mut answer = private(status, page);
    if chrome.script.is_some() {
        headers::allow_script(answer.headers_mut());
    }
    answer
}

const HTML: &str = "text/html; charset=utf-8";

/// What Leptos writes between parts, so that a browser can find them again. In a text it is escaped.
const MARK: &str = "<!>";
