//! What every command and every answer needs: storage, records, clock, sign-in. Made once at start.

use std::net::IpAddr;
use std::sync::Arc;

use app::view::chrome::Site;

use crate::auth::{Passwords, SessionCookie};
use crate::clock::Clock;
use crate::records::{RecordError, Records, Snapshot};
use crate::storage::{self, Database, Folder, Head, OpenError, StorageError, corridors, sources};

/// The running installation.
#[derive(Debug)]
pub struct State {
    /// Where everything is kept.
    pub database: Database,
    /// What readers are shown.
    pub records: Records,
    /// The time.
    pub clock: Clock,
    /// Checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Names and marks the session's cookie.
    pub cookie: SessionCookie,
    /// What the site says of itself.
    pub site: Site,
    /// Proxies whose word about a reader's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// The running installation, shared.
pub type SharedState = Arc<State>;

/// What the outside looks like to the installation.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The time.
    pub clock: Clock,
    /// What the site says of itself.
    pub site: Site,
    /// Whether the session's cookie is for https only.
    pub secure_cookies: bool,
    /// Proxies whose word about a reader's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// Why an installation does not start.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The database cannot be opened, or its chain is broken.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Something cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What is stored makes no record.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl State {
    /// Opens the installation of a folder: verifies the whole chain and loads what is published.
    pub async fn open(folder: Folder, outside: Outside) -> Result<(SharedState, Head), StateError> {
        let opened = storage::open(folder).await?;
        let corridors = corridors::load_all(&opened.database).await?;
        let sources = sources::load_all(&opened.database).await?;
        let snapshot = Snapshot::load(corridors, sources, &opened.revisions)?;
        let state = Self {
            database: opened.database,
            records: Records::new(snapshot),
            clock: outside.clock,
            passwords: Passwords::default(),
            cookie: SessionCookie::new(outside.secure_cookies),
            site: outside.site,
            trusted_proxies: outside.trusted_proxies,
        };
        Ok((Arc::new(state), opened.head))
    }
}
