//! Importing files: uploaded, looked through, stored. A long file is worked on while its page shows how far it is, and looks
//! again by itself.

use std::sync::Arc;

use app::text::{desk, faults, imports as words};
use app::view::chrome::Way;
use app::view::import_page::Typed;
use app::view::kept::Sent;
use app::{pages, paths, t};
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::draft::DraftFault;
use domain::{ChangeKind, Note, Slug, Verb};

use super::day_form::{leave, new_key};
use crate::commands::discard_upload::discard_upload;
use crate::commands::import_claims::Becomes;
use crate::commands::keep_upload::{
    StoredUpload, Upload, UploadError, UploadRefusal, UploadedFile, UploadedFiles, keep_upload,
};
use crate::commands::publish_day::publishes;
use crate::commands::run_import::{RunError, Sending, Uploaded, begin_to_read, begin_to_store, uploaded};
use crate::files::{self, template};
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, RETRY_AFTER, hindrance};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::files_sent::Files;
use crate::http::render;
use crate::imports::{Choice, Held, Import, Outcome, Owner, Planned, Refused};
use crate::queries::imports::{AtCorridor, Form, Shown, corridors_page, own_drafts, problems_table};
use crate::state::SharedState;

/// `GET /staff/import`: where there is one corridor only, it is meant.
pub async fn show_corridors(State(state): State<SharedState>, AtDesk(who): AtDesk) -> Response {
    match corridors_page(&state, &who) {
        Ok(page) => render::private(StatusCode::OK, || pages::staff::import::corridors(&page)),
        Err(only) => leave(&paths::import(&only)),
    }
}

/// `GET /staff/c/{slug}/import`: the form for files, how far they are, what is wrong with them, or what they would change.
pub async fn show_import(desk: Desk, query: QueryFields) -> Response {
    let Uploaded { upload, note } = match desk.uploaded().await {
        Ok(uploaded) => uploaded,
        Err(error) => return desk.broken(error),
    };
    let in_vain = (query.value("done") == "storing").then(words::in_vain);
    let Some(upload) = upload else {
        return match (note.and_then(|note| note.stored), query.value("done")) {
            (Some(stored), _) => desk.stored(&stored, in_vain),
            (None, "discard") => desk.choose(StatusCode::OK, Sent::telling(words::discarded())),
            (None, "gone") => desk.choose(StatusCode::OK, Sent::telling(words::gone())),
            (None, _) => desk.choose(StatusCode::OK, in_vain.map(Sent::telling).unwrap_or_default()),
        };
    };
    let cut_off = note.filter(|_| !desk.shared.imports.is_storing(&desk.owner)).map(|_| words::cut_off());
    desk.look(&upload, query.value("page").parse().unwrap_or(1), cut_off.or(in_vain)).await
}

/// `POST /staff/c/{slug}/import`: files.
pub async fn upload(desk: Desk, request: Request) -> Response {
    let shared = desk.shared.clone();
    let Some(_leave) = shared.imports.leave_to_receive(&desk.owner) else {
        return HttpError::Full(RETRY_AFTER).answer(&shared);
    };
    let mut files = match Files::receive(&shared, request).await {
        Ok(files) => files,
        Err(refused) => return refused,
    };
    let (claims, events) = (files.take("claims"), files.take("events"));
    let empty = |file: &Option<UploadedFile>| file.as_ref().is_some_and(|file| file.bytes.is_empty());
    let problem = |field: &'static str, text: String| {
        let sent = Sent::refused([(field.to_owned(), t!("import-file-field", file = field), text)]);
        desk.choose(StatusCode::UNPROCESSABLE_ENTITY, sent)
    };
    for (field, file) in [("claims", &claims), ("events", &events)] {
        if empty(file) {
            return problem(field, t!("import-file-empty"));
        }
    }
    let Some(claims) = claims else { return problem("claims", t!("import-no-file")) };
    let files = UploadedFiles { claims, events };
    if let Err(refusal) = keep_upload(&shared, &desk.at.who.actor(), desk.owner.clone(), new_key(), files).await {
        return desk.not_kept(refusal);
    }
    desk.start_reading().await
}

