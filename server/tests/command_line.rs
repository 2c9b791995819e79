//! The program as an operator runs it: refusals first, then a record's way in, out and in again.
#![expect(clippy::expect_used, reason = "a test may give up with a word")]

mod program;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;

use program::{Server, done, fixture, folder_with, import, program, refused, run, tamper, text};

#[test]
fn wrong_usage_ends_with_two_and_a_wrong_setting_with_its_name() {
    for arguments in [vec![], vec!["fly"], vec!["import"], vec!["serve", "--port", "3"]] {
        assert_eq!(program().args(&arguments).output().expect("it ran").status.code(), Some(2), "{arguments:?}");
    }
    let folder = TempDir::new().expect("a folder");
    let unknown = program().args(["serve", "--data"]).arg(folder.path()).env("CORRIDOR_LISTN", "x").output();
    assert!(refused(&unknown.expect("it ran")).contains("CORRIDOR_LISTN"));
    let open = run(folder.path(), &["serve", "--listen", "0.0.0.0:0"]);
    assert!(refused(&open).contains("CORRIDOR_PUBLIC_URL"));
}

/// Clients that say nothing, half a head, or half a form that is waited for: the end comes all the same, in the ten seconds after
/// which others kill.
#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_stop_ends_whoever_still_waits() {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    let folder = folder_with("lachin/lachin.json");
    let mut server = Server::over(folder.path());
    let half = format!(
        "POST /staff/sign-in HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 999\r\n\r\na",
        server.1
    );
    let said = ["", "GET / HTTP/1.1\r\nHost:", &half];
    // As many as one address may have.
    let mut held = Vec::new();
    for words in said.iter().cycle().take(99) {
        let mut stream = TcpStream::connect(&server.1).expect("a connection");
        stream.write_all(words.as_bytes()).expect("sent");
        held.push(stream);
    }
    let mut asks = TcpStream::connect(&server.1).expect("a connection");
    write!(asks, "GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.1).expect("sent");
    assert!(asks.read(&mut [0; 64]).expect("an answer") > 0, "all before it were taken");
    let pid = rustix::process::Pid::from_child(&server.0);
    let told = std::time::Instant::now();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
    assert_eq!(server.0.wait().expect("an end").code(), Some(0));
    assert!(told.elapsed().as_secs() < 10, "{:?}", told.elapsed());
}

#[test]
fn a_second_server_on_the_same_folder_is_refused_and_so_is_an_import_under_it() {
    let folder = folder_with("lachin/lachin.json");
    let server = Server::over(folder.path());
    let claims = fixture("lachin/lachin-claims.csv");
    let events = fixture("lachin/lachin-events.csv");
    let under_it = refused(&import(folder.path(), &claims, &events));
    assert!(under_it.contains("already running on this folder"), "{under_it}");
    let second = refused(&run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    assert!(second.contains("already running on this folder"), "{second}");
    done(&run(folder.path(), &["staff", "add", "night-desk", "--role", "reporter"]));
    drop(server);
    done(&import(folder.path(), &claims, &events));
}

/// The first lines that a server over the folder prints.
fn first_lines(folder: &Path, lines: usize) -> Vec<String> {
    let mut command = program();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it started");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let said = output.lines().take(lines).map(|line| line.expect("a line")).collect();
    drop(Server(child, String::new()));
    said
}

#[test]
fn each_start_without_an_account_prints_another_link_to_set_the_site_up_and_none_with_one() {
    let folder = TempDir::new().expect("a folder");
    let link = |lines: &[String]| lines[2].trim().to_owned();
    let (first, second) = (first_lines(folder.path(), 3), first_lines(folder.path(), 3));
    let address = first[0].strip_prefix("Listening on ").expect("its address");
    assert!(link(&first).starts_with(&format!("{address}/setup/")), "{first:?}");
    let token = |lines: &[String]| link(lines).rsplit('/').next().expect("a token").to_owned();
    assert!(token(&first).len() == 64 && token(&first) != token(&second));
    let bytes = fs::read(folder.path().join("corridor.db")).expect("the database");
    let kept = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!kept(&token(&first)) && !kept(&token(&second)), "a token is kept in clear");
    done(&run(folder.path(), &["staff", "add", "boss", "--role", "admin"]));
    assert!(done(&run(folder.path(), &["staff", "reset", "boss", "--lost-second-factor"])).contains("new password"));
    assert!(done(&run(folder.path(), &["staff", "list"])).contains("admin"));
    let server = Server::over(folder.path());
    assert!(done(&run(folder.path(), &["staff", "list"])).contains("in use"), "also beside a running server");
    drop(server);
}

