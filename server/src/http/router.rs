//! The whole route table, in reading order.

use app::paths::api as paths;
use axum::Router;
use axum::extract::Request;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, Version, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use domain::Verb;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::error::{self, HttpError};
use super::extract::SIGN_IN_BYTES;
use super::files_sent::IMPORT_BYTES;
use super::middleware::headers::add_headers;
use super::routes::{Needs, Routes};
use super::{
    api, assets, cards, changes, charts, data, embeds, feeds, files, live, oembed, operations, pages, set_up, staff,
    trends,
};
use crate::auth::Stage;
use crate::events::Event;
use crate::state::SharedState;

/// All routes, in reading order: each with what it needs of whoever asks.
pub fn routes(state: &SharedState) -> Routes {
    let corridor = Routes::new(state)
        .get("/", Needs::Nothing, pages::show_index)
        .get("/about", Needs::Nothing, pages::show_about)
        .get("/c/{slug}", Needs::Nothing, pages::show_corridor)
        .get("/c/{slug}/days/{date}", Needs::Nothing, pages::show_day)
        .get("/c/{slug}/months/{month}", Needs::Nothing, pages::show_month)
        .get("/c/{slug}/changes", Needs::Nothing, changes::show_changes)
        .get("/c/{slug}/changes/{seq}", Needs::Nothing, changes::show_change)
        .get("/c/{slug}/trends", Needs::Nothing, trends::show_trends)
        .get("/c/{slug}/trends.csv", Needs::Nothing, trends::get_csv)
        .get("/c/{slug}/trends.svg", Needs::Nothing, trends::get_svg)
        .get("/c/{slug}/trends.png", Needs::Nothing, trends::get_png)
        .get("/c/{slug}/data", Needs::Nothing, data::show_data)
        .get("/c/{slug}/measures", Needs::Nothing, data::show_measures)
        .get("/c/{slug}/measures/{measure}", Needs::Nothing, data::show_measure)
        .get("/c/{slug}/cite.bib", Needs::Nothing, data::get_cite_bib)
        .get("/c/{slug}/cite.json", Needs::Nothing, data::get_cite_json)
        .get("/c/{slug}/claims.csv", Needs::Nothing, files::get_claims_csv)
        .get("/c/{slug}/claims.json", Needs::Nothing, files::get_claims_json)
        .get("/c/{slug}/days.csv", Needs::Nothing, files::get_days_csv)
        .get("/c/{slug}/days.json", Needs::Nothing, files::get_days_json)
        .get("/c/{slug}/claims.xlsx", Needs::Nothing, files::get_claims_xlsx)
        .get("/c/{slug}/days.xlsx", Needs::Nothing, files::get_days_xlsx)
        .get("/c/{slug}/events.xlsx", Needs::Nothing, files::get_events_xlsx)
        .get("/c/{slug}/datapackage.json", Needs::Nothing, files::get_data_package)
        .get("/c/{slug}/events.csv", Needs::Nothing, files::get_events_csv)
        .get("/c/{slug}/events.json", Needs::Nothing, files::get_events_json)
        .get("/c/{slug}/latest.json", Needs::Nothing, files::get_latest_json)
        .get("/c/{slug}/chart/{file}", Needs::Nothing, charts::get_chart)
        .get("/assets/{file}", Needs::Nothing, assets::get_asset)
        .get("/robots.txt", Needs::Nothing, files::get_robots)
        .get("/sitemap.xml", Needs::Nothing, files::get_sitemap)
        .get(operations::HEALTH, Needs::Nothing, operations::get_health)
        .get("/readyz", Needs::Nothing, operations::get_readiness);
    let door = for_programs(press(corridor))
        .get("/staff/sign-in", Needs::Door, staff::sign_in::show_sign_in)
        .post_up_to(SIGN_IN_BYTES, "/staff/sign-in", Needs::Door, staff::sign_in::sign_in)
        .post("/staff/sign-out", Needs::Door, staff::sign_in::sign_out)
        .get("/staff/worker.js", Needs::Door, staff::worker::get_worker)
        .get("/staff/welcome/{token}", Needs::Door, staff::welcome::show_welcome)
        .post("/staff/welcome/{token}", Needs::Door, staff::welcome::choose_password)
        .get("/setup/{token}", Needs::Door, set_up::show_set_up)
        .get("/setup/{token}/{step}", Needs::Door, set_up::show_step)
        .post("/setup/{token}/{step}", Needs::Door, set_up::send_step);
    accounts(desk(second_step(door)))
}

