//! What is done with a day beside writing it: a submission taken back, a locked day opened, a day withdrawn. What was
//! typed comes back with a refusal, in the form of the day.

use app::paths;
use app::text::{desk, faults};
use app::view::day_form::{DayForm, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Note;
use domain::draft::{DraftFault, DraftProblem};
use domain::note::NoteError;

use super::day_form::{form_page, leave, new_key, place, refuse, shown_with_draft};
use crate::auth::SignedIn;
use crate::commands::open_day::{OpenDay, open_day};
use crate::commands::publish_day::PublishRefusal;
use crate::commands::publish_submitted::{Looked, ReviewRefusal};
use crate::commands::take_back_day::{TakeBackDay, take_back_day};
use crate::commands::to_the_end;
use crate::commands::withdraw_day::{WithdrawDay, WithdrawRefusal, withdraw_day};
use crate::http::error::{HttpError, hindrance_of};
use crate::http::extract::{AtDesk, FormFields};
use crate::queries::day_form::{DayAtDesk, day_at_desk};
use crate::state::SharedState;

/// `POST /staff/c/{slug}/days/{date}/take-back`
pub async fn take_back(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let Some((corridor, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    let to_form = paths::day_form(&corridor, date);
    let looked = Looked { corridor, date, seq: form.value("seq").parse().unwrap_or_default() };
    let (inner, actor) = (state.clone(), who.actor());
    let command = TakeBackDay { looked, key: new_key() };
    match to_the_end(async move { take_back_day(&inner, &actor, command).await }).await {
        // It waits no more, or not this one: the form says where the day stands now.
        Ok(Ok(()) | Err(ReviewRefusal::Stale(_))) => leave(&to_form),
        Ok(Err(ReviewRefusal::NotOwn | ReviewRefusal::NotAllowed(_))) => HttpError::NotAllowed.answer(&state),
        Ok(Err(ReviewRefusal::NoSuchDay)) => HttpError::NotFound.answer(&state),
        Ok(Err(refusal)) => HttpError::broken(refusal).answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/c/{slug}/days/{date}/open`
pub async fn open(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let day = match day_named(&state, &slug, &date).await {
        Ok(day) => day,
        Err(answer) => return *answer,
    };
    let (corridor, date) = (day.slug().clone(), day.date);
    let asked = Asked { state: &state, who: &who, day: &day, name: "open_reason", typed: form.value("open_reason") };
    let reason = match asked.note().await {
        Ok(reason) => reason,
        Err(answer) => return *answer,
    };
    let (inner, actor) = (state.clone(), who.actor());
    let command = OpenDay { corridor: corridor.clone(), date, reason };
    match to_the_end(async move { open_day(&inner, &actor, command).await }).await {
        Ok(Ok(())) => leave(&paths::day_form(&corridor, date)),
        Ok(Err(refusal)) => asked.refused(refusal).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/c/{slug}/days/{date}/withdraw`
pub async fn withdraw(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let day = match day_named(&state, &slug, &date).await {
        Ok(day) => day,
        Err(answer) => return *answer,
    };
    let (corridor, date) = (day.slug().clone(), day.date);
    let typed = form.value("withdraw_reason");
    let asked = Asked { state: &state, who: &who, day: &day, name: "withdraw_reason", typed };
    let reason = match asked.note().await {
        Ok(reason) => reason,
        Err(answer) => return *answer,
    };
    let (inner, actor) = (state.clone(), who.actor());
    let command = WithdrawDay { corridor: corridor.clone(), date, reason };
    match to_the_end(async move { withdraw_day(&inner, &actor, command).await }).await {
        Ok(Ok(())) => leave(&paths::desk_done("withdrawn", &corridor, date)),
        Ok(Err(WithdrawRefusal::NothingPublic)) => {
            asked.telling(StatusCode::CONFLICT, desk::nothing_to_withdraw()).await
        }
        Ok(Err(WithdrawRefusal::Day(refusal))) => asked.refused(refusal).await,
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// The day that an address names.
async fn day_named(state: &SharedState, slug: &str, date: &str) -> Result<DayAtDesk, Box<Response>> {
    let Some((corridor, date)) = place(slug, date) else { return Err(Box::new(HttpError::NotFound.answer(state))) };
    day_at_desk(state, &corridor, date).await.map_err(|refusal| Box::new(refuse(state, refusal)))
}

/// A text that was asked for, and the day that it is about.
struct Asked<'a> {
    state: &'a SharedState,
    who: &'a SignedIn,
    day: &'a DayAtDesk,
    name: &'static str,
    typed: &'a str,
}

impl Asked<'_> {
    /// The text, or the form with what is wrong with it.
    async fn note(&self) -> Result<Note, Box<Response>> {
        let error = match self.typed.parse() {
            Ok(note) => return Ok(note),
            Err(error) => error,
        };
        let what = match error {
            NoteError::Empty => DraftFault::NoReasonGiven,
            other => DraftFault::Note(other),
        };
        let problem = DraftProblem { field: self.name.to_owned(), what };
        let told = faults::fault(&problem.what);
        let form = self.form(Some(told)).await.refused(vec![problem]);
        Err(Box::new(form_page(StatusCode::UNPROCESSABLE_ENTITY, &form)))
    }

    /// The form as its reader finds it; over what stands while their draft cannot be read.
    async fn form(&self, problem: Option<String>) -> DayForm {
        let form = shown_with_draft(self.state, self.who, self.day).await;
        let form = form.unwrap_or_else(|_| self.day.form(self.state, self.who, self.day.fresh_draft(new_key())));
        form.standing(self.day.stand(self.who).asked_again(self.name, self.typed, problem))
    }

    async fn telling(&self, status: StatusCode, (heading, lines): desk::News) -> Response {
        form_page(status, &self.form(None).await.telling(Told { heading, lines, ..Told::default() }))
    }

    async fn refused(&self, refusal: PublishRefusal) -> Response {
        match refusal {
            PublishRefusal::Write(error) => {
                tracing::error!(%error, "a day could not be changed");
                let news = desk::not_saved(hindrance_of(self.state, &error));
                self.telling(StatusCode::SERVICE_UNAVAILABLE, news).await
            }
            other => refuse(self.state, other),
        }
    }
}
