//! One's own account: shown; the password changed; sessions elsewhere ended.

use app::pages;
use app::paths;
use app::text::{account as text, desk};
use app::view::fault::Fault;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Redirect, Response};

use crate::auth::accounts::SessionId;
use crate::auth::{PasswordError, PasswordsError, SessionToken, SignedIn};
use crate::commands::change_password::{OwnRefusal, change_password};
use crate::commands::end_sessions::{Which, end_sessions};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, From, QueryFields, token, with_cookie};
use crate::http::render;
use crate::queries::own_account::own_account_page;
use crate::state::SharedState;

/// `GET /staff/me`
pub async fn show_own_account(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let told = text::done(query.value("done"));
    page(&state, &who, StatusCode::OK, told, Vec::new()).await
}

/// `POST /staff/me/password`
pub async fn change_own_password(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    From(network): From,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = token(&state, &headers) else { return HttpError::NotAllowed.answer(&state) };
    let (old, new) = (form.value("old").to_owned(), form.value("new").to_owned());
    if new != form.value("again") {
        return not_done(&state, &who, vec![Fault::at("again", text::differ())]).await;
    }
    let (inner, asking) = (state.clone(), who.clone());
    let changed =
        to_the_end(async move { change_password(&inner, &asking, &token, (&old, &new), &network).await }).await;
    match changed {
        Ok(Ok(fresh)) => go_back(&state, "password", Some(&fresh)),
        Ok(Err(refusal)) => refuse(&state, &who, refusal, "old", "new").await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/me/sessions`
pub async fn end_other_sessions(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = token(&state, &headers) else { return HttpError::NotAllowed.answer(&state) };
    let which = match form.value("session") {
        "others" => Which::Others,
        number => match number.parse() {
            Ok(number) => Which::One(SessionId(number)),
            Err(_) => return HttpError::NotFound.answer(&state),
        },
    };
    let inner = state.clone();
    match to_the_end(async move { end_sessions(&inner, &who, &token, which).await }).await {
        Ok(Ok(0)) => go_back(&state, "none", None),
        Ok(Ok(_)) => go_back(&state, "ended", None),
        Ok(Err(error)) => HttpError::broken(error).answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// Back to the account, with what was done and the session's new token, if it has one.
pub(super) fn go_back(state: &SharedState, what: &str, fresh: Option<&SessionToken>) -> Response {
    let answer = CachePolicy::Never.on(Redirect::to(&paths::done(paths::ME, what)));
    match fresh {
        Some(fresh) => with_cookie(answer, &state.cookie.set(fresh)),
        None => answer,
    }
}

/// Why it was not done: at the field of the password that was asked for, or of the new one.
pub(super) async fn refuse(
    state: &SharedState,
    who: &SignedIn,
    refusal: OwnRefusal,
    asked: &str,
    new: &str,
) -> Response {
    match refusal {
        OwnRefusal::WrongPassword => not_done(state, who, vec![Fault::at(asked, text::wrong_password())]).await,
        OwnRefusal::Password(error) => not_done(state, who, vec![Fault::at(new, weak(error))]).await,
        OwnRefusal::Required => not_done(state, who, vec![Fault::at(asked, text::required())]).await,
        OwnRefusal::Wait { seconds } => {
            let faults = vec![Fault::at(asked, desk::wait(seconds))];
            come_again(page(state, who, StatusCode::TOO_MANY_REQUESTS, None, faults).await, seconds)
        }
        OwnRefusal::Passwords(PasswordsError::Busy) => {
            let faults = vec![Fault::at(asked, text::busy())];
            come_again(page(state, who, StatusCode::TOO_MANY_REQUESTS, None, faults).await, BUSY_SECONDS)
        }
        OwnRefusal::Ended | OwnRefusal::NoSecondFactor => CachePolicy::Never.on(Redirect::to(paths::ME)),
        other => HttpError::broken(other).answer(state),
    }
}

/// How long to wait where too many passwords are being checked.
pub const BUSY_SECONDS: u32 = 2;

/// The same answer with the seconds to wait.
pub fn come_again(mut answer: Response, seconds: u32) -> Response {
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}

/// What is wrong with a new password.
pub fn weak(error: PasswordError) -> String {
    match error {
        PasswordError::TooShort => text::too_short(),
        PasswordError::TooLong => text::too_long(),
        PasswordError::Weak(weakness) => text::weak(weakness.key()),
    }
}

async fn not_done(state: &SharedState, who: &SignedIn, faults: Vec<Fault>) -> Response {
    page(state, who, StatusCode::UNPROCESSABLE_ENTITY, None, faults).await
}

async fn page(
    state: &SharedState,
    who: &SignedIn,
    status: StatusCode,
    told: Option<String>,
    faults: Vec<Fault>,
) -> Response {
    match own_account_page(state, who).await {
        Ok(mut page) => {
            page.told = told;
            let page = if faults.is_empty() { page } else { page.refused(faults) };
            render::private(status, || pages::staff::own_account::page(&page))
        }
        Err(error) => HttpError::broken(error).answer(state),
    }
}
