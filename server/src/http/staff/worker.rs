//! The worker that keeps forms of days in the browser, for when there is no line: a script with its sentences before it.

use app::text::keeper::without_form;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::http::cache::CachePolicy;

/// What it does.
const SCRIPT: &str = include_str!("worker.js");

/// It asks this site alone, and runs nothing else. Its own policy governs what it asks for.
const POLICY: &str = "default-src 'none'; connect-src 'self'";

/// `GET /staff/worker.js`
pub async fn get_worker() -> Response {
    let words: serde_json::Map<String, serde_json::Value> =
        without_form().into_iter().map(|(name, words)| (name.to_owned(), words.into())).collect();
    let words = serde_json::Value::from(words).to_string();
    let script = format!("const WORDS = {words};\n{SCRIPT}");
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    CachePolicy::Never.on((headers, script).into_response())
}
