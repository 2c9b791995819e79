//! What every command and every answer needs: storage, records, clock, sign-in. Made once at start.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::view::chrome::{LastSaved, Site};
use tokio::sync::Semaphore;

use crate::assets::Assets;
use crate::auth::{Lately, Passwords, SecondFactor, SessionCookie};
use crate::clock::Clock;
use crate::edition::{Edition, Editions};
use crate::events::Seldom;
use crate::finished::Shelf;
use crate::imports::Imports;
use crate::live::Live;
use crate::records::{RecordError, Records, Snapshot};
use crate::storage::folder::FolderError;
use crate::storage::journal::{Contents, JournalError};
use crate::storage::names::Names;
use crate::storage::settings;
use crate::storage::{self, Access, Database, Folder, Head, Hindrance, OpenError, StorageError, StoredRevision};

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
    /// Large files, which are sent as they are made.
    pub streams: Streams,
    /// Names and marks the session's cookie.
    pub cookie: SessionCookie,
    /// Whether leads and admins need a second factor.
    pub second_factor: SecondFactor,
    /// What names of accounts in browsers are made with.
    pub browsers: String,
    /// What the site says of itself.
    pub site: Site,
    /// What browsers load beside a page.
    pub assets: Assets,
    /// Proxies whose word about a reader's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What is told of requests while nothing can be saved.
    pub not_ready: Seldom,
    /// Imports of the desk that are under way.
    pub imports: Imports,
    /// What those are told who follow the record.
    pub live: Live,
}

/// Large files, which are sent as they are made.
#[derive(Debug)]
pub struct Streams {
    /// Places for those that are on their way.
    pub places: Arc<Semaphore>,
    /// What is written from more claims than these is large.
    pub most_claims: usize,
    /// Tells this process from others: what it sent is known again as long as it runs.
    pub process: String,
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
    /// What browsers load beside a page.
    pub assets: Assets,
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
    /// A file that is written from more claims than these is not kept: it is sent as it is made.
    pub most_claims: usize,
    /// So many such files are on their way at a time; who comes beyond that waits until a whole one is made.
    pub most_streams: usize,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { most_bytes: 64 * 1024 * 1024, ahead: true, most_claims: 20_000, most_streams: 32 }
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
    /// Neither the database nor the journal is whole.
    #[error("{database}. It cannot be served from its journal either: {journal}")]
    NothingWhole {
        /// What is wrong with the database.
        database: Box<StateError>,
        /// What is wrong with the journal.
        journal: JournalError,
    },
}

/// What a server works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On its database, which is whole.
    Whole(Head),
    /// On the journal, without a database.
    OnJournal {
        /// The end of the chain in the journal.
        head: Head,
        /// What is wrong with the database.
        why: String,
    },
}

impl StateError {
    /// Whether the public record may still be whole in the journal. Not where the operator started the wrong program, or
    /// in the wrong place.
    fn leaves_the_journal(&self) -> bool {
        match self {
            Self::Open(error) => !matches!(
                error,
                OpenError::Folder(FolderError::Held { .. } | FolderError::Unusable { .. })
                    | OpenError::OldSqlite { .. }
                    | OpenError::Setting { .. }
                    | OpenError::NewerSchema { .. }
            ),
            Self::Storage(_) => true,
            Self::Record(error) => !matches!(error, RecordError::NewerDocument { .. }),
            Self::NothingWhole { .. } => false,
        }
    }
}

fn read(names: Names, revisions: &[StoredRevision]) -> Result<Snapshot, RecordError> {
    let (naming, organisation) = (names.naming(), names.organisation);
    Ok(Snapshot::load(names.corridors, naming, revisions)?.kept_by(organisation))
}

impl State {
    /// Opens the installation of a folder: verifies the whole chain and loads what is published.
    pub async fn open(folder: Folder, outside: Outside) -> Result<(SharedState, Head), StateError> {
        let opened = storage::open(folder).await?;
        let snapshot = read(opened.names, &opened.revisions)?;
        let browsers = settings::get(&opened.database, settings::BROWSERS).await?.unwrap_or_default();
        Ok((Self::of(opened.database, snapshot, browsers, outside), opened.head))
    }

    /// The same for a server, which serves the public site even when its database is damaged, lost or older than what was
    /// acknowledged: from the journal, without saving anything.
    ///
    /// # Errors
    /// When the folder cannot be held, a newer program wrote in it, or there is no whole journal either.
    pub async fn serve(
        place: &Path,
        backups: Option<PathBuf>,
        outside: Outside,
    ) -> Result<(SharedState, Standing), StateError> {
        let why = match Folder::open(place, Access::Exclusive) {
            Ok(folder) => match Self::open(folder.with_backups(backups), outside.clone()).await {
                Ok((state, head)) => return Ok((state, Standing::Whole(head))),
                Err(error) if error.leaves_the_journal() => error,
                Err(error) => return Err(error),
            },
            Err(error @ FolderError::Lost { .. }) => StateError::Open(error.into()),
            Err(error) => return Err(StateError::Open(error.into())),
        };
        let folder = Folder::open_without_database(place).map_err(OpenError::from)?;
        let contents = match Contents::read(folder.path()) {
            Ok(contents) => contents,
            Err(journal) => return Err(StateError::NothingWhole { database: Box::new(why), journal }),
        };
        let (revisions, head, why) = (contents.stored(), contents.head, why.to_string());
        let last_saved = revisions.last().map(|revision| revision.recorded_at);
        let snapshot = read(contents.names, &revisions)?;
        let site = Site { last_saved: Some(LastSaved { at: last_saved }), ..outside.site.clone() };
        let database = Database::away(folder, why.clone());
        // Nobody is signed in without a database.
        let state = Self::of(database, snapshot, String::new(), Outside { site, ..outside });
        Ok((state, Standing::OnJournal { head, why }))
    }

    fn of(database: Database, snapshot: Snapshot, browsers: String, outside: Outside) -> SharedState {
        let records = Records::new(snapshot);
        let (script, live, cursor) = (outside.assets.script(), outside.assets.live(), outside.assets.cursor());
        let site = Site { script, live, cursor, ..outside.site };
        Arc::new(Self {
            database,
            editions: Editions::new(&site, &records, &outside.clock),
            records,
            finished: Arc::new(Shelf::new(outside.keeping.most_bytes)),
            ahead: outside.keeping.ahead,
            streams: Streams {
                places: Arc::new(Semaphore::new(outside.keeping.most_streams)),
                most_claims: outside.keeping.most_claims,
                process: format!("{}-{}", std::process::id(), outside.clock.now()),
            },
            clock: outside.clock,
            passwords: Passwords::default(),
            lately: Lately::default(),
            cookie: SessionCookie::new(outside.secure_cookies),
            second_factor: outside.second_factor,
            browsers,
            site,
            assets: outside.assets,
            trusted_proxies: outside.trusted_proxies,
            not_ready: Seldom::default(),
            imports: Imports::default(),
            live: Live::default(),
        })
    }

    /// Why nothing can be saved at the moment, as people are told.
    pub fn hindrance(&self) -> Option<app::text::hindrance::Hindrance> {
        use app::text::hindrance::Hindrance as Told;
        Some(match self.database.hindrance()? {
            Hindrance::Full => Told::Full,
            Hindrance::Disk => Told::Disk,
            Hindrance::Away => Told::Away,
            Hindrance::Reader => Told::Reader,
        })
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
