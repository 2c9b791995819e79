//! Importing files: uploaded, looked through, stored. A long file is worked on while its page shows how far it is, and looks
//! again by itself.

use std::sync::Arc;

use app::text::{desk, faults, imports as words};
use app::view::chrome::Way;
use app::view::import_page::Typed;
use app::view::kept::Sent;
use app::{pages, paths, t};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::draft::DraftFault;
use domain::{ChangeKind, Note, Slug, Verb};

use super::day_form::{leave, new_key};
use crate::auth::SignedIn;
use crate::commands::discard_upload::discard_upload;
use crate::commands::import_claims::Becomes;
use crate::commands::keep_upload::{StoredUpload, Upload, UploadError, UploadRefusal, UploadedFile, keep_upload};
use crate::commands::publish_day::publishes;
use crate::commands::run_import::{Sending, Uploaded, begin_to_read, begin_to_store, uploaded};
use crate::files::{self, template};
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, RETRY_AFTER, hindrance};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::files_sent::Files;
use crate::http::render;
use crate::imports::{Choice, Import, Outcome, Owner, Planned, Refused};
use crate::queries::imports::{AtCorridor, Shown, corridors_page, own_drafts, problems_table};
use crate::state::SharedState;

/// `GET /staff/import`: where there is one corridor only, it is meant.
pub async fn show_corridors(State(state): State<SharedState>, AtDesk(who): AtDesk) -> Response {
    match corridors_page(&state, &who) {
        Ok(page) => render::private(StatusCode::OK, || pages::staff::import::corridors(&page)),
        Err(only) => leave(&paths::import(&only)),
    }
}

/// `GET /staff/c/{slug}/import`: the form for files, how far they are, what is wrong with them, or what they would change.
pub async fn show_import(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    query: QueryFields,
) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let uploaded = match desk.uploaded().await {
        Ok(uploaded) => uploaded,
        Err(error) => return HttpError::broken(error).answer(&state),
    };
    let page = query.value("page").parse().unwrap_or(1);
    let Uploaded { upload, note } = uploaded;
    match (upload, note.and_then(|note| note.stored.map_or(Some(None), |stored| Some(Some(stored))))) {
        (None, Some(Some(stored))) => desk.stored(&stored),
        (None, _) if query.value("done") == "discard" => desk.choose(StatusCode::OK, Sent::telling(words::discarded())),
        (None, _) if query.value("done") == "gone" => desk.choose(StatusCode::OK, Sent::telling(words::gone())),
        (None, _) => desk.choose(StatusCode::OK, Sent::default()),
        (Some(upload), cut_off) => {
            let is_storing = state.imports.is_storing(&desk.owner, &upload.id);
            let told = cut_off.filter(|_| !is_storing).map(|_| words::cut_off());
            desk.look(upload, page, told).await
        }
    }
}

/// `POST /staff/c/{slug}/import`: files.
pub async fn upload(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let Some(_leave) = state.imports.leave_to_receive() else { return HttpError::Full(RETRY_AFTER).answer(&state) };
    let mut files = match Files::receive(&state, request).await {
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
    let own = (who.staff_id, desk.owner.1.clone());
    if let Err(refusal) = keep_upload(&state, &who.actor(), own, new_key(), (claims, events)).await {
        return desk.not_kept(refusal);
    }
    desk.start_reading().await
}

/// `POST /staff/c/{slug}/import/store`: what was looked through.
pub async fn store(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
    form: FormFields,
) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let upload = match desk.uploaded().await {
        Ok(Uploaded { upload: Some(upload), .. }) => upload,
        // Sent twice: what became of it is told.
        Ok(Uploaded { note: Some(_), .. }) => return leave(&paths::import(&desk.owner.1)),
        Ok(_) => return leave(&paths::done(&paths::import(&desk.owner.1), "gone")),
        Err(error) => return HttpError::broken(error).answer(&state),
    };
    // Storing is asked for by name: anything unknown only shows the page again.
    if form.value("then") != "store" {
        return leave(&paths::import(&desk.owner.1));
    }
    desk.send(upload, &form).await
}

/// `POST /staff/c/{slug}/import/discard`
pub async fn discard(State(state): State<SharedState>, AtDesk(who): AtDesk, Path(slug): Path<String>) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    match discard_upload(&state, &who.actor(), who.staff_id, desk.owner.1.clone()).await {
        Ok(()) => leave(&paths::done(&paths::import(&desk.owner.1), "discard")),
        Err(refusal) => HttpError::broken(refusal).answer(&state),
    }
}

