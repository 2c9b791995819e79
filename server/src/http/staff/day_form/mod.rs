//! The form of a day: shown, given more room, checked, kept as a draft, submitted, published. Whatever happens, what was
//! typed comes back.

mod answers;
mod drafts;
mod kept;
mod odd;
mod other_day;
mod receive;

use app::pages;
use app::paths::{self, DeskPlace};
use app::text::desk;
use app::view::day_form::{DayForm, Told, draft_lines};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use chrono::NaiveDate;
use domain::draft::{Draft, DraftClaim, DraftFault, DraftProblem, DraftReport, MOST_ROWS, ReadDraft};
use domain::{Slug, read_day};

pub(super) use answers::refuse;
pub(super) use drafts::shown as shown_with_draft;
pub use drafts::{ask_to_discard, discard};

use super::sign_in::{ask_to_sign_in, ask_to_wait};
use crate::auth::SignedIn;
use crate::commands::draft_window::Window;
use crate::commands::publish_day::{PublishDay, PublishRefusal, publish_day};
use crate::commands::submit_day::submit_day;
use crate::commands::to_the_end;
use crate::faults::{self, Fault};
use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, FormFields, MaybeAtDesk, QueryFields, fields_of};
use crate::http::render;
use crate::queries::day_form::{DayAtDesk, day_at_desk, is_own};
use crate::state::SharedState;

/// `GET /staff/c/{slug}/days/{date}`: what stands, what waits, or the draft that the reader has of the day.
pub async fn show_day_form(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path((slug, date)): Path<(String, String)>,
    query: QueryFields,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    faults::panic_at(Fault::PanicInHandler);
    match day_at_desk(&state, &slug, date).await {
        Ok(day) if query.first().is_some_and(|(name, _)| name == paths::WITHOUT_DRAFT) => {
            form_page(StatusCode::OK, &day.form(&state, &who, day.fresh_draft(new_key())).asked(None))
        }
        Ok(day) => match other_day::shown(&state, &who, &day, &query).await {
            Ok(form) => form_page(StatusCode::OK, &form),
            Err(refusal) => refuse(&state, refusal),
        },
        Err(refusal) => refuse(&state, refusal),
    }
}