/// What leaves the site: feeds, and what others frame.
fn press(public: Routes) -> Routes {
    public
        .get("/c/{slug}/feed.atom", Needs::Nothing, feeds::get_feed)
        .get("/c/{slug}/feed/status.atom", Needs::Nothing, feeds::get_status_feed)
        .get("/c/{slug}/feed/figures.atom", Needs::Nothing, feeds::get_figures_feed)
        .get("/c/{slug}/feed/corrections.atom", Needs::Nothing, feeds::get_corrections_feed)
        .get("/c/{slug}/badge.svg", Needs::Nothing, cards::get_badge)
        .get("/c/{slug}/card.png", Needs::Nothing, cards::get_card)
        .get("/c/{slug}/days/{date}/card.png", Needs::Nothing, cards::get_card_of_day)
        .get("/c/{slug}/share", Needs::Nothing, embeds::show_share)
        .get("/embed/{slug}/status", Needs::Nothing, embeds::show_status)
        .get("/embed/{slug}/chart", Needs::Nothing, embeds::show_chart)
        .get("/embed/{slug}/figure", Needs::Nothing, embeds::show_figure)
        .get("/oembed", Needs::Nothing, oembed::get_oembed)
}

/// The API.
fn for_programs(public: Routes) -> Routes {
    public
        .get_open(paths::DESCRIPTION, api::get_description)
        .get_open(paths::CORRIDORS, api::get_corridors)
        .get_open(paths::CORRIDOR, api::get_corridor)
        .get_open(paths::STATUS, api::get_status)
        .get_open(paths::DAYS, api::get_days)
        .get_open(paths::DAY, api::get_day)
        .get_open(paths::CLAIMS, api::get_claims)
        .get_open(paths::SERIES, api::get_series)
        .get_open(paths::CHANGES, api::get_changes)
        .get_open("/api/v1/events", live::follow)
}

/// The second step at the door.
fn second_step(door: Routes) -> Routes {
    let (code, enrol) = (Needs::AtStage(Stage::Code), Needs::AtStage(Stage::Enrol));
    door.get("/staff/sign-in/code", code, staff::second_step::show_code)
        .post_up_to(SIGN_IN_BYTES, "/staff/sign-in/code", code, staff::second_step::give_code)
        .get("/staff/sign-in/second-factor", enrol, staff::second_step::show_enrol)
        .post_up_to(SIGN_IN_BYTES, "/staff/sign-in/second-factor", enrol, staff::second_step::enrol)
        .post_up_to(SIGN_IN_BYTES, "/staff/sign-in/onward", Needs::To(Verb::ReadDesk), staff::second_step::show_onward)
}

/// One's own account, and those of everybody.
fn accounts(desk: Routes) -> Routes {
    let (own, people) = (Needs::To(Verb::KeepOwnAccount), Needs::To(Verb::KeepPeople));
    desk.get("/staff/me", own, staff::own_account::show_own_account)
        .post("/staff/me/password", own, staff::own_account::change_own_password)
        .post("/staff/me/sessions", own, staff::own_account::end_other_sessions)
        .get("/staff/me/second-factor", own, staff::second_factor::show_second_factor)
        .post("/staff/me/second-factor", own, staff::second_factor::begin)
        .post("/staff/me/second-factor/confirm", own, staff::second_factor::confirm)
        .post("/staff/me/second-factor/codes", own, staff::second_factor::renew_codes)
        .post("/staff/me/second-factor/remove", own, staff::second_factor::remove)
        .get("/staff/people", people, staff::people::show_people)
        .post("/staff/people", people, staff::people::invite)
        .post("/staff/organisation", people, staff::people::rename)
        .get("/staff/people/{account}", people, staff::person::show_person)
        .post("/staff/people/{account}/roles", people, staff::person::give_roles)
        .post("/staff/people/{account}/disable", people, staff::person::disable)
        .post("/staff/people/{account}/enable", people, staff::person::enable)
        .post("/staff/people/{account}/reset", people, staff::person::reset)
}