/// `POST /staff/c/{slug}/import/store`: what was looked through.
pub async fn store(desk: Desk, form: FormFields) -> Response {
    let upload = match desk.uploaded().await {
        Ok(Uploaded { upload: Some(upload), .. }) => upload,
        // Sent twice: what became of it is told.
        Ok(Uploaded { note: Some(_), .. }) => return desk.again(),
        Ok(_) => return desk.done("gone"),
        Err(error) => return desk.broken(error),
    };
    // Storing is asked for by name: anything unknown only shows the page again.
    if form.value("then") != "store" {
        return desk.again();
    }
    desk.send(&upload, &form).await
}

/// `POST /staff/c/{slug}/import/discard`: the files that the form was about.
pub async fn discard(desk: Desk, form: FormFields) -> Response {
    let upload = match desk.uploaded().await {
        Ok(Uploaded { upload: Some(upload), .. }) if upload.id == form.value("upload") => upload,
        // Others are in their place, or they were stored: that is told.
        Ok(Uploaded { upload: Some(_), .. } | Uploaded { note: Some(_), .. }) => return desk.again(),
        Ok(_) => return desk.done("gone"),
        Err(error) => return desk.broken(error),
    };
    match discard_upload(&desk.shared, &desk.at.who.actor(), desk.owner.clone(), upload.id).await {
        Ok(()) => desk.done("discard"),
        Err(UploadRefusal::Held(Held::Storing)) => desk.done("storing"),
        Err(UploadRefusal::Held(Held::Replacing)) => desk.again(),
        Err(refusal) => desk.broken(refusal),
    }
}

/// `GET /staff/c/{slug}/import/problems.csv`
pub async fn get_problems(desk: Desk) -> Response {
    let upload = match desk.uploaded().await {
        Ok(uploaded) => uploaded.upload,
        Err(error) => return desk.broken(error),
    };
    let Some(upload) = upload else { return desk.done("gone") };
    match desk.outcome(&upload, None).await {
        Ok(Some((_, Some(Outcome::Problems(problems))))) => {
            let name = format!("{}-import-problems.csv", desk.owner.1);
            desk.file("text/csv; charset=utf-8", &name, problems_table(&problems))
        }
        Ok(_) => desk.again(),
        Err(error) => desk.broken(error),
    }
}

/// `GET /staff/c/{slug}/import/claims-template.csv`
pub async fn get_template_csv(desk: Desk) -> Response {
    let (settings, today) = desk.settings();
    let name = format!("{}-claims-template.csv", desk.owner.1);
    desk.file("text/csv; charset=utf-8", &name, template::csv(&settings, today))
}

/// `GET /staff/c/{slug}/import/claims-template.xlsx`
pub async fn get_template_xlsx(desk: Desk) -> Response {
    let (settings, today) = desk.settings();
    let columns: Vec<(&str, String)> =
        files::CLAIM_COLUMNS.iter().map(|column| (*column, words::column(column))).collect();
    match template::workbook(&settings, today, (&t!("import-columns-sheet"), &columns)) {
        Ok(bytes) => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            desk.file(kind, &format!("{}-claims-template.xlsx", desk.owner.1), bytes)
        }
        Err(error) => desk.broken(error),
    }
}

/// Somebody of the desk at the corridor of the address, with whatever they uploaded for it.
#[derive(Debug)]
pub struct Desk {
    shared: SharedState,
    at: AtCorridor,
    owner: Owner,
}

impl FromRequestParts<SharedState> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Response> {
        let AtDesk(who) = AtDesk::from_request_parts(parts, state).await?;
        let slug = Path::<String>::from_request_parts(parts, state).await.ok().and_then(|slug| slug.parse().ok());
        let found = slug.and_then(|slug: Slug| Some((state.records.now().corridor(&slug)?.clone(), slug)));
        let Some((corridor, slug)) = found else { return Err(HttpError::NotFound.answer(state)) };
        let owner = (who.staff_id, slug);
        Ok(Self { shared: state.clone(), at: AtCorridor { state: state.clone(), who, corridor }, owner })
    }
}

/// An import with what came of it, if it came already.
type Came = (Arc<Import>, Option<Outcome>);

