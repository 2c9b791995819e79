//! The corridors: listed, added, their settings edited. What is refused comes back as it was typed.

use app::text::keeping;
use app::view::corridors::refused;
use app::view::kept::Sent;
use app::{pages, paths};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::Slug;
use domain::settings::{SettingFault, SettingProblem, SettingsDraft};

use crate::auth::SignedIn;
use crate::commands::add_corridor::{AddCorridorRefusal, add_corridor};
use crate::commands::change_corridor::{SettingsRefusal, change_corridor, state_of, unknown_zone};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, hindrance};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::corridors::{corridors_page, settings_page, standing_beside};
use crate::state::SharedState;

/// `GET /staff/corridors`
pub async fn show_corridors(State(state): State<SharedState>, AtDesk(who): AtDesk) -> Response {
    let page = corridors_page(&state, &who, SettingsDraft::default(), Sent::default());
    render::private(StatusCode::OK, || pages::staff::corridors::page(&page))
}

/// `POST /staff/corridors`
pub async fn send_corridors(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    let typed = draft(&form);
    let corridor = match typed.read_new() {
        Ok(corridor) => corridor,
        Err(problems) => return not_added(&state, &who, typed, refused(&problems)),
    };
    if let Some(problem) = unknown_zone(&typed, &corridor) {
        return not_added(&state, &who, typed, refused(&[problem]));
    }
    let slug = corridor.slug.clone();
    let (inner, actor) = (state.clone(), who.actor());
    let done = to_the_end(async move { add_corridor(&inner, &actor, corridor).await }).await;
    match done {
        Ok(Ok(())) => CachePolicy::Never.on(Redirect::to(&paths::done(&paths::settings(&slug), "add"))),
        Ok(Err(AddCorridorRefusal::NotAllowed)) => HttpError::NotAllowed.answer(&state),
        Ok(Err(AddCorridorRefusal::Taken(_))) => {
            let taken = SettingProblem { field: "slug".to_owned(), what: SettingFault::SlugTaken };
            not_added(&state, &who, typed, refused(&[taken]))
        }
        Ok(Err(refusal)) => {
            tracing::error!(%refusal, "a corridor could not be added");
            let sent = Sent::telling(keeping::not_saved(hindrance(&state)));
            let page = corridors_page(&state, &who, typed, sent);
            render::private(StatusCode::SERVICE_UNAVAILABLE, || pages::staff::corridors::page(&page))
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/corridors/{slug}`
pub async fn show_settings(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    query: QueryFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let sent = match query.value("done") {
        "" => Sent::default(),
        done => Sent::telling(keeping::settings_done(done == "add")),
    };
    show(&state, &who, &slug, StatusCode::OK, None, sent)
}

/// `POST /staff/corridors/{slug}`
pub async fn send_settings(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    form: FormFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let typed = draft(&form);
    let (inner, actor, corridor, sent) = (state.clone(), who.actor(), slug.clone(), typed.clone());
    let done = to_the_end(async move { change_corridor(&inner, &actor, &corridor, &sent).await }).await;
    match done {
        Ok(Ok(())) => CachePolicy::Never.on(Redirect::to(&paths::done(&paths::settings(&slug), "save"))),
        Ok(Err(refusal)) => refuse(&state, &who, &slug, typed, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn draft(form: &FormFields) -> SettingsDraft {
    SettingsDraft::from_fields(form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn not_added(state: &SharedState, who: &SignedIn, typed: SettingsDraft, sent: Sent) -> Response {
    let page = corridors_page(state, who, typed, sent);
    render::private(StatusCode::UNPROCESSABLE_ENTITY, || pages::staff::corridors::page(&page))
}

fn show(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    status: StatusCode,
    typed: Option<SettingsDraft>,
    sent: Sent,
) -> Response {
    match settings_page(state, who, slug, typed, state_of, sent) {
        Some(page) => render::private(status, || pages::staff::settings::page(&page)),
        None => HttpError::NotFound.answer(state),
    }
}

fn refuse(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    typed: SettingsDraft,
    refusal: SettingsRefusal,
) -> Response {
    let (status, typed, sent) = match refusal {
        SettingsRefusal::NotAllowed => return HttpError::NotAllowed.answer(state),
        SettingsRefusal::NoCorridor(_) => return HttpError::NotFound.answer(state),
        SettingsRefusal::Problems(problems) => (StatusCode::UNPROCESSABLE_ENTITY, typed, refused(&problems)),
        SettingsRefusal::Stale => {
            let sent = Sent::telling(keeping::settings_stale(&standing_beside(state, slug, &typed)));
            let now = state.records.now();
            let base = now.corridor(slug).map(|corridor| state_of(&corridor.settings)).unwrap_or_default();
            (StatusCode::CONFLICT, SettingsDraft { base, ..typed }, sent)
        }
        SettingsRefusal::Setting(_) | SettingsRefusal::Keep(_) => {
            tracing::error!(%refusal, "settings could not be changed");
            (StatusCode::SERVICE_UNAVAILABLE, typed, Sent::telling(keeping::not_saved(hindrance(state))))
        }
    };
    show(state, who, slug, status, Some(typed), sent)
}