/// The desk's own routes.
fn desk(door: Routes) -> Routes {
    door.get("/staff", Needs::To(Verb::ReadDesk), staff::desk::show_desk)
        .get("/staff/c/{slug}/months/{month}", Needs::To(Verb::ReadDay), staff::desk::show_month)
        .get("/staff/c/{slug}/questions", Needs::To(Verb::ReadDay), staff::desk::show_questions)
        .get("/staff/audit", Needs::To(Verb::ReadAudit), staff::audit::show_audit)
        .get("/staff/audit.csv", Needs::To(Verb::ReadAudit), staff::audit::get_audit_csv)
        .get("/staff/c/{slug}/days/{date}", Needs::To(Verb::ReadDay), staff::day_form::show_day_form)
        .post("/staff/c/{slug}/days/{date}", Needs::ToOrCarry(Verb::WriteDay), staff::day_form::send_day_form)
        .get("/staff/c/{slug}/threshold", Needs::To(Verb::SetThreshold), staff::threshold::show_threshold)
        .post("/staff/c/{slug}/threshold", Needs::To(Verb::SetThreshold), staff::threshold::send_threshold)
        .get("/staff/import", Needs::To(Verb::ReadDesk), staff::imports::show_corridors)
        .get("/staff/c/{slug}/import", Needs::To(Verb::ImportClaims), staff::imports::show_import)
        .post_files(IMPORT_BYTES, "/staff/c/{slug}/import", Needs::To(Verb::ImportClaims), staff::imports::upload)
        .post("/staff/c/{slug}/import/store", Needs::To(Verb::ImportClaims), staff::imports::store)
        .post("/staff/c/{slug}/import/discard", Needs::To(Verb::ImportClaims), staff::imports::discard)
        .get("/staff/c/{slug}/import/problems.csv", Needs::To(Verb::ImportClaims), staff::imports::get_problems)
        .get(
            "/staff/c/{slug}/import/claims-template.csv",
            Needs::To(Verb::ImportClaims),
            staff::imports::get_template_csv,
        )
        .get(
            "/staff/c/{slug}/import/claims-template.xlsx",
            Needs::To(Verb::ImportClaims),
            staff::imports::get_template_xlsx,
        )
        .get("/staff/sources", Needs::To(Verb::KeepSources), staff::sources::show_sources)
        .get("/staff/sources/{source}", Needs::To(Verb::KeepSources), staff::sources::show_source)
        .post("/staff/sources/{source}", Needs::To(Verb::KeepSources), staff::sources::send_source)
        .get("/staff/carriers", Needs::To(Verb::KeepSources), staff::carriers::show_carriers)
        .post("/staff/carriers", Needs::To(Verb::KeepSources), staff::carriers::send_carriers)
        .get("/staff/corridors", Needs::To(Verb::AddCorridor), staff::corridors::show_corridors)
        .post("/staff/corridors", Needs::To(Verb::AddCorridor), staff::corridors::send_corridors)
        .get("/staff/corridors/{slug}", Needs::To(Verb::ChangeCorridor), staff::corridors::show_settings)
        .post("/staff/corridors/{slug}", Needs::To(Verb::ChangeCorridor), staff::corridors::send_settings)
        .get("/staff/c/{slug}/days/{date}/discard", Needs::To(Verb::WriteDay), staff::day_form::ask_to_discard)
        .post("/staff/c/{slug}/days/{date}/discard", Needs::To(Verb::WriteDay), staff::day_form::discard)
        .post("/staff/c/{slug}/days/{date}/take-back", Needs::To(Verb::WriteDay), staff::day_acts::take_back)
        .post("/staff/c/{slug}/days/{date}/open", Needs::To(Verb::OpenDay), staff::day_acts::open)
        .post("/staff/c/{slug}/days/{date}/withdraw", Needs::To(Verb::WithdrawDay), staff::day_acts::withdraw)
        .get("/staff/c/{slug}/days/{date}/review", Needs::To(Verb::ApproveDay), staff::review::show_day)
        .post("/staff/c/{slug}/days/{date}/review", Needs::To(Verb::ApproveDay), staff::review::decide)
        .get("/staff/review", Needs::To(Verb::ReadDesk), staff::review::show_list)
        .post("/staff/review", Needs::To(Verb::ReadDesk), staff::review::publish_ticked)
}

/// The whole site.
pub fn build(state: SharedState) -> Router {
    let (routes, _) = routes(&state).finish();
    let site = state.site.clone();
    let after_panic = move |_| error::after_panic(&site);
    let foreign = state.clone();
    routes
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(
            ServiceBuilder::new()
                .map_response(add_headers)
                .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_not_finished)))
                .layer(middleware::from_fn_with_state(foreign.clone(), api::problem::tell))
                .layer(CatchPanicLayer::custom(after_panic))
                .layer(middleware::from_fn_with_state(foreign.clone(), refuse_other_methods))
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

/// A finished answer, told by its strong tag, is packed already or better left as it is.
fn is_not_finished(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(header::ETAG).is_none_or(|tag| tag.as_bytes().starts_with(b"W/"))
}

/// What no address knows is refused the same everywhere, with what the address does know; nothing else of such a request is
/// looked at.
async fn refuse_other_methods(State(state): State<SharedState>, mut request: Request, next: Next) -> Response {
    let asks_first = *request.method() == Method::OPTIONS && paths::is_of_api(request.uri().path());
    if asks_first || [Method::GET, Method::HEAD, Method::POST].contains(request.method()) {
        return next.run(request).await;
    }
    request.headers_mut().clear();
    let answer = next.run(request).await;
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        return answer;
    }
    let allow = [(header::ALLOW, "GET,HEAD")];
    (allow, HttpError::MethodNotAllowed.answer(&state)).into_response()
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
    if answer.extensions().get::<ProtectionError>().is_none() {
        return answer;
    }
    Event::ACCESS_REFUSED.by_nobody().because("a form of another site").refused();
    HttpError::ForeignOrigin.answer(state)
}
