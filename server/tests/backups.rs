//! Backups and their way back, as an operator runs them: what must be refused first, then what must come back.
#![expect(clippy::expect_used, reason = "a test may give up with a word")]

mod program;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use program::{Server, done, fixture, folder_with, import, refused, run, strace, strace_on, tamper, text};

const CLAIMS: &str = "lachin/lachin-claims.csv";
const EVENTS: &str = "lachin/lachin-events.csv";

/// A folder with some days of the record in it, and a file with all of them.
fn some_days() -> (TempDir, PathBuf) {
    let folder = folder_with("lachin/lachin.json");
    let all = fs::read_to_string(fixture(CLAIMS)).expect("the claims");
    let early = |line: &&str| !line.starts_with("lachin,") || line.starts_with("lachin,2022-12-");
    let some: Vec<&str> = all.lines().filter(early).collect();
    let file = folder.path().join("some.csv");
    fs::write(&file, some.join("\n") + "\n").expect("written");
    done(&run(folder.path(), &["import", file.to_str().expect("a path")]));
    (folder, fixture(CLAIMS))
}

fn import_all(folder: &Path) {
    let reason = ["import", "--reason", "More was reported."];
    let (claims, events) = (fixture(CLAIMS), fixture(EVENTS));
    let files = [claims.to_str().expect("a path"), events.to_str().expect("a path")];
    done(&run(folder, &[reason.as_slice(), files.as_slice()].concat()));
}

/// What `verify` says of the last revision.
fn head(folder: &Path) -> String {
    let told = done(&run(folder, &["verify"]));
    told.lines().find(|line| line.starts_with("The last one")).expect("a head").to_owned()
}

/// The backups of a folder, oldest first.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut all = files(&folder.join("backups"));
    all.retain(|path| path.extension().is_some_and(|extension| extension == "db"));
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).map(|all| all.map(|entry| entry.expect("an entry").path()).collect()).unwrap_or_default();
    all.sort();
    all
}

fn lose_database(folder: &Path) {
    for name in ["corridor.db", "corridor.db-wal", "corridor.db-shm"] {
        let _ = fs::remove_file(folder.join(name));
    }
}

fn flip(file: &Path, place: usize) {
    let mut bytes = fs::read(file).expect("read");
    bytes[place] ^= 1;
    fs::write(file, bytes).expect("written");
}

