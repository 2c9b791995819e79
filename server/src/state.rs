//! What every command and every answer needs: storage, records, clock, sign-in. Made once at start.

use std::net::IpAddr;
use std::sync::Arc;

use app::view::chrome::Site;
use domain::Naming;

use crate::auth::{Lately, Passwords, SecondFactor, SessionCookie};
use crate::clock::Clock;
use crate::edition::{Edition, Editions};
use crate::finished::Shelf;
use crate::records::{RecordError, Records, Snapshot};
use crate::storage::{self, Database, Folder, Head, OpenError, StorageError, carriers, corridors, settings, sources};

/// The running installation.
#[derive(Debug)]
pub struct State {
    /// Where everything is kept.
    pub database: Database,
    /// What is published.
    pub records: Records,
    editions: Editions,
    /// Answers that are made already.
    pub finished: Arc<Shelf>,
    /// Whether the pages that most readers ask for are made before they do.
    pub ahead: bool,
    /// The time.
    pub clock: Clock,
    /// Checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Who was lately signed in: whose turn comes first, and nothing else.
    pub lately: Lately,
    /// Names and marks the session's cookie.
    pub cookie: SessionCookie,
    /// Whether leads and admins need a second factor.
    pub second_factor: SecondFactor,
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
    /// Whether leads and admins need a second factor.
    pub second_factor: SecondFactor,
    /// Proxies whose word about a reader's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// How finished answers are kept.
    pub keeping: Keeping,
}

/// How finished answers are kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    /// So much memory is taken at most, in bytes.
    pub most_bytes: u64,
    /// Whether the pages that most readers ask for are made before they do.
    pub ahead: bool,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { most_bytes: 64 * 1024 * 1024, ahead: true }
    }
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
        let naming =
            Naming::new(sources::load_all(&opened.database).await?, carriers::load_all(&opened.database).await?);
        let organisation = settings::get(&opened.database, settings::ORGANISATION).await?;
        let snapshot = Snapshot::load(corridors, naming, &opened.revisions)?.kept_by(organisation);
        let records = Records::new(snapshot);
        let state = Self {
            database: opened.database,
            editions: Editions::new(&outside.site, &records, &outside.clock),
            records,
            finished: Arc::new(Shelf::new(outside.keeping.most_bytes)),
            ahead: outside.keeping.ahead,
            clock: outside.clock,
            passwords: Passwords::default(),
            lately: Lately::default(),
            cookie: SessionCookie::new(outside.secure_cookies),
            second_factor: outside.second_factor,
            site: outside.site,
            trusted_proxies: outside.trusted_proxies,
        };
        Ok((Arc::new(state), opened.head))
    }

    /// The edition that readers are shown now. With a new one, what was made from earlier ones goes.
    pub fn edition(&self) -> Arc<Edition> {
        let (edition, begins) = self.editions.now(&self.records, &self.clock);
        if begins {
            self.finished.keep_only(edition.number);
        }
        edition
    }
}
