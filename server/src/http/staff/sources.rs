//! The sources: listed, and one edited, merged, withheld. Whatever is refused comes back as it was typed.

use app::pages;
use app::paths;
use app::text::{faults, keeping};
use app::view::kept::Sent;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::Slug;
use domain::source_draft::SourceDraft;

use crate::auth::SignedIn;
use crate::commands::keep_sources::{SourceChange, SourceRefusal, change_source};
use crate::commands::to_the_end;
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, hindrance};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::sources::{name_of, source_named, source_page, sources_page};
use crate::state::SharedState;

/// `GET /staff/sources`
pub async fn show_sources(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let page = sources_page(&state, &who, query.value("q"));
    render::private(StatusCode::OK, || pages::staff::sources::page(&page))
}

/// `GET /staff/sources/{source}`
pub async fn show_source(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    query: QueryFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let done = query.value("done");
    let sent = if done.is_empty() { Sent::default() } else { Sent::telling(keeping::source_done(done)) };
    show(&state, &who, &slug, StatusCode::OK, None, sent)
}

/// `POST /staff/sources/{source}`
pub async fn send_source(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    form: FormFields,
) -> Response {
    let Ok(slug) = slug.parse::<Slug>() else { return HttpError::NotFound.answer(&state) };
    let typed = Typed::of(&form);
    let change = match typed.change(&state, &slug, &form) {
        Ok(change) => change,
        Err(sent) => return typed.show_again(&state, &who, &slug, StatusCode::UNPROCESSABLE_ENTITY, *sent),
    };
    let (inner, actor, source) = (state.clone(), who.actor(), slug.clone());
    let done = to_the_end(async move { change_source(&inner, &actor, &source, change).await }).await;
    match done {
        Ok(Ok(())) => {
            let to = paths::done(&paths::source(&slug), form.value("then"));
            CachePolicy::Never.on(Redirect::to(&to))
        }
        Ok(Err(refusal)) => refuse(&state, &who, &slug, typed, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// What was typed into the forms of the page.
struct Typed {
    /// Of the form that edits; none if another one was sent.
    edit: Option<SourceDraft>,
    into: String,
}

impl Typed {
    fn of(form: &FormFields) -> Self {
        let text = |name| form.value(name).to_owned();
        let edit = SourceDraft { name: text("name"), kind: text("kind"), side: text("side"), page: text("page") };
        Self { edit: (form.value("then") == "save").then_some(edit), into: text("into") }
    }

    fn change(&self, state: &SharedState, slug: &Slug, form: &FormFields) -> Result<SourceChange, Box<Sent>> {
        match (form.value("then"), &self.edit) {
            ("save", Some(edit)) => edit.read(slug).map(SourceChange::Edit).map_err(|problems| {
                let told = |problem: domain::draft::DraftProblem| {
                    (problem.field.clone(), field_name(&problem.field), faults::fault(&problem.what))
                };
                Box::new(Sent::refused(problems.into_iter().map(told)))
            }),
            ("merge", _) => source_named(state, &self.into)
                .map(SourceChange::Merge)
                .ok_or_else(|| Box::new(at("into", keeping::no_target()))),
            ("part", _) => Ok(SourceChange::Part),
            ("identity", _) if form.value("withheld").is_empty() => Ok(SourceChange::Tell),
            ("identity", _) => Ok(SourceChange::Withhold),
            // Enter in no form of ours: the page comes back, nothing is done.
            _ => Err(Box::default()),
        }
    }

    fn show_again(self, state: &SharedState, who: &SignedIn, slug: &Slug, status: StatusCode, sent: Sent) -> Response {
        let as_it_stands = || {
            let records = state.records.now();
            let known = records.naming().known().get(slug).map(|known| SourceDraft::of(&known.source));
            known.unwrap_or_default()
        };
        let edit = self.edit.unwrap_or_else(as_it_stands);
        show(state, who, slug, status, Some((edit, self.into)), sent)
    }
}

fn field_name(field: &str) -> String {
    app::t!("source-field", field = field)
}

fn at(field: &str, text: String) -> Sent {
    Sent::refused([(field.to_owned(), field_name(field), text)])
}

fn show(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    status: StatusCode,
    typed: Option<(SourceDraft, String)>,
    sent: Sent,
) -> Response {
    match source_page(state, who, slug, typed, sent) {
        Some(page) => render::private(status, || pages::staff::source::page(&page)),
        None => HttpError::NotFound.answer(state),
    }
}

fn refuse(state: &SharedState, who: &SignedIn, slug: &Slug, typed: Typed, refusal: SourceRefusal) -> Response {
    let sent = match refusal {
        SourceRefusal::NotAllowed => return HttpError::NotAllowed.answer(state),
        SourceRefusal::NoSource(missing) if missing == *slug => return HttpError::NotFound.answer(state),
        SourceRefusal::NoSource(_) => at("into", keeping::no_target()),
        SourceRefusal::NameTaken(_) => at("name", keeping::name_taken()),
        SourceRefusal::Circle => at("into", keeping::merge_circle()),
        SourceRefusal::IntoMerged(other) => at("into", keeping::merge_into_merged(&name_of(state, &other))),
        SourceRefusal::HasMerged(other) => at("into", keeping::merge_first(&name_of(state, &other))),
        SourceRefusal::IntoOpen => at("into", keeping::merge_into_open()),
        SourceRefusal::Keep(error) => {
            tracing::error!(%error, "a source could not be changed");
            let sent = Sent::telling(keeping::not_saved(hindrance(state)));
            return typed.show_again(state, who, slug, StatusCode::SERVICE_UNAVAILABLE, sent);
        }
    };
    typed.show_again(state, who, slug, StatusCode::UNPROCESSABLE_ENTITY, sent)
}
