//! The accept loop: limits, timeouts, a graceful stop. Knows nothing of what is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::commands::keep_names::keep_memory_true;
use crate::http::hosts::Hosts;
use crate::http::{ahead, finished, router};
use crate::state::SharedState;

/// So many connections are open at most; the next ones wait in the system's queue.
const MOST_CONNECTIONS: usize = 2_000;
/// A connection that sends no complete head within this time is closed.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 32 * 1024;
/// Requests that are under way when the server stops have so long to finish.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// After a failed accept (no file handles left) the loop rests so long.
const REST: Duration = Duration::from_millis(50);

/// Answers on the listener until `shutdown`; then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    state: SharedState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let ahead = state.ahead.then(|| tokio::spawn(ahead::keep_ahead(state.clone())));
    let memory = tokio::spawn(keep_memory_true(state.clone()));
    let router = router::build(state.clone());
    let (public_url, trusted) = (state.site.public_url.as_deref(), state.trusted_proxies.clone());
    let hosts = Arc::new(Hosts::new(public_url, listener.local_addr()?, trusted));
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    tokio::pin!(shutdown);
    loop {
        let next = async {
            let slot = slots.clone().acquire_owned().await.map_err(std::io::Error::other)?;
            listener.accept().await.map(|(stream, address)| (slot, stream, address))
        };
        let accepted = tokio::select! {
            accepted = next => accepted,
            () = &mut shutdown => break,
        };
        let (slot, stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(REST).await;
                continue;
            }
        };
        let connection = graceful.watch(connection(stream, address, state.clone(), router.clone(), hosts.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(slot);
        });
    }
    drop(listener);
    memory.abort();
    if let Some(ahead) = ahead {
        ahead.abort();
    }
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(LAST_ANSWERS) => tracing::warn!("stopped with requests under way"),
    }
    Ok(())
}

fn connection(
    stream: TcpStream,
    address: SocketAddr,
    state: SharedState,
    router: axum::Router,
    hosts: Arc<Hosts>,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<Incoming, ResBody = axum::body::Body, Error = std::convert::Infallible, Future: Send>
    + Send,
> {
    // An answer is small and written at once: waiting for more to send only delays it.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        let (state, router, hosts) = (state.clone(), router.clone(), hosts.clone());
        async move {
            if let Some(refused) = hosts.refuse(&mut request, address.ip()) {
                return Ok(refused);
            }
            if let Some(kept) = finished::at_once(&state, &request) {
                return Ok(kept);
            }
            request.extensions_mut().insert(ConnectInfo(address));
            router.oneshot(request).await
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
}
