//! What a request is refused with: people get a page, the log gets the cause once, with a reference to it.

use app::pages;
use app::paths::api::Problem;
use app::text::api as words;
use app::text::hindrance::Hindrance;
use app::text::notices;
use app::view::chrome::Site;
use app::view::notice::Notice;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::LengthLimitError;

use super::render;
use crate::commands::WriteError;
use crate::faults::{self, Fault};
use crate::state::State;

/// Why a request gets no page.
#[derive(Debug)]
pub enum HttpError {
    /// There is nothing at this address.
    NotFound,
    /// The address names something that is no day.
    NoDay(String),
    /// The address asks for something that cannot be: what, and what was expected.
    Unreadable(notices::Refusal),
    /// The address names something that is no month.
    NoMonth(String),
    /// The method has no place here.
    MethodNotAllowed,
    /// The body is larger than this route takes, in bytes.
    TooLarge(usize),
    /// The body is no form.
    NoForm,
    /// The body is packed.
    Packed,
    /// The form has more fields than this route takes.
    TooManyFields(usize),
    /// The body came too slowly.
    TooSlow,
    /// The body broke off: nobody is left to be told.
    BrokeOff,
    /// There is too much to do; come again in so many seconds.
    Full(u32),
    /// Sent from another site.
    ForeignOrigin,
    /// No role of the account allows it.
    NotAllowed,
    /// The database does not tell who is signed in.
    NoSessions,
    /// A page that says why, with its status.
    Told(StatusCode, Box<Notice>),
    /// What a program asked for cannot be answered: of which kind that is, and which parameters are to blame.
    Asked(Problem, notices::Refusal, Vec<BadParameter>),
    /// Our fault.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl HttpError {
    /// Our fault.
    pub fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(error.into())
    }

    /// Why a body that may have so many bytes could not be read.
    pub fn of_body(error: &(dyn std::error::Error + 'static), limit: usize) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            match error.downcast_ref::<BodyFault>() {
                Some(BodyFault::TooSlow) => return Self::TooSlow,
                Some(BodyFault::Full) => return Self::Full(RETRY_AFTER),
                Some(BodyFault::BrokeOff) => return Self::BrokeOff,
                None if error.is::<LengthLimitError>() => return Self::TooLarge(limit),
                None => next = error.source(),
            }
        }
        Self::BrokeOff
    }

    /// The page for people.
    pub fn answer(self, state: &State) -> Response {
        let why = state.hindrance();
        match self {
            Self::NoSessions if let Some(why) = why => later(&state.site, notices::sessions_unknown(why), TRY_AGAIN),
            Self::Broken(error) if let Some(why) = why => {
                if let Some(times) = state.not_ready.tell() {
                    tracing::warn!(why = why.key(), %error, times, "a request needs what cannot be had now");
                }
                later(&state.site, notices::cannot_save(why), TRY_AGAIN)
            }
            other => answer(other, &state.site),
        }
    }
}

/// Why something could not be saved, as people are told.
pub fn hindrance(state: &State) -> Hindrance {
    state.hindrance().unwrap_or(Hindrance::Other)
}

/// The same of a day.
pub fn hindrance_of(state: &State, error: &WriteError) -> Hindrance {
    if error.is_about_the_clock() { Hindrance::Clock } else { hindrance(state) }
}

/// Seconds after which it may be tried again when nothing can be saved.
const TRY_AGAIN: u32 = 60;

/// The page of what may be tried again after so many seconds.
fn later(site: &Site, told: notices::Refusal, seconds: u32) -> Response {
    let page = notice_page(StatusCode::SERVICE_UNAVAILABLE, &Notice::refused(site, told));
    ([(header::RETRY_AFTER, HeaderValue::from(seconds))], page).into_response()
}

/// Who finds too much to do comes again after so many seconds.
pub const RETRY_AFTER: u32 = 5;

/// What a refusal says, kept beside its page for those who are told it in another form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Of which kind it is, where its status does not say it.
    pub kind: Option<Problem>,
    /// What it means.
    pub detail: String,
    /// Which parameters are to blame.
    pub parameters: Vec<BadParameter>,
}

/// A parameter that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BadParameter {
    /// Its name.
    pub parameter: String,
    /// What was given, as much of it as is shown again.
    pub given: String,
    /// What was expected.
    pub expected: String,
}

/// Why a body did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// It came too slowly, and is not waited for any longer.
    #[error("the body came too slowly")]
    TooSlow,
    /// The line broke.
    #[error("the body broke off")]
    BrokeOff,
    /// There is no room for it, or no turn to work on it.
    #[error("there is too much to do")]
    Full,
}