impl Desk {
    fn settings(&self) -> (domain::Corridor, chrono::NaiveDate) {
        let today = self.at.corridor.moment(self.shared.clock.now()).today;
        (self.at.corridor.record.corridor().clone(), today)
    }

    /// The page of the import, asked for anew.
    fn again(&self) -> Response {
        leave(&paths::import(&self.owner.1))
    }

    /// The same, which tells what was done.
    fn done(&self, what: &'static str) -> Response {
        leave(&paths::done(&paths::import(&self.owner.1), what))
    }

    fn broken(&self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Response {
        HttpError::broken(error).answer(&self.shared)
    }

    async fn uploaded(&self) -> Result<Uploaded, RunError> {
        uploaded(&self.shared, &self.at.who.account, &self.owner).await
    }

    /// What came of reading an upload, perhaps asked for in some way.
    async fn outcome(&self, upload: &Upload, choice: Option<Choice>) -> Result<Option<Came>, RunError> {
        let begun = begin_to_read(&self.shared, &self.at.who.actor(), &self.owner, &upload.id, choice).await?;
        let Some(import) = begun else { return Ok(None) };
        let outcome = self.shared.imports.outcome_of(&import).await;
        Ok(Some((import, outcome)))
    }

    async fn start_reading(&self) -> Response {
        if let Ok(Uploaded { upload: Some(upload), .. }) = self.uploaded().await {
            drop(self.outcome(&upload, None).await);
        }
        self.again()
    }

    fn file(&self, kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
        let name = format!("attachment; filename=\"{name}\"");
        let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
        let heads = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, name)];
        CachePolicy::Never.on((heads, bytes))
    }

    fn choose(&self, status: StatusCode, sent: Sent) -> Response {
        let page = self.at.choosing(sent);
        render::private(status, || pages::staff::import::page(&page))
    }

    fn stored(&self, stored: &StoredUpload, besides: Option<desk::News>) -> Response {
        let StoredUpload { becomes, days, added, updated, events, revisions } = stored;
        let (heading, mut lines) = words::stored(becomes, *days, (*added, *updated, *events), *revisions);
        lines.extend(besides.into_iter().flat_map(|(_, lines)| lines));
        let mut page = self.at.choosing(Sent::telling((heading, lines)));
        page.ways = match becomes.as_str() {
            "published" => vec![Way::to(&t!("import-see-public"), paths::changes(&self.owner.1))],
            "submitted" => vec![Way::to(&t!("import-see-review"), paths::REVIEW.to_owned())],
            "drafts" => vec![Way::to(&t!("import-see-drafts"), paths::DESK.to_owned())],
            _ => Vec::new(),
        };
        render::private(StatusCode::OK, || pages::staff::import::page(&page))
    }

    fn not_kept(&self, refusal: UploadRefusal) -> Response {
        let heading = t!("import-not-kept");
        let lines = match &refusal {
            UploadRefusal::NotAllowed => return HttpError::NotAllowed.answer(&self.shared),
            UploadRefusal::Held(Held::Storing) => return self.done("storing"),
            UploadRefusal::Held(Held::Replacing) => return HttpError::Full(RETRY_AFTER).answer(&self.shared),
            UploadRefusal::Upload(UploadError::TooMany) => vec![t!("import-too-many")],
            UploadRefusal::Upload(UploadError::Full) => {
                vec![t!("import-not-kept-text"), app::text::hindrance::Hindrance::Full.told()]
            }
            _ => vec![t!("import-not-kept-text"), hindrance(&self.shared).told()],
        };
        tracing::error!(%refusal, "an upload could not be kept");
        self.choose(StatusCode::SERVICE_UNAVAILABLE, Sent::telling((heading, lines)))
    }

    /// The page of an upload.
    async fn look(&self, upload: &Upload, page: usize, told: Option<desk::News>) -> Response {
        let sent = told.map(Sent::telling).unwrap_or_default();
        let (import, outcome) = match self.outcome(upload, None).await {
            Ok(Some(came)) => came,
            Ok(None) => return self.again(),
            Err(error) => return self.broken(error),
        };
        match outcome {
            Some(Outcome::Looked(planned)) => {
                let (sent, choice) = match import.told() {
                    Some((refused, choice)) => match self.still(&refused).await {
                        Ok(refused) => (refused.map_or(sent, |refused| self.refused(&refused).1), choice),
                        Err(response) => return response,
                    },
                    None => (sent, Choice::default()),
                };
                self.preview(StatusCode::OK, (&planned, upload, page), choice, sent).await
            }
            Some(Outcome::Problems(problems)) => {
                let page = self.at.problems(&problems, upload, sent);
                render::private(StatusCode::UNPROCESSABLE_ENTITY, || pages::staff::import::page(&page))
            }
            Some(Outcome::Broken) => {
                // Told once: who asks again has it tried again.
                self.shared.imports.put_away(&import);
                let news = (t!("import-not-read"), vec![t!("import-not-read-text")]);
                self.choose(StatusCode::INTERNAL_SERVER_ERROR, Sent::telling(news))
            }
            Some(Outcome::Refused(..) | Outcome::Stored(_) | Outcome::Gone) => self.again(),
            None => self.working(&import, sent),
        }
    }

    /// How far an import is. The browser asks again by itself, also without a script.
    fn working(&self, import: &Import, sent: Sent) -> Response {
        let page = self.at.working(import, sent);
        let mut answer = render::private(StatusCode::OK, || pages::staff::import::page(&page));
        answer.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
        answer
    }

    async fn preview(
        &self,
        status: StatusCode,
        (planned, upload, page): (&Planned, &Upload, usize),
        choice: Choice,
        sent: Sent,
    ) -> Response {
        let looked_at = self.shared.clock.now();
        let drafts = match own_drafts(&self.shared, self.owner.0, &self.owner.1, looked_at).await {
            Ok(drafts) => drafts,
            Err(error) => return self.broken(error),
        };
        let actor = self.at.who.actor();
        let settings = self.at.corridor.record.corridor();
        let publishes = actor.may(Verb::PublishImport, Some(&self.owner.1)) && publishes(&actor, settings);
        let Choice { becomes, kind, reason, over_drafts } = choice;
        let typed = Typed { becomes, kind, reason, over_drafts };
        let form = Form { key: new_key(), looked_at: looked_at.timestamp_millis(), publishes, typed };
        let page = self.at.preview(Shown { planned, upload, page, drafts: &drafts, form }, sent);
        render::private(status, || pages::staff::import::page(&page))
    }

    /// Stores what was looked through, or shows it again with what is wrong with the form.
    async fn send(&self, upload: &Upload, form: &FormFields) -> Response {
        let choice = choice_of(form);
        let planned = match self.outcome(upload, Some(choice.clone())).await {
            Ok(Some((_, Some(Outcome::Looked(planned))))) => planned,
            // It is stored already, or read once more: its page tells, and shows how it was asked for.
            Ok(_) => return self.again(),
            Err(error) => return self.broken(error),
        };
        let sending = match read(&choice, &planned, form) {
            Ok(sending) => sending,
            Err(sent) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return self.preview(status, (&planned, upload, 1), choice, *sent).await;
            }
        };
        let actor = self.at.who.actor();
        let begun = begin_to_store(&self.shared, &actor, &self.owner, &upload.id, sending);
        let Some(import) = begun else { return self.again() };
        match self.shared.imports.outcome_of(&import).await {
            Some(Outcome::Refused(refused, choice)) => self.not_stored(upload, &refused, choice).await,
            Some(Outcome::Gone) => self.done("gone"),
            _ => self.again(),
        }
    }

    /// What would change now, with why it was not stored.
    async fn not_stored(&self, upload: &Upload, refused: &Refused, choice: Choice) -> Response {
        let (status, sent) = self.refused(refused);
        match self.outcome(upload, None).await {
            Ok(Some((_, Some(Outcome::Looked(planned))))) => {
                self.preview(status, (&planned, upload, 1), choice, sent).await
            }
            Ok(_) => self.again(),
            Err(error) => self.broken(error),
        }
    }

    /// Why an import was not stored, as far as that still stands: drafts may be gone since.
    async fn still(&self, refused: &Refused) -> Result<Option<Refused>, Response> {
        let Refused::Drafts(days) = refused else { return Ok(Some(refused.clone())) };
        let own = own_drafts(&self.shared, self.owner.0, &self.owner.1, self.shared.clock.now()).await;
        let own = own.map_err(|error| self.broken(error))?;
        let left: Vec<_> = days.iter().copied().filter(|date| own.contains(date)).collect();
        Ok((!left.is_empty()).then_some(Refused::Drafts(left)))
    }

    /// Why an import was not stored, with its status.
    fn refused(&self, refused: &Refused) -> (StatusCode, Sent) {
        let reason = || Sent::refused([("reason".to_owned(), field("reason"), t!("import-reason-missing"))]);
        let days = |status, why, days: &[chrono::NaiveDate]| (status, Sent::telling(words::refused_days(why, days)));
        let over_drafts =
            |days| Sent::refused([("over_drafts".to_owned(), field("over_drafts"), words::drafts_stay(days))]);
        match refused {
            Refused::Changed => (StatusCode::CONFLICT, Sent::telling(words::changed())),
            Refused::Again => (StatusCode::CONFLICT, Sent::telling(words::again())),
            Refused::NoReason(_) => (StatusCode::UNPROCESSABLE_ENTITY, reason()),
            Refused::LeadPublishes => (StatusCode::FORBIDDEN, Sent::telling(words::refused("lead"))),
            Refused::SecondPerson => (StatusCode::FORBIDDEN, Sent::telling(words::refused("second-person"))),
            Refused::LeadCorrects => (StatusCode::FORBIDDEN, Sent::telling(words::refused("correction"))),
            Refused::Waiting(all) => days(StatusCode::CONFLICT, "waiting", all),
            Refused::Locked(all) => days(StatusCode::LOCKED, "locked", all),
            Refused::Withdrawn(all) => days(StatusCode::CONFLICT, "withdrawn", all),
            Refused::Drafts(all) => (StatusCode::CONFLICT, over_drafts(all)),
            Refused::NoDraft(all) => days(StatusCode::UNPROCESSABLE_ENTITY, "no-draft", all),
            Refused::Unsaved => {
                (StatusCode::SERVICE_UNAVAILABLE, Sent::telling(desk::not_saved(hindrance(&self.shared))))
            }
        }
    }
}

