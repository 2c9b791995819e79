//! The threshold for small numbers of a corridor: shown, weighed, set.

use app::text::{faults, keeping};
use app::view::kept::Sent;
use app::{pages, paths};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::corridor::SettingError;
use domain::draft::DraftFault;
use domain::{Note, Slug};

use crate::auth::SignedIn;
use crate::commands::set_threshold::{Threshold, ThresholdRefusal, set_threshold, weigh_threshold};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, hindrance, shortened};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::corridors::threshold_page;
use crate::state::SharedState;

/// The highest threshold that a form takes.
const MOST: u32 = 1000;

/// `GET /staff/c/{slug}/threshold`
pub async fn show_threshold(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    query: QueryFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let done = !query.value("done").is_empty();
    let sent = if done { Sent::telling(keeping::threshold_done()) } else { Sent::default() };
    show(&state, &who, &slug, StatusCode::OK, None, sent)
}

/// `POST /staff/c/{slug}/threshold`
pub async fn send_threshold(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    form: FormFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let typed = (form.value("below").to_owned(), form.value("note").to_owned());
    let threshold = match read(&typed) {
        Ok(threshold) => threshold,
        Err(sent) => return show(&state, &who, &slug, StatusCode::UNPROCESSABLE_ENTITY, Some(typed), *sent),
    };
    let actor = who.actor();
    // Anything unknown only weighs it: it is set by name.
    if form.value("then") != "save" {
        return match weigh_threshold(&state, &actor, &slug, threshold.below).await {
            Ok(effect) => {
                let sent = Sent::telling(keeping::threshold_effect(effect));
                show(&state, &who, &slug, StatusCode::OK, Some(typed), sent)
            }
            Err(refusal) => refuse(&state, &who, &slug, typed, refusal),
        };
    }
    let (inner, corridor) = (state.clone(), slug.clone());
    let done = to_the_end(async move { set_threshold(&inner, &actor, &corridor, threshold).await }).await;
    match done {
        Ok(Ok(_)) => CachePolicy::Never.on(Redirect::to(&paths::done(&paths::threshold(&slug), "save"))),
        Ok(Err(refusal)) => refuse(&state, &who, &slug, typed, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn problem(field: &str, text: String) -> (String, String, String) {
    (field.to_owned(), app::t!("threshold-field", field = field), text)
}

fn read((below, note): &(String, String)) -> Result<Threshold, Box<Sent>> {
    let number = below.trim().parse::<u32>().ok().filter(|number| *number <= MOST);
    let mut problems = Vec::new();
    if number.is_none() {
        problems.push(problem("below", keeping::threshold_no_number(&shortened(below.trim()))));
    }
    let note =
        Note::optional(note).map_err(|error| problems.push(problem("note", faults::fault(&DraftFault::Note(error)))));
    match (number, note) {
        (Some(below), Ok(note)) => {
            let needed = below < 10 && note.is_none();
            let refused = || Box::new(Sent::refused([problem("note", keeping::threshold_no_reason())]));
            if needed { Err(refused()) } else { Ok(Threshold { below, note }) }
        }
        _ => Err(Box::new(Sent::refused(problems))),
    }
}

fn show(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    status: StatusCode,
    typed: Option<(String, String)>,
    sent: Sent,
) -> Response {
    match threshold_page(state, who, slug, typed, sent) {
        Some(page) => render::private(status, || pages::staff::threshold::page(&page)),
        None => HttpError::NotFound.answer(state),
    }
}

fn refuse(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    typed: (String, String),
    refusal: ThresholdRefusal,
) -> Response {
    let (status, sent) = match refusal {
        ThresholdRefusal::NotAllowed => return HttpError::NotAllowed.answer(state),
        ThresholdRefusal::NoCorridor(_) => return HttpError::NotFound.answer(state),
        ThresholdRefusal::Setting(SettingError::ThresholdWithoutReason) => {
            let sent = Sent::refused([problem("note", keeping::threshold_no_reason())]);
            (StatusCode::UNPROCESSABLE_ENTITY, sent)
        }
        ThresholdRefusal::Setting(_) | ThresholdRefusal::Keep(_) => {
            tracing::error!(%refusal, "a threshold could not be set");
            (StatusCode::SERVICE_UNAVAILABLE, Sent::telling(keeping::not_saved(hindrance(state))))
        }
    };
    show(state, who, slug, status, Some(typed), sent)
}
