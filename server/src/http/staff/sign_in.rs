//! Signing in and out. A form that was sent without a session is carried through, so that nothing typed is lost.

use app::pages;
use app::paths::{self, DeskPlace};
use app::text::desk;
use app::view::desk::SignInPage;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Redirect, Response};

use super::day_form;
use crate::auth::{self, SignInRefusal, SignedIn};
use crate::commands::to_the_end;
use crate::events::Event;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{FormFields, From, MaybeAtDesk, fields_of, token, with_cookie};
use crate::http::render;
use crate::state::{SharedState, State as Installation};

/// `GET /staff/sign-in`
pub async fn show_sign_in(State(state): State<SharedState>, who: MaybeAtDesk, RawQuery(query): RawQuery) -> Response {
    let fields = fields_of(query.as_deref().unwrap_or_default());
    let next =
        fields.iter().find(|(name, _)| name == "next").map(|(_, value)| DeskPlace::of(value)).unwrap_or_default();
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
    let (inner, typed) = (state.clone(), account.clone());
    let opened = to_the_end(async move {
        auth::sign_in(&inner.database, &inner.passwords, &inner.clock, &typed, &password, &network).await
    })
    .await;
    match opened {
        Ok(Ok(session)) => {
            let who = auth::who(&state.database, &state.clock, &session.token).await;
            // The session that the browser brought along ends: nobody may have planted it.
            if let Some(old) = token(&state, &headers) {
                end(&state, old).await;
            }
            let cookie = state.cookie.set(&session.token);
            match who {
                Ok(Some(who)) => with_cookie(go_on(&state, &who, &form).await, &cookie),
                Ok(None) => HttpError::NotFound.answer(&state),
                Err(error) => HttpError::broken(error).answer(&state),
            }
        }
        Ok(Err(refusal)) => refused(&state, &form, account, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// On to where the reader wanted to go, with what was typed there before.
async fn go_on(state: &SharedState, who: &SignedIn, form: &FormFields) -> Response {
    let next = DeskPlace::of(form.value("next"));
    match (&next, form.value("carried")) {
        (DeskPlace::Day(slug, date), carried) if !carried.is_empty() => {
            day_form::show_carried(state, who, slug, *date, carried).await
        }
        _ => CachePolicy::Never.on(Redirect::to(&next.path())),
    }
}

fn refused(state: &Installation, form: &FormFields, account: String, refusal: SignInRefusal) -> Response {
    let (status, text, wait) = match refusal {
        SignInRefusal::Refused => (StatusCode::UNPROCESSABLE_ENTITY, desk::wrong_password(), None),
        SignInRefusal::Wait { seconds } => (StatusCode::TOO_MANY_REQUESTS, desk::wait(seconds), Some(seconds)),
        other => return HttpError::broken(other).answer(state),
    };
    let page = SignInPage {
        account,
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

/// `POST /staff/sign-out`
pub async fn sign_out(State(state): State<SharedState>, headers: HeaderMap) -> Response {
    if let Some(token) = token(&state, &headers) {
        end(&state, token).await;
    }
    with_cookie(CachePolicy::Never.on(Redirect::to(paths::SIGN_IN)), &state.cookie.clear())
}

async fn end(state: &SharedState, token: auth::SessionToken) {
    let state = state.clone();
    let ended = to_the_end(async move { auth::sign_out(&state.database, &state.clock, &token).await }).await;
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "a session could not be ended"),
        Err(error) => tracing::error!(%error, "a session could not be ended"),
    }
}
