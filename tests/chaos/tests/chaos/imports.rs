//! R30: an import stores all or nothing, whatever ends it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chaos::form::{CORRIDOR, day};
use chaos::installation::{ACCOUNTS, command_through};
use chaos::judge::stored;
use chaos::report::Line;
use chaos::strace::Strace;
use chaos::{Dice, Installation, Launch, number};
use tests::Desk;
use tests::site::PASSWORD;

const HEAD: &str = "corridor,date,period_start,measure,counted,group,carrier,direction,facility,access,item,unit,stage,\
                    bound,value,value_high,preferred,source,via,source_url,published_on,date_note,remark\n";

/// A file of so many rows, one a day. One of them may say no number.
fn file(place: &Installation, name: &str, rows: usize, bad: Option<usize>) -> PathBuf {
    let mut text = String::from(HEAD);
    for row in 1..=rows {
        let value = if bad == Some(row) { "many".to_owned() } else { row.to_string() };
        let day = day(row);
        writeln!(
            text,
            "{CORRIDOR},{day},,patients_awaiting,,patients,,,,,,people,done,exact,{value},,,Armenian Weekly,,,,,"
        )
        .expect("text");
    }
    let path = place.beside(name);
    std::fs::write(&path, text).expect("written");
    path
}

/// Imports a file, perhaps traced, perhaps with faults; whether it said that it did, and what it said else.
fn import(place: &Installation, file: &Path, strace: Option<&Strace>, faults: &str) -> (bool, String) {
    let mut run = command_through(&strace.map(Strace::words).unwrap_or_default(), faults);
    let output = run.arg("import").arg(file).arg("--data").arg(place.folder()).output().expect("it ran");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test]
async fn one_bad_row_of_ten_thousand_stores_nothing_and_is_told_by_row_and_column() {
    let rows = number("CHAOS_ROWS", 10_000);
    let place = Installation::new();
    let (done, told) = import(&place, &file(&place, "bad.csv", rows, Some(rows - 1)), None, "");
    assert!(!done, "refused");
    // The head is a row too.
    assert!(told.contains(&format!("line {rows},")) && told.contains("column 15 (value)"), "{told}");
    assert_eq!(stored(&place.folder()).await, [], "nothing is stored");
    let line = Line::of("R30", &format!("{rows} rows, the last but one bad: nothing stored, row and column told"));
    Line { times: 1, faults: 1, ..line }.control_in("import killed").write();
}

/// A program that stores an import in two transactions, killed at one sync of the log after the other: whether some of its
/// rows were found stored, and others not.
async fn stored_in_pieces_is_found_out(rows: usize) -> bool {
    for n in 1..=12 {
        let place = Installation::new();
        let file = file(&place, "claims.csv", rows, None);
        let strace = Strace::injecting(&format!("fsync,fdatasync:signal=SIGKILL:when={n}"), place.beside("trace"));
        let strace = strace.only_of(&place.folder().join("corridor.db-wal"));
        import(&place, &file, Some(&strace), "store-in-pieces@60");
        drop(Launch::over(&place).start());
        if !all_or_nothing(stored(&place.folder()).await.len(), rows) {
            return true;
        }
    }
    false
}

/// What the number of stored rows must be.
fn all_or_nothing(after: usize, rows: usize) -> bool {
    after == 0 || after == rows
}

/// Kills an import at the n-th of such calls; how many rows are stored when the folder is opened again.
async fn killed_at((call, signal, n): (&str, &str, usize), rows: usize) -> (bool, usize) {
    let place = Installation::new();
    let file = file(&place, "claims.csv", rows, None);
    let strace = Strace::injecting(&format!("{call}:signal={signal}:when={n}"), place.beside("trace"));
    let (done, _) = import(&place, &file, Some(&strace), "");
    // Whoever opens it next sees what it came to, and goes on from there.
    drop(Launch::over(&place).start());
    let after = stored(&place.folder()).await.len();
    assert!(all_or_nothing(after, rows), "{call} {n}: {after} of {rows} rows are stored");
    assert!(!done || after == rows, "{call} {n}: it said that all is stored");
    assert!(place.done(&["verify"]).contains("The record is whole"));
    let (again, told) = import(&place, &file, None, "");
    assert!(again, "{told}");
    let days: std::collections::BTreeSet<String> =
        stored(&place.folder()).await.into_iter().map(|revision| revision.day).collect();
    assert_eq!(
        (days.len(), stored(&place.folder()).await.len()),
        (rows, rows),
        "once each, after it was imported again"
    );
    (!done, after)
}

