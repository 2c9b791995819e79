//! Files: for programs, tables and search engines. Open to every site.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::Slug;

use super::cache::CachePolicy;
use super::error::HttpError;
use crate::files::claims_csv;
use crate::queries::latest;
use crate::state::SharedState;

/// `GET /c/{slug}/claims.csv`
pub async fn get_claims_csv(State(state): State<SharedState>, Path(slug): Path<String>) -> Response {
    let records = state.records.now();
    let Some(corridor) = slug.parse::<Slug>().ok().and_then(|slug| records.corridor(&slug).cloned()) else {
        return HttpError::NotFound.answer(&state);
    };
    let name = format!("attachment; filename=\"{}-claims.csv\"", corridor.record.corridor().slug);
    let mut response = open("text/csv; charset=utf-8", claims_csv::write_record(&corridor.record));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// `GET /c/{slug}/latest.json`
pub async fn get_latest_json(State(state): State<SharedState>, Path(slug): Path<String>) -> Response {
    match slug.parse::<Slug>().ok().and_then(|slug| latest::latest(&state, &slug)) {
        None => HttpError::NotFound.answer(&state),
        Some(Err(error)) => HttpError::broken(error).answer(&state),
        Some(Ok(bytes)) => open("application/json", bytes),
    }
}

/// `GET /robots.txt`
pub async fn get_robots(State(state): State<SharedState>) -> Response {
    let map = state
        .site
        .public_url
        .as_deref()
        .map(|url| format!("Sitemap: {}\n", app::paths::absolute(Some(url), "/sitemap.xml")));
    let allowed = if state.site.demonstration.is_some() { "Disallow: /\n" } else { "Disallow: /staff\n" };
    let text = format!("User-agent: *\n{allowed}{}", map.unwrap_or_default());
    open("text/plain; charset=utf-8", text.into_bytes())
}

/// `GET /sitemap.xml`: nothing but the sitemap format's own requirement of absolute addresses keeps it empty without
/// a public address.
pub async fn get_sitemap(State(state): State<SharedState>) -> Response {
    let records = state.records.now();
    let mut paths = vec![app::paths::INDEX.to_owned(), app::paths::ABOUT.to_owned()];
    for corridor in records.all() {
        let slug = &corridor.record.corridor().slug;
        paths.push(app::paths::corridor(slug));
        paths.extend(corridor.record.days().map(|day| app::paths::day(slug, day.date)));
    }
    let url = state.site.public_url.as_deref();
    let entries: String = url
        .map(|url| {
            paths
                .iter()
                .map(|path| format!("<url><loc>{}</loc></url>\n", app::paths::absolute(Some(url), path)))
                .collect()
        })
        .unwrap_or_default();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    );
    open("application/xml", text.into_bytes())
}

/// A file that every site may read.
fn open(kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    CachePolicy::AskAgain.on((headers, bytes).into_response())
}