#[test]
fn a_folder_that_lost_its_database_is_not_given_a_new_one() {
    let folder = folder_with("lachin/lachin.json");
    fs::remove_file(folder.path().join("corridor.db")).expect("removed");
    assert!(refused(&run(folder.path(), &["verify"])).contains("held a database"));
    // The public site is served from the journal; without that there is nothing to serve.
    drop(Server::over(folder.path()));
    fs::remove_file(folder.path().join("record.journal")).expect("removed");
    assert!(refused(&run(folder.path(), &["serve", "--listen", "127.0.0.1:0"])).contains("held a database"));
    assert!(!folder.path().join("corridor.db").exists());
}

#[test]
fn a_changed_document_stops_the_start_and_verify_names_the_revision() {
    let folder = folder_with("lachin/lachin.json");
    let claims = fixture("lachin/lachin-claims.csv");
    done(&import(folder.path(), &claims, &fixture("lachin/lachin-events.csv")));
    assert!(done(&run(folder.path(), &["verify"])).contains("63"), "before it was touched");
    let file = folder.path().join("corridor.db");
    let bytes = fs::read(&file).expect("the database");
    let (honest, forged) = (b"\"says\":{\"exact\":394}", b"\"says\":{\"exact\":493}");
    let place = bytes.windows(honest.len()).position(|window| window == honest).expect("the figure");
    let mut changed = bytes;
    changed[place..place + forged.len()].copy_from_slice(forged);
    fs::write(&file, changed).expect("written");
    fs::remove_file(folder.path().join("record.journal")).expect("removed");
    for arguments in [vec!["verify"], vec!["serve", "--listen", "127.0.0.1:0"]] {
        let told = refused(&run(folder.path(), &arguments));
        assert!(told.contains("Revision ") && told.contains("document"), "{told}");
    }
}

#[test]
fn verify_tells_whether_the_record_still_holds_a_head_that_was_kept() {
    let folder = folder_with("lachin/lachin.json");
    done(&import(folder.path(), &fixture("lachin/lachin-claims.csv"), &fixture("lachin/lachin-events.csv")));
    let whole = done(&run(folder.path(), &["verify"]));
    assert!(whole.contains("triggers stand as made"), "{whole}");
    let hash = whole.lines().find_map(|line| line.split("revision 63, has the hash ").nth(1)).expect("the last one");
    for kept in
        [hash.to_owned(), hash[..8].to_owned(), format!("63:{hash}"), format!("63:{}", &hash[..8].to_uppercase())]
    {
        let told = done(&run(folder.path(), &["verify", "--head", &kept]));
        assert!(told.contains(&format!("revision 63 has the hash {hash}; it is the last one")), "{kept}: {told}");
    }
    for (kept, part) in [
        ("62:deadbeef", "revision 62 has the hash"),
        ("64:deadbeef", "it ends at revision 63"),
        ("deadbeefdeadbeef", "no revision has this hash"),
    ] {
        let told = refused(&run(folder.path(), &["verify", "--head", hash, "--head", kept]));
        assert!(told.contains(kept) && told.contains(part), "{told}");
    }
    let usage = run(folder.path(), &["verify", "--head", "63"]);
    assert_eq!(usage.status.code(), Some(2));
    assert!(text(&usage.stderr).contains("such as 56:c88d64e1"), "{}", text(&usage.stderr));
    // A guard taken away, the last revision removed: the missing guard is told of; the head, when it was put back.
    let guard = "CREATE TRIGGER revisions_are_not_removed BEFORE DELETE ON revisions\n\
                 BEGIN SELECT RAISE(ABORT, 'revisions are append-only: a revision is never removed'); END";
    tamper(
        folder.path(),
        "PRAGMA foreign_keys = OFF; DROP TRIGGER revisions_are_not_removed; DELETE FROM revisions WHERE seq = 63",
    );
    let told = refused(&run(folder.path(), &["verify"]));
    assert!(told.contains("table revisions: the trigger revisions_are_not_removed is missing"), "{told}");
    tamper(folder.path(), guard);
    assert!(done(&run(folder.path(), &["verify"])).contains("62 revisions"), "whole in itself");
    let told = refused(&run(folder.path(), &["verify", "--head", hash]));
    assert!(told.contains("no revision has this hash"), "{told}");
}

#[test]
fn a_bad_file_stores_nothing_and_names_every_problem() {
    let folder = folder_with("lachin/lachin.json");
    let claims = fs::read_to_string(fixture("lachin/lachin-claims.csv")).expect("the claims");
    let bad = folder.path().join("bad.csv");
    fs::write(&bad, claims.replacen("exact", "exactly", 2)).expect("written");
    let told = refused(&run(folder.path(), &["import", bad.to_str().expect("a path")]));
    assert_eq!(told.matches("column 14 (bound)").count(), 2, "{told}");
    assert!(done(&run(folder.path(), &["verify"])).to_lowercase().contains("no revision"));
}

