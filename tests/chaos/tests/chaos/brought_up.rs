//! R12: a database of the first schema is brought to the newest one, killed anywhere on the way: the same chain, and a backup
//! from before.

use std::fs;
use std::path::{Path, PathBuf};

use chaos::installation::{command_through, done};
use chaos::report::Line;
use chaos::strace::Strace;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection};
use tempfile::TempDir;

const FIRST: i64 = 1;

async fn open(folder: &Path) -> SqliteConnection {
    // A dump is in the order of tables, not of what they refer to.
    let file = folder.join("corridor.db");
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(false);
    options.connect().await.expect("opened")
}

/// The stored database of the first schema, in a folder.
async fn of_the_first_schema(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/databases/schema-1.sql");
    let dump = fs::read_to_string(dump).expect("the dump");
    let mut database = open(folder).await;
    sqlx::raw_sql(AssertSqlSafe(dump)).execute(&mut database).await.expect("filled");
    database.close().await.expect("closed");
}

/// The newest step and the hash of the last revision, as they are stored.
async fn schema_and_head(folder: &Path) -> (i64, String) {
    let mut database = open(folder).await;
    let sql =
        "SELECT (SELECT max(version) FROM _sqlx_migrations), (SELECT hash FROM revisions ORDER BY seq DESC LIMIT 1)";
    let row = sqlx::query(sql).fetch_one(&mut database).await.expect("a row");
    let found = (row.get(0), row.get(1));
    database.close().await.expect("closed");
    found
}

/// The backups from before a step.
fn from_before(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder.join("backups")).into_iter().flatten();
    let mut all: Vec<PathBuf> = listed.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("before-schema-") && name.ends_with(".db")
    });
    all
}

/// The way up, and what kills on it found.
struct WayUp {
    place: TempDir,
    newest: i64,
    head: String,
    kills: usize,
    /// Killed before the first step was stored, and after it.
    still_old: usize,
    already_new: usize,
}

impl WayUp {
    async fn new() -> Self {
        let place = TempDir::new().expect("a folder");
        of_the_first_schema(&place.path().join("first")).await;
        let (schema, head) = schema_and_head(&place.path().join("first")).await;
        assert_eq!(schema, FIRST);
        let whole = Self { place, newest: 0, head, kills: 0, still_old: 0, already_new: 0 };
        done(&whole.copy(), &["verify"]);
        let (newest, head) = schema_and_head(&whole.folder()).await;
        assert!(newest > FIRST && head == whole.head, "{newest} {head}");
        Self { newest, ..whole }
    }

    fn folder(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// Lays the folder anew.
    fn copy(&self) -> PathBuf {
        chaos::installation::copy_folder(&self.place.path().join("first"), &self.folder());
        self.folder()
    }

    /// Kills the way up at the so-manieth call and lets the next start find its way; `false` when it ended before that call.
    ///
    /// # Errors
    /// What is not as it must be.
    async fn kill(&mut self, calls: &str, when: usize, faults: &str) -> Result<bool, String> {
        let (folder, newest) = (self.copy(), self.newest);
        let strace = Strace::injecting(&format!("{calls}:signal=SIGKILL:when={when}"), self.place.path().join("trace"));
        let mut killed = command_through(&strace.words(), faults);
        let killed = killed.args(["staff", "list", "--data"]).arg(&folder).output().expect("it ran");
        if killed.status.success() {
            return Ok(false);
        }
        let told = String::from_utf8_lossy(&killed.stderr).into_owned();
        self.kills += 1;
        let (schema, there) = schema_and_head(&folder).await;
        *(if schema == FIRST { &mut self.still_old } else { &mut self.already_new }) += 1;
        if !told.is_empty() || there != self.head || !(FIRST..=newest).contains(&schema) {
            return Err(format!("{calls} {when}: schema {schema}, {there}, {told}"));
        }
        let told = done(&folder, &["verify"]);
        let after = schema_and_head(&folder).await;
        // One of where it began, and one of where it was killed if that was between two steps.
        let (kept, wanted) = (from_before(&folder), if (FIRST + 1..newest).contains(&schema) { 2 } else { 1 });
        match told.contains(&self.head) && after == (newest, self.head.clone()) && kept.len() == wanted {
            true => Ok(true),
            false => Err(format!("{calls} {when}: killed at schema {schema}, then {after:?} with {kept:?}: {told}")),
        }
    }

    /// Kills it at every such call, or at some of them and the last one.
    async fn kill_at(&mut self, calls: &str, every: bool) -> Result<(), String> {
        let (mut reached, mut when) = (0, 1);
        while self.kill(calls, when, "").await? {
            reached = when;
            when += if every { 1 } else { 1 + when / 2 };
        }
        // Between the last that was reached and the first that was not lies the last one of all.
        while when - reached > 1 {
            let middle = reached.midpoint(when);
            match self.kill(calls, middle, "").await? {
                true => reached = middle,
                false => when = middle,
            }
        }
        Ok(())
    }
}

/// A sample of the calls with the last one, unless `MIGRATION_KILLS` is `all`.
#[tokio::test]
async fn killed_anywhere_on_the_way_up_the_next_start_has_the_newest_schema_and_the_same_chain() {
    let every = std::env::var("MIGRATION_KILLS").is_ok_and(|kills| kills == "all");
    let mut way = WayUp::new().await;
    let mut wrong = Vec::new();
    for calls in ["pwrite64", "fdatasync", "fsync", "/^rename", "/^unlink", "ftruncate"] {
        wrong.extend(way.kill_at(calls, every).await.err());
    }
    let (kills, before, after) = (way.kills, way.still_old, way.already_new);
    // The control: who made no backup is found out where the kill falls behind the first step.
    let mut control = Ok(true);
    for when in 1..10 {
        if control == Ok(true) {
            control = way.kill("fsync", when, "no-backup-before").await;
        }
    }
    let line = Line::of("R12", "killed at writes, flushes, renames on the way up from the first schema");
    let note = format!("{before} before a step was stored, {after} after it; control: no backup from before");
    let lost = wrong.len();
    Line { times: kills, kills, lost, note, ..line }.control(control.is_err()).write();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(before > 5 && after > 0, "the kills fell before and after a step: {before}, {after}");
    assert!(control.is_err(), "the control: {control:?}");
}