#[test]
fn a_backup_beside_a_running_server_is_one_checked_file_for_its_owner_alone() {
    let (folder, _) = some_days();
    let server = Server::over(folder.path());
    let told = done(&run(folder.path(), &["backup", "--to", folder.path().join("out").to_str().expect("a path")]));
    drop(server);
    let out = files(&folder.path().join("out"));
    let file = out.iter().find(|path| path.extension().is_some_and(|end| end == "db")).expect("a backup");
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    let hash = head(folder.path()).rsplit(' ').next().expect("a hash").to_owned();
    assert!(told.contains(&name) && told.contains("revisions") && told.contains(&hash), "{told}");
    assert_eq!(fs::metadata(file).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(out.len(), 3, "the file, its checksum, the lock: {out:?}");
    let mut sum = Command::new("sha256sum");
    let sum = sum.args(["--check", &format!("{name}.sha256")]).current_dir(folder.path().join("out"));
    assert!(sum.output().expect("it ran").status.success(), "sha256sum understands it");
    assert!(done(&run(folder.path(), &["verify", "--backup", file.to_str().expect("a path")])).contains(&hash));
}

#[test]
fn a_backup_that_cannot_be_made_says_why_and_leaves_nothing() {
    let (folder, _) = some_days();
    let to = folder.path().join("a-file");
    fs::write(&to, b"x").expect("written");
    let told = refused(&run(folder.path(), &["backup", "--to", to.to_str().expect("a path")]));
    assert!(told.contains("folder for backups") && told.contains("No backup was made"), "{told}");
    // The disk is full in the middle of the copy.
    let out = folder.path().join("out");
    let full = strace_on(&out.join(".making.db"), "pwrite64", "error=ENOSPC:when=5+")
        .args(["backup", "--to"])
        .arg(&out)
        .arg("--data")
        .arg(folder.path())
        .output();
    let told = refused(&full.expect("it ran"));
    assert!(told.contains("is full: no backup was made"), "{told}");
    assert_eq!(files(&out), [out.join("backups.lock")]);
    // A change of which the chain tells.
    tamper(
        folder.path(),
        "CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = 'documents_keep_their_text'; \
         DROP TRIGGER documents_keep_their_text; UPDATE documents SET body = replace(body, '394', '493')",
    );
    let told = refused(&run(folder.path(), &["backup"]));
    assert!(told.contains("not whole, so it was not kept") && told.contains("documents_keep_their_text"), "{told}");
    assert!(backups(folder.path()).is_empty());
}

#[test]
fn what_a_killed_backup_left_is_swept_away_and_a_file_of_another_name_never() {
    let (folder, _) = some_days();
    let out = folder.path().join("backups");
    let killed = strace("/^rename", "signal=SIGKILL:when=1").args(["backup", "--data"]).arg(folder.path()).output();
    assert_ne!(killed.expect("it ran").status.code(), Some(0));
    assert!(files(&out).iter().any(|path| path.ends_with(".making.db")), "{:?}", files(&out));
    for kept in ["corridor.db", "corridor-20261124T170000Z-000123 (copy).db", "notes.txt"] {
        fs::write(out.join(kept), b"mine").expect("written");
    }
    fs::write(out.join("corridor-20200101T000000Z-000001.db.sha256"), b"alone").expect("written");
    done(&run(folder.path(), &["backup"]));
    let left: Vec<PathBuf> = files(&out);
    assert!(!left.iter().any(|path| path.to_string_lossy().contains(".making")), "{left:?}");
    assert!(!left.iter().any(|path| path.to_string_lossy().contains("20200101")), "{left:?}");
    assert_eq!(left.len(), 3 + 3, "{left:?}");
}

#[test]
fn what_was_saved_after_the_backup_comes_from_the_journal_and_without_it_is_missing() {
    let (folder, _) = some_days();
    let at_backup = head(folder.path());
    done(&run(folder.path(), &["backup"]));
    import_all(folder.path());
    let last = head(folder.path());
    assert_ne!(at_backup, last);
    lose_database(folder.path());
    let trial = done(&run(folder.path(), &["restore", "--dry-run"]));
    assert!(trial.contains("Would restore") && !folder.path().join("corridor.db").exists(), "{trial}");
    let told = done(&run(folder.path(), &["restore"]));
    assert!(told.contains("revisions more") && told.contains("drafts, accounts and the audit"), "{told}");
    assert_eq!(head(folder.path()), last);
    drop(Server::over(folder.path()));
    assert_eq!(head(folder.path()), last);
    // The control: without the journal it is gone.
    lose_database(folder.path());
    let told = done(&run(folder.path(), &["restore", "--without-journal"]));
    assert!(told.contains("record.journal.set-aside-"), "{told}");
    assert_eq!(head(folder.path()), at_backup);
    drop(Server::over(folder.path()));
}

#[test]
fn a_damaged_backup_is_passed_over_and_one_whose_chain_is_broken_is_refused() {
    let (folder, _) = some_days();
    for _ in 0..3 {
        done(&run(folder.path(), &["backup"]));
    }
    let before = head(folder.path());
    let [oldest, middle, newest] = backups(folder.path()).try_into().expect("three backups");
    let bytes = fs::read(&newest).expect("read");
    fs::write(&newest, &bytes[..bytes.len() / 2]).expect("written");
    flip(&middle, bytes.len() / 2);
    let told = done(&run(folder.path(), &["restore"]));
    assert_eq!(told.matches("Not whole, so it was passed over").count(), 2, "{told}");
    assert!(told.contains(&format!("Restored {}", oldest.display())) && told.contains("checksum"), "{told}");
    assert!(told.contains("corridor.db.set-aside-"), "{told}");
    assert_eq!(head(folder.path()), before);
    // Given alone, without its checksum, truncated to whole pages: the database tells.
    fs::remove_file(newest.with_extension("db.sha256")).expect("removed");
    let told = refused(&run(folder.path(), &["restore", "--from", newest.to_str().expect("a path")]));
    assert!(told.contains("damaged"), "{told}");
    // Whole as a file, and yet not the record: written by something else, guards put back, no checksum.
    let forged = TempDir::new().expect("a folder");
    fs::copy(&oldest, forged.path().join("corridor.db")).expect("copied");
    tamper(
        forged.path(),
        "DROP TRIGGER documents_keep_their_text; UPDATE documents SET body = replace(body, '\"v\":1', '\"v\": 1'); \
         CREATE TRIGGER documents_keep_their_text BEFORE UPDATE ON documents\n\
         BEGIN SELECT RAISE(ABORT, 'documents are append-only: a document is never changed'); END",
    );
    let file = forged.path().join("corridor.db");
    for arguments in [["restore", "--from"], ["verify", "--backup"]] {
        let told = refused(&run(folder.path(), &[arguments[0], arguments[1], file.to_str().expect("a path")]));
        assert!(told.contains("evision 1: its document is not the one"), "{told}");
    }
    assert_eq!(head(folder.path()), before, "what was there is as it was");
}

#[test]
fn a_journal_of_another_record_is_not_taken() {
    let (folder, _) = some_days();
    done(&run(folder.path(), &["backup"]));
    let before = head(folder.path());
    let other = folder_with("lachin/lachin.json");
    done(&import(other.path(), &fixture(CLAIMS), &fixture(EVENTS)));
    fs::copy(other.path().join("record.journal"), folder.path().join("record.journal")).expect("copied");
    let told = refused(&run(folder.path(), &["restore"]));
    assert!(told.contains("does not continue the backup") && told.contains("--without-journal"), "{told}");
    done(&run(folder.path(), &["restore", "--without-journal"]));
    assert_eq!(head(folder.path()), before);
    drop(Server::over(folder.path()));
    flip(&folder.path().join("record.journal"), 200);
    let told = refused(&run(folder.path(), &["restore"]));
    assert!(told.contains("is damaged") && told.contains("--without-journal"), "{told}");
}

#[test]
fn a_backup_makes_a_new_installation_elsewhere() {
    let (folder, _) = some_days();
    done(&run(folder.path(), &["staff", "add", "night-desk", "--role", "reporter"]));
    done(&run(folder.path(), &["backup"]));
    let before = head(folder.path());
    let there = TempDir::new().expect("a folder");
    let data = there.path().join("data");
    let nothing = refused(&run(&data, &["restore"]));
    assert!(nothing.contains("no data folder"), "{nothing}");
    let newest = backups(folder.path()).pop().expect("a backup");
    done(&run(&data, &["restore", "--from", newest.to_str().expect("a path")]));
    assert_eq!(head(&data), before);
    assert!(done(&run(&data, &["staff", "list"])).contains("night-desk"));
    drop(Server::over(&data));
    assert_eq!(files(&data).iter().filter(|path| path.ends_with("restoring")).count(), 0);
    // Under a running server nothing is restored.
    let server = Server::over(&data);
    assert!(refused(&run(&data, &["restore", "--from", newest.to_str().expect("a path")])).contains("already running"));
    drop(server);
}

#[test]
fn a_database_that_holds_more_than_would_be_restored_is_left_where_it_is() {
    let (folder, _) = some_days();
    done(&run(folder.path(), &["backup"]));
    import_all(folder.path());
    let before = head(folder.path());
    fs::remove_file(folder.path().join("record.journal")).expect("removed");
    let told = refused(&run(folder.path(), &["restore"]));
    assert!(told.contains("is whole and has") && told.contains("--leave-newer"), "{told}");
    assert_eq!(head(folder.path()), before);
    done(&run(folder.path(), &["restore", "--leave-newer"]));
    assert_ne!(head(folder.path()), before, "the control");
}

/// Without any backup every revision comes back, and nobody who could sign in.
#[test]
fn the_journal_alone_brings_the_record_back() {
    let folder = folder_with("lachin/lachin.json");
    done(&import(folder.path(), &fixture(CLAIMS), &fixture(EVENTS)));
    let before = head(folder.path());
    let out = |name: &str| {
        let out = folder.path().join(name);
        done(&run(folder.path(), &["export", "lachin", out.to_str().expect("a path")]));
        (fs::read(out.join("claims.csv")).expect("claims"), fs::read(out.join("events.csv")).expect("events"))
    };
    let exported = out("before");
    lose_database(folder.path());
    let told = done(&run(folder.path(), &["restore"]));
    assert!(told.contains("There is no whole backup") && told.contains("from record.journal alone"), "{told}");
    assert!(told.contains("Not in it: accounts, drafts and the audit"), "{told}");
    assert_eq!(head(folder.path()), before);
    assert!(out("after") == exported);
    drop(Server::over(folder.path()));
}

#[test]
fn what_was_redacted_after_the_backup_does_not_come_back() {
    let (folder, _) = some_days();
    let canary = "Canary-7431 Ministry";
    let claims = fs::read_to_string(fixture(CLAIMS)).expect("the claims");
    let (bad, good) = (folder.path().join("bad.csv"), folder.path().join("good.csv"));
    fs::write(&bad, claims.replacen("Artsakh Ministry of Health", canary, 1)).expect("written");
    fs::write(&good, &claims).expect("written");
    for file in [&bad, &good] {
        done(&run(folder.path(), &["import", file.to_str().expect("a path"), "--reason", "A name had slipped in."]));
    }
    done(&run(folder.path(), &["backup"]));
    // What was killed half-way may hold it, too.
    let left = [folder.path().join("backups/.making.db"), folder.path().join("restoring")];
    fs::write(&left[0], b"half a backup").expect("written");
    fs::create_dir(&left[1]).expect("a folder");
    let seq = (1..200)
        .map(|seq: u32| seq.to_string())
        .find(|seq| run(folder.path(), &["redact", seq, "--reason", "…", "--dry-run"]).status.success())
        .expect("a revision that stands no longer");
    let told = done(&run(folder.path(), &["redact", &seq, "--reason", "A name slipped in."]));
    let newest = backups(folder.path()).pop().expect("a backup");
    let held = folder.path().join("elsewhere.db");
    fs::copy(&newest, &held).expect("copied");
    for copy in left.iter().chain([&newest]) {
        assert!(told.contains(&copy.display().to_string()), "it names {}: {told}", copy.display());
    }
    // Said again, it does what was left to do: no backup holds it any more, nor does what was killed half-way.
    let told = done(&run(folder.path(), &["redact", &seq, "--reason", "Once more.", "--and-backups"]));
    assert!(told.contains("2 backups that held it were removed"), "{told}");
    assert!(!left[0].exists() && !newest.exists(), "{told}");
    fs::copy(&held, &newest).expect("a copy that was taken elsewhere");
    fs::remove_file(backups(folder.path()).pop().expect("the new one")).expect("removed");
    lose_database(folder.path());
    let told = done(&run(folder.path(), &["restore"]));
    assert!(told.contains("1 removal of a document"), "{told}");
    let verified = done(&run(folder.path(), &["verify"]));
    assert!(verified.contains(&format!("Revision {seq} (lachin, ")) && verified.contains("redacted"), "{verified}");
}

/// Killed before every move: afterwards there is the old one, the new one, or a refusal that says what to do.
#[test]
fn a_restore_that_is_killed_leaves_the_old_or_the_new_or_says_so() {
    let (folder, _) = some_days();
    done(&run(folder.path(), &["backup"]));
    import_all(folder.path());
    let last = head(folder.path());
    let (mut kills, mut half) = (0, 0);
    for call in ["/^rename", "fsync", "/^unlink"] {
        for when in 1.. {
            let killed = strace(call, &format!("signal=SIGKILL:when={when}"))
                .args(["restore", "--data"])
                .arg(folder.path())
                .output()
                .expect("it ran");
            if killed.status.success() {
                break;
            }
            assert!(killed.stderr.is_empty(), "{}", text(&killed.stderr));
            kills += 1;
            let after = run(folder.path(), &["verify"]);
            if after.status.success() {
                assert!(text(&after.stdout).contains(&last), "{call} {when}");
            } else {
                let told = text(&after.stderr);
                assert!(told.contains("Run corridor restore"), "{call} {when}: {told}");
                half += 1;
                done(&run(folder.path(), &["restore"]));
                assert_eq!(head(folder.path()), last, "{call} {when}");
            }
        }
    }
    assert!(kills > 8 && half > 1, "{kills} kills, {half} of them half-way");
}