#[tokio::test]
async fn an_import_that_is_killed_anywhere_stores_all_or_nothing() {
    let (rows, kills) = (number("CHAOS_KILLED_ROWS", 500), number("CHAOS_IMPORT_KILLS", 4));
    // A row writes about four pages into the log at its commit, so most of these lie within it.
    let mut dice = Dice::of("imports");
    let writes = dice.sample(1, rows * 2, kills);
    let mut places: Vec<(&str, &str, usize)> = writes.into_iter().map(|n| ("pwrite64", "SIGKILL", n)).collect();
    places.extend([("fsync", "SIGKILL", 2), ("fdatasync", "SIGKILL", 1), ("pwrite64", "SIGTERM", rows / 2)]);
    let (mut killed, mut all, mut nothing) = (0, 0, 0);
    for place in &places {
        let (happened, after) = killed_at(*place, rows).await;
        killed += usize::from(happened);
        all += usize::from(after > 0);
        nothing += usize::from(after == 0);
    }
    let line = Line::of(
        "R30",
        &format!("import of {rows} rows killed (once by SIGTERM) at sampled writes and syncs; imported again"),
    );
    let note = format!("{all} times all, {nothing} times nothing");
    let red = stored_in_pieces_is_found_out(40).await;
    Line { times: places.len(), kills: killed, faults: killed, note, ..line }.control(red).write();
    assert!(killed * 2 > places.len() && nothing > 0, "{killed} of {} were killed", places.len());
    assert!(red, "the control: an import in two transactions is found half stored");
}

/// Kills the server at such a call on a file of its folder while somebody of the desk stores an import; how many rows are
/// stored then, and what it says of it.
async fn killed_at_the_desk((fault, file_of_folder): (&str, &str), rows: usize) -> (usize, String) {
    let place = Installation::new();
    let bytes = std::fs::read(file(&place, "claims.csv", rows, None)).expect("the file");
    let strace = Strace::injecting(fault, place.beside("trace"));
    let mut program = Launch::over(&place).under(strace.only_of(&place.folder().join(file_of_folder))).start();
    let desk = Desk::before(&program.url);
    assert_eq!(desk.sign_in(ACCOUNTS[0], PASSWORD).await.status(), 303, "signed in");
    let path = format!("/staff/c/{CORRIDOR}/import");
    let (status, page) = desk.look_through(&path, &[("claims", "claims.csv", &bytes)]).await;
    assert_eq!(status, 200, "{}", page.visible());
    let fields = [("seen", page.field("seen")), ("key", page.field("key"))];
    let form = tests::desk::form_urlencode(&[
        ("seen", fields[0].1.as_str()),
        ("key", fields[1].1.as_str()),
        ("becomes", "submitted"),
        ("then", "store"),
    ]);
    let request = desk.client.post(desk.address(&format!("{path}/store"))).header("origin", desk.origin());
    let kind = "application/x-www-form-urlencoded";
    drop(request.header("content-type", kind).body(form).send().await);
    program.ended(chaos::program::ENDS_AT_ALL).expect("it was killed");
    let program = Launch::over(&place).start();
    let after = stored(&place.folder()).await.len();
    let desk = desk.now_at(&program.url);
    let (_, told) = desk.import_page(&path).await;
    let words = told.visible();
    if after == 0 {
        let stored = desk.store(&path, &told, &[("becomes", "submitted")]).await;
        assert_eq!(stored.status(), 303, "the files are still there");
        assert!(desk.import_page(&path).await.1.visible().contains("Submitted for review"));
    } else {
        assert_eq!(told.count("[name=seen]"), 0, "they are not offered again");
        assert_eq!(desk.import_page(&path).await.1.visible(), words, "it says the same the next time");
    }
    assert_eq!(stored(&place.folder()).await.len(), rows, "once each");
    assert!(place.done(&["verify"]).contains("The record is whole"));
    (after, words)
}

/// Where the server is killed: at writes of its log before everything is stored, when it notes that everything is, and when
/// it then removes the files.
fn places_at_the_desk(rows: usize, kills: usize) -> Vec<(String, &'static str)> {
    let writes = Dice::of("imports at the desk").sample(60, rows * 3, kills).into_iter();
    let mut places: Vec<(String, &str)> =
        writes.map(|n| (format!("pwrite64:signal=SIGKILL:when={n}"), "corridor.db-wal")).collect();
    // The first account’s; the third file that is put into its place, behind the upload and the note that it begins.
    places.push(("rename:signal=SIGKILL:when=1".to_owned(), "uploads/1-chaos.2.unfinished"));
    places.push(("unlink:signal=SIGKILL:when=1".to_owned(), "uploads/1-chaos.upload"));
    places
}

#[tokio::test]
async fn an_import_at_the_desk_that_is_killed_says_afterwards_whether_it_was_stored() {
    let (rows, kills) = (number("CHAOS_DESK_ROWS", 100), number("CHAOS_DESK_IMPORT_KILLS", 3));
    let (mut all, mut nothing) = (0, 0);
    for (fault, of) in places_at_the_desk(rows, kills) {
        let (after, told) = killed_at_the_desk((&fault, of), rows).await;
        assert!(all_or_nothing(after, rows), "{fault}: {after} of {rows} rows are stored");
        let says_nothing = told.contains("nothing of them was stored");
        let says_all =
            told.contains("Everything was stored") || told.contains(&format!("{rows} days wait for a second"));
        let says = (says_nothing, says_all);
        assert_eq!(says, (after == 0, after > 0), "{fault}: {after} rows are stored, and it says: {told}");
        all += usize::from(after > 0);
        nothing += usize::from(after == 0);
    }
    let line =
        Line::of("R30", &format!("import of {rows} rows at the desk, the server killed while it stores; sent again"));
    let note = format!("{all} times all, {nothing} times nothing, each time told");
    Line { times: all + nothing, kills: all + nothing, note, ..line }.control_in("import killed").write();
    assert!(all > 0 && nothing > 0, "{all} times all, {nothing} times nothing: the kills miss one of the two");
}
