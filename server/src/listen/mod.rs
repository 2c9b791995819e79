//! The accept loop: who gets a connection, how long anybody is waited for, a stop that loses nothing. Knows nothing of what
//! is answered. Nobody waits in the system's queue: who finds no place is told so at once.
//!
//! `limits` has the numbers, `places` counts connections, `heads` judges what comes, `line` reads and writes, `turns` and
//! `arriving` keep requests apart, `answering` is the way of one request, `tally` tells what was refused.

mod answering;
mod arriving;
mod canned;
mod flight;
mod handles;
mod heads;
pub mod limits;
mod line;
pub mod pace;
mod places;
mod stop;
mod tally;
mod turns;

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use self::answering::Answering;
use self::canned::Canned;
use self::flight::{Flights, Landing};
use self::limits::Limits;
use self::line::{Around, Line};
use self::places::{Comer, Place, Places};
use self::stop::{Stop, Stopping};
use self::tally::Tally;
use crate::auth::Network;
use crate::commands::keep_names::keep_memory_true;
use crate::faults::{self, Fault};
use crate::http::ahead;
use crate::state::SharedState;

/// After a failed accept (no file handles left) the loop rests so long.
const REST: Duration = Duration::from_millis(50);
/// How often the log is told what was refused.
const TOLD_EVERY: Duration = Duration::from_secs(1);
/// hyper's own buffer holds so much more than the largest head, in bytes: heads are judged before they come to it.
const LEAST_BUFFER: usize = 8 * 1024;

/// Answers on the listener until `shutdown`; then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    state: SharedState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let limits = if faults::is_set(Fault::NoLimits) { Limits::none() } else { Limits::default() };
    serve_within(listener, state, limits, shutdown).await
}

/// The same within other limits.
pub async fn serve_within(
    listener: TcpListener,
    state: SharedState,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let ahead = state.ahead.then(|| tokio::spawn(ahead::keep_ahead(state.clone())));
    let memory = tokio::spawn(keep_memory_true(state.clone()));
    let server = Server::new(state, listener.local_addr()?, limits).await;
    let (stop, stopping) = Stop::new();
    let mut shutdown = pin!(shutdown);
    let mut telling = tokio::time::interval(TOLD_EVERY);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = telling.tick() => {
                server.around.tally.tell();
                continue;
            }
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, peer)) => server.take(stream, peer, stopping.clone()),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(REST).await;
            }
        }
    }
    drop((listener, stopping));
    server.state.live.end();
    memory.abort();
    if let Some(ahead) = ahead {
        ahead.abort();
    }
    end(&stop, limits.last_answers).await;
    server.around.tally.tell();
    Ok(())
}

/// Lets requests under way finish, for a while; then ends all.
async fn end(stop: &Stop, last_answers: Duration) {
    stop.end();
    if faults::is_set(Fault::NeverEnd) {
        stop.all_gone().await;
    }
    if tokio::time::timeout(last_answers, stop.all_gone()).await.is_err() {
        tracing::warn!("stopped with requests under way");
        stop.be_over();
        // They only have to be dropped; one that cannot be ends with the process.
        let _ = tokio::time::timeout(Duration::from_millis(250), stop.all_gone()).await;
    }
}

/// What all connections share.
struct Server {
    state: SharedState,
    places: Arc<Places>,
    answering: Arc<Answering>,
    /// Of connections; each has requests of its own.
    around: Around,
    lingering: Arc<Semaphore>,
}

impl Server {
    async fn new(state: SharedState, address: SocketAddr, limits: Limits) -> Self {
        let places = Places::new(&limits, handles::raise());
        // Whoever follows keeps a connection for long: half of all are for those who come and go.
        state.live.let_in_at_most(places.most / 2);
        state.live.beats(limits.beat);
        let (limits, tally) = (Arc::new(limits), Arc::new(Tally::default()));
        let answering = Arc::new(Answering::new(state.clone(), address, limits.clone(), tally.clone()).await);
        let lingering = Arc::new(Semaphore::new(limits.lingering));
        let canned = Arc::new(Canned::new(limits.retry_after));
        Self { state, places, answering, around: Around { limits, canned, tally, flights: Arc::default() }, lingering }
    }

