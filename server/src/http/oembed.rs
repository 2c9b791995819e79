//! oEmbed: what another site writes into its page when somebody pastes an address of ours. Knows addresses, sizes and names,
//! never a figure.

use app::paths::{self, as_of, press};
use app::view::chrome::corridor_name;
use app::view::share_page::{frame_code, usual_size};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Slug;
use serde_json::json;
use url::Url;

use super::cache::CachePolicy;
use super::extract::fields_of;
use super::{embeds, reader};
use crate::edition::Edition;
use crate::queries::embed;
use crate::state::SharedState;

/// The picture of a link, in pixels.
const CARD: (u32, u32) = (1200, 630);

/// Why nothing is told: a status, as oEmbed says it, and a sentence for whoever reads the answer.
type Refused = (StatusCode, String);

/// `GET /oembed`, with `url`, `maxwidth`, `maxheight` and `format`.
pub async fn get_oembed(State(state): State<SharedState>, RawQuery(query): RawQuery) -> Response {
    let edition = state.edition();
    let (status, body) = match told(&edition, &query.unwrap_or_default()) {
        Ok(body) => (StatusCode::OK, body),
        Err((status, detail)) => (status, json!({ "status": status.as_u16(), "detail": detail })),
    };
    let policy = if status == StatusCode::OK { CachePolicy::Kept } else { CachePolicy::Never };
    let open = HeaderValue::from_static("*");
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, open),
    ];
    policy.on((status, head, body.to_string()).into_response())
}

fn told(edition: &Edition, query: &str) -> Result<serde_json::Value, Refused> {
    let fields = fields_of(query);
    let value = |name: &str| fields.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    if value("format").is_some_and(|format| format != "json") {
        return Err((StatusCode::NOT_IMPLEMENTED, "the only format is json".to_owned()));
    }
    let address = value("url").filter(|url| !url.is_empty());
    let address = address.ok_or_else(|| bad("url is missing: write the whole address of a page of this site"))?;
    let most = [side("maxwidth", value("maxwidth"))?, side("maxheight", value("maxheight"))?];
    let public = edition.site.public_url.as_deref();
    let public = public.ok_or_else(|| nowhere("this site has no public address, so nothing of it can be framed"))?;
    let (slug, src, usual) = shown(edition, public, address)?;
    let shown = edition.corridor(&slug).ok_or_else(|| nowhere("there is no such corridor"))?;
    let title = corridor_name(&shown.corridor.record);
    let at_most = |usual: u32, most: Option<u32>| most.map_or(usual, |most| usual.min(most));
    let size = (at_most(usual.0, most[0]), at_most(usual.1, most[1]));
    let src = paths::absolute(Some(public), &src);
    let mut body = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": app::t!("site-name"),
        "provider_url": paths::absolute(Some(public), paths::INDEX),
        "cache_age": 900,
        "width": size.0,
        "height": size.1,
        "html": frame_code(&src, &title, size),
    });
    let fits = |side: u32, most: Option<u32>| most.is_none_or(|most| side <= most);
    if fits(CARD.0, most[0]) && fits(CARD.1, most[1]) {
        body["thumbnail_url"] = json!(paths::absolute(Some(public), &press::card(&slug)));
        body["thumbnail_width"] = json!(CARD.0);
        body["thumbnail_height"] = json!(CARD.1);
    }
    Ok(body)
}

fn bad(detail: &str) -> Refused {
    (StatusCode::BAD_REQUEST, detail.to_owned())
}

fn nowhere(detail: &str) -> Refused {
    (StatusCode::NOT_FOUND, detail.to_owned())
}

/// The most that a side may measure, in pixels.
fn side(name: &str, value: Option<&str>) -> Result<Option<u32>, Refused> {
    let Some(text) = value.filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = text.parse().ok().filter(|side| *side > 0);
    read.map(Some).ok_or_else(|| bad(&format!("write {name} as a number of pixels, from 1 on")))
}

/// The corridor that an address of this site shows, the address of its frame, and how large that usually is.
fn shown(edition: &Edition, public: &str, address: &str) -> Result<(Slug, String, (u32, u32)), Refused> {
    let not_ours =
        || nowhere("this is no address of this site that can be framed: a corridor’s page and its frames can");
    let (own, asked) = Url::parse(public).ok().zip(Url::parse(address).ok()).ok_or_else(not_ours)?;
    if own.origin() != asked.origin() {
        return Err(not_ours());
    }
    let path = if asked.path() == paths::INDEX { edition.beginning.as_str() } else { asked.path() };
    let (slug, view) = press::shown_at(path).ok_or_else(not_ours)?;
    let query = asked.query().unwrap_or_default();
    let is_embed = asked.path().starts_with("/embed/");
    let read = if is_embed { embeds::read_query(view, query) } else { embeds::read_query(view, "") };
    let wanted = read.map_err(|_| not_ours())?;
    let src = press::embed(&slug, &embed::canonical(edition, &slug, wanted));
    let src = match reader::read(query) {
        Ok(Some((_, moment))) => as_of::carrying(&src, moment),
        Ok(None) => src,
        Err(_) => return Err(not_ours()),
    };
    Ok((slug, src, usual_size(view)))
}