/// As much of a text from an address as a page shows.
pub fn shortened(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

/// The page for people.
pub fn answer(error: HttpError, site: &Site) -> Response {
    let refused = |refusal| Notice::refused(site, refusal);
    let (status, notice) = match error {
        HttpError::NotFound => return not_found(site),
        HttpError::Asked(kind, told, parameters) => return asked(site, kind, told, parameters),
        HttpError::NoDay(text) => (StatusCode::UNPROCESSABLE_ENTITY, refused(notices::no_day(&shortened(&text)))),
        HttpError::Unreadable(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refused(refusal)),
        HttpError::NoMonth(text) => (StatusCode::UNPROCESSABLE_ENTITY, refused(notices::no_month(&shortened(&text)))),
        HttpError::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, refused(notices::method_not_allowed())),
        HttpError::TooLarge(limit) => (StatusCode::PAYLOAD_TOO_LARGE, refused(notices::too_large(limit))),
        HttpError::NoForm => (StatusCode::UNSUPPORTED_MEDIA_TYPE, refused(notices::no_form())),
        HttpError::Packed => (StatusCode::UNSUPPORTED_MEDIA_TYPE, refused(notices::packed_form())),
        HttpError::TooManyFields(most) => (StatusCode::PAYLOAD_TOO_LARGE, refused(notices::too_many_fields(most))),
        HttpError::TooSlow => (StatusCode::REQUEST_TIMEOUT, refused(notices::too_slow())),
        HttpError::BrokeOff => (StatusCode::BAD_REQUEST, refused(notices::broke_off())),
        HttpError::Full(seconds) => return later(site, notices::too_much_to_do(seconds), seconds),
        HttpError::ForeignOrigin => (StatusCode::FORBIDDEN, refused(notices::foreign_form())),
        HttpError::NotAllowed => (StatusCode::FORBIDDEN, refused(notices::not_allowed())),
        HttpError::NoSessions => return later(site, notices::sessions_unknown(Hindrance::Other), TRY_AGAIN),
        HttpError::Told(status, notice) => (status, *notice),
        HttpError::Broken(error) => {
            let reference = reference();
            log(&reference, error.as_ref());
            (StatusCode::INTERNAL_SERVER_ERROR, Notice::broken(site, &reference))
        }
    };
    notice_page(status, &notice)
}

/// So many characters of an address are shown again.
const MOST_SHOWN: usize = 40;

/// A notice as a page.
pub fn notice_page(status: StatusCode, notice: &Notice) -> Response {
    let mut page = render::private(status, || pages::notice::page(notice));
    let detail = words::detail(&notice.heading, &notice.lines.join(" "));
    page.extensions_mut().insert(Refused { detail, ..Refused::default() });
    page
}

/// The page of an address that leads nowhere. A program is told the same in other words.
fn not_found(site: &Site) -> Response {
    let mut page = notice_page(StatusCode::NOT_FOUND, &Notice::not_found(site));
    page.extensions_mut().remove::<Refused>();
    page
}

/// The same of what a program asked for.
fn asked(site: &Site, kind: Problem, told: notices::Refusal, parameters: Vec<BadParameter>) -> Response {
    let status = match kind {
        Problem::NotFound => StatusCode::NOT_FOUND,
        Problem::Withdrawn | Problem::CursorGone => StatusCode::GONE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    with_parameters(notice_page(status, &Notice::refused(site, told)), Some(kind), parameters)
}

/// A refusal that names the parameters that are to blame.
pub fn with_parameters(mut page: Response, kind: Option<Problem>, parameters: Vec<BadParameter>) -> Response {
    if let Some(refused) = page.extensions_mut().get_mut::<Refused>() {
        refused.kind = kind;
        refused.parameters = parameters;
    }
    page
}

/// The page after a panic: the request is lost, the server is not.
pub fn after_panic(site: &Site) -> Response {
    faults::panic_at(Fault::LetPanicsThrough);
    let reference = reference();
    tracing::error!(reference, "an answer panicked");
    notice_page(StatusCode::INTERNAL_SERVER_ERROR, &Notice::broken(site, &reference))
}

/// A reference that people can tell and operators can search for: 8 hexadecimal digits.
fn reference() -> String {
    let mut bytes = [0; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => format!("{:08x}", u32::from_be_bytes(bytes)),
        Err(_) => "00000000".to_owned(),
    }
}

fn log(reference: &str, error: &dyn std::error::Error) {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push_str(": ");
        chain.push_str(&error.to_string());
        cause = error.source();
    }
    tracing::error!(reference, chain, "a request failed");
}