    /// Gives a connection its place, or turns it away. Never waits: a task of its own does. Its panic ends that task alone.
    fn take(&self, stream: TcpStream, peer: SocketAddr, stopping: Stopping) {
        let network = Network::from(peer.ip());
        let comer = if self.state.trusted_proxies.contains(&peer.ip().to_canonical()) {
            Comer::Proxy
        } else if self.state.lately.knows_network(&network) {
            Comer::NearDesk
        } else {
            Comer::Anybody
        };
        match self.places.take(network, comer) {
            Ok(place) => self.converse(stream, peer, comer, (place, stopping)),
            Err(refused) => {
                self.around.tally.count(refused);
                self.turn_away(stream, stopping);
            }
        }
    }

    /// Answers on a connection as long as it lasts.
    fn converse(&self, stream: TcpStream, peer: SocketAddr, comer: Comer, kept: (Place, Stopping)) {
        let limits = &self.around.limits;
        prepare(&stream, limits);
        let flights = Arc::new(Flights::default());
        let line = Line::new(stream, Around { flights: flights.clone(), ..self.around.clone() });
        let head = if comer == Comer::Proxy { limits.head_of_proxy } else { limits.head };
        let answering = self.answering.clone();
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let (answering, flight) = (answering.clone(), flights.request());
            async move {
                let response = answering.answer(request, peer).await;
                Ok::<_, std::convert::Infallible>(response.map(|body| Landing::of(body, flight)))
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .max_buf_size(limits.head_bytes + LEAST_BUFFER)
            .serve_connection(TokioIo::new(line), service);
        tokio::spawn(run(connection, kept));
    }

    /// Says that there is too much to do, and ends.
    fn turn_away(&self, stream: TcpStream, mut stopping: Stopping) {
        let busy = self.around.canned.clone();
        let Ok(slot) = self.lingering.clone().try_acquire_owned() else {
            // Too many even for this: some of them are reset before they have read it.
            let _ = stream.try_write(busy.busy());
            return;
        };
        let (first_word, linger) = (self.around.limits.first_word, self.around.limits.linger);
        tokio::spawn(async move {
            let _slot = slot;
            let told = async {
                let _ = tokio::time::timeout(first_word, stream.readable()).await;
                // A new connection has room for it; one that has none is gone.
                let _ = stream.try_write(busy.busy());
                line::end_and_linger(stream, linger).await;
            };
            tokio::select! {
                () = told => {}
                () = stopping.ending() => {}
            }
        });
    }
}

/// Runs a connection until it ends, by itself or with the server.
async fn run<S>(mut connection: http1::Connection<TokioIo<Line>, S>, (place, mut stopping): (Place, Stopping))
where
    S: hyper::service::HttpService<Incoming, ResBody = Landing, Error = std::convert::Infallible> + Unpin,
    http1::Connection<TokioIo<Line>, S>: Future<Output = hyper::Result<()>> + Unpin,
{
    let mut ending = stopping.clone();
    let mut is_ending = false;
    let outcome = loop {
        tokio::select! {
            outcome = &mut connection => break Some(outcome),
            () = ending.ending(), if !is_ending => {
                is_ending = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
            () = stopping.over() => break None,
        }
    };
    let line = connection.into_parts().io.into_inner();
    match outcome {
        None => line.cut(),
        Some(outcome) => {
            if let Err(error) = outcome {
                tracing::debug!(%error, "a connection ended early");
            }
            tokio::select! {
                () = line.linger() => {}
                () = ending.over() => {}
            }
        }
    }
    drop(place);
}

/// Sets what the system is to do for this connection.
fn prepare(stream: &TcpStream, limits: &Limits) {
    // An answer is small and written at once: waiting for more to send only delays it.
    let _ = stream.set_nodelay(true);
    #[cfg(unix)]
    let _ = rustix::net::sockopt::set_socket_send_buffer_size(stream, limits.send_buffer);
}
