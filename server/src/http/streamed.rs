//! Large files, sent as they are made: the first bytes come at once, and no more than a piece of one lies in memory, however
//! slowly somebody reads. What is small is finished before it is sent, and kept; see `http/finished.rs`.

use std::fmt::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use hyper::body::Frame;
use sha2::{Digest as _, Sha256};
use tokio::sync::OwnedSemaphorePermit;

use super::wants::Wants;
use crate::queries::files::{Failed, Pieces};

/// The body of such an answer.
struct Streamed {
    pieces: Pieces,
    /// A place among those that are sent so at a time.
    _place: OwnedSemaphorePermit,
}

impl hyper::body::Body for Streamed {
    type Data = Bytes;
    type Error = Failed;

    /// A piece is made when the one before it has been taken: a few days of claims, a millisecond or two.
    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Failed>>> {
        Poll::Ready(self.pieces.next().map(|piece| piece.map(|bytes| Frame::data(Bytes::from(bytes)))))
    }
}

/// The answer with a file. `of` tells it from every other that this process sent: the record as it stands, and the address.
pub fn answer(
    mut headers: HeaderMap,
    of: &str,
    wants: &Wants,
    pieces: Pieces,
    place: OwnedSemaphorePermit,
) -> Response {
    let tag = tag(of);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, tag.clone());
    let mut response = if wants.has(&tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        for name in [header::CONTENT_TYPE, header::CONTENT_DISPOSITION] {
            headers.remove(name);
        }
        response
    } else {
        Response::new(Body::new(Streamed { pieces, _place: place }))
    };
    *response.headers_mut() = headers;
    response
}

/// A weak tag: whoever packs the bytes on the way changes them.
fn tag(of: &str) -> HeaderValue {
    let mut tag = String::from("W/\"");
    for byte in Sha256::digest(of).iter().take(8) {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"\""))
}
