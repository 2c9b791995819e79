//! The form of a day: shown, given more room, checked, published. Whatever happens, what was typed comes back.

use app::pages;
use app::paths::{self, DeskPlace};
use app::text::desk::{self, News};
use app::view::day_form::{DayForm, Told, draft_lines};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use chrono::NaiveDate;
use domain::Slug;
use domain::draft::{Draft, DraftClaim, DraftFault, DraftProblem, DraftReport, MOST_ROWS, ReadDraft};

use super::sign_in::{ask_to_sign_in, ask_to_wait};
use crate::auth::SignedIn;
use crate::commands::publish_day::{PublishDay, PublishRefusal, publish_day};
use crate::commands::{WriteError, to_the_end};
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, MaybeAtDesk, fields_of};
use crate::http::pages::read_date;
use crate::http::render;
use crate::queries::day_form::{DayAtDesk, day_at_desk, day_in_memory};
use crate::state::SharedState;

/// `GET /staff/c/{slug}/days/{date}`
pub async fn show_day_form(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    match day_at_desk(&state, &slug, date).await {
        Ok(day) => {
            let draft = day.fresh_draft(new_key());
            form_page(StatusCode::OK, &day.form(&state, &who, draft))
        }
        Err(refusal) => refuse(&state, refusal),
    }
}

/// `POST /staff/c/{slug}/days/{date}`
pub async fn send_day_form(
    State(state): State<SharedState>,
    who: MaybeAtDesk,
    Path((slug, date)): Path<(String, String)>,
    form: FormFields,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    let who = match who {
        MaybeAtDesk::SignedIn(who) => who,
        MaybeAtDesk::Nobody => return ask_to_sign_in(&state, &DeskPlace::Day(slug, date), form.body),
        MaybeAtDesk::Unknown => return ask_to_wait(&state, &DeskPlace::Day(slug, date), form.body),
    };
    let draft = typed(&form.fields);
    let day = match day_at_desk(&state, &slug, date).await {
        Ok(day) => day,
        Err(PublishRefusal::Write(error)) => return unread(&state, &who, &slug, date, draft, &error),
        Err(refusal) => return refuse(&state, refusal),
    };
    match Then::of(form.value("then")) {
        Then::Publish => publish(&state, who, day, draft).await,
        Then::Check => check(&state, &who, &day, draft),
        Then::MoreRoom(room) => form_page(StatusCode::OK, &give_room(&state, &who, &day, draft, room)),
    }
}

/// The form with what was typed before the session ended.
pub async fn show_carried(state: &SharedState, who: &SignedIn, slug: &Slug, date: NaiveDate, body: &str) -> Response {
    match day_at_desk(state, slug, date).await {
        Ok(day) => {
            let form = day.form(state, who, typed(&fields_of(body))).telling(told(desk::signed_in_again()));
            form_page(StatusCode::OK, &form)
        }
        Err(refusal) => refuse(state, refusal),
    }
}

/// What the writer wants.
enum Then {
    Check,
    Publish,
    MoreRoom(Room),
}

/// Where the writer wants more room.
#[derive(Clone, Copy)]
enum Room {
    Report,
    Row(usize),
}

impl Then {
    /// Anything unknown only checks: publishing is asked for by name.
    fn of(text: &str) -> Self {
        let row = || text.strip_prefix("row.")?.parse().ok().filter(|row| *row < MOST_ROWS);
        match text {
            "publish" => Self::Publish,
            "report" => Self::MoreRoom(Room::Report),
            _ => row().map_or(Self::Check, |row| Self::MoreRoom(Room::Row(row))),
        }
    }
}

fn place(slug: &str, date: &str) -> Option<(Slug, NaiveDate)> {
    Some((slug.parse().ok()?, read_date(date)?))
}

fn typed(fields: &[(String, String)]) -> Draft {
    let draft = Draft::from_fields(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let ours = draft.key.len() == 32 && draft.key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if ours { draft } else { Draft { key: new_key(), ..draft } }
}

/// A key that no other form has: 32 hexadecimal digits. Empty when the system has no randomness: such a form is not
/// recognised when it is sent twice, and its second sending is refused as out of date.
fn new_key() -> String {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => format!("{:032x}", u128::from_be_bytes(bytes)),
        Err(_) => String::new(),
    }
}

fn form_page(status: StatusCode, form: &DayForm) -> Response {
    render::private(status, || pages::staff::day_form::page(form))
}

fn give_room(state: &SharedState, who: &SignedIn, day: &DayAtDesk, mut draft: Draft, room: Room) -> DayForm {
    let (list, field) = match room {
        Room::Report => (draft.reports.len(), "r0.source".to_owned()),
        Room::Row(report) => {
            (draft.reports.get(report).map_or(0, |report| report.claims.len()), DraftReport::field(report, "source"))
        }
    };
    if list >= MOST_ROWS {
        let problem = DraftProblem { field, what: DraftFault::TooMany };
        return day.form(state, who, draft).refused(vec![problem]);
    }
    match room {
        Room::Report => {
            draft.reports.push(DraftReport { claims: vec![DraftClaim::default()], ..DraftReport::default() })
        }
        Room::Row(report) => {
            if let Some(report) = draft.reports.get_mut(report) {
                report.claims.push(DraftClaim::default());
            }
        }
    }
    day.form(state, who, draft)
}

