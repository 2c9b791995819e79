//! What a handler takes from a request: who is signed in, where it comes from, a form's fields.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::error::HttpError;
use crate::auth::{self, Network, SessionToken, SignedIn, Stage};
use crate::state::{SharedState, State};

/// Somebody of the desk who may do what the route needs ([`super::routes`]).
#[derive(Debug)]
pub struct AtDesk(pub SignedIn);

/// Somebody of the desk, or nobody: for forms, which must not lose what was typed.
#[derive(Clone, Debug)]
pub enum MaybeAtDesk {
    /// Somebody of the desk.
    SignedIn(SignedIn),
    /// Nobody, or somebody whose session has ended.
    Nobody,
    /// The database does not answer.
    Unknown,
}

/// Where a request comes from.
#[derive(Debug)]
pub struct From(pub Network);

/// The fields of a form, in the order in which they were sent, and the text as it was sent.
#[derive(Debug)]
pub struct FormFields {
    /// Name and value.
    pub fields: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// The fields of an address's query, in their order: at the desk. Public addresses read theirs to the letter, because they
/// are the key of what is kept.
#[derive(Debug, Default)]
pub struct QueryFields(Vec<(String, String)>);

/// The session's token in the cookies, if there is one.
pub fn token(state: &State, headers: &HeaderMap) -> Option<SessionToken> {
    state.cookie.read(headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()))
}

/// Who asks, and how far they have come in.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Somebody who came wholly in.
    Whole(SignedIn),
    /// Somebody whose second step at the door is still to come.
    Halfway(SignedIn),
    /// Nobody, or somebody whose session has ended.
    Nobody,
    /// The database does not answer.
    Unknown,
}

/// Who asks, by the cookie of a request.
pub async fn asking(state: &State, headers: &HeaderMap) -> Asking {
    let Some(token) = token(state, headers) else { return Asking::Nobody };
    match auth::who(&state.database, &state.clock, &token).await {
        Ok(Some(who)) if who.stage == Stage::Whole => {
            state.lately.note(&token);
            Asking::Whole(who)
        }
        Ok(Some(who)) => Asking::Halfway(who),
        Ok(None) => Asking::Nobody,
        Err(error) => {
            if let Some(times) = state.not_ready.tell() {
                tracing::error!(%error, times, "a session could not be looked up");
            }
            Asking::Unknown
        }
    }
}

/// Who asks, by the cookie of a request: only who came wholly in is somebody.
pub async fn who_asks(state: &State, headers: &HeaderMap) -> MaybeAtDesk {
    match asking(state, headers).await {
        Asking::Whole(who) => MaybeAtDesk::SignedIn(who),
        Asking::Halfway(_) | Asking::Nobody => MaybeAtDesk::Nobody,
        Asking::Unknown => MaybeAtDesk::Unknown,
    }
}

/// What kind of browser asks, in two words at most.
pub fn browser(headers: &HeaderMap) -> Option<String> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).and_then(auth::browser::kind)
}

impl QueryFields {
    /// The value of the first field of this name; nothing if there is none.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The first field: name and value.
    pub fn first(&self) -> Option<(&str, &str)> {
        self.0.first().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequestParts<SharedState> for QueryFields {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &SharedState) -> Result<Self, Infallible> {
        Ok(Self(fields_of(parts.uri.query().unwrap_or_default())))
    }
}

/// Who asks, as the route's guard found out; by the cookie where there is none.
impl FromRequestParts<SharedState> for MaybeAtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Response> {
        Ok(match parts.extensions.remove::<Self>() {
            Some(found) => found,
            None => who_asks(state, &parts.headers).await,
        })
    }
}

/// Only behind a guard: a route that needs nothing has nobody at the desk.
impl FromRequestParts<SharedState> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Response> {
        match parts.extensions.remove::<MaybeAtDesk>() {
            Some(MaybeAtDesk::SignedIn(who)) => Ok(Self(who)),
            _ => Err(HttpError::NotAllowed.answer(state)),
        }
    }
}

