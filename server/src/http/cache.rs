//! How long an answer may be kept, as a value named for its intent.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Anybody may keep it for a moment, shows it while asking again for a minute more, and for a day while the site
    /// does not answer.
    Kept,
    /// Anybody may keep it for a year, the longest there is, and need not ask again: its address is of this content alone.
    ForEver,
    /// Nobody keeps it: pages of the desk, refusals, probes.
    Never,
}

impl CachePolicy {
    /// The header's value.
    pub fn value(self) -> HeaderValue {
        match self {
            Self::Kept => {
                HeaderValue::from_static("public, max-age=15, stale-while-revalidate=60, stale-if-error=86400")
            }
            Self::ForEver => HeaderValue::from_static("public, max-age=31536000, immutable"),
            Self::Never => HeaderValue::from_static("no-store"),
        }
    }

    /// The answer with the policy on it.
    pub fn on(self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, self.value());
        response
    }
}
