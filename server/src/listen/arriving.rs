//! A body as it arrives: given up when it comes too slowly, bounded in memory with all others, and read without holding a turn.
//! Never looks into it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::pace::{Course, Pace};
use super::tally::{Refused, Tally};
use super::turns::{Full, Pass};
use crate::http::error::BodyFault;

/// A body that is arriving.
pub struct Arriving {
    body: Incoming,
    pace: Pace,
    course: Option<(Course, Pin<Box<Sleep>>)>,
    pass: Arc<Pass>,
    tally: Arc<Tally>,
    stepping_in: Option<SteppingIn>,
    over: bool,
}

type SteppingIn = Pin<Box<dyn Future<Output = Result<(), Full>> + Send>>;
type Arrived = Option<Result<Frame<Bytes>, BodyFault>>;

impl Arriving {
    /// The body of a request that was let in.
    pub fn new(body: Incoming, pace: Pace, pass: Arc<Pass>, tally: Arc<Tally>) -> Self {
        Self { body, pace, course: None, pass, tally, stepping_in: None, over: false }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Arrived> {
        if self.over {
            return Poll::Ready(None);
        }
        if self.stepping_in.is_some() {
            return self.poll_step_in(context);
        }
        let now = Instant::now();
        let (course, sleep) = self.course.get_or_insert_with(|| (Course::begin(now), Box::pin(sleep_until(now))));
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                course.moved(now, bytes);
                let frame = self.pass.make_room(bytes).map(|()| frame);
                Poll::Ready(Some(frame.map_err(|Full| self.full())))
            }
            Poll::Ready(Some(Err(_))) => self.end_with(BodyFault::BrokeOff),
            Poll::Ready(None) => {
                self.pass.note_read();
                let stepping_in: SteppingIn = Box::pin(self.pass.clone().step_in());
                self.stepping_in = Some(stepping_in);
                self.poll_step_in(context)
            }
            Poll::Pending => {
                self.pass.step_aside();
                sleep.as_mut().reset(course.deadline(&self.pace));
                ready!(sleep.as_mut().poll(context));
                self.tally.count(Refused::SlowBody);
                self.end_with(BodyFault::TooSlow)
            }
        }
    }

    /// The work goes on when it is this request's turn again.
    fn poll_step_in(&mut self, context: &mut Context<'_>) -> Poll<Arrived> {
        let Some(stepping_in) = &mut self.stepping_in else { return Poll::Ready(None) };
        let outcome = ready!(stepping_in.as_mut().poll(context));
        self.over = true;
        match outcome {
            Ok(()) => Poll::Ready(None),
            Err(Full) => Poll::Ready(Some(Err(self.full()))),
        }
    }

    fn full(&mut self) -> BodyFault {
        self.over = true;
        self.tally.count(self.pass.gate.refused);
        BodyFault::Full
    }

    fn end_with(&mut self, fault: BodyFault) -> Poll<Arrived> {
        self.over = true;
        Poll::Ready(Some(Err(fault)))
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = BodyFault;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Arrived> {
        self.poll_next(context)
    }

    fn is_end_stream(&self) -> bool {
        // Of a body that is there the end is told in its turn.
        self.over || (self.course.is_none() && self.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
