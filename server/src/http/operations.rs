//! Probes: does the process live, can it save.

use app::text::hindrance::Hindrance;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::cache::CachePolicy;
use crate::state::SharedState;

/// The address of the first: what it tells is never queued for.
pub const HEALTH: &str = "/healthz";

/// `GET /healthz`: the process lives.
pub async fn get_health() -> Response {
    CachePolicy::Never.on("alive\n")
}

/// `GET /readyz`: it can save.
pub async fn get_readiness(State(state): State<SharedState>) -> Response {
    match state.database.ready().await {
        Ok(()) => CachePolicy::Never.on("ready\n"),
        Err(error) => {
            if let Some(times) = state.not_ready.tell() {
                tracing::warn!(%error, times, "not ready");
            }
            let why = state.hindrance().unwrap_or(Hindrance::Other).key();
            CachePolicy::Never
                .on((StatusCode::SERVICE_UNAVAILABLE, format!("not ready: nothing can be saved now ({why})\n")))
        }
    }
}