/// `GET /staff/c/{slug}/import/problems.csv`
pub async fn get_problems(State(state): State<SharedState>, AtDesk(who): AtDesk, Path(slug): Path<String>) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let upload = match desk.uploaded().await {
        Ok(uploaded) => uploaded.upload,
        Err(error) => return HttpError::broken(error).answer(&state),
    };
    let Some(upload) = upload else { return leave(&paths::done(&paths::import(&desk.owner.1), "gone")) };
    match desk.outcome(upload).await {
        Some((_, Some(Outcome::Problems(problems)))) => {
            let name = format!("{}-import-problems.csv", desk.owner.1);
            desk.file("text/csv; charset=utf-8", &name, problems_table(&problems))
        }
        _ => leave(&paths::import(&desk.owner.1)),
    }
}

/// `GET /staff/c/{slug}/import/claims-template.csv`
pub async fn get_template_csv(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let (settings, today) = desk.settings();
    let name = format!("{}-claims-template.csv", desk.owner.1);
    desk.file("text/csv; charset=utf-8", &name, template::csv(&settings, today))
}

/// `GET /staff/c/{slug}/import/claims-template.xlsx`
pub async fn get_template_xlsx(
    State(state): State<SharedState>,
    AtDesk(who): AtDesk,
    Path(slug): Path<String>,
) -> Response {
    let Some(desk) = Desk::at(&state, &who, &slug) else { return HttpError::NotFound.answer(&state) };
    let (settings, today) = desk.settings();
    let columns: Vec<(&str, String)> =
        files::CLAIM_COLUMNS.iter().map(|column| (*column, words::column(column))).collect();
    match template::workbook(&settings, today, (&t!("import-columns-sheet"), &columns)) {
        Ok(bytes) => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            desk.file(kind, &format!("{}-claims-template.xlsx", desk.owner.1), bytes)
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// Somebody of the desk at a corridor, with whatever they uploaded for it.
struct Desk<'a> {
    shared: &'a SharedState,
    at: AtCorridor<'a>,
    owner: Owner,
}

impl<'a> Desk<'a> {
    fn at(state: &'a SharedState, who: &'a SignedIn, slug: &str) -> Option<Self> {
        let slug: Slug = slug.parse().ok()?;
        let corridor = state.records.now().corridor(&slug)?.clone();
        Some(Self { shared: state, at: AtCorridor { state, who, corridor }, owner: (who.staff_id, slug) })
    }

    fn settings(&self) -> (domain::Corridor, chrono::NaiveDate) {
        let today = self.at.corridor.moment(self.shared.clock.now()).today;
        (self.at.corridor.record.corridor().clone(), today)
    }

    async fn uploaded(&self) -> Result<Uploaded, UploadError> {
        uploaded(self.shared, &self.at.who.account, &self.owner).await
    }

    /// What came of reading an upload, if it came already.
    async fn outcome(&self, upload: Upload) -> Option<(Arc<Import>, Option<Outcome>)> {
        let import = begin_to_read(self.shared, &self.at.who.actor(), &self.owner, upload)?;
        let outcome = self.shared.imports.outcome_of(&import).await;
        Some((import, outcome))
    }

    async fn start_reading(&self) -> Response {
        if let Ok(Uploaded { upload: Some(upload), .. }) = self.uploaded().await {
            drop(self.outcome(upload).await);
        }
        leave(&paths::import(&self.owner.1))
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

    fn stored(&self, stored: &StoredUpload) -> Response {
        let StoredUpload { becomes, days, added, updated, events, revisions } = stored;
        let news = words::stored(becomes, *days, (*added, *updated, *events), *revisions);
        let mut page = self.at.choosing(Sent::telling(news));
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
            UploadRefusal::NotAllowed => return HttpError::NotAllowed.answer(self.shared),
            UploadRefusal::Upload(UploadError::TooMany) => vec![t!("import-too-many")],
            UploadRefusal::Upload(UploadError::Full) => {
                vec![t!("import-not-kept-text"), app::text::hindrance::Hindrance::Full.told()]
            }
            _ => vec![t!("import-not-kept-text"), hindrance(self.shared).told()],
        };
        tracing::error!(%refusal, "an upload could not be kept");
        self.choose(StatusCode::SERVICE_UNAVAILABLE, Sent::telling((heading, lines)))
    }

    /// The page of an upload.
    async fn look(&self, upload: Upload, page: usize, told: Option<desk::News>) -> Response {
        let sent = told.map(Sent::telling).unwrap_or_default();
        match self.outcome(upload.clone()).await {
            Some((import, Some(Outcome::Looked(planned)))) => {
                let (sent, choice) = match &import.told {
                    Some((refused, choice)) => (self.refused(refused).1, choice.clone()),
                    None => (sent, Choice::default()),
                };
                self.preview(StatusCode::OK, (&planned, &upload, page), choice, sent).await
            }
            Some((_, Some(Outcome::Problems(problems)))) => {
                let page = self.at.problems(&problems, sent);
                render::private(StatusCode::UNPROCESSABLE_ENTITY, || pages::staff::import::page(&page))
            }
            Some((_, Some(Outcome::Broken))) => {
                let news = (t!("import-not-read"), vec![t!("import-not-read-text")]);
                self.choose(StatusCode::INTERNAL_SERVER_ERROR, Sent::telling(news))
            }
            Some((_, Some(Outcome::Refused(..) | Outcome::Stored(_)))) => leave(&paths::import(&self.owner.1)),
            Some((import, None)) => self.working(&import),
            None => leave(&paths::import(&self.owner.1)),
        }
    }

    /// How far an import is. The browser asks again by itself, also without a script.
    fn working(&self, import: &Import) -> Response {
        let page = self.at.working(import);
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
        let drafts = match own_drafts(self.shared, self.at.who, &self.owner.1).await {
            Ok(drafts) => drafts,
            Err(error) => return HttpError::broken(error).answer(self.shared),
        };
        let actor = self.at.who.actor();
        let settings = self.at.corridor.record.corridor();
        let publishes = actor.may(Verb::PublishImport, Some(&self.owner.1)) && publishes(&actor, settings);
        let Choice { becomes, kind, reason, over_drafts } = choice;
        let typed = Typed { becomes, kind, reason, over_drafts };
        let shown = Shown { planned, upload, page, drafts: &drafts, publishes, key: new_key(), typed };
        let page = self.at.preview(shown, sent);
        render::private(status, || pages::staff::import::page(&page))
    }

    /// Stores what was looked through, or shows it again with what is wrong with the form.
    async fn send(&self, upload: Upload, form: &FormFields) -> Response {
        let choice = choice_of(form);
        let planned = match self.outcome(upload.clone()).await {
            Some((_, Some(Outcome::Looked(planned)))) => planned,
            // It is stored already, or read anew: its page tells.
            _ => return leave(&paths::import(&self.owner.1)),
        };
        let sending = match read(&choice, &planned, form) {
            Ok(sending) => sending,
            Err(sent) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return self.preview(status, (&planned, &upload, 1), choice, *sent).await;
            }
        };
        let actor = self.at.who.actor();
        let import = match begin_to_store(self.shared, &actor, &self.owner, upload.clone(), sending).await {
            Ok(import) => import,
            Err(error) => {
                tracing::error!(%error, "an import could not be begun");
                let (status, sent) = self.refused(&Refused::Unsaved);
                return self.preview(status, (&planned, &upload, 1), choice, sent).await;
            }
        };
        let Some(import) = import else { return leave(&paths::import(&self.owner.1)) };
        match self.shared.imports.outcome_of(&import).await {
            Some(Outcome::Refused(refused, choice)) => {
                let (status, sent) = self.refused(&refused);
                match self.outcome(upload.clone()).await {
                    Some((_, Some(Outcome::Looked(planned)))) => {
                        self.preview(status, (&planned, &upload, 1), choice, sent).await
                    }
                    _ => leave(&paths::import(&self.owner.1)),
                }
            }
            _ => leave(&paths::import(&self.owner.1)),
        }
    }

    /// Why an import was not stored, with its status.
    fn refused(&self, refused: &Refused) -> (StatusCode, Sent) {
        let reason = || Sent::refused([("reason".to_owned(), field("reason"), t!("import-reason-missing"))]);
        let days = |status, why, days: &[chrono::NaiveDate]| (status, Sent::telling(words::refused_days(why, days)));
        match refused {
            Refused::Changed => (StatusCode::CONFLICT, Sent::telling(words::changed())),
            Refused::NoReason => (StatusCode::UNPROCESSABLE_ENTITY, reason()),
            Refused::LeadPublishes => (StatusCode::FORBIDDEN, Sent::telling(words::refused("lead"))),
            Refused::SecondPerson => (StatusCode::FORBIDDEN, Sent::telling(words::refused("second-person"))),
            Refused::LeadCorrects => (StatusCode::FORBIDDEN, Sent::telling(words::refused("correction"))),
            Refused::Waiting(all) => days(StatusCode::CONFLICT, "waiting", all),
            Refused::Locked(all) => days(StatusCode::LOCKED, "locked", all),
            Refused::Withdrawn(all) => days(StatusCode::CONFLICT, "withdrawn", all),
            Refused::Drafts(all) => days(StatusCode::CONFLICT, "drafts", all),
            Refused::NoDraft(all) => days(StatusCode::UNPROCESSABLE_ENTITY, "no-draft", all),
            Refused::Unsaved => {
                (StatusCode::SERVICE_UNAVAILABLE, Sent::telling(desk::not_saved(hindrance(self.shared))))
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
        }),
        None => Err(Box::new(Sent::refused(problems))),
    }
}