fn choice_of(form: &FormFields) -> Choice {
    Choice {
        becomes: form.value("becomes").to_owned(),
        kind: form.value("kind").to_owned(),
        reason: form.value("reason").to_owned(),
        over_drafts: !form.value("over_drafts").is_empty(),
    }
}

fn field(name: &'static str) -> String {
    t!("import-field", field = name)
}

/// When the page was made that the form stood on.
fn looked_at(form: &FormFields) -> DateTime<Utc> {
    form.value("looked_at").parse().ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default()
}

/// How an import is to be stored; refused when something is missing that its days want.
fn read(choice: &Choice, planned: &Planned, form: &FormFields) -> Result<Sending, Box<Sent>> {
    let mut problems = Vec::new();
    let mut wrong = |name: &'static str, text: String| problems.push((name.to_owned(), field(name), text));
    let becomes = Becomes::of(&choice.becomes);
    if becomes.is_none() {
        wrong("becomes", t!("import-becomes-missing"));
    }
    let asks = !planned.public_days().is_empty() && becomes != Some(Becomes::Drafts);
    let kind = choice.kind.parse::<ChangeKind>().ok();
    if asks && kind.is_none() {
        wrong("kind", t!("import-kind-missing"));
    }
    match Note::optional(&choice.reason) {
        Ok(None) if asks => wrong("reason", t!("import-reason-missing")),
        Ok(_) => {}
        Err(error) => wrong("reason", faults::fault(&DraftFault::Note(error))),
    }
    match becomes.filter(|_| problems.is_empty()) {
        Some(becomes) => Ok(Sending {
            becomes,
            kind: kind.unwrap_or(ChangeKind::Revision),
            choice: choice.clone(),
            seen: form.value("seen").to_owned(),
            key: form.value("key").chars().filter(char::is_ascii_hexdigit).take(32).collect(),
            over_drafts: choice.over_drafts.then(|| looked_at(form)),
        }),
        None => Err(Box::new(Sent::refused(problems))),
    }
}
