//! What a browser saves by itself while somebody types: answered in a word instead of a page, and no command of anybody.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::Slug;

use crate::auth::SignedIn;
use crate::commands::draft_window::Window;
use crate::commands::publish_day::PublishRefusal;
use crate::commands::save_draft::{SaveDraft, SavedDraft, Why, save_draft};
use crate::http::cache::CachePolicy;
use crate::http::extract::{FormFields, MaybeAtDesk};
use crate::state::SharedState;

/// What a form that is sent so asks for.
pub(super) const BY_ITSELF: &str = "keep";

/// Keeps what was typed so far, unless another window saved something newer, or the form is stored already.
pub(super) async fn keep(
    state: &SharedState,
    who: &SignedIn,
    corridor: Slug,
    date: NaiveDate,
    form: FormFields,
) -> Response {
    let Some(window) = Window::of(&form.fields) else { return say(StatusCode::UNPROCESSABLE_ENTITY, None) };
    let command =
        SaveDraft { corridor, date, author: who.staff_id, body: form.body, why: Why::ByItself, window: Some(window) };
    match save_draft(state, &who.actor(), command).await {
        Ok(SavedDraft::Saved(at)) => say(StatusCode::OK, Some(at)),
        Ok(SavedDraft::Newer(at)) => say(StatusCode::CONFLICT, Some(at)),
        Ok(SavedDraft::Arrived) => say(StatusCode::ALREADY_REPORTED, None),
        Err(PublishRefusal::NotAllowed) => say(StatusCode::FORBIDDEN, None),
        Err(PublishRefusal::NoCorridor(_) | PublishRefusal::NoSuchDay(_)) => say(StatusCode::NOT_FOUND, None),
        Err(error) => {
            tracing::warn!(%error, "what somebody types could not be kept as a draft");
            say(StatusCode::SERVICE_UNAVAILABLE, None)
        }
    }
}

/// Nobody is signed in, or somebody else than who typed it, or nobody can tell.
pub(super) fn not_now(who: &MaybeAtDesk) -> Response {
    match who {
        MaybeAtDesk::Unknown => say(StatusCode::SERVICE_UNAVAILABLE, None),
        MaybeAtDesk::SignedIn(_) | MaybeAtDesk::Nobody => {
            let mut answer = say(StatusCode::UNAUTHORIZED, None);
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Form"));
            answer
        }
    }
}

/// The status, and when the draft at the desk was saved, in milliseconds.
fn say(status: StatusCode, saved_at: Option<DateTime<Utc>>) -> Response {
    let moment = saved_at.map(|at| at.timestamp_millis().to_string()).unwrap_or_default();
    CachePolicy::Never.on((status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], moment).into_response())
}