/// `POST /staff/c/{slug}/days/{date}`
pub async fn send_day_form(
    State(state): State<SharedState>,
    who: MaybeAtDesk,
    Path((slug, date)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some((slug, date)) = place(&slug, &date) else { return HttpError::NotFound.answer(&state) };
    let form = match receive::receive(&state, &who, (&slug, date), request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let by_itself = form.value("then") == kept::BY_ITSELF;
    let who = match who {
        MaybeAtDesk::SignedIn(who) if is_own(&state, &who, &form.fields) => who,
        who if by_itself => return kept::not_now(&who),
        MaybeAtDesk::SignedIn(_) | MaybeAtDesk::Nobody => {
            return ask_to_sign_in(&state, &DeskPlace::Day(slug, date), form.body);
        }
        MaybeAtDesk::Unknown => return ask_to_wait(&state, &DeskPlace::Day(slug, date), form.body),
    };
    let inner = state.clone();
    // Also for a writer who hung up: what was typed is kept, whatever becomes of it.
    let answer = to_the_end(async move { handle(Sent { state: inner, who, slug, date, form }).await }).await;
    answer.unwrap_or_else(|error| HttpError::broken(error).answer(&state))
}

/// A form that arrived whole, from somebody of the desk.
struct Sent {
    state: SharedState,
    who: SignedIn,
    slug: Slug,
    date: NaiveDate,
    form: FormFields,
}

async fn handle(sent: Sent) -> Response {
    let Sent { state, who, slug, date, form } = sent;
    if form.value("then") == kept::BY_ITSELF {
        return kept::keep(&state, &who, slug, date, form).await;
    }
    let day = match day_at_desk(&state, &slug, date).await {
        Ok(day) => day,
        Err(PublishRefusal::Write(error)) => return answers::unread(&state, &who, (&slug, date), &form, &error),
        Err(refusal) => return refuse(&state, refusal),
    };
    let draft = typed(&form.fields);
    let writer = Writer { state: &state, who: &who, day: &day, body: &form.body };
    match Then::of(form.value("then")) {
        Then::Send(how) => writer.send(how, draft).await,
        Then::Check => writer.check(draft).await,
        Then::Draft => writer.save(draft).await,
        Then::OtherDay(report) => writer.open_other_day(draft, report).await,
        Then::MoreRoom(room) => writer.answer(StatusCode::OK, writer.give_room(draft, room)).await,
    }
}

/// The form with what was typed before the session ended; only for somebody who may write it. Whoever signs in
/// at the door that carries it takes it as their own.
pub async fn show_carried(state: &SharedState, who: &SignedIn, slug: &Slug, date: NaiveDate, body: &str) -> Response {
    if !who.actor().may(domain::Verb::WriteDay, Some(slug)) {
        return HttpError::NotAllowed.answer(state);
    }
    match day_at_desk(state, slug, date).await {
        Ok(day) => {
            let writer = Writer { state, who, day: &day, body };
            let form = writer.form(typed(&fields_of(body))).telling(told(desk::signed_in_again()));
            writer.answer(StatusCode::OK, form).await
        }
        Err(refusal) => refuse(state, refusal),
    }
}

/// Who sent a form of which day, and its text.
struct Writer<'a> {
    state: &'a SharedState,
    who: &'a SignedIn,
    day: &'a DayAtDesk,
    body: &'a str,
}

/// What the writer wants.
enum Then {
    Check,
    Draft,
    Send(How),
    MoreRoom(Room),
    OtherDay(usize),
}

/// How a day is sent on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Publish,
    Submit,
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
        let at = |prefix| text.strip_prefix(prefix)?.parse().ok().filter(|place: &usize| *place < MOST_ROWS);
        match text {
            "publish" => Self::Send(How::Publish),
            "submit" => Self::Send(How::Submit),
            "draft" => Self::Draft,
            "report" => Self::MoreRoom(Room::Report),
            _ => {
                let row = at("row.").map(|report| Self::MoreRoom(Room::Row(report)));
                row.or_else(|| at("other.").map(Self::OtherDay)).unwrap_or(Self::Check)
            }
        }
    }
}

/// The place that an address names.
pub(super) fn place(slug: &str, date: &str) -> Option<(Slug, NaiveDate)> {
    Some((slug.parse().ok()?, read_day(date)?))
}

/// The draft that the fields of a form hold, with a key of ours.
pub fn typed(fields: &[(String, String)]) -> Draft {
    let draft = Draft::from_fields(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let ours = draft.key.len() == 32 && draft.key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if ours { draft } else { Draft { key: new_key(), ..draft } }
}

/// A key that no other form has: 32 hexadecimal digits. Empty when the system has no randomness: such a form is not
/// recognised when it is sent twice, and its second sending is refused as out of date.
pub(super) fn new_key() -> String {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => format!("{:032x}", u128::from_be_bytes(bytes)),
        Err(_) => String::new(),
    }
}

/// The form as a page.
pub(super) fn form_page(status: StatusCode, form: &DayForm) -> Response {
    render::with_islands(status, &form.chrome, || pages::staff::day_form::page(form))
}

fn told((heading, lines): desk::News) -> Told {
    Told { heading, lines, ..Told::default() }
}

