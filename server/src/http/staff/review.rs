//! Review: what waits for a second person, who publishes it or returns it with a note.

use std::collections::BTreeSet;

use app::text::{dates, faults};
use app::{pages, paths, t};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Note;
use domain::draft::DraftFault;
use domain::note::NoteError;

use super::day_form::{leave, new_key, place, refuse};
use crate::auth::SignedIn;
use crate::commands::publish_submitted::{Looked, PublishSubmitted, ReviewRefusal, publish_submitted};
use crate::commands::return_day::{ReturnDay, return_day};
use crate::commands::to_the_end;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::day_form::day_at_desk;
use crate::queries::review::{review_list, review_page};
use crate::state::SharedState;

/// `GET /staff/review`
pub async fn show_list(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let days = query.value("approved").parse::<usize>().ok();
    match review_list(&state, &who, new_key()).await {
        Ok(mut page) => {
            page.done = days.map(|days| t!("done-approved", days = days));
            render::private(StatusCode::OK, || pages::staff::review::list(&page))
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/review`: publishes all days that are ticked, or none.
pub async fn publish_ticked(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    let ticked: Vec<String> =
        form.fields.iter().filter(|(name, _)| name == "day").map(|(_, value)| value.clone()).collect();
    let days: BTreeSet<Looked> = ticked.iter().filter_map(|value| looked(value)).collect();
    let number = days.len();
    let command = PublishSubmitted { days, key: form.value("key").to_owned() };
    let (inner, actor) = (state.clone(), who.actor());
    let refusal = match to_the_end(async move { publish_submitted(&inner, &actor, command).await }).await {
        Ok(Ok(())) => return leave(&paths::review_after(number)),
        Ok(Err(refusal)) => refusal,
        Err(error) => return HttpError::broken(error).answer(&state),
    };
    let Some((status, why)) = told(&refusal) else { return no_page(&state, refusal) };
    match review_list(&state, &who, new_key()).await {
        Ok(page) => {
            let page = page.refused(why, &ticked);
            render::private(status, || pages::staff::review::list(&page))
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/c/{slug}/days/{date}/review`
pub async fn show_day(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    match day_at_desk(&state, &slug, date).await {
        Ok(day) => {
            let page = review_page(&state, &who, &day, &new_key());
            render::private(StatusCode::OK, || pages::staff::review::page(&page))
        }
        Err(refusal) => refuse(&state, refusal),
    }
}

/// `POST /staff/c/{slug}/days/{date}/review`: publishes what waits, or returns it with a note.
pub async fn decide(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let Some((corridor, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    let looked = Looked { corridor, date, seq: form.value("seq").parse().unwrap_or_default() };
    let key = form.value("key").to_owned();
    let (inner, actor) = (state.clone(), who.actor());
    let after = |what: &str| leave(&paths::desk_done(what, &looked.corridor, date));
    // Publishing is asked for by name: anything unknown only shows the page again.
    if !["return", "publish"].contains(&form.value("then")) {
        return leave(&paths::review_of(&looked.corridor, date));
    }
    let (done, what) = if form.value("then") == "return" {
        let note: Note = match form.value("return_note").parse() {
            Ok(note) => note,
            Err(error) => {
                return Decision { state: &state, who: &who, looked: &looked, form: &form }.no_note(error).await;
            }
        };
        let command = ReturnDay { looked: looked.clone(), note, key };
        (to_the_end(async move { return_day(&inner, &actor, command).await }).await, "returned")
    } else {
        let command = PublishSubmitted { days: [looked.clone()].into(), key };
        (to_the_end(async move { publish_submitted(&inner, &actor, command).await }).await, "published")
    };
    match done {
        Ok(Ok(())) => after(what),
        Ok(Err(refusal)) => Decision { state: &state, who: &who, looked: &looked, form: &form }.refused(refusal).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// A decision that was not carried out.
struct Decision<'a> {
    state: &'a SharedState,
    who: &'a SignedIn,
    looked: &'a Looked,
    form: &'a FormFields,
}

impl Decision<'_> {
    async fn refused(&self, refusal: ReviewRefusal) -> Response {
        let stale = matches!(refusal, ReviewRefusal::Stale(_));
        let Some((status, why)) = told(&refusal) else { return no_page(self.state, refusal) };
        let why =
            if stale { (t!("review-day-stale"), t!("review-day-stale-text")) } else { (t!("review-refused"), why) };
        self.again(status, why, None).await
    }

    async fn no_note(&self, error: NoteError) -> Response {
        let what = match error {
            NoteError::Empty => DraftFault::NoReasonGiven,
            other => DraftFault::Note(other),
        };
        let text = faults::fault(&what);
        let why = (t!("form-problems", problems = 1_usize), t!("field-name", field = "return_note"));
        self.again(StatusCode::UNPROCESSABLE_ENTITY, why, Some(text)).await
    }

    /// The page of the day as it stands now, with the note that was typed.
    async fn again(&self, status: StatusCode, why: (String, String), problem: Option<String>) -> Response {
        match day_at_desk(self.state, &self.looked.corridor, self.looked.date).await {
            Ok(day) => {
                let page = review_page(self.state, self.who, &day, &new_key());
                let page = page.refused(day.date, why, self.form.value("return_note"), problem);
                render::private(status, || pages::staff::review::page(&page))
            }
            Err(refusal) => refuse(self.state, refusal),
        }
    }
}

/// The submission that a tick names: `lachin.2023-05-10.12`.
fn looked(value: &str) -> Option<Looked> {
    let mut parts = value.split('.');
    let (slug, date, seq) = (parts.next()?, parts.next()?, parts.next()?);
    let (corridor, date) = place(slug, date)?;
    Some(Looked { corridor, date, seq: seq.parse().ok()? })
}

/// Why nothing was done, with its status; nothing for what gets a page of its own.
fn told(refusal: &ReviewRefusal) -> Option<(StatusCode, String)> {
    let days = |days: &[Looked]| {
        let names: Vec<String> = days.iter().map(|day| dates::full(day.date)).collect();
        app::text::listed(&names)
    };
    Some(match refusal {
        ReviewRefusal::Nothing => (StatusCode::UNPROCESSABLE_ENTITY, t!("review-refused-nothing")),
        ReviewRefusal::Stale(all) => (StatusCode::CONFLICT, t!("review-refused-stale", days = days(all))),
        ReviewRefusal::Own(all) => (StatusCode::FORBIDDEN, t!("review-refused-own", days = days(all))),
        ReviewRefusal::Locked(all) => (StatusCode::LOCKED, t!("review-refused-locked", days = days(all))),
        ReviewRefusal::OtherContent => (StatusCode::CONFLICT, t!("review-refused-other")),
        ReviewRefusal::Write(error) => {
            tracing::error!(%error, "a submission could not be decided about");
            (StatusCode::SERVICE_UNAVAILABLE, t!("review-refused-unsaved"))
        }
        ReviewRefusal::NotAllowed(_) | ReviewRefusal::NotOwn | ReviewRefusal::NoSuchDay => return None,
    })
}

fn no_page(state: &SharedState, refusal: ReviewRefusal) -> Response {
    match refusal {
        ReviewRefusal::NoSuchDay => HttpError::NotFound.answer(state),
        _ => HttpError::NotAllowed.answer(state),
    }
}
