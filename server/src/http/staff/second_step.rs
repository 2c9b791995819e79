//! The second step at the door: a code is asked for, or a second factor set up. What was typed before a session ended is
//! carried through.

use app::pages;
use app::paths::{self, DeskPlace};
use app::text::{account as text, desk};
use app::view::second_factor::{CodePage, EnrolPage, Onward, RecoveryPage};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Redirect, Response};

use super::own_account::come_again;
use super::second_factor::{codes_page, confirmed, issuer};
use super::sign_in::{go_on, start_again};
use crate::auth::accounts::{Factor, factor_of};
use crate::auth::{self, CodeRefusal, CodeTaken, NewSession, SignedIn, Stage};
use crate::commands::change_password::OwnRefusal;
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, From, QueryFields, token, with_cookie};
use crate::http::render;
use crate::queries::desk::account;
use crate::state::SharedState;

/// `GET /staff/sign-in/code`
pub async fn show_code(State(state): State<SharedState>, query: QueryFields) -> Response {
    code_page(&state, StatusCode::OK, wanted(&query), None)
}

/// `POST /staff/sign-in/code`
pub async fn give_code(
    State(state): State<SharedState>,
    From(network): From,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = token(&state, &headers) else { return HttpError::NotAllowed.answer(&state) };
    let (inner, typed) = (state.clone(), form.value("code").to_owned());
    let given =
        to_the_end(async move { auth::give_code(&inner.database, &inner.clock, &token, &typed, &network).await });
    match given.await {
        Ok(Ok(taken)) => come_in(&state, &form, taken).await,
        Ok(Err(CodeRefusal::Refused)) => {
            code_page(&state, StatusCode::UNPROCESSABLE_ENTITY, typed_onward(&form), Some(text::wrong_code()))
        }
        Ok(Err(CodeRefusal::Wait { seconds })) => {
            let (status, why) = (StatusCode::TOO_MANY_REQUESTS, desk::wait(seconds));
            come_again(code_page(&state, status, typed_onward(&form), Some(why)), seconds)
        }
        Ok(Err(CodeRefusal::Ended)) => start_again(&state, &form),
        Ok(Err(error)) => HttpError::broken(error).answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// Wholly in. That a recovery code was used is told first.
async fn come_in(state: &SharedState, form: &FormFields, taken: CodeTaken) -> Response {
    let cookie = state.cookie.set(&taken.token);
    let who = match auth::who(&state.database, &state.clock, &taken.token).await {
        Ok(Some(who)) => who,
        Ok(None) => return HttpError::NotFound.answer(state),
        Err(error) => return HttpError::broken(error).answer(state),
    };
    let answer = match taken.recovery_left {
        Some(left) => {
            let page = RecoveryPage::of_used(&state.site, account(&who), left, typed_onward(form));
            render::private(StatusCode::OK, || pages::staff::recovery::page(&page))
        }
        None => go_on(state, &who, form).await,
    };
    with_cookie(answer, &cookie)
}

/// `GET /staff/sign-in/second-factor`
pub async fn show_enrol(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    enrol_page(&state, &who, wanted(&query), None).await
}

/// `POST /staff/sign-in/second-factor`
pub async fn enrol(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = token(&state, &headers) else { return HttpError::NotAllowed.answer(&state) };
    match confirmed(&state, &who, token, form.value("code")).await {
        Ok(confirmed) => codes_page(&state, &who, confirmed, typed_onward(&form)),
        Err(OwnRefusal::WrongCode) => enrol_page(&state, &who, typed_onward(&form), Some(text::wrong_code())).await,
        Err(OwnRefusal::Ended | OwnRefusal::NoSecondFactor) => start_again(&state, &form),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/sign-in/onward`
pub async fn show_onward(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    go_on(&state, &who, &form).await
}

/// The answer to who opened a session: on, or to the second step, with what was typed before.
pub async fn lead_in(state: &SharedState, session: &NewSession, form: &FormFields) -> Response {
    let onward = typed_onward(form);
    let page = match session.stage {
        Stage::Whole => None,
        Stage::Code => Some(paths::SIGN_IN_CODE),
        Stage::Enrol => Some(paths::SIGN_IN_SECOND_FACTOR),
    };
    let who = match auth::who(&state.database, &state.clock, &session.token).await {
        Ok(Some(who)) => who,
        Ok(None) => return HttpError::NotFound.answer(state),
        Err(error) => return HttpError::broken(error).answer(state),
    };
    match (page, session.stage) {
        (None, _) => go_on(state, &who, form).await,
        (Some(page), _) if onward.carried.is_empty() => {
            CachePolicy::Never.on(Redirect::to(&paths::onward(page, &DeskPlace::of(&onward.next))))
        }
        (Some(_), Stage::Code) => code_page(state, StatusCode::OK, onward, None),
        (Some(_), _) => enrol_page(state, &who, onward, None).await,
    }
}

fn wanted(query: &QueryFields) -> Onward {
    Onward { next: DeskPlace::of(query.value("next")).path(), carried: String::new() }
}

fn typed_onward(form: &FormFields) -> Onward {
    Onward { next: DeskPlace::of(form.value("next")).path(), carried: form.value("carried").to_owned() }
}

fn code_page(state: &SharedState, status: StatusCode, onward: Onward, refused: Option<String>) -> Response {
    let page = CodePage::of(&state.site, onward, refused);
    render::private(status, || pages::staff::code::page(&page))
}

async fn enrol_page(state: &SharedState, who: &SignedIn, onward: Onward, refused: Option<String>) -> Response {
    match factor_of(&state.database, who.staff_id).await {
        Ok(Factor::Offered { secret }) => {
            let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let page = EnrolPage::required(&state.site, &issuer(state), &who.account, &secret, onward);
            let page = match refused {
                Some(why) => page.refused(why),
                None => page,
            };
            render::private(status, || pages::staff::enrol::page(&page))
        }
        // Set up in another window meanwhile: the next sign-in asks for a code of it.
        Ok(Factor::None | Factor::Confirmed { .. }) => CachePolicy::Never.on(Redirect::to(paths::SIGN_IN)),
        Err(error) => HttpError::broken(error).answer(state),
    }
}
