//! Refusals under the API in the one shape that they have there (RFC 9457), wherever they were made: by a handler, by the
//! router, by a layer. Decides nothing: a refusal brings what it says beside its page ([`Refused`]).

use app::paths::api::{self, Problem};
use app::text::api as words;
use app::view::chrome::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::cross_origin;
use crate::http::cache::CachePolicy;
use crate::http::error::{BadParameter, Refused};
use crate::state::SharedState;

/// The kind of such an answer.
pub const KIND: &str = "application/problem+json";

#[derive(Serialize)]
struct Body<'p> {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'p str>,
    #[serde(skip_serializing_if = "<[BadParameter]>::is_empty")]
    errors: &'p [BadParameter],
}

/// Tells every refusal of an address of the API as a problem.
pub async fn tell(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    if !api::is_of_api(request.uri().path()) {
        return next.run(request).await;
    }
    let asked = request.uri().path_and_query().map(|asked| asked.as_str().to_owned());
    let answer = next.run(request).await;
    if is_refusal(&answer) { of(&answer, &state.site, asked.as_deref()) } else { answer }
}

fn is_refusal(answer: &Response) -> bool {
    answer.status().is_client_error() || answer.status().is_server_error()
}

/// A refusal as a problem; `asked` is the address, path and query.
pub fn of(refusal: &Response, site: &Site, asked: Option<&str>) -> Response {
    let status = refusal.status();
    let refused = refusal.extensions().get::<Refused>();
    let kind = refused.and_then(|refused| refused.kind).unwrap_or_else(|| kind_of(status));
    let body = Body {
        r#type: app::paths::absolute(site.public_url.as_deref(), &api::problem(kind)),
        title: words::title(kind.key()),
        status: status.as_u16(),
        detail: detail(kind, refused),
        instance: asked,
        errors: refused.map(|refused| refused.parameters.as_slice()).unwrap_or_default(),
    };
    // A text can always be written.
    let bytes = serde_json::to_vec(&body).unwrap_or_default();
    let mut answer = (status, [(header::CONTENT_TYPE, HeaderValue::from_static(KIND))], bytes).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = refusal.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    cross_origin::open(answer.headers_mut());
    CachePolicy::Never.on(answer)
}

fn kind_of(status: StatusCode) -> Problem {
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => Problem::BadParameter,
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::GONE => Problem::Withdrawn,
        StatusCode::METHOD_NOT_ALLOWED => Problem::MethodNotAllowed,
        StatusCode::SERVICE_UNAVAILABLE => Problem::TooBusy,
        StatusCode::INTERNAL_SERVER_ERROR => Problem::Broken,
        _ => Problem::Other,
    }
}

/// What the refusal says of itself; of what pages tell to people with a form, what the kind of problem means.
fn detail(kind: Problem, refused: Option<&Refused>) -> String {
    match (kind, refused) {
        (Problem::MethodNotAllowed | Problem::TooBusy, _) | (_, None) => words::meaning(kind.key()),
        (_, Some(refused)) => refused.detail.clone(),
    }
}
