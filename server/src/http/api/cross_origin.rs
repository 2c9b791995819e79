//! The API is open to every site: what its answers say of that, and the answer to a browser that asks first.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// A browser keeps what it was told for a day.
const KEPT_FOR: HeaderValue = HeaderValue::from_static("86400");

/// Headers that another site's script may read beside those that every script may.
const READABLE: HeaderValue = HeaderValue::from_static("etag, link, retry-after");

/// Says on an answer that every site may read it.
pub fn open(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
}

/// `OPTIONS` of a route of the API: every site may read, with any header, and nobody may send anything.
pub async fn allow() -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let headers = answer.headers_mut();
    open(headers);
    headers.insert(header::ALLOW, HeaderValue::from_static("GET,HEAD,OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET,HEAD"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, KEPT_FOR);
    answer
}
