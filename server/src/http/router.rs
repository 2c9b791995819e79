//! The whole route table, in reading order.

use axum::Router;
use axum::extract::Request;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::error::{self, HttpError};
use super::extract::{BodyLimit, FORM_BYTES, SIGN_IN_BYTES};
use super::middleware::headers::add_headers;
use super::{changes, charts, files, operations, pages, staff};
use crate::state::SharedState;

/// The whole site.
pub fn build(state: SharedState) -> Router {
    let public = Router::new()
        .route("/", get(pages::show_index))
        .route("/about", get(pages::show_about))
        .route("/c/{slug}", get(pages::show_corridor))
        .route("/c/{slug}/days/{date}", get(pages::show_day))
        .route("/c/{slug}/months/{month}", get(pages::show_month))
        .route("/c/{slug}/changes", get(changes::show_changes))
        .route("/c/{slug}/changes/{seq}", get(changes::show_change))
        .route("/c/{slug}/claims.csv", get(files::get_claims_csv))
        .route("/c/{slug}/claims.json", get(files::get_claims_json))
        .route("/c/{slug}/days.csv", get(files::get_days_csv))
        .route("/c/{slug}/days.json", get(files::get_days_json))
        .route("/c/{slug}/events.csv", get(files::get_events_csv))
        .route("/c/{slug}/events.json", get(files::get_events_json))
        .route("/c/{slug}/latest.json", get(files::get_latest_json))
        .route("/c/{slug}/chart/{file}", get(charts::get_chart))
        .route("/robots.txt", get(files::get_robots))
        .route("/sitemap.xml", get(files::get_sitemap));
    let desk = Router::new()
        .route("/staff", get(staff::desk::show_desk))
        .route("/staff/c/{slug}/days/{date}", get(staff::day_form::show_day_form).post(staff::day_form::send_day_form))
        .route("/staff/sign-out", post(staff::sign_in::sign_out))
        .layer(axum::Extension(BodyLimit(FORM_BYTES)));
    let door = Router::new()
        .route("/staff/sign-in", get(staff::sign_in::show_sign_in).post(staff::sign_in::sign_in))
        .layer(axum::Extension(BodyLimit(SIGN_IN_BYTES)));
    let operations =
        Router::new().route("/healthz", get(operations::get_health)).route("/readyz", get(operations::get_readiness));
    let site = state.site.clone();
    let after_panic = move |_| error::after_panic(&site);
    let foreign = state.clone();
    public
        .merge(desk)
        .merge(door)
        .merge(operations)
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(
            ServiceBuilder::new()
                .map_response(add_headers)
                .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_not_finished)))
                .layer(CatchPanicLayer::custom(after_panic))
                .layer(middleware::from_fn_with_state(foreign.clone(), refuse_unreadable_paths))
                .map_response(move |answer| say_why_foreign(answer, &foreign))
                .layer(CsrfLayer::new()),
        )
        .with_state(state)
}

async fn not_found(State(state): State<SharedState>) -> Response {
    HttpError::NotFound.answer(&state)
}

async fn method_not_allowed(State(state): State<SharedState>) -> Response {
    HttpError::MethodNotAllowed.answer(&state)
}

/// A finished answer, told by its tag, is packed already or better left as it is.
fn is_not_finished(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ETAG)
}

/// An address whose bytes are no text leads nowhere; people get a page for it.
async fn refuse_unreadable_paths(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let readable = !path.contains('%')
        || form_urlencoded::parse(path.replace('+', "%2B").as_bytes())
            .all(|(name, value)| !name.contains('\u{fffd}') && !value.contains('\u{fffd}'));
    if readable { next.run(request).await } else { HttpError::NotFound.answer(&state) }
}

/// The layer against foreign forms refuses in a word; people get a page.
fn say_why_foreign(answer: Response, state: &SharedState) -> Response {
    let refused = answer.extensions().get::<ProtectionError>().is_some();
    if refused { HttpError::ForeignOrigin.answer(state) } else { answer }
}