impl FromRequestParts<SharedState> for From {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Response> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
        let peer = peer.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED));
        Ok(Self(reader(peer, &parts.headers, &state.trusted_proxies).into()))
    }
}

/// The reader's address: the peer's, or what the last trusted proxy says of it.
fn reader(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let said = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = said.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(peer)
}

impl FromRequest<SharedState> for FormFields {
    type Rejection = Response;

    async fn from_request(request: Request<Body>, state: &SharedState) -> Result<Self, Response> {
        let limit = request.extensions().get::<BodyLimit>().map_or(FORM_BYTES, |limit| limit.0);
        Self::check_length(request.headers(), limit).map_err(|error| error.answer(state))?;
        let bytes = axum::body::to_bytes(request.into_body(), limit).await;
        let bytes = bytes.map_err(|error| HttpError::of_body(&error, limit).answer(state))?;
        Self::of(bytes.to_vec(), MOST_FIELDS).map_err(|error| error.answer(state))
    }
}

impl FormFields {
    /// Refused when a request does not say that it carries a form: asked of every route to which something is sent.
    pub fn check_kind(headers: &HeaderMap) -> Result<(), HttpError> {
        if headers.contains_key(header::CONTENT_ENCODING) {
            return Err(HttpError::Packed);
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let fits = kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
        if fits { Ok(()) } else { Err(HttpError::NoForm) }
    }

    /// Refused when a request says that it carries more than so many bytes: none of them is read.
    pub fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), HttpError> {
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let fits = length.is_none_or(|length: u64| length <= limit as u64);
        if fits { Ok(()) } else { Err(HttpError::TooLarge(limit)) }
    }

    /// The form in a whole body, of at most so many fields: each costs far more memory than its bytes.
    pub fn of(body: Vec<u8>, most_fields: usize) -> Result<Self, HttpError> {
        if body.iter().filter(|byte| **byte == b'&').count() >= most_fields {
            return Err(HttpError::TooManyFields(most_fields));
        }
        let body = String::from_utf8(body).map_err(|_| HttpError::NoForm)?;
        Ok(Self { fields: fields_of(&body), body })
    }
}

/// The largest form, in bytes: a day with many reports in a script that needs six bytes a letter.
pub const FORM_BYTES: usize = 512 * 1024;
/// The largest sign-in, in bytes: it may carry a form that was sent without a session.
pub const SIGN_IN_BYTES: usize = 1024 * 1024;

/// A form has at most so many fields.
pub const MOST_FIELDS: usize = 2_000;
/// The form of a day: each of its 400 rows may have 17 fields, and each of its reports some more.
pub const MOST_DAY_FIELDS: usize = 10_000;

/// How large the body of a route may be, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub usize);

/// The fields of a form's text, as far as any form of ours goes.
pub fn fields_of(body: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(body.as_bytes()).into_owned().take(MOST_DAY_FIELDS).collect()
}

impl FormFields {
    /// The value of the last field of this name; nothing if there is none.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

/// An answer that hands out or takes back the session's cookie.
pub fn with_cookie(answer: impl IntoResponse, cookie: &str) -> Response {
    let mut response = answer.into_response();
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_about_the_reader() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.7, 203.0.113.9".parse().unwrap());
        let proxy = address("127.0.0.1");
        assert_eq!(reader(proxy, &headers, &[]), proxy, "nobody is trusted");
        assert_eq!(reader(address("192.0.2.1"), &headers, &[proxy]), address("192.0.2.1"));
        assert_eq!(
            reader(proxy, &headers, &[proxy]),
            address("203.0.113.9"),
            "the last hop, not what the reader wrote"
        );
        assert_eq!(reader(proxy, &headers, &[proxy, address("203.0.113.9")]), address("198.51.100.7"));
        assert_eq!(reader(proxy, &HeaderMap::new(), &[proxy]), proxy);
    }
}