fn check(state: &SharedState, who: &SignedIn, day: &DayAtDesk, draft: Draft) -> Response {
    let problems = draft.read(&day.context_of(&draft)).err();
    let form = day.form(state, who, draft);
    match problems {
        Some(problems) => form_page(StatusCode::UNPROCESSABLE_ENTITY, &form.refused(problems)),
        None => {
            let yours = draft_lines(&form.draft, &day.corridor.record);
            let told = Told { yours, ..told(desk::checked()) };
            form_page(StatusCode::OK, &form.telling(told))
        }
    }
}

async fn publish(state: &SharedState, who: SignedIn, day: DayAtDesk, draft: Draft) -> Response {
    let ReadDraft { report, new_sources, change } = match draft.read(&day.context_of(&draft)) {
        Ok(read) => read,
        // What is wrong with an edit of an old state is told after the states were brought together.
        Err(_) if draft.base_seq() != day.newest() => return stale(state, &who, &day, draft),
        Err(problems) => {
            let form = day.form(state, &who, draft).refused(problems);
            return form_page(StatusCode::UNPROCESSABLE_ENTITY, &form);
        }
    };
    let command = PublishDay { report, new_sources, change, base: draft.base_seq(), key: draft.key.clone() };
    let (inner, actor) = (state.clone(), who.actor());
    let published = to_the_end(async move { publish_day(&inner, &actor, command).await }).await;
    let slug = &day.corridor.record.corridor().slug;
    match published {
        Ok(Ok(_)) => CachePolicy::Never.on(Redirect::to(&paths::desk_after(slug, day.date))),
        Ok(Err(PublishRefusal::Stale { .. } | PublishRefusal::OtherContent { .. })) => {
            match day_at_desk(state, slug, day.date).await {
                Ok(now) => stale(state, &who, &now, draft),
                Err(refusal) => refuse(state, refusal),
            }
        }
        Ok(Err(PublishRefusal::NotAllowed | PublishRefusal::SecondPerson | PublishRefusal::LeadCorrects)) => {
            not_allowed(state, &who, &day, draft)
        }
        Ok(Err(PublishRefusal::Write(error))) => not_saved(state, &who, &day, draft, &error),
        Ok(Err(refusal)) => refuse(state, refusal),
        Err(error) => HttpError::broken(error).answer(state),
    }
}

/// 409: another state was published meanwhile. Both are shown, and brought together in the form.
fn stale(state: &SharedState, who: &SignedIn, day: &DayAtDesk, mut draft: Draft) -> Response {
    let theirs = day.fresh_draft(new_key());
    let told = Told {
        theirs: draft_lines(&theirs, &day.corridor.record),
        yours: draft_lines(&draft, &day.corridor.record),
        ..told(desk::stale())
    };
    draft.join(&day.seen_by(&draft), &theirs);
    form_page(StatusCode::CONFLICT, &day.form(state, who, draft).telling(told))
}

/// 403: what was typed comes back all the same.
fn not_allowed(state: &SharedState, who: &SignedIn, day: &DayAtDesk, draft: Draft) -> Response {
    form_page(StatusCode::FORBIDDEN, &day.form(state, who, draft).telling(told(desk::not_published())))
}

/// The disk is full, or the database refuses: the form comes back as it was typed.
fn not_saved(state: &SharedState, who: &SignedIn, day: &DayAtDesk, draft: Draft, error: &WriteError) -> Response {
    tracing::error!(%error, "a day could not be published");
    form_page(StatusCode::SERVICE_UNAVAILABLE, &day.form(state, who, draft).telling(told(desk::not_saved())))
}

fn told((heading, lines): News) -> Told {
    Told { heading, lines, ..Told::default() }
}

/// The database does not even tell what stands: the form comes back over what is in memory.
fn unread(
    state: &SharedState,
    who: &SignedIn,
    slug: &Slug,
    date: NaiveDate,
    draft: Draft,
    error: &WriteError,
) -> Response {
    match day_in_memory(state, slug, date) {
        Ok(day) => not_saved(state, who, &day, draft, error),
        Err(refusal) => refuse(state, refusal),
    }
}

fn refuse(state: &SharedState, refusal: PublishRefusal) -> Response {
    match refusal {
        PublishRefusal::NoCorridor(_) | PublishRefusal::NoSuchDay(_) => HttpError::NotFound.answer(state),
        PublishRefusal::NotAllowed => HttpError::NotAllowed.answer(state),
        other => HttpError::broken(other).answer(state),
    }
}
