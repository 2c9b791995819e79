//! Drafts: kept on demand and by every sending that did not publish or submit, shown again, discarded when asked twice.

use app::pages;
use app::paths;
use app::t;
use app::text::desk;
use app::view::chrome::Way;
use app::view::day_form::{DayForm, Told};
use app::view::discard_draft::DiscardPage;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::draft::Draft;

use super::{Writer, answers, leave, new_key, place, told, typed};
use crate::auth::SignedIn;
use crate::commands::discard_draft::{DiscardDraft, discard_draft};
use crate::commands::draft_window::Window;
use crate::commands::publish_day::PublishRefusal;
use crate::commands::save_draft::{SaveDraft, SavedDraft, Why, save_draft};
use crate::commands::to_the_end;
use crate::http::error::{HttpError, hindrance};
use crate::http::extract::{AtDesk, FormFields, fields_of};
use crate::http::render;
use crate::queries::day_form::{DayAtDesk, day_at_desk, own_draft};
use crate::queries::desk::account;
use crate::state::SharedState;

/// The form as its reader finds it: over their draft if they have one, else over what stands.
pub(in crate::http::staff) async fn shown(
    state: &SharedState,
    who: &SignedIn,
    day: &DayAtDesk,
) -> Result<DayForm, PublishRefusal> {
    Ok(AtHand::of(state, who, day).await?.form(state, who, day))
}

/// The ways from a form over a draft: to what stands, and to discarding it.
fn ways_of(day: &DayAtDesk) -> Vec<Way> {
    let without = Way::to(&t!("draft-without-link"), paths::day_form_without_draft(day.slug(), day.date));
    let discard = Way::to(&t!("draft-discard-link"), paths::discard_draft(day.slug(), day.date));
    vec![without, discard]
}

/// What its reader has at hand of a day: their draft if they have one, else what stands. Each page of it has a key of its own, so
/// that no window takes for its own what another one publishes.
pub(super) struct AtHand {
    /// The draft.
    pub(super) draft: Draft,
    told: Option<Told>,
    kept: Option<(DateTime<Utc>, String)>,
}

impl AtHand {
    /// What somebody has at hand.
    pub(super) async fn of(state: &SharedState, who: &SignedIn, day: &DayAtDesk) -> Result<Self, PublishRefusal> {
        let Some(kept) = own_draft(state, who, day.slug(), day.date).await? else {
            return Ok(Self { draft: day.fresh_draft(new_key()), told: None, kept: None });
        };
        let mut draft = Draft { key: new_key(), ..typed(&fields_of(&kept.body)) };
        let told = day.bring_back(&mut draft, kept.saved_at, new_key());
        let told = Some(Told { ways: ways_of(day), ..told });
        Ok(Self { draft, told, kept: Some((kept.saved_at, Window::of_body(&kept.body).page)) })
    }

    /// The form over it, on a page that somebody asked for.
    pub(super) fn form(self, state: &SharedState, who: &SignedIn, day: &DayAtDesk) -> DayForm {
        let form = day.form(state, who, self.draft).asked(self.kept);
        match self.told {
            Some(told) => form.telling(told),
            None => form,
        }
    }
}

