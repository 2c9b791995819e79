//! Public answers from the shelf of finished ones.
//!
//! A route is a function that gives a [`Public`] (its canonical address, and how it is made from an edition) and a
//! handler that hands it to the [`Reader`](super::reader::Reader) who asks:
//!
//! ```ignore
//! pub async fn show_month(reader: Reader, Path((slug, month)): Path<(String, String)>) -> Response {
//!     let (Ok(slug), Ok(month)) = (slug.parse(), month.parse()) else { return reader.refuse(HttpError::NotFound) };
//!     reader.answer(month(slug, month)).await
//! }
//!
//! pub fn month(slug: Slug, month: Month) -> Public<impl Make> {
//!     Public::at(paths::month(&slug, month), move |edition| {
//!         let page = queries::month::month_page(edition, &slug, month).ok_or(HttpError::NotFound)?;
//!         Ok(render::public(Effort::Quick, || pages::month::page(&page)))
//!     })
//! }
//! ```
//!
//! The address is the whole key: spell it with `app::paths` from values that were read, query included and in a fixed
//! order, never from what was sent. What is made depends on the edition and those values alone: no clock, no header, no
//! chance. Anything but status 200 is an error, and is not kept.
//!
//! That is all a route has to do with `as_of`: the reader brings the moment, the edition that the page is made from is of
//! then, `app::paths` carries the moment on, and the key has it at its end.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use app::paths;
use app::paths::as_of::carrying;
use app::text::catalogue::Language;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use domain::AsOf;

use super::cache::CachePolicy;
use super::error::{self, HttpError};
use super::middleware::headers;
use super::wants::Wants;
use crate::edition::Edition;
use crate::finished::{Effort, Kept, Key, Made};
use crate::state::State;

/// A public answer: its canonical address, and how it is made.
#[derive(Debug)]
pub struct Public<M> {
    address: String,
    make: M,
}

/// How an answer is made from an edition.
pub trait Make: FnOnce(&Edition) -> Result<Made, HttpError> + Send + 'static {}

impl<M: FnOnce(&Edition) -> Result<Made, HttpError> + Send + 'static> Make for M {}

impl<M: FnOnce(&Edition) -> Result<Made, HttpError> + Send + 'static> Public<M> {
    /// What stands at an address.
    pub fn at(address: String, make: M) -> Self {
        Self { address, make }
    }

    /// Makes it here and now, past the shelf. An earlier state, which few ask for, is never packed at its best, and no
    /// search engine is to keep it.
    ///
    /// # Errors
    /// When there is nothing at this address.
    pub fn made(self, edition: &Edition) -> Result<Made, HttpError> {
        let made = edition.tell(self.make)?;
        if edition.old.is_none() {
            return Ok(made);
        }
        Ok(with(Made { effort: Effort::Quick, ..made }, HeaderName::from_static("x-robots-tag"), "noindex"))
    }
}

/// The answer to a request for an address in its canonical spelling, without a query, when it lies on the shelf: past
/// the routes and all that stands around them, so a panic is caught here too. Any other request is for the router.
pub fn at_once<B>(state: &State, request: &Request<B>) -> Option<Response> {
    let kept = std::panic::catch_unwind(AssertUnwindSafe(|| kept(state, request)));
    kept.unwrap_or_else(|_| Some(error::after_panic(&state.site)))
}

fn kept<B>(state: &State, request: &Request<B>) -> Option<Response> {
    let head = match *request.method() {
        Method::GET => false,
        Method::HEAD => true,
        _ => return None,
    };
    if request.uri().query().is_some() {
        return None;
    }
    let edition = state.edition();
    let address = match request.uri().path() {
        paths::INDEX => edition.beginning.as_str(),
        path => path,
    };
    let kept = state.finished.get(edition.number, address, Language::default())?;
    let mut response = answer_with(&kept, &Wants::of(request.headers()));
    if head {
        *response.body_mut() = Body::empty();
    }
    Some(response)
}

/// The finished answer as of a moment, made if nobody asked for it before.
///
/// # Errors
/// When there is nothing at this address.
pub async fn finished<M: Make>(
    state: &State,
    edition: Arc<Edition>,
    as_of: Option<AsOf>,
    public: Public<M>,
) -> Result<Arc<Kept>, HttpError> {
    let address = as_of.map_or_else(|| public.address.clone(), |as_of| carrying(&public.address, as_of));
    let key = Key { edition: edition.number, address, language: Language::default() };
    let make = move || match as_of {
        Some(as_of) => public.made(&edition.at(as_of)),
        None => public.made(&edition),
    };
    state.finished.get_or_make(key, make).await
}

/// A finished answer as a reader takes it.
pub fn answer_with(kept: &Kept, wants: &Wants) -> Response {
    let variant = wants.choose(kept);
    if wants.has(&variant.tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = variant.unchanged.clone();
        return response;
    }
    let mut response = Response::new(Body::from(variant.bytes.clone()));
    *response.headers_mut() = variant.headers.clone();
    response
}

/// A page or file of a kind, as readers get it.
pub fn made(kind: &'static str, effort: Effort, bytes: Vec<u8>) -> Made {
    let mut all = HeaderMap::new();
    all.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    all.insert(header::CACHE_CONTROL, CachePolicy::Kept.value());
    headers::add_to(&mut all);
    Made { headers: all, bytes, effort }
}

/// A file that every site may read.
pub fn open_file(kind: &'static str, effort: Effort, bytes: Vec<u8>) -> Made {
    let made = made(kind, effort, bytes);
    let made = with(made, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    with(made, HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")
}

/// The same with another header; a value that no header can carry is left out.
pub fn with(mut made: Made, name: HeaderName, value: &str) -> Made {
    if let Ok(value) = HeaderValue::from_str(value) {
        made.headers.insert(name, value);
    }
    made
}
