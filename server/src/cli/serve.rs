//! `corridor serve`: answers readers and the desk until it is told to stop. Knows nothing of what is answered.

use std::net::SocketAddr;
use std::time::Duration;

use app::view::chrome::Site;
use clap::Args;
use tokio::net::TcpListener;

use super::output;
use super::refusal::Refusal;
use crate::assets::Assets;
use crate::auth::{LinkToken, SecondFactor};
use crate::backups;
use crate::clock::Clock;
use crate::commands::{run_import, set_up};
use crate::config::{Config, ValueError};
use crate::listen;
use crate::log::{self, Log};
use crate::state::{Keeping, Outside, SharedState, Standing, State};
use crate::storage::StorageError;
use crate::storage::revisions::is_far_behind;

/// Serve the site: the public record and the desk
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor serve
  corridor serve --data /var/lib/corridor --public-url https://corridor.example.org

As long as there is no account, each start prints a link to set the site up: organisation, first admin, first corridor.

It speaks plain http: a reverse proxy such as Caddy ends TLS before it. Ctrl-C or SIGTERM ends it, after the answers \
that are under way.")]
pub(super) struct Serve {
    #[command(flatten)]
    config: Config,
}

impl Serve {
    /// Serves until it is told to stop.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let config = self.config;
        config.check(std::env::vars_os())?;
        let _log = start_log(&config.log)?;
        let stop = stop()?;
        let outside = Outside {
            clock: Clock::system(),
            site: Site {
                public_url: config.public_url.as_ref().map(ToString::to_string),
                licence: config.licence,
                here: Some(format!("http://{}", config.listen)),
                ..Site::default()
            },
            secure_cookies: config.secure_cookies(),
            assets: Assets::of_this_build(),
            second_factor: SecondFactor::Required,
            trusted_proxies: config.trusted_proxies.clone(),
            keeping: Keeping::default(),
        };
        let (state, standing) = State::serve(&config.place.data, Some(config.place.backups()), outside).await?;
        match &standing {
            Standing::Whole(head) => {
                tracing::info!(revisions = head.seq, hash = head.hash, "the record is whole");
                check_clock(&state)?;
            }
            Standing::OnJournal { head, why } => tracing::error!(
                why,
                revisions = head.seq,
                "the public site is served from the journal, and nothing is saved"
            ),
        }
        let listener = bind(config.listen).await?;
        if config.public_url.is_none() {
            tracing::warn!(
                "CORRIDOR_PUBLIC_URL is not set: only this machine is served, because the server cannot tell whether \
                 others would come over https"
            );
        }
        let address = listener.local_addr().map_err(Refusal::Serve)?;
        // Without its database there is nothing to copy.
        let keeping = matches!(standing, Standing::Whole(_))
            .then(|| tokio::spawn(backups::keep(state.clone(), config.place.backups(), config.backups_kept.into())));
        let link = match standing {
            Standing::Whole(_) if state.hindrance().is_none() => set_up::begin(&state).await?,
            // Nothing can be saved now, and readers are served all the same.
            Standing::Whole(_) | Standing::OnJournal { .. } => None,
        };
        let link = link.map(|token| invite_to_set_up(&state, address, &token));
        let served = answer(listener, state, link.as_deref(), stop).await;
        if let Some(keeping) = keeping {
            keeping.abort();
        }
        served
    }
}

/// A clock that is behind the record would date everything wrongly, and end nobody's session.
fn check_clock(state: &State) -> Result<(), Refusal> {
    let (now, last) = (state.clock.now(), state.records.now().last_recorded());
    match last {
        Some(last) if is_far_behind(now, last) => Err(StorageError::ClockBehind { now, last }.into()),
        _ => Ok(()),
    }
}

/// Nobody can sign in yet: who reads this output sets the site up.
fn invite_to_set_up(state: &SharedState, address: SocketAddr, token: &LinkToken) -> String {
    let local = format!("http://{address}");
    let beginning = state.site.public_url.as_deref().unwrap_or(&local);
    let link = app::paths::absolute(Some(beginning), &app::paths::set_up(token.reveal()));
    format!(
        "There is no account yet. Set the site up with this link; it works once, within 24 hours, and each start prints \
         a new one:\n  {link}"
    )
}

/// Sends the log to standard error for as long as it is kept. From now on standard error holds its lines alone, until the
/// program ends with a refusal.
pub(super) fn start_log(filter: &str) -> Result<Log, ValueError> {
    log::start(filter).map_err(|_| ValueError::Log)
}

/// Takes the address and port.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Refusal> {
    TcpListener::bind(address).await.map_err(|source| Refusal::Listen { address, source })
}

/// The database has so long to close when the last answers are given.
const CLOSING: Duration = Duration::from_millis(800);

/// Says where it listens, and more if there is more to say; answers until `stop`, then closes the database.
pub(super) async fn answer(
    listener: TcpListener,
    state: SharedState,
    more: Option<&str>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Refusal> {
    let address = listener.local_addr().map_err(Refusal::Serve)?;
    // First, and alone in its line: scripts read it.
    output::say(&format!("Listening on http://{address}")).map_err(Refusal::Output)?;
    // Who reads only that line has closed the stream: no reason not to serve.
    if let Some(Err(error)) = more.map(output::say) {
        tracing::warn!(%error, "nobody reads how the site is set up");
    }
    let sweeping = tokio::spawn(run_import::keep_swept(SharedState::clone(&state)));
    let served = listen::serve(listener, SharedState::clone(&state), stop).await;
    sweeping.abort();
    // A transaction that does not end by then is rolled back at the next start; nobody was told that it is done.
    if tokio::time::timeout(CLOSING, state.database.close()).await.is_err() {
        tracing::warn!("stopped while the database was busy");
    }
    served.map_err(Refusal::Serve)
}

/// Ends with Ctrl-C or SIGTERM. From now on neither ends the process at once.
#[cfg(unix)]
pub(super) fn stop() -> Result<impl Future<Output = ()> + Send + 'static, Refusal> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Refusal::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Refusal::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
pub(super) fn stop() -> Result<impl Future<Output = ()> + Send + 'static, Refusal> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
