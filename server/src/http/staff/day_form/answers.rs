//! What a writer is answered whose day was not published or submitted: the form again, with all that was typed, and with
//! what is in the way. What was typed is kept as a draft, as far as the database takes it.

use app::text::desk;
use app::view::day_form::DayForm;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::Slug;
use domain::draft::{Draft, DraftClaim, DraftFault, DraftProblem};

use super::{How, Writer, form_page, new_key, told, typed};
use crate::auth::SignedIn;
use crate::commands::WriteError;
use crate::commands::publish_day::PublishRefusal;
use crate::http::error::{HttpError, hindrance_of};
use crate::http::extract::FormFields;
use crate::queries::day_form::{DayAtDesk, day_at_desk, day_in_memory};
use crate::state::SharedState;

/// Where in the form each claim stands that was read from it.
pub(super) struct Places {
    /// The ids of the claims.
    pub(super) ids: Vec<String>,
    /// Report and row of each.
    pub(super) places: Vec<(usize, usize)>,
}

impl Places {
    /// The fields that say why these claims are preferred; of a claim that is taken back, in its row.
    fn preferences(&self, claims: &[String], draft: &Draft) -> Vec<DraftProblem> {
        let read = |id: &String| self.ids.iter().position(|own| own == id).and_then(|place| self.places.get(place));
        let typed = |id: &String| {
            let rows = draft.reports.iter().enumerate().flat_map(|(report, of)| {
                of.claims.iter().enumerate().map(move |(row, claim)| ((report, row), &claim.id))
            });
            rows.into_iter().find(|(_, own)| *own == id).map(|(place, _)| place)
        };
        let places = claims.iter().map(|id| read(id).copied().or_else(|| typed(id)).unwrap_or_default());
        let fields = places.map(|(report, row)| DraftClaim::field(report, row, "preferred"));
        fields.map(|field| DraftProblem { field, what: DraftFault::LeadPrefers }).collect()
    }
}

impl Writer<'_> {
    /// The form with what is wrong with it.
    pub(super) async fn problems(&self, status: StatusCode, draft: Draft, problems: Vec<DraftProblem>) -> Response {
        self.answer(status, self.form(draft).refused(problems)).await
    }

    async fn telling(&self, status: StatusCode, draft: Draft, news: desk::News) -> Response {
        self.answer(status, self.form(draft).telling(told(news))).await
    }

    /// What a command refused.
    pub(super) async fn refused(&self, how: How, refusal: PublishRefusal, draft: Draft, places: &Places) -> Response {
        let at = |field: &str, what| vec![DraftProblem { field: field.to_owned(), what }];
        match refusal {
            PublishRefusal::Stale { .. } | PublishRefusal::OtherContent { .. } => {
                match day_at_desk(self.state, self.day.slug(), self.day.date).await {
                    Ok(now) => self.stale(&now, draft).await,
                    Err(refusal) => refuse(self.state, refusal),
                }
            }
            PublishRefusal::LeadCorrects => {
                let problems = at("change_kind", DraftFault::LeadCorrects);
                self.problems(StatusCode::FORBIDDEN, draft, problems).await
            }
            PublishRefusal::LeadPrefers { claims } => {
                let problems = places.preferences(&claims, &draft);
                self.problems(StatusCode::FORBIDDEN, draft, problems).await
            }
            PublishRefusal::SameAsWaiting => {
                let problems = at("r0.source", DraftFault::SameAsWaiting);
                self.problems(StatusCode::UNPROCESSABLE_ENTITY, draft, problems).await
            }
            PublishRefusal::Locked(_) => self.telling(StatusCode::LOCKED, draft, desk::locked()).await,
            PublishRefusal::NotAllowed if how == How::Submit => {
                self.telling(StatusCode::FORBIDDEN, draft, desk::not_submitted()).await
            }
            PublishRefusal::NotAllowed | PublishRefusal::SecondPerson => {
                self.telling(StatusCode::FORBIDDEN, draft, desk::not_published()).await
            }
            PublishRefusal::Write(error) => {
                let form = self.not_saved(draft, &error);
                self.answer(StatusCode::SERVICE_UNAVAILABLE, form).await
            }
            refusal @ (PublishRefusal::NoCorridor(_) | PublishRefusal::NoSuchDay(_)) => refuse(self.state, refusal),
        }
    }

    /// 409: the day came into another state meanwhile. Both are shown, and brought together in the form.
    pub(super) async fn stale(&self, now: &DayAtDesk, mut draft: Draft) -> Response {
        let state = now.course().last().map_or(domain::RevisionState::Published, |last| last.state);
        let told = now.bring_together(&mut draft, new_key(), desk::stale(state));
        self.answer(StatusCode::CONFLICT, self.form_over(now, draft).telling(told)).await
    }

    /// The disk is full, or the database refuses: the form comes back as it was typed.
    fn not_saved(&self, draft: Draft, error: &WriteError) -> DayForm {
        tracing::error!(%error, "a day could not be saved");
        self.form(draft).telling(told(desk::not_saved(hindrance_of(self.state, error))))
    }
}

/// The database does not even tell what stands: the form comes back over what is in memory.
pub(super) fn unread(
    state: &SharedState,
    who: &SignedIn,
    (slug, date): (&Slug, NaiveDate),
    form: &FormFields,
    error: &WriteError,
) -> Response {
    match day_in_memory(state, slug, date) {
        Ok(day) => {
            let writer = Writer { state, who, day: &day, body: &form.body };
            form_page(StatusCode::SERVICE_UNAVAILABLE, &writer.not_saved(typed(&form.fields), error))
        }
        Err(refusal) => refuse(state, refusal),
    }
}

/// A page that is no form.
pub(in crate::http::staff) fn refuse(state: &SharedState, refusal: PublishRefusal) -> Response {
    match refusal {
        PublishRefusal::NoCorridor(_) | PublishRefusal::NoSuchDay(_) => HttpError::NotFound.answer(state),
        PublishRefusal::NotAllowed => HttpError::NotAllowed.answer(state),
        other => HttpError::broken(other).answer(state),
    }
}
