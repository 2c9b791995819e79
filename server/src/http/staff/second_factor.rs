//! One's own second factor: begun, confirmed, given new recovery codes, removed.

use app::pages;
use app::paths;
use app::text::account as text;
use app::view::second_factor::{EnrolPage, Onward, RecoveryPage};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Redirect, Response};

use super::own_account::{go_back, refuse};
use crate::auth::accounts::{Factor, factor_of};
use crate::auth::{SessionToken, SignedIn};
use crate::commands::change_password::OwnRefusal;
use crate::commands::keep_second_factor::{self, Confirmed};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, From, token, with_cookie};
use crate::http::render;
use crate::queries::desk::account;
use crate::state::SharedState;

/// `GET /staff/me/second-factor`
pub async fn show_second_factor(State(state): State<SharedState>, AtDesk(who): AtDesk) -> Response {
    enrol_page(&state, &who, None).await
}

/// `POST /staff/me/second-factor`
pub async fn begin(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    From(network): From,
    form: FormFields,
) -> Response {
    let (inner, asking, password) = (state.clone(), who.clone(), form.value("begin").to_owned());
    let begun = to_the_end(async move { keep_second_factor::begin(&inner, &asking, &password, &network).await }).await;
    match begun {
        Ok(Ok(())) => CachePolicy::Never.on(Redirect::to(paths::MY_SECOND_FACTOR)),
        Ok(Err(refusal)) => refuse(&state, &who, refusal, "begin", "begin").await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/me/second-factor/confirm`
pub async fn confirm(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = token(&state, &headers) else { return HttpError::NotAllowed.answer(&state) };
    match confirmed(&state, &who, token, form.value("code")).await {
        Ok(confirmed) => {
            codes_page(&state, &who, confirmed, Onward { next: paths::ME.to_owned(), ..Onward::default() })
        }
        Err(OwnRefusal::WrongCode) => enrol_page(&state, &who, Some(text::wrong_code())).await,
        Err(refusal) => refuse(&state, &who, refusal, "begin", "begin").await,
    }
}

/// `POST /staff/me/second-factor/codes`
pub async fn renew_codes(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    From(network): From,
    form: FormFields,
) -> Response {
    let (inner, asking, password) = (state.clone(), who.clone(), form.value("codes").to_owned());
    let renewed =
        to_the_end(async move { keep_second_factor::renew_codes(&inner, &asking, &password, &network).await }).await;
    match renewed {
        Ok(Ok(codes)) => {
            let onward = Onward { next: paths::ME.to_owned(), ..Onward::default() };
            let page = RecoveryPage::of_codes(&state.site, account(&who), codes, onward);
            render::private(StatusCode::OK, || pages::staff::recovery::page(&page))
        }
        Ok(Err(refusal)) => refuse(&state, &who, refusal, "codes", "codes").await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/me/second-factor/remove`
pub async fn remove(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    From(network): From,
    form: FormFields,
) -> Response {
    let (inner, asking, password) = (state.clone(), who.clone(), form.value("remove").to_owned());
    let removed =
        to_the_end(async move { keep_second_factor::remove(&inner, &asking, &password, &network).await }).await;
    match removed {
        Ok(Ok(())) => go_back(&state, "removed", None),
        Ok(Err(refusal)) => refuse(&state, &who, refusal, "remove", "remove").await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// Confirms a second factor with a code, to the end.
pub(super) async fn confirmed(
    state: &SharedState,
    who: &SignedIn,
    token: SessionToken,
    typed: &str,
) -> Result<Confirmed, OwnRefusal> {
    let (inner, asking, typed) = (state.clone(), who.clone(), typed.to_owned());
    let done = to_the_end(async move { keep_second_factor::confirm(&inner, &asking, &token, &typed).await }).await;
    done.unwrap_or(Err(OwnRefusal::Ended))
}

/// The recovery codes, this once, with the session's new token.
pub(super) fn codes_page(state: &SharedState, who: &SignedIn, confirmed: Confirmed, onward: Onward) -> Response {
    let page = RecoveryPage::of_codes(&state.site, account(who), confirmed.codes, onward);
    let answer = render::private(StatusCode::OK, || pages::staff::recovery::page(&page));
    with_cookie(answer, &state.cookie.set(&confirmed.token))
}

/// What authenticators call the account's place: the organisation, or this program.
pub(super) fn issuer(state: &SharedState) -> String {
    state.records.now().organisation().map_or_else(|| app::t!("site-name"), str::to_owned)
}

async fn enrol_page(state: &SharedState, who: &SignedIn, refused: Option<String>) -> Response {
    match factor_of(&state.database, who.staff_id).await {
        Ok(Factor::Offered { secret }) => {
            let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let page = EnrolPage::wanted(&state.site, account(who), &issuer(state), &secret);
            let page = match refused {
                Some(why) => page.refused(why),
                None => page,
            };
            render::private(status, || pages::staff::enrol::page(&page))
        }
        Ok(Factor::None | Factor::Confirmed { .. }) => CachePolicy::Never.on(Redirect::to(paths::ME)),
        Err(error) => HttpError::broken(error).answer(state),
    }
}
