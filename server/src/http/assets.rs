//! The files that browsers load beside a page, under the hash of their content: kept for ever, and never asked for again.

use app::paths;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;

use super::cache::CachePolicy;
use super::error::HttpError;
use super::finished::{answer_with, made};
use super::wants::Wants;
use crate::assets::Asset;
use crate::finished::{Effort, Kept};
use crate::state::SharedState;

/// A build for trials is started often and answers few: it packs quickly.
const EFFORT: Effort = if cfg!(debug_assertions) { Effort::Quick } else { Effort::Best };

/// `GET /assets/{file}`
pub async fn get_asset(State(state): State<SharedState>, Path(file): Path<String>, wants: Wants) -> Response {
    let assets = state.assets.clone();
    // Packing at its best takes a processor for a second, the first time.
    let answer = tokio::task::spawn_blocking(move || {
        let asset = assets.at(&paths::asset_file(&file))?;
        asset.kept(packed).map(|kept| answer_with(kept, &wants))
    });
    match answer.await {
        Ok(Some(answer)) => answer,
        Ok(None) => HttpError::NotFound.answer(&state),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn packed(asset: &Asset) -> Option<Kept> {
    let mut made = made(asset.content_type()?, EFFORT, asset.bytes().to_vec());
    let policy = if asset.lasts { CachePolicy::ForEver } else { CachePolicy::Never };
    made.headers.insert(header::CACHE_CONTROL, policy.value());
    Some(Kept::of(made))
}
