//! The first start: three pages behind a link that works once. What was sent is kept, whatever is wrong with it.

use app::pages;
use app::paths::{self, SetUpStep};
use app::text::{account, people, set_up as text};
use app::view::fault::Fault;
use app::view::notice::Notice;
use app::view::set_up::{SetUpPage, SetUpTyped};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Redirect, Response};
use chrono_tz::TZ_VARIANTS;

use super::cache::CachePolicy;
use super::error::{HttpError, notice_page, shortened};
use super::extract::{FormFields, browser, with_cookie};
use super::render;
use super::staff::own_account::{BUSY_SECONDS, come_again, weak};
use super::staff::second_step::lead_in;
use crate::auth::{LinkToken, PasswordsError};
use crate::commands::set_up::{self, SetUpDraft, SetUpFault, SetUpRefusal};
use crate::commands::to_the_end;
use crate::state::SharedState;

/// `GET /setup/{token}`: on to the first page that is not complete.
pub async fn show_set_up(State(state): State<SharedState>, Path(token): Path<String>) -> Response {
    let Some(token) = LinkToken::parse(&token) else { return gone(&state, text::gone()) };
    match set_up::look(&state, &token).await {
        Ok(draft) => {
            let step = if !set_up::organisation_faults(&draft).is_empty() {
                SetUpStep::Organisation
            } else if !set_up::admin_faults(&draft).is_empty() {
                SetUpStep::Admin
            } else {
                SetUpStep::Corridor
            };
            CachePolicy::Never.on(Redirect::to(&paths::set_up_step(token.reveal(), step)))
        }
        Err(refusal) => refuse(&state, refusal),
    }
}

/// `GET /setup/{token}/{step}`
pub async fn show_step(State(state): State<SharedState>, Path((token, step)): Path<(String, String)>) -> Response {
    let Some(token) = LinkToken::parse(&token) else { return gone(&state, text::gone()) };
    let Some(step) = step_of(&step) else { return HttpError::NotFound.answer(&state) };
    match set_up::look(&state, &token).await {
        Ok(draft) => answer(StatusCode::OK, &page(&state, &token, step, &draft)),
        Err(refusal) => refuse(&state, refusal),
    }
}

/// `POST /setup/{token}/{step}`
pub async fn send_step(
    State(state): State<SharedState>,
    Path((token, step)): Path<(String, String)>,
    headers: HeaderMap,
    form: FormFields,
) -> Response {
    let Some(token) = LinkToken::parse(&token) else { return gone(&state, text::gone()) };
    let Some(step) = step_of(&step) else { return HttpError::NotFound.answer(&state) };
    let mut draft = match set_up::look(&state, &token).await {
        Ok(draft) => draft,
        Err(refusal) => return refuse(&state, refusal),
    };
    let sent = match step {
        SetUpStep::Organisation => send_organisation(&mut draft, &form),
        SetUpStep::Admin => send_admin(&state, &mut draft, &form).await,
        SetUpStep::Corridor => send_corridor(&state, &mut draft, &form),
    };
    let (inner, asked, kept) = (state.clone(), token.clone(), draft.clone());
    match to_the_end(async move { set_up::keep(&inner, &asked, &kept).await }).await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => return refuse(&state, refusal),
        Err(error) => return HttpError::broken(error).answer(&state),
    }
    let page = page(&state, &token, step, &draft);
    match sent {
        Sent::Refused(faults) => answer(StatusCode::UNPROCESSABLE_ENTITY, &page.refused(faults)),
        Sent::Busy => {
            let page = page.refused(vec![Fault::at("password", account::busy())]);
            come_again(answer(StatusCode::TOO_MANY_REQUESTS, &page), BUSY_SECONDS)
        }
        Sent::Suggested(address) => {
            answer(StatusCode::OK, &SetUpPage { told: Some(text::suggested(&address)), ..page })
        }
        Sent::On(next) => CachePolicy::Never.on(Redirect::to(&paths::set_up_step(token.reveal(), next))),
        Sent::Finished => finish(&state, &token, draft, page, &headers, &form).await,
        Sent::Broken(error) => HttpError::broken(error).answer(&state),
    }
}

/// What comes of a page that was sent.
enum Sent {
    Refused(Vec<Fault>),
    Busy,
    Suggested(String),
    On(SetUpStep),
    Finished,
    Broken(SetUpRefusal),
}

fn send_organisation(draft: &mut SetUpDraft, form: &FormFields) -> Sent {
    draft.organisation = form.value("organisation").to_owned();
    draft.contact = form.value("contact").to_owned();
    on_or(set_up::organisation_faults(draft), draft, SetUpStep::Admin)
}

async fn send_admin(state: &SharedState, draft: &mut SetUpDraft, form: &FormFields) -> Sent {
    draft.account = form.value("account").to_owned();
    let (typed, again) = (form.value("password"), form.value("again"));
    if typed.is_empty() && again.is_empty() {
        return on_or(set_up::admin_faults(draft), draft, SetUpStep::Corridor);
    }
    let name = faults_in_words(&set_up::admin_faults(draft), draft).into_iter().find(|fault| fault.field == "account");
    let fault = if typed == again {
        match set_up::hash_password(state, draft, typed).await {
            Ok(hash) => {
                draft.password_hash = Some(hash);
                None
            }
            Err(SetUpRefusal::Password(error)) => Some(Fault::at("password", weak(error))),
            Err(SetUpRefusal::Passwords(PasswordsError::Busy)) => return Sent::Busy,
            Err(error) => return Sent::Broken(error),
        }
    } else {
        Some(Fault::at("again", account::differ()))
    };
    let faults: Vec<Fault> = name.into_iter().chain(fault).collect();
    if faults.is_empty() { Sent::On(SetUpStep::Corridor) } else { Sent::Refused(faults) }
}

