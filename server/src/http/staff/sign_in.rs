//! Signing in and out. A form that was sent without a session is carried through, so that nothing typed is lost.

use app::pages;
use app::paths::{self, DeskPlace};
use app::text::{account, desk};
use app::view::sign_in::SignInPage;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Redirect, Response};

use super::day_form;
use super::own_account::BUSY_SECONDS;
use super::second_step::lead_in;
use crate::auth::{self, Attempt, PasswordsError, SignInRefusal, SignedIn, Stage};
use crate::commands::to_the_end;
use crate::events::Event;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{FormFields, From, MaybeAtDesk, QueryFields, browser, token, with_cookie};
use crate::http::render;
use crate::state::{SharedState, State as Installation};

/// `GET /staff/sign-in`
pub async fn show_sign_in(State(state): State<SharedState>, who: MaybeAtDesk, query: QueryFields) -> Response {
    let next = DeskPlace::of(query.value("next"));
    if matches!(who, MaybeAtDesk::SignedIn(_)) {
        return CachePolicy::Never.on(Redirect::to(&next.path()));
    }
    sign_in_page(&state, StatusCode::OK, SignInPage { next: next.path(), ..SignInPage::default() })
}

/// `POST /staff/sign-in`
pub async fn sign_in(
    State(state): State<SharedState>,
    From(network): From,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let (account, password) = (form.value("account").to_owned(), form.value("password").to_owned());
    let (inner, typed, browser) = (state.clone(), account.clone(), browser(&headers));
    let opened = to_the_end(async move {
        let attempt = Attempt {
            account: &typed,
            password: &password,
            network: &network,
            browser: browser.as_deref(),
            second_factor: inner.second_factor,
        };
        auth::sign_in(&inner.database, &inner.passwords, &inner.clock, attempt).await
    })
    .await;
    match opened {
        Ok(Ok(session)) => {
            // The session that the browser brought along ends: nobody may have planted it.
            if let Some(old) = token(&state, &headers) {
                end(&state, old).await;
            }
            if session.stage == Stage::Whole {
                state.lately.note(&session.token);
            }
            with_cookie(lead_in(&state, &session, &form).await, &state.cookie.set(&session.token))
        }
        Ok(Err(refusal)) => refused(&state, &form, account, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// On to where the reader wanted to go, with what was typed there before.
pub(super) async fn go_on(state: &SharedState, who: &SignedIn, form: &FormFields) -> Response {
    let next = DeskPlace::of(form.value("next"));
    match (&next, form.value("carried")) {
        (DeskPlace::Day(slug, date), carried) if !carried.is_empty() => {
            day_form::show_carried(state, who, slug, *date, carried).await
        }
        _ => CachePolicy::Never.on(Redirect::to(&next.path())),
    }
}

fn refused(state: &Installation, form: &FormFields, typed: String, refusal: SignInRefusal) -> Response {
    let (status, text, wait) = match refusal {
        SignInRefusal::Refused => (StatusCode::UNPROCESSABLE_ENTITY, desk::wrong_password(), None),
        SignInRefusal::Wait { seconds } => (StatusCode::TOO_MANY_REQUESTS, desk::wait(seconds), Some(seconds)),
        SignInRefusal::Passwords(PasswordsError::Busy) => {
            (StatusCode::TOO_MANY_REQUESTS, account::busy(), Some(BUSY_SECONDS))
        }
        other => return HttpError::broken(other).answer(state),
    };
    let page = SignInPage {
        account: typed,
        next: DeskPlace::of(form.value("next")).path(),
        carried: form.value("carried").to_owned(),
        refused: Some(text),
        ..SignInPage::default()
    };
    let mut response = sign_in_page(state, status, page);
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The page to sign in, for a form that was sent without a session: it carries what was typed.
pub fn ask_to_sign_in(state: &Installation, place: &DeskPlace, carried: String) -> Response {
    Event::ACCESS_REFUSED.by_nobody().on(&place.path()).because("no session").refused();
    let mut response = carrying(state, StatusCode::UNAUTHORIZED, place, carried, desk::session_ended());
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Form"));
    response
}

/// A form of the second step whose session ended: the page to sign in, with what was typed before.
pub fn start_again(state: &Installation, form: &FormFields) -> Response {
    ask_to_sign_in(state, &DeskPlace::of(form.value("next")), form.value("carried").to_owned())
}

/// Somebody without a session: on a page they are led to the one to sign in, which leads back; a form is not carried.
pub fn lead_to_the_door(state: &Installation, method: &Method, path: &str) -> Response {
    let place = DeskPlace::of(path);
    match *method {
        Method::GET | Method::HEAD => {
            Event::ACCESS_REFUSED.by_nobody().on(&place.path()).because("no session").refused();
            CachePolicy::Never.on(Redirect::to(&paths::sign_in_for(&place)))
        }
        _ => ask_to_sign_in(state, &place, String::new()),
    }
}

/// Somebody whose second step is still to come is led to it; on a form, to the door.
pub fn lead_to_the_step(state: &Installation, who: &SignedIn, method: &Method, path: &str) -> Response {
    let page = match who.stage {
        Stage::Code => paths::SIGN_IN_CODE,
        Stage::Enrol => paths::SIGN_IN_SECOND_FACTOR,
        Stage::Whole => return lead_to_the_desk(),
    };
    match *method {
        Method::GET | Method::HEAD => CachePolicy::Never.on(Redirect::to(&paths::onward(page, &DeskPlace::of(path)))),
        _ => lead_to_the_door(state, method, path),
    }
}

/// Somebody who came in already.
pub fn lead_to_the_desk() -> Response {
    CachePolicy::Never.on(Redirect::to(paths::DESK))
}

/// The same when nobody can tell whether there is a session.
pub fn ask_to_wait(state: &Installation, place: &DeskPlace, carried: String) -> Response {
    carrying(state, StatusCode::SERVICE_UNAVAILABLE, place, carried, desk::session_unknown())
}

fn carrying(state: &Installation, status: StatusCode, place: &DeskPlace, carried: String, told: String) -> Response {
    let page = SignInPage { next: place.path(), carried, told: Some(told), ..SignInPage::default() };
    sign_in_page(state, status, page)
}

fn sign_in_page(state: &Installation, status: StatusCode, page: SignInPage) -> Response {
    let page = page.with_chrome(&state.site);
    render::private(status, || pages::staff::sign_in::page(&page))
}

/// What the browser kept of forms goes with signing out: the next one may use the same browser. Not unasked: only the form of a day
/// can tell whether something is there that the desk does not have.
const EVERYTHING_KEPT: HeaderValue = HeaderValue::from_static("\"storage\"");

/// `POST /staff/sign-out`
pub async fn sign_out(State(state): State<SharedState>, headers: HeaderMap, form: FormFields) -> Response {
    if let Some(token) = token(&state, &headers) {
        end(&state, token).await;
    }
    let mut answer = with_cookie(CachePolicy::Never.on(Redirect::to(paths::SIGN_IN)), &state.cookie.clear());
    if form.value("kept") == "nothing" {
        answer.headers_mut().insert("clear-site-data", EVERYTHING_KEPT);
    }
    answer
}

async fn end(state: &SharedState, token: auth::SessionToken) {
    state.lately.forget(&token);
    let state = state.clone();
    let ended = to_the_end(async move { auth::sign_out(&state.database, &state.clock, &token).await }).await;
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "a session could not be ended"),
        Err(error) => tracing::error!(%error, "a session could not be ended"),
    }
}
