//! One account: its roles, disabled, enabled, given a new link.

use app::pages;
use app::paths;
use app::text::people as text;
use app::view::fault::Fault;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::people::{link_page, refuse, told_at, typed_roles};
use crate::auth::SignedIn;
use crate::auth::accounts::AccountName;
use crate::commands::change_roles::change_roles;
use crate::commands::disable_member::{disable_member, enable_member};
use crate::commands::people::PeopleRefusal;
use crate::commands::reset_member::reset_member;
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::people::{person_page, roles_form};
use crate::state::SharedState;

/// `GET /staff/people/{account}`
pub async fn show_person(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(account): Path<String>,
    query: QueryFields,
) -> Response {
    let Ok(account) = account.parse() else { return HttpError::NotFound.answer(&state) };
    let told = text::done(query.value("done"));
    page(&state, &who, &account, told, Vec::new(), None).await
}

/// `POST /staff/people/{account}/roles`
pub async fn give_roles(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(account): Path<String>,
    form: FormFields,
) -> Response {
    let Ok(account) = account.parse::<AccountName>() else { return HttpError::NotFound.answer(&state) };
    let (rights, faults) = typed_roles(&state, &form);
    if !faults.is_empty() {
        return page(&state, &who, &account, None, faults, Some(rights)).await;
    }
    let (inner, actor, asked, given) = (state.clone(), who.actor(), account.clone(), rights.clone());
    match to_the_end(async move { change_roles(&inner, &actor, &asked, &given).await }).await {
        Ok(Ok(changed)) => back(&account, if changed { "roles" } else { "same" }),
        Ok(Err(refusal)) => not_done(&state, &who, &account, refusal, Some(rights)).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/people/{account}/disable`
pub async fn disable(State(state): State<SharedState>, AtDesk(who): AtDesk, Path(account): Path<String>) -> Response {
    let Ok(account) = account.parse::<AccountName>() else { return HttpError::NotFound.answer(&state) };
    let (inner, actor, asked) = (state.clone(), who.actor(), account.clone());
    match to_the_end(async move { disable_member(&inner, &actor, &asked).await }).await {
        Ok(Ok(_)) => back(&account, "disable"),
        Ok(Err(refusal)) => not_done(&state, &who, &account, refusal, None).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/people/{account}/enable`
pub async fn enable(State(state): State<SharedState>, AtDesk(who): AtDesk, Path(account): Path<String>) -> Response {
    let Ok(account) = account.parse::<AccountName>() else { return HttpError::NotFound.answer(&state) };
    let (inner, actor, asked) = (state.clone(), who.actor(), account.clone());
    match to_the_end(async move { enable_member(&inner, &actor, &asked).await }).await {
        Ok(Ok(_)) => back(&account, "enable"),
        Ok(Err(refusal)) => not_done(&state, &who, &account, refusal, None).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/people/{account}/reset`
pub async fn reset(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(account): Path<String>,
    form: FormFields,
) -> Response {
    let Ok(account) = account.parse::<AccountName>() else { return HttpError::NotFound.answer(&state) };
    let lost = !form.value("lost").is_empty();
    let (inner, actor, asked) = (state.clone(), who.actor(), account.clone());
    match to_the_end(async move { reset_member(&inner, &actor, &asked, lost).await }).await {
        Ok(Ok(token)) => link_page(&state, &who, &account, &token),
        Ok(Err(refusal)) => not_done(&state, &who, &account, refusal, None).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn back(account: &AccountName, what: &str) -> Response {
    CachePolicy::Never.on(Redirect::to(&paths::done(&paths::person(account.as_str()), what)))
}

async fn not_done(
    state: &SharedState,
    who: &SignedIn,
    account: &AccountName,
    refusal: PeopleRefusal,
    chosen: Option<domain::Rights>,
) -> Response {
    match told_at(&refusal, "person") {
        Some(fault) => page(state, who, account, None, vec![fault], chosen).await,
        None => refuse(state, refusal),
    }
}

/// The page; with faults it is a refusal, and shows the roles as they were chosen.
async fn page(
    state: &SharedState,
    who: &SignedIn,
    account: &AccountName,
    told: Option<String>,
    faults: Vec<Fault>,
    chosen: Option<domain::Rights>,
) -> Response {
    match person_page(state, who, account).await {
        Ok(Some(mut page)) => {
            page.told = told;
            page.roles = chosen.map_or(page.roles, |rights| roles_form(state, &rights));
            let is_refused = !faults.is_empty();
            let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let page = if is_refused { page.refused(faults) } else { page };
            render::private(status, || pages::staff::person::page(&page))
        }
        Ok(None) => HttpError::NotFound.answer(state),
        Err(error) => HttpError::broken(error).answer(state),
    }
}