impl Writer<'_> {
    /// The form over what was typed.
    fn form(&self, draft: Draft) -> DayForm {
        self.form_over(self.day, draft)
    }

    /// The same over another state of the day. Its page goes on from the window that it was sent from.
    fn form_over(&self, day: &DayAtDesk, draft: Draft) -> DayForm {
        let window = Window::of_body(self.body);
        day.form(self.state, self.who, draft).answering(window.page, window.seen)
    }

    fn give_room(&self, mut draft: Draft, room: Room) -> DayForm {
        let (list, field) = match room {
            Room::Report => (draft.reports.len(), "r0.source".to_owned()),
            Room::Row(report) => (
                draft.reports.get(report).map_or(0, |report| report.claims.len()),
                DraftReport::field(report, "source"),
            ),
        };
        if list >= MOST_ROWS {
            let problem = DraftProblem { field, what: DraftFault::TooMany };
            return self.form(draft).refused(vec![problem]);
        }
        match room {
            Room::Report => {
                let field = DraftReport::field(draft.reports.len(), "source");
                draft.reports.push(DraftReport { claims: vec![DraftClaim::default()], ..DraftReport::default() });
                self.form(draft).focused(field)
            }
            // The form itself gives each report an empty row at its end.
            Room::Row(report) => {
                let form = self.form(draft);
                let last = form.draft.reports.get(report).map(|report| report.claims.len().saturating_sub(1));
                match last {
                    Some(row) => form.focused(DraftClaim::field(report, row, "measure")),
                    None => form,
                }
            }
        }
    }

    async fn check(&self, draft: Draft) -> Response {
        let read = draft.read(&self.day.context_of(&draft));
        let form = self.form(draft);
        match read {
            Err(problems) => self.answer(StatusCode::UNPROCESSABLE_ENTITY, form.refused(problems)).await,
            Ok(read) => {
                let yours = draft_lines(&form.draft, &self.day.corridor.record);
                let odd = odd::unexplained(self.day, &read, form.draft.base_seq());
                let form = match odd.as_slice() {
                    [] => form.telling(Told { yours, ..told(desk::checked()) }),
                    odd => form.asking(odd, self.day.moment.today).telling(Told { yours, ..Told::default() }),
                };
                self.answer(StatusCode::OK, form).await
            }
        }
    }

    /// Publishes or submits it.
    async fn send(&self, how: How, draft: Draft) -> Response {
        let read = match draft.read(&self.day.context_of(&draft)) {
            Ok(read) => read,
            // What is wrong with an edit of an old state is told after the states were brought together.
            Err(_) if draft.base_seq() != self.day.newest() => return self.stale(self.day, draft).await,
            Err(problems) => return self.problems(StatusCode::UNPROCESSABLE_ENTITY, draft, problems).await,
        };
        // An edit of an old state is no question of what looks odd; nor is a form that was sent before, which is such an edit.
        let odd = odd::unexplained(self.day, &read, draft.base_seq());
        if !odd.is_empty() && draft.base_seq() == self.day.newest() {
            let form = self.form(draft).asking(&odd, self.day.moment.today);
            return self.answer(StatusCode::UNPROCESSABLE_ENTITY, form).await;
        }
        let read = match odd::with_reasons(self.day, read) {
            Ok(read) => read,
            Err(problem) => return self.problems(StatusCode::UNPROCESSABLE_ENTITY, draft, vec![problem]).await,
        };
        let ReadDraft { report, new_sources, change, places, .. } = read;
        let ids: Vec<String> = report.claims().map(|(_, claim)| claim.id.clone()).collect();
        let (base, key, window) = (draft.base_seq(), draft.key.clone(), Window::of(&fields_of(self.body)));
        let command = PublishDay { report, new_sources, change, base, key, window };
        let (inner, actor) = (self.state.clone(), self.who.actor());
        if faults::is_set(Fault::AnswerBeforeCommit) {
            drop(tokio::spawn(async move { publish_day(&inner, &actor, command).await }));
            return leave(&paths::desk_after(self.day.slug(), self.day.date));
        }
        let sent = match how {
            How::Publish => to_the_end(async move { publish_day(&inner, &actor, command).await }).await,
            How::Submit => to_the_end(async move { submit_day(&inner, &actor, command).await }).await,
        };
        match (sent, how) {
            (Ok(Ok(_)), How::Publish) => leave(&paths::desk_after(self.day.slug(), self.day.date)),
            (Ok(Ok(_)), How::Submit) => leave(&paths::desk_done("submitted", self.day.slug(), self.day.date)),
            (Ok(Err(refusal)), how) => self.refused(how, refusal, draft, &answers::Places { ids, places }).await,
            (Err(error), _) => HttpError::broken(error).answer(self.state),
        }
    }
}

/// On to another page of the desk.
pub(super) fn leave(path: &str) -> Response {
    CachePolicy::Never.on(Redirect::to(path))
}
