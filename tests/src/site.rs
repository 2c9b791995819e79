//! A running site: the real router behind the real accept loop, over a real database in a temporary folder.

use std::borrow::Cow;
use std::path::Path;

use app::view::chrome;
use chrono::{DateTime, Utc};
use domain::{Actor, Corridor, DayReport, RevisionState, Rights, Role, Slug};
use reqwest::{Client, RequestBuilder, Response};
use server::assets::Assets;
use server::auth::{Password, SecondFactor};
use server::clock::{Clock, ClockHand};
use server::commands::import_claims::{Becomes, ImportClaims, ImportRefusal, Imported, import_claims};
use server::commands::{add_corridor, keep_staff, name_organisation};
use server::listen::limits::Limits;
use server::records::read_revision;
use server::state::{Keeping, Outside, SharedState, State};
use server::storage::{NewRevision, revisions};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::page::Page;

/// The password of every account of the tests.
pub const PASSWORD: &str = "correct horse battery staple";

/// A running site.
pub struct Site {
    /// Its beginning, `http://127.0.0.1:PORT`.
    pub url: String,
    /// The installation behind it.
    pub state: SharedState,
    /// The clock.
    pub hand: ClockHand,
    /// A reader without cookies.
    pub client: Client,
    folder: Option<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
}

/// An instant, written as RFC 3339.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// What stands for the site's script, whether it was built or not: pages with islands name it. Those of public
/// pages are as they are.
pub fn assets() -> Assets {
    let files: [(&str, &[u8]); 6] = [
        ("boot.js", b"// boots"),
        ("corridor.js", b"export default 1;"),
        ("corridor.wasm", b"\0asm\x01\0\0\0"),
        ("live.js", include_bytes!("../../public/live.js")),
        ("cursor.js", include_bytes!("../../public/cursor.js")),
        ("crosshair.js", include_bytes!("../../public/crosshair.js")),
    ];
    Assets::of(files.map(|(name, bytes)| (name, Cow::Borrowed(bytes))))
}

/// What a test's server sees of the outside.
pub fn outside(clock: Clock) -> Outside {
    // A test asks for what it wants to see; pages made ahead would only take its time.
    let keeping = Keeping { ahead: false, ..Keeping::default() };
    Outside {
        clock,
        site: chrome::Site::default(),
        assets: assets(),
        secure_cookies: false,
        second_factor: SecondFactor::NotRequired,
        trusted_proxies: Vec::new(),
        keeping,
    }
}

impl Site {
    /// An empty site at an instant.
    pub async fn at(now: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut site = Self::over(folder.path(), now).await;
        site.folder = Some(folder);
        site
    }

    /// A site over a folder that somebody else keeps.
    pub async fn over(folder: &Path, now: &str) -> Self {
        let (clock, hand) = Clock::fixed(instant(now));
        Self::start(folder, outside(clock), hand).await
    }

    /// A site that sees this of the outside.
    pub async fn start(folder: &Path, outside: Outside, hand: ClockHand) -> Self {
        // All of a test's readers come from one address.
        let limits = Limits { of_one_network: 1_000, ..Limits::default() };
        Self::start_within(folder, outside, hand, limits).await
    }

    /// The same, within other limits.
    pub async fn start_within(folder: &Path, outside: Outside, hand: ClockHand, limits: Limits) -> Self {
        let (state, _) = State::serve(folder, None, outside).await.expect("an installation");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let shared = state.clone();
        let served = tokio::spawn(async move {
            let shutdown = async move { drop(stopped.await) };
            server::listen::serve_within(listener, shared, limits, shutdown).await.expect("a clean stop");
        });
        Self { url, state, hand, client: client(false), folder: None, stop: Some(stop), served: Some(served) }
    }

    /// Tells the server to stop; what is under way goes on.
    pub fn stop(&mut self) {
        drop(self.stop.take());
    }

    /// Tells the server to stop, and waits until it has.
    pub async fn stopped(&mut self) {
        self.stop();
        let served = self.served.take().expect("it was not waited for");
        tokio::time::timeout(std::time::Duration::from_secs(60), served).await.expect("it ends").expect("soundly");
    }

    /// The same, with a folder that goes with it.
    pub fn keeping(mut self, folder: TempDir) -> Self {
        self.folder = Some(folder);
        self
    }

    /// Adds a corridor.
    pub async fn add_corridor(&self, corridor: Corridor) {
        add_corridor::add_corridor(&self.state, &Actor::operator(), corridor).await.expect("a new corridor");
    }

    /// Names the organisation that keeps the record.
    pub async fn name_organisation(&self, name: &str) {
        let (operator, name) = (Actor::operator(), name.parse().expect("a name"));
        let named = name_organisation::name_organisation(&self.state, &operator, &name, None);
        named.await.expect("a new name");
    }

