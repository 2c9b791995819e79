//! The line to one client: hands on only heads that were judged and bodies of the length that they named, and ends when
//! what is sent is not taken. Knows no request beyond its bytes.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::canned::Canned;
use super::flight::Flights;
use super::heads::{Judge, Look};
use super::limits::Limits;
use super::pace::Course;
use super::tally::{Refused, Tally};

/// The line.
#[derive(Debug)]
pub struct Line {
    stream: TcpStream,
    around: Around,
    reading: Reading,
    /// Came, and was not handed on.
    held: Vec<u8>,
    /// So many of them may be.
    let_in: usize,
    /// What is said before the line ends, because a head was refused.
    last_words: Vec<u8>,
    /// The line ends because of that, and not because of an answer before it: nothing is said after one that is the last.
    may_say_them: bool,
    /// Some of an answer is not with the system yet.
    unflushed: bool,
    /// The other side sends nothing more.
    ended: bool,
    /// This side sends nothing more: the last answer is out.
    shut: bool,
    writing: Option<(Course, Pin<Box<Sleep>>)>,
}

/// What all lines share, and this one's requests.
#[derive(Clone, Debug)]
pub struct Around {
    /// The numbers.
    pub limits: Arc<Limits>,
    /// What heads are refused with.
    pub canned: Arc<Canned>,
    /// Where refusals are counted.
    pub tally: Arc<Tally>,
    /// The requests of this line.
    pub flights: Arc<Flights>,
}

#[derive(Clone, Copy, Debug)]
enum Reading {
    Head(Judge),
    Body(u64),
    /// A head was refused: nothing after it is read.
    Refused,
}

/// So much is read at a time.
const PIECE: usize = 8 * 1024;

impl Line {
    /// A line on which nothing was said.
    pub fn new(stream: TcpStream, around: Around) -> Self {
        let reading = Reading::Head(Judge::default());
        Self {
            stream,
            around,
            reading,
            held: Vec::new(),
            let_in: 0,
            last_words: Vec::new(),
            may_say_them: false,
            unflushed: false,
            ended: false,
            shut: false,
            writing: None,
        }
    }

    /// After a last answer, reads and forgets until the other side ends or `limits.linger` is over: to close with unread bytes
    /// would reset the connection, and take the answer from whoever has not read it yet.
    pub async fn linger(self) {
        if self.shut && !self.ended {
            linger(self.stream, self.around.limits.linger).await;
        }
    }

    /// Ends at once, and gives back what the system holds for it.
    pub fn cut(self) {
        // Where this fails, the line was gone.
        let _ = self.stream.set_zero_linger();
    }

    /// Lets in as much of what is held as may be; whether that is anything.
    fn judge(&mut self) -> bool {
        match &mut self.reading {
            Reading::Head(judge) => match judge.look(&self.held, &self.around.limits) {
                Ok(Look::Partial) => {}
                Ok(Look::Whole { head, body }) => {
                    self.around.flights.begin();
                    self.let_in = head;
                    self.reading = Reading::Body(body);
                }
                Err(fault) => {
                    self.around.tally.count(Refused::Head);
                    self.last_words = self.around.canned.of(fault).to_vec();
                    self.held = Vec::new();
                    self.reading = Reading::Refused;
                }
            },
            Reading::Body(0) => {
                self.reading = Reading::Head(Judge::default());
                return self.judge();
            }
            Reading::Body(left) => {
                let here = usize::try_from(*left).unwrap_or(usize::MAX).min(self.held.len());
                self.let_in = here;
                *left -= here as u64;
            }
            Reading::Refused => {}
        }
        self.let_in > 0
    }

    fn hand_on(&mut self, buffer: &mut ReadBuf<'_>) {
        let count = self.let_in.min(buffer.remaining());
        if let Some(bytes) = self.held.get(..count) {
            buffer.put_slice(bytes);
        }
        self.let_in -= count;
        if count == self.held.len() {
            // An idle connection holds nothing.
            self.held = Vec::new();
        } else {
            self.held.drain(..count);
        }
    }

    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut space = [MaybeUninit::uninit(); PIECE];
        let mut piece = ReadBuf::uninit(&mut space);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut piece))?;
        self.ended = piece.filled().is_empty();
        self.held.extend_from_slice(piece.filled());
        Poll::Ready(Ok(()))
    }

    /// Notes what became of writing; gives up on a client that takes too little.
    fn paced(&mut self, context: &mut Context<'_>, wrote: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.unflushed = true;
        let pace = &self.around.limits.answer;
        match wrote {
            Poll::Ready(Ok(count)) => {
                if let Some((course, _)) = &mut self.writing {
                    course.moved(Instant::now(), count);
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let (course, sleep) = self.writing.get_or_insert_with(|| {
                    let now = Instant::now();
                    (Course::begin(now), Box::pin(sleep_until(now)))
                });
                sleep.as_mut().reset(course.deadline(pace));
                if sleep.as_mut().poll(context).is_ready() {
                    self.around.tally.count(Refused::SlowReader);
                    let _ = self.stream.set_zero_linger();
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
        }
        wrote
    }
}

/// Says that nothing more comes, and lingers.
pub async fn end_and_linger(mut stream: TcpStream, longest: Duration) {
    let ended = poll_fn(|context| Pin::new(&mut stream).poll_shutdown(context)).await;
    if ended.is_ok() {
        linger(stream, longest).await;
    }
}

/// Reads and forgets for a while, or until the other side ends.
async fn linger(mut stream: TcpStream, longest: Duration) {
    let read = poll_fn(|context| {
        loop {
            let mut space = [MaybeUninit::uninit(); PIECE];
            let mut piece = ReadBuf::uninit(&mut space);
            match ready!(Pin::new(&mut stream).poll_read(context, &mut piece)) {
                Ok(()) if !piece.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
    });
    // Who goes on for longer is reset: they were told.
    let _ = tokio::time::timeout(longest, read).await;
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let line = &mut *self;
        loop {
            if line.let_in > 0 || line.judge() {
                line.hand_on(buffer);
                return Poll::Ready(Ok(()));
            }
            if matches!(line.reading, Reading::Refused) {
                // As if the client had ended, once everything before is answered and sent.
                ready!(line.around.flights.poll_landed(context));
                if line.unflushed {
                    return Poll::Pending;
                }
                line.may_say_them = true;
                return Poll::Ready(Ok(()));
            }
            ready!(line.poll_more(context))?;
            if line.ended {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.paced(context, wrote)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.paced(context, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // All that there is of the answer is with the system.
        self.writing = None;
        self.unflushed = false;
        if matches!(self.reading, Reading::Refused) {
            // The side that reads may be waiting for this.
            context.waker().wake_by_ref();
        }
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.may_say_them && !self.last_words.is_empty() {
            let words = std::mem::take(&mut self.last_words);
            let wrote = self.as_mut().poll_write(context, &words);
            let said = match &wrote {
                Poll::Ready(Ok(count)) => *count,
                _ => 0,
            };
            self.last_words = words.get(said..).unwrap_or_default().to_vec();
            if ready!(wrote)? == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
        }
        ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        self.shut = true;
        Poll::Ready(Ok(()))
    }
}