fn send_corridor(state: &SharedState, draft: &mut SetUpDraft, form: &FormFields) -> Sent {
    draft.names = form.value("names").to_owned();
    draft.slug = form.value("slug").to_owned();
    draft.time_zone = form.value("time_zone").to_owned();
    draft.record_begins = form.value("record_begins").to_owned();
    let suggested = set_up::suggested_slug(draft).filter(|_| draft.slug.trim().is_empty());
    if let Some(slug) = &suggested {
        draft.slug = slug.to_string();
    }
    let faults = set_up::corridor_faults(draft, state.clock.now());
    match suggested {
        _ if !faults.is_empty() => Sent::Refused(faults_in_words(&faults, draft)),
        Some(slug) => Sent::Suggested(paths::corridor(&slug)),
        None => Sent::Finished,
    }
}

async fn finish(
    state: &SharedState,
    token: &LinkToken,
    draft: SetUpDraft,
    page: SetUpPage,
    headers: &HeaderMap,
    form: &FormFields,
) -> Response {
    let (inner, asked, browser, kept) = (state.clone(), token.clone(), browser(headers), draft.clone());
    let done = to_the_end(async move { set_up::finish(&inner, &asked, &kept, browser.as_deref()).await }).await;
    match done {
        Ok(Ok(session)) => {
            let cookie = state.cookie.set(&session.token);
            with_cookie(lead_in(state, &session, form).await, &cookie)
        }
        // An earlier page is not complete: there it says what is missing.
        Ok(Err(SetUpRefusal::Faults(faults))) if set_up::corridor_faults(&draft, state.clock.now()).is_empty() => {
            if faults.contains(&SetUpFault::Taken) {
                let faults = faults_in_words(&faults, &draft);
                return answer(StatusCode::UNPROCESSABLE_ENTITY, &page.refused(faults));
            }
            CachePolicy::Never.on(Redirect::to(&paths::set_up(token.reveal())))
        }
        Ok(Err(refusal)) => refuse(state, refusal),
        Err(error) => HttpError::broken(error).answer(state),
    }
}

fn on_or(faults: Vec<SetUpFault>, draft: &SetUpDraft, next: SetUpStep) -> Sent {
    if faults.is_empty() { Sent::On(next) } else { Sent::Refused(faults_in_words(&faults, draft)) }
}

fn faults_in_words(faults: &[SetUpFault], draft: &SetUpDraft) -> Vec<Fault> {
    let words = |fault: &SetUpFault| match fault {
        SetUpFault::Organisation(error) => Fault::at("organisation", people::organisation_name(*error)),
        SetUpFault::Contact => Fault::at("contact", people::organisation_contact()),
        SetUpFault::Account => Fault::at("account", people::no_account_name(&shortened(&draft.account))),
        SetUpFault::NoPassword => Fault::at("password", text::no_password()),
        SetUpFault::Name(error) => Fault::at("names", text::names(*error)),
        SetUpFault::NoSlug => Fault::at("slug", text::no_slug()),
        SetUpFault::Slug => Fault::at("slug", text::bad_slug(&shortened(&draft.slug))),
        SetUpFault::TimeZone => Fault::at("time_zone", text::no_zone()),
        SetUpFault::RecordBegins => Fault::at("record_begins", text::no_day(&shortened(&draft.record_begins))),
        SetUpFault::Taken => Fault::at("slug", text::taken()),
    };
    faults.iter().map(words).collect()
}

fn step_of(text: &str) -> Option<SetUpStep> {
    match text {
        "organisation" => Some(SetUpStep::Organisation),
        "admin" => Some(SetUpStep::Admin),
        "corridor" => Some(SetUpStep::Corridor),
        _ => None,
    }
}

fn page(state: &SharedState, token: &LinkToken, step: SetUpStep, draft: &SetUpDraft) -> SetUpPage {
    let draft = draft.clone();
    let typed = SetUpTyped {
        organisation: draft.organisation,
        contact: draft.contact,
        account: draft.account,
        has_password: draft.password_hash.is_some(),
        names: draft.names,
        slug: draft.slug,
        time_zone: draft.time_zone,
        record_begins: draft.record_begins,
    };
    let zones = if step == SetUpStep::Corridor { zones() } else { Vec::new() };
    SetUpPage::of(&state.site, token.reveal(), step, typed, zones)
}

/// The zones of places, and UTC: without the old names of countries and the signs of `Etc`, which are turned around.
fn zones() -> Vec<String> {
    let is_place =
        |name: &&str| name.contains('/') && !["Etc/", "US/", "SystemV/"].iter().any(|old| name.starts_with(old));
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    names.filter(|name| is_place(name) || *name == "UTC").map(str::to_owned).collect()
}

fn answer(status: StatusCode, page: &SetUpPage) -> Response {
    render::private(status, || pages::set_up::page(page))
}

fn refuse(state: &SharedState, refusal: SetUpRefusal) -> Response {
    match refusal {
        SetUpRefusal::Done => gone(state, text::done()),
        SetUpRefusal::Gone => gone(state, text::gone()),
        other => HttpError::broken(other).answer(state),
    }
}

fn gone(state: &SharedState, told: app::text::notices::Refusal) -> Response {
    notice_page(StatusCode::GONE, &Notice::refused(&state.site, told))
}
