//! The carriers: listed, two spellings joined, or parted again.

use app::text::keeping;
use app::view::kept::Sent;
use app::{pages, paths};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::Label;

use crate::auth::SignedIn;
use crate::commands::keep_carriers::{CarrierRefusal, join_carrier, part_carrier};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, hindrance};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::carriers::carriers_page;
use crate::state::SharedState;

/// `GET /staff/carriers`
pub async fn show_carriers(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let done = !query.value("done").is_empty();
    let sent = if done { Sent::telling(keeping::carrier_done()) } else { Sent::default() };
    show(&state, &who, StatusCode::OK, Default::default(), sent)
}

/// `POST /staff/carriers`
pub async fn send_carriers(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    let typed = (form.value("name").to_owned(), form.value("shown_as").to_owned());
    let part = form.value("part").parse::<Label>().ok();
    let join = (typed.0.parse::<Label>(), typed.1.parse::<Label>());
    let (inner, actor) = (state.clone(), who.actor());
    let done = match (part, join) {
        (Some(name), _) => to_the_end(async move { part_carrier(&inner, &actor, &name).await }).await,
        (None, (Ok(name), Ok(shown_as))) => {
            to_the_end(async move { join_carrier(&inner, &actor, &name, &shown_as).await }).await
        }
        (None, (name, shown_as)) => {
            let missing = [("name", name.is_err()), ("shown_as", shown_as.is_err())];
            let missing = missing.into_iter().filter(|(_, missing)| *missing);
            let problems = missing.map(|(field, _)| problem(field, keeping::carrier_missing()));
            return show(&state, &who, StatusCode::UNPROCESSABLE_ENTITY, typed, Sent::refused(problems));
        }
    };
    match done {
        Ok(Ok(())) => CachePolicy::Never.on(Redirect::to(&paths::done(paths::CARRIERS, "join"))),
        Ok(Err(refusal)) => refuse(&state, &who, typed, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn problem(field: &str, text: String) -> (String, String, String) {
    (field.to_owned(), app::t!("carriers-field", field = field), text)
}

fn show(state: &SharedState, who: &SignedIn, status: StatusCode, typed: (String, String), sent: Sent) -> Response {
    let page = carriers_page(state, who, typed, sent);
    render::private(status, || pages::staff::carriers::page(&page))
}

fn refuse(state: &SharedState, who: &SignedIn, typed: (String, String), refusal: CarrierRefusal) -> Response {
    let (status, sent) = match refusal {
        CarrierRefusal::NotAllowed => return HttpError::NotAllowed.answer(state),
        CarrierRefusal::NoCarrier(unknown) => {
            let field = if unknown.as_str() == typed.0.trim() { "name" } else { "shown_as" };
            let sent = Sent::refused([problem(field, keeping::carrier_unknown())]);
            (StatusCode::UNPROCESSABLE_ENTITY, sent)
        }
        CarrierRefusal::Circle => {
            let sent = Sent::refused([problem("shown_as", keeping::carrier_circle())]);
            (StatusCode::UNPROCESSABLE_ENTITY, sent)
        }
        CarrierRefusal::Keep(error) => {
            tracing::error!(%error, "a carrier could not be changed");
            (StatusCode::SERVICE_UNAVAILABLE, Sent::telling(keeping::not_saved(hindrance(state))))
        }
    };
    show(state, who, status, typed, sent)
}