#[test]
fn what_is_exported_imported_and_exported_again_is_the_same_to_the_byte() {
    for (slug, settings, claims, events) in [
        ("lachin", "lachin/lachin.json", "lachin/lachin-claims.csv", "lachin/lachin-events.csv"),
        ("orro-gate", "imports/crossing.json", "imports/crossing-claims.csv", "imports/crossing-events.csv"),
    ] {
        let first = folder_with(settings);
        done(&import(first.path(), &fixture(claims), &fixture(events)));
        let out = first.path().join("out");
        done(&run(first.path(), &["export", slug, out.to_str().expect("a path")]));
        let second = TempDir::new().expect("a folder");
        let from = out.join("corridor.json");
        done(&run(second.path(), &["corridors", "add", "--from", from.to_str().expect("a path")]));
        done(&import(second.path(), &out.join("claims.csv"), &out.join("events.csv")));
        let again = second.path().join("out");
        done(&run(second.path(), &["export", slug, again.to_str().expect("a path")]));
        for name in ["claims.csv", "events.csv", "corridor.json"] {
            let (one, two) = (fs::read(out.join(name)).expect("first"), fs::read(again.join(name)).expect("second"));
            assert!(one == two, "{name} of {slug} differs");
        }
        let exported = fs::read_to_string(out.join("claims.csv")).expect("claims");
        assert!(exported.contains(",not_reported,"), "{slug} holds no absence");
        if slug == "orro-gate" {
            for part in [
                ",vague,",
                ",source_silent,",
                "trucks",
                "litres",
                "infants",
                "patients and companions",
                "WHO and Red Crescent",
            ] {
                assert!(exported.contains(part), "{part}");
            }
            let preferred =
                exported.lines().skip(1).filter(|line| line.split(',').nth(16).is_some_and(|note| !note.is_empty()));
            assert!(preferred.count() >= 1, "no preferred claim");
        }
        let unchanged = done(&import(first.path(), &fixture(claims), &fixture(events)));
        assert!(unchanged.contains("Nothing"), "{unchanged}");
    }
}

#[test]
fn what_slipped_in_is_removed_for_good_and_the_chain_stays_whole() {
    let folder = folder_with("lachin/lachin.json");
    let claims = fs::read_to_string(fixture("lachin/lachin-claims.csv")).expect("the claims");
    let slipped = claims.replacen("Artsakh Ministry of Health", "Canary-7431 Ministry", 1);
    let (bad, good) = (folder.path().join("bad.csv"), folder.path().join("good.csv"));
    fs::write(&bad, &slipped).expect("written");
    fs::write(&good, &claims).expect("written");
    done(&run(folder.path(), &["import", bad.to_str().expect("a path")]));
    let standing = refused(&run(folder.path(), &["redact", "1", "--reason", "A name slipped in."]));
    assert!(standing.contains("what stands for its day now"), "{standing}");
    for (seq, why) in [("999", "there is no revision 999"), ("0", "there is no revision 0")] {
        let told = refused(&run(folder.path(), &["redact", seq, "--reason", "A name slipped in."]));
        assert!(told.to_lowercase().contains(why), "{told}");
    }
    done(&run(folder.path(), &["import", good.to_str().expect("a path"), "--reason", "A name had slipped in."]));
    let seq = slipped_into(folder.path());
    let told = done(&run(folder.path(), &["redact", &seq, "--reason", "A name slipped in."]));
    assert!(told.contains("Removed for good") && told.contains(&format!("revision {seq},")), "{told}");
    let again = done(&run(folder.path(), &["redact", &seq, "--reason", "Once more."]));
    assert!(again.contains("had been removed before"), "{again}");
    let verified = done(&run(folder.path(), &["verify"]));
    assert!(verified.contains(&format!("Revision {seq} (lachin, ")), "{verified}");
    assert!(verified.contains("redacted, chain intact") && verified.contains("The record is whole"), "{verified}");
    drop(Server::over(folder.path()));
}

/// The one revision that was published and stands no longer: the import changed its day.
fn slipped_into(folder: &Path) -> String {
    let mut seq = 0;
    loop {
        seq += 1;
        let told = run(folder, &["redact", &seq.to_string(), "--reason", "…", "--dry-run"]);
        match told.status.code() {
            Some(0) => return seq.to_string(),
            _ => assert!(seq < 200, "no revision can be redacted: {}", text(&told.stderr)),
        }
    }
}
