//! Server-sent events: whoever follows is told of each publication as it happens, as one line of what is shared by all. A
//! follower holds a connection and nothing else: no turn, no statement, no task of its own.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use app::text::api as words;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Frame;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::api::asked::{bad, refusal};
use super::error::{HttpError, RETRY_AFTER};
use super::extract::fields_of;
use crate::state::SharedState;

/// A comment goes out so often, each at a moment between the two, so that nothing between takes the line for dead. Proxies wait
/// for a minute.
pub const BEAT: (Duration, Duration) = (Duration::from_secs(15), Duration::from_secs(25));
/// Who loses the line comes again after so long, in milliseconds: each at another time, so that not all come at once.
const AGAIN: (u64, u64) = (5_000, 30_000);
/// A comment.
const BEAT_LINE: &[u8] = b":\n\n";

/// `GET /api/v1/events`: with `since`, or the header `Last-Event-ID`, which counts first, what was missed is told at once.
pub async fn follow(State(state): State<SharedState>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let since = match read_since(&headers, &query.unwrap_or_default()) {
        Ok(since) => since,
        Err(given) => return refusal(vec![bad("since", &given, words::expected_version())]).answer(&state),
    };
    let Some(place) = state.live.place() else { return HttpError::Full(RETRY_AFTER).answer(&state) };
    let (least, most) = state.live.beat().unwrap_or(BEAT);
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let beat = Duration::from_millis(between((millis(least), millis(most))));
    let follower = Follower::new(state, place, beat, since);
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        // A proxy is not to wait for more before it hands on what there is.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (head, Body::new(Following { next: Box::pin(follower.next()), over: false })).into_response()
}

/// The version of which somebody was told last. A header that is none of ours is like no header: no client can mend it.
fn read_since(headers: &HeaderMap, query: &str) -> Result<Option<i64>, String> {
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).and_then(number);
    let fields = fields_of(query);
    let asked = fields.iter().rev().find(|(name, value)| name == "since" && !value.is_empty());
    match (last, asked) {
        (Some(last), _) => Ok(Some(last)),
        (None, Some((_, text))) => number(text).map(Some).ok_or_else(|| text.clone()),
        (None, None) => Ok(None),
    }
}

/// A number by chance; without chance, the one in the middle.
fn between((least, most): (u64, u64)) -> u64 {
    let mut bytes = [0; 8];
    let drawn = getrandom::fill(&mut bytes).map(|()| u64::from_be_bytes(bytes) % (most - least + 1));
    least + drawn.unwrap_or((most - least) / 2)
}

/// Somebody who follows.
struct Follower {
    state: SharedState,
    followed: watch::Receiver<()>,
    ending: watch::Receiver<bool>,
    /// The version of which they were told last; none before anything was said.
    last: Option<i64>,
    since: Option<i64>,
    beat: Duration,
    _place: OwnedSemaphorePermit,
}

impl Follower {
    fn new(state: SharedState, place: OwnedSemaphorePermit, beat: Duration, since: Option<i64>) -> Self {
        let (followed, ending) = (state.records.followed(), state.live.ending());
        Self { state, followed, ending, last: None, since, beat, _place: place }
    }

    /// What is said next; none when nothing is said any more.
    async fn next(mut self) -> Option<(Bytes, Self)> {
        loop {
            if *self.ending.borrow() {
                return None;
            }
            // Seen before it is looked at: what comes meanwhile is seen the next time.
            self.followed.mark_unchanged();
            let told = self.state.live.told(&self.state.records.now());
            let Some(last) = self.last.replace(told.version) else {
                let missed = self.since.and_then(|since| told.event_after(since));
                let missed = missed.unwrap_or_else(|| Bytes::from(format!("id: {}\n\n", told.version)));
                let mut first = format!("retry: {}\n", between(AGAIN)).into_bytes();
                first.extend_from_slice(&missed);
                return Some((Bytes::from(first), self));
            };
            if let Some(event) = told.event_after(last) {
                return Some((event, self));
            }
            tokio::select! {
                followed = self.followed.changed() => followed.ok()?,
                ending = self.ending.changed() => ending.ok()?,
                () = tokio::time::sleep(self.beat) => return Some((Bytes::from_static(BEAT_LINE), self)),
            }
        }
    }
}

/// What is said next, and to whom the one after it; none at the end.
type Next = Pin<Box<dyn Future<Output = Option<(Bytes, Follower)>> + Send>>;

/// The body of the answer: as long as they follow.
struct Following {
    next: Next,
    over: bool,
}

impl hyper::body::Body for Following {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.over {
            return Poll::Ready(None);
        }
        match ready!(self.next.as_mut().poll(context)) {
            Some((bytes, follower)) => {
                self.next = Box::pin(follower.next());
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            None => {
                self.over = true;
                Poll::Ready(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_lies_between_both_ends_and_is_not_always_the_same() {
        let drawn: std::collections::BTreeSet<u64> = (0..200).map(|_| between(AGAIN)).collect();
        assert!(drawn.len() > 100 && drawn.iter().all(|number| (AGAIN.0..=AGAIN.1).contains(number)), "{drawn:?}");
    }

    #[test]
    fn the_header_counts_before_the_query_and_one_that_is_no_number_not_at_all() {
        let with = |value: &'static str| {
            HeaderMap::from_iter([(HeaderName::from_static("last-event-id"), HeaderValue::from_static(value))])
        };
        assert_eq!(read_since(&with("7"), "since=5"), Ok(Some(7)));
        assert_eq!(read_since(&with("seven"), "since=5"), Ok(Some(5)));
        assert_eq!(read_since(&HeaderMap::new(), "since="), Ok(None));
        assert_eq!(read_since(&HeaderMap::new(), "since=-1"), Err("-1".to_owned()));
    }
}