impl Writer<'_> {
    /// The form with what became of what was typed: kept, or not beside a newer draft of another window, which is told. That the
    /// database does not take it is logged, and the form has it all anyway.
    pub(super) async fn with_draft(&self, form: DayForm) -> DayForm {
        match self.save_as(Why::Refused).await {
            Ok(SavedDraft::Saved(at)) => form.kept(at),
            // What was typed here is in the form; sent once more, it takes the place of the other.
            Ok(SavedDraft::Newer(at)) => {
                form.also_telling(told(desk::newer_draft(&self.day.in_words(at)))).over_draft(at)
            }
            Ok(SavedDraft::Arrived) => form,
            Err(error) => {
                tracing::warn!(%error, "what was typed could not be kept as a draft");
                form
            }
        }
    }

    /// Keeps what was typed, and answers with a form that holds it all.
    pub(super) async fn answer(&self, status: StatusCode, form: DayForm) -> Response {
        super::form_page(status, &self.with_draft(form).await)
    }

    /// Keeps it because the writer asked for it.
    pub(super) async fn save(&self, draft: Draft) -> Response {
        self.save_and_leave(draft, &paths::day_form(self.day.slug(), self.day.date)).await
    }

    /// Keeps it because the writer asked for it, and goes on to another page.
    pub(super) async fn save_and_leave(&self, draft: Draft, next: &str) -> Response {
        match self.save_as(Why::Asked).await {
            Ok(SavedDraft::Saved(_) | SavedDraft::Arrived) => leave(next),
            // What was typed here is in the form; sent once more, it takes the place of the other.
            Ok(SavedDraft::Newer(at)) => {
                let told = told(desk::newer_draft(&self.day.in_words(at)));
                let form = self.form(draft).telling(told);
                super::form_page(StatusCode::CONFLICT, &form.over_draft(at))
            }
            Err(PublishRefusal::NotAllowed) => HttpError::NotAllowed.answer(self.state),
            Err(error) => {
                tracing::error!(%error, "a draft could not be saved");
                let form = self.form(draft).telling(told(desk::not_saved(hindrance(self.state))));
                super::form_page(StatusCode::SERVICE_UNAVAILABLE, &form)
            }
        }
    }

    async fn save_as(&self, why: Why) -> Result<SavedDraft, PublishRefusal> {
        let (corridor, date) = (self.day.slug().clone(), self.day.date);
        let window = Window::of(&fields_of(self.body));
        let body = self.body.to_owned();
        let command = SaveDraft { corridor, date, author: self.who.staff_id, body, why, window };
        save_draft(self.state, &self.who.actor(), command).await
    }
}

/// `GET /staff/c/{slug}/days/{date}/discard`: asks once more.
pub async fn ask_to_discard(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    match day_at_desk(&state, &slug, date).await {
        Ok(day) => match question(&state, &who, &day).await {
            Ok(page) => discard_page(StatusCode::OK, &page),
            Err(refusal) => answers::refuse(&state, refusal),
        },
        Err(refusal) => answers::refuse(&state, refusal),
    }
}

/// `POST /staff/c/{slug}/days/{date}/discard`: discards the draft that was shown, and no newer one.
pub async fn discard(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    let day = match day_at_desk(&state, &slug, date).await {
        Ok(day) => day,
        Err(refusal) => return answers::refuse(&state, refusal),
    };
    let saved_at = form.value("saved").parse().ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default();
    let command = DiscardDraft { corridor: slug.clone(), date, author: who.staff_id, saved_at };
    let (inner, actor) = (state.clone(), who.actor());
    match to_the_end(async move { discard_draft(&inner, &actor, command).await }).await {
        Ok(Ok(true)) => leave(&paths::day_form(&slug, date)),
        Ok(Ok(false)) => match question(&state, &who, &day).await {
            Ok(page) => discard_page(StatusCode::CONFLICT, &page.saved_again()),
            Err(refusal) => answers::refuse(&state, refusal),
        },
        Ok(Err(refusal)) => answers::refuse(&state, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

async fn question(state: &SharedState, who: &SignedIn, day: &DayAtDesk) -> Result<DiscardPage, PublishRefusal> {
    let kept = own_draft(state, who, day.slug(), day.date).await?;
    let kept = kept.map(|kept| day.kept(typed(&fields_of(&kept.body)), kept.saved_at));
    Ok(DiscardPage::of(&state.site, account(who), &day.corridor.record, day.date, kept.as_ref()))
}

fn discard_page(status: StatusCode, page: &DiscardPage) -> Response {
    render::private(status, || pages::staff::discard_draft::page(page))
}
