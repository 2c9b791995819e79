//! How many requests of one connection are under way: let in, and not wholly answered. The side that reads waits for that
//! before it ends the connection, so that an answer under way is never cut off by what came after it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};

/// The requests under way of one connection.
#[derive(Debug, Default)]
pub struct Flights {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    under_way: usize,
    waker: Option<Waker>,
}

/// One of them.
#[derive(Debug)]
pub struct Flight(Arc<Flights>);

impl Flights {
    /// A head was let in.
    pub fn begin(&self) {
        self.lock().under_way += 1;
    }

    /// The request of the earliest head that has none yet; it ends with what is given.
    pub fn request(self: &Arc<Self>) -> Flight {
        Flight(self.clone())
    }

    /// Ready when none is under way.
    pub fn poll_landed(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.lock();
        if inner.under_way == 0 {
            return Poll::Ready(());
        }
        inner.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut inner = self.0.lock();
        inner.under_way = inner.under_way.saturating_sub(1);
        if let Some(waker) = inner.waker.take() {
            waker.wake();
        }
    }
}

/// An answer that ends its request when its last byte was handed on.
#[derive(Debug)]
pub struct Landing {
    body: Body,
    _flight: Flight,
}

impl Landing {
    /// The body of the answer to a request.
    pub fn of(body: Body, flight: Flight) -> Self {
        Self { body, _flight: flight }
    }
}

impl hyper::body::Body for Landing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
