//! The way of one request that was read: under which name it asks, whether its answer lies on the shelf, whose turn it is, the
//! router. Knows no page but the one that says that there is too much to do.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use app::paths;
use app::paths::api::is_of_api;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::response::Parts;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::{Body as _, Incoming};
use tower::ServiceExt as _;

use super::arriving::Arriving;
use super::limits::Limits;
use super::tally::Tally;
use super::turns::{Full, Gate, Turns};
use crate::auth::Network;
use crate::http::api::problem;
use crate::http::error::HttpError;
use crate::http::hosts::Hosts;
use crate::http::middleware::headers::add_headers;
use crate::http::{extract, finished, operations, router};
use crate::state::SharedState;

/// Answers requests.
#[derive(Debug)]
pub struct Answering {
    state: SharedState,
    router: Router,
    hosts: Hosts,
    limits: Arc<Limits>,
    turns: Turns,
    tally: Arc<Tally>,
    /// The page that says that there is too much to do: made once, because it is wanted when there is no time to make it.
    full: (Parts, Bytes),
    /// The same for programs.
    full_api: (Parts, Bytes),
}

impl Answering {
    /// Answers for the installation that listens on this address.
    pub async fn new(state: SharedState, listen: SocketAddr, limits: Arc<Limits>, tally: Arc<Tally>) -> Self {
        let hosts = Hosts::new(state.site.public_url.as_deref(), listen, state.trusted_proxies.clone());
        let turns = Turns::new(&limits);
        let full = HttpError::Full(limits.retry_after).answer(&state);
        let full_api = made(problem::of(&full, &state.site, None)).await;
        let full = made(full).await;
        Self { router: router::build(state.clone()), state, hosts, limits, turns, tally, full, full_api }
    }

    /// The answer. A body that nobody read ends the connection: what comes after it is no request.
    pub async fn answer(&self, request: Request<Incoming>, peer: SocketAddr) -> Response<Body> {
        let has_body = !request.body().is_end_stream();
        let (mut response, was_read) = self.answer_to(request, peer).await;
        if has_body && !was_read {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }

    /// The answer, and whether the whole body was read.
    async fn answer_to(&self, mut request: Request<Incoming>, peer: SocketAddr) -> (Response<Body>, bool) {
        if let Some(refused) = self.hosts.refuse(&mut request, peer.ip()) {
            return (refused, false);
        }
        if let Some(kept) = finished::at_once(&self.state, &request) {
            return (kept, false);
        }
        request.extensions_mut().insert(ConnectInfo(peer));
        // Whether the process lives is not for a queue to tell.
        if request.uri().path() == operations::HEALTH {
            return (self.route(request.map(|_| Body::empty())).await, false);
        }
        let gate = self.gate(&request, peer);
        let pass = match gate.pass().await {
            Ok(pass) => pass,
            Err(Full) => {
                self.tally.count(gate.refused);
                let (parts, page) = if is_of_api(request.uri().path()) { &self.full_api } else { &self.full };
                return (Response::from_parts(parts.clone(), Body::from(page.clone())), false);
            }
        };
        let sends_files = Arc::ptr_eq(gate, &self.turns.desk) && paths::takes_files(request.uri().path());
        let body = if sends_files { self.limits.files } else { self.limits.body };
        let tally = self.tally.clone();
        let request = request.map(|incoming| Body::new(Arriving::new(incoming, body, pass.clone(), tally)));
        let response = self.route(request).await;
        (response, pass.was_read())
    }

    async fn route(&self, request: Request<Body>) -> Response<Body> {
        let answered: Result<Response<Body>, Infallible> = self.router.clone().oneshot(request).await;
        match answered {
            Ok(response) => response,
        }
    }

    /// Where a request waits for its turn: decided by what is in memory, so that a flood costs no statement.
    fn gate(&self, request: &Request<Incoming>, peer: SocketAddr) -> &Arc<Gate> {
        if !paths::is_of_desk(request.uri().path()) {
            return &self.turns.readers;
        }
        match extract::token(&self.state, request.headers()) {
            Some(token) if self.state.lately.knows(&token) => {
                self.state.lately.note_network(Network::from(peer.ip()));
                &self.turns.desk
            }
            _ => &self.turns.door,
        }
    }
}

/// A whole answer, to be given again and again.
async fn made(answer: Response<Body>) -> (Parts, Bytes) {
    let (parts, body) = add_headers(answer).into_parts();
    (parts, to_bytes(body, usize::MAX).await.unwrap_or_default())
}
