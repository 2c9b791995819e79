//! A form as it arrives. When the line breaks in the middle, what arrived is kept as a draft: nobody waits for an answer.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use chrono::NaiveDate;
use domain::Slug;
use domain::draft::fields::{filled, resumed};
use http_body_util::BodyExt as _;

use super::typed;
use crate::auth::SignedIn;
use crate::commands::draft_window::Window;
use crate::commands::publish_day::PublishRefusal;
use crate::commands::save_draft::{SaveDraft, Why, body_of, save_draft};
use crate::http::error::HttpError;
use crate::http::extract::{FORM_BYTES, FormFields, MOST_DAY_FIELDS, MaybeAtDesk, fields_of};
use crate::queries::day_form::{day_at_desk, is_own, own_draft};
use crate::state::SharedState;

/// The form that a request carries; refused when it is none, or too large.
pub(super) async fn receive(
    state: &SharedState,
    who: &MaybeAtDesk,
    place: (&Slug, NaiveDate),
    request: Request<Body>,
) -> Result<FormFields, Response> {
    let whose = match who {
        MaybeAtDesk::SignedIn(who) => Some((state.clone(), who.clone(), place.0.clone(), place.1)),
        MaybeAtDesk::Nobody | MaybeAtDesk::Unknown => None,
    };
    FormFields::check_length(request.headers(), FORM_BYTES).map_err(|error| error.answer(state))?;
    let mut arriving = Arriving { bytes: Vec::new(), whose };
    let mut body = request.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| HttpError::of_body(&error, FORM_BYTES).answer(state))?;
        let Ok(piece) = frame.into_data() else { continue };
        if arriving.bytes.len() + piece.len() > FORM_BYTES {
            arriving.whose = None;
            return Err(HttpError::TooLarge(FORM_BYTES).answer(state));
        }
        arriving.bytes.extend_from_slice(&piece);
    }
    FormFields::of(arriving.whole(), MOST_DAY_FIELDS).map_err(|error| error.answer(state))
}

/// What has arrived so far. Dropped before it is whole, because the line broke or the server gave up on it, it keeps what
/// it has.
struct Arriving {
    bytes: Vec<u8>,
    whose: Option<Whose>,
}

type Whose = (SharedState, SignedIn, Slug, NaiveDate);

impl Arriving {
    fn whole(mut self) -> Vec<u8> {
        self.whose = None;
        std::mem::take(&mut self.bytes)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let Some(whose) = self.whose.take() else { return };
        let bytes = std::mem::take(&mut self.bytes);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = keep_what_arrived(whose, &bytes).await {
                    tracing::warn!(%error, "a form that broke off could not be kept as a draft");
                }
            });
        }
    }
}

/// Keeps the fields that arrived whole. The other places hold what the saved draft of the same form has there, else what
/// the form showed: so it never holds less than that. A draft of another form is replaced only by one that says as much.
async fn keep_what_arrived((state, who, slug, date): Whose, bytes: &[u8]) -> Result<(), PublishRefusal> {
    // The last field may be cut off in its middle.
    let end = bytes.iter().rposition(|byte| *byte == b'&').unwrap_or_default();
    let Ok(text) = std::str::from_utf8(bytes.get(..end).unwrap_or_default()) else { return Ok(()) };
    let arrived = fields_of(text);
    let named = |wanted: &str| arrived.iter().any(|(name, _)| name == wanted);
    if !named("base") || !named("key") || filled(&arrived) == 0 || !is_own(&state, &who, &arrived) {
        return Ok(());
    }
    let day = day_at_desk(&state, &slug, date).await?;
    let draft = typed(&arrived);
    let window = Window::of(&arrived);
    let saved = own_draft(&state, &who, &slug, date).await?;
    let saved = saved.map(|saved| (saved.saved_at.timestamp_millis(), fields_of(&saved.body)));
    let seen = window.as_ref().map(|window| window.seen);
    let same_form = saved.clone().filter(|(at, saved)| seen == Some(*at) || typed(saved).key == draft.key);
    let is_same = same_form.is_some();
    let all = resumed(arrived, same_form.map_or_else(|| day.seen_by(&draft).fields(), |(_, saved)| saved));
    if !is_same && saved.is_some_and(|(_, saved)| filled(&saved) > filled(&all)) {
        return Ok(());
    }
    let body = body_of(&all);
    let command = SaveDraft { corridor: slug, date, author: who.staff_id, body, why: Why::ByItself, window };
    save_draft(&state, &who.actor(), command).await.map(drop)
}