    /// Adds an account with [`PASSWORD`]: a reporter or lead of all corridors there are, or an admin.
    pub async fn add_account(&self, account: &str, role: Role) {
        let records = self.state.records.now();
        let corridors: Vec<Slug> = records.all().map(|one| one.record.corridor().slug.clone()).collect();
        self.add_member(account, &Rights::of(role, corridors)).await;
    }

    /// Adds an account with [`PASSWORD`] and these rights.
    pub async fn add_member(&self, account: &str, rights: &Rights) {
        let name = account.parse().expect("an account name");
        let password = Password::parse(PASSWORD).expect("a password");
        let (database, passwords) = (&self.state.database, &self.state.passwords);
        let added = keep_staff::add_member(database, passwords, self.state.clock.now(), &name, rights, &password);
        added.await.expect("a new account");
    }

    /// Imports files as the operator.
    pub async fn import(
        &self,
        corridor: &str,
        claims: &[u8],
        events: Option<&[u8]>,
    ) -> Result<Imported, ImportRefusal> {
        import_claims(&self.state, &Actor::operator(), files(corridor, claims, events)).await
    }

    /// Imports a file as somebody.
    pub async fn import_as(&self, actor: &Actor, corridor: &str, claims: &[u8]) -> Result<Imported, ImportRefusal> {
        import_claims(&self.state, actor, files(corridor, claims, None)).await
    }

    /// Imports a file as the operator, for review.
    pub async fn submit(&self, corridor: &str, claims: &[u8]) -> Result<Imported, ImportRefusal> {
        let command = ImportClaims { becomes: Becomes::Submitted, ..files(corridor, claims, None) };
        import_claims(&self.state, &Actor::operator(), command).await
    }

    /// Withdraws a day, for a public reason.
    pub async fn withdraw(&self, corridor: &str, date: &str, reason: &str) {
        let (corridor, date) = (corridor.parse().expect("a short name"), date.parse().expect("a date"));
        let report = DayReport::empty(corridor, date);
        let now = self.state.clock.now();
        let new = NewRevision {
            corridor: report.corridor.clone(),
            date,
            state: RevisionState::Withdrawn,
            document: serde_json::to_string(&report).expect("a document"),
            change_kind: None,
            reason: Some(reason.to_owned()),
            role: Role::Lead,
            recorded_at: now,
            published_at: Some(now),
        };
        let mut write = self.state.database.begin().await.expect("a turn to write");
        revisions::append(&mut write, new).await.expect("a revision");
        let committed = write.commit().await.expect("a commit");
        let stored = revisions::load_all(&self.state.database).await.expect("revisions");
        let revision = read_revision(stored.last().expect("a revision")).expect("a readable one");
        self.state.records.follow(&committed, None, Vec::new(), &[revision]).expect("the record follows");
    }

    /// Asks for a path as a reader.
    pub fn request(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    /// The answer to a reader.
    pub async fn response(&self, path: &str) -> Response {
        self.request(path).send().await.expect("an answer")
    }

    /// A page as a reader gets it; it must be there.
    pub async fn page(&self, path: &str) -> Page {
        let response = self.response(path).await;
        assert_eq!(response.status(), 200, "{path}");
        Page::new(response.text().await.expect("text"))
    }

    /// A file as a reader gets it; it must be there.
    pub async fn text(&self, path: &str) -> String {
        let response = self.response(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.expect("text")
    }

    /// A file of a corridor as a reader gets it, without the head of the chain, which covers the names that were written.
    pub async fn text_without_head(&self, slug: &str, path: &str) -> String {
        let records = self.state.records.now();
        let corridor = records.corridor(&slug.parse().expect("a short name")).expect("a corridor").clone();
        let hash = corridor.record.version().expect("a version").hash;
        self.text(path).await.replace(&hash, "").replace(&hash[..8], "")
    }

    /// A JSON file as a reader gets it; it must be there.
    pub async fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(path).await).expect("JSON")
    }

    /// How many revisions are stored.
    pub async fn revisions(&self) -> usize {
        revisions::load_all(&self.state.database).await.expect("revisions").len()
    }
}

fn files(corridor: &str, claims: &[u8], events: Option<&[u8]>) -> ImportClaims {
    ImportClaims {
        corridor: corridor.parse().expect("a short name"),
        corridor_given: false,
        claims: Some(claims.to_vec()),
        events: events.map(<[u8]>::to_vec),
        reason: Some("More was reported.".to_owned()),
        dry_run: false,
        becomes: Becomes::Published,
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// A client that follows no redirect; with or without a jar for cookies.
pub fn client(cookies: bool) -> Client {
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).cookie_store(cookies).no_proxy();
    builder.build().expect("a client")
}
