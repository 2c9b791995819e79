//! The page behind a link that works once: a password is chosen, then its holder is signed in.

use app::pages;
use app::text::account as text;
use app::view::fault::Fault;
use app::view::notice::Notice;
use app::view::welcome::WelcomePage;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::own_account::{BUSY_SECONDS, come_again, weak};
use super::second_step::lead_in;
use crate::auth::{LinkToken, PasswordsError};
use crate::commands::take_up_link::{LinkRefusal, look_at_link, take_up_link};
use crate::commands::to_the_end;
use crate::http::error::{HttpError, notice_page};
use crate::http::extract::{FormFields, browser, with_cookie};
use crate::http::render;
use crate::state::SharedState;

/// `GET /staff/welcome/{token}`
pub async fn show_welcome(State(state): State<SharedState>, Path(token): Path<String>) -> Response {
    let Some(token) = LinkToken::parse(&token) else { return gone(&state) };
    page(&state, &token, StatusCode::OK, Vec::new()).await
}

/// `POST /staff/welcome/{token}`
pub async fn choose_password(
    State(state): State<SharedState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = LinkToken::parse(&token) else { return gone(&state) };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let typed = form.value("password").to_owned();
    if typed != form.value("again") {
        return page(&state, &token, refused, vec![Fault::at("again", text::differ())]).await;
    }
    let (inner, asked, browser) = (state.clone(), token.clone(), browser(&headers));
    let taken = to_the_end(async move { take_up_link(&inner, &asked, &typed, browser.as_deref()).await }).await;
    match taken {
        Ok(Ok(session)) => {
            let cookie = state.cookie.set(&session.token);
            with_cookie(lead_in(&state, &session, &form).await, &cookie)
        }
        Ok(Err(LinkRefusal::Gone)) => gone(&state),
        Ok(Err(LinkRefusal::Password(error))) => {
            page(&state, &token, refused, vec![Fault::at("password", weak(error))]).await
        }
        Ok(Err(LinkRefusal::Passwords(PasswordsError::Busy))) => {
            let faults = vec![Fault::at("password", text::busy())];
            come_again(page(&state, &token, StatusCode::TOO_MANY_REQUESTS, faults).await, BUSY_SECONDS)
        }
        Ok(Err(error)) => HttpError::broken(error).answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

async fn page(state: &SharedState, token: &LinkToken, status: StatusCode, faults: Vec<Fault>) -> Response {
    match look_at_link(state, token).await {
        Ok(account) => {
            let page = WelcomePage::of(&state.site, token.reveal(), account.as_str(), faults);
            render::private(status, || pages::staff::welcome::page(&page))
        }
        Err(LinkRefusal::Gone) => gone(state),
        Err(error) => HttpError::broken(error).answer(state),
    }
}

fn gone(state: &SharedState) -> Response {
    notice_page(StatusCode::GONE, &Notice::refused(&state.site, text::link_gone()))
}
