//! R13: a database that is gone comes back from a backup and the journal, with all that was acknowledged.

use std::fs;
use std::path::Path;

use chaos::installation::{backups, copy_folder, done};
use chaos::judge::{judge, same_as_shown, stored};
use chaos::report::{Judged as _, Line};
use chaos::writers::{Answer, Crowd, Writer, acknowledged};
use chaos::{Dice, Installation, Launch, Ledger, Program};
use tests::Page;

use crate::disk::must_keep_what_was_typed;

const PAGES: [&str; 6] =
    ["/", "/c/chaos", "/c/chaos/days/1990-01-01", "/c/chaos/latest.json", "/c/chaos/days.csv", "/c/chaos/claims.csv"];
/// So many are saved before, between and after two backups.
const SOME: usize = 12;

async fn pages(program: &Program) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for path in PAGES {
        all.push(Writer::reader().bytes(&program.url, path).await);
    }
    all
}

fn ended_well(mut program: Program) {
    program.terminate();
    assert!(program.ended(chaos::program::ENDS_AT_ALL).expect("it ends").success(), "{}", program.log());
}

/// Two backups are made under writers, and then the database is deleted under them, until each of them was refused.
async fn lose_the_database(place: &Installation, program: &Program, crowd: &mut Crowd) {
    let (folder, ledger) = (place.folder(), crowd.ledger.clone());
    let some_more = || acknowledged(ledger.clone(), ledger.count() + SOME);
    let attack = async {
        some_more().await;
        done_beside(&folder, &["backup"]).await;
        some_more().await;
        let told = done_beside(&folder, &["backup"]).await;
        assert!(told.contains("Made ") && told.contains("revisions"), "{told}");
        some_more().await;
        for name in ["corridor.db", "corridor.db-wal", "corridor.db-shm"] {
            fs::remove_file(folder.join(name)).expect("it was there");
        }
        std::future::pending::<()>().await;
    };
    crowd.write_unless_refused(&program.url, attack).await;
}

/// Runs a command while others go on.
async fn done_beside(folder: &Path, arguments: &'static [&str]) -> String {
    let folder = folder.to_owned();
    tokio::task::spawn_blocking(move || done(&folder, arguments)).await.expect("it ended")
}

/// Flips bits of a byte in the middle of a file.
fn flip_middle(file: &Path) {
    let mut bytes = fs::read(file).expect("a backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x5a;
    fs::write(file, bytes).expect("written");
}

/// Cuts the second half of a file off.
fn cut_off(file: &Path) {
    let bytes = fs::read(file).expect("a backup");
    fs::write(file, &bytes[..bytes.len() / 2]).expect("written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_deleted_under_writers_comes_back_with_all_that_was_acknowledged() {
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 4, ledger, &mut Dice::of("restored")).await;
    lose_the_database(&place, &program, &mut crowd).await;
    assert_eq!(crowd.ledger.open().len(), 0, "each was saved or refused");
    // Refused plainly, and readers notice nothing.
    let form = crowd.fresh_form();
    crowd.ledger.sends(&form);
    let answer = crowd.anybody().send(&program.url, &form).await;
    must_keep_what_was_typed(&answer, &form);
    let Answer::Refused(_, page) = answer else { unreachable!("it was refused") };
    let words = Page::new(page).words("main");
    assert!(words.contains("saved"), "{words}");
    let before = pages(&program).await;
    ended_well(program);
    let lost = place.beside("lost");
    copy_folder(&place.folder(), &lost);

    let told = place.done(&["restore"]);
    assert!(told.contains("From the journal came") && !told.contains("passed over"), "{told}");
    assert!(place.done(&["verify"]).contains("The record is whole"));
    let restored = Launch::over(&place).start();
    let after = pages(&restored).await;
    for (path, (before, after)) in PAGES.iter().zip(before.iter().zip(&after)) {
        assert!(before == after, "{path} is not the same");
    }
    let all = stored(&place.folder()).await;
    same_as_shown(&all, std::str::from_utf8(&after[5]).expect("text")).expect("readers are shown what came back");
    let verdict = judge(&crowd.ledger, &all);
    ended_well(restored);

    // A newest backup that is not whole is passed over for the one before it.
    let mut fell_back = 0;
    let copy = place.beside("copy");
    for harm in [flip_middle, cut_off] {
        copy_folder(&lost, &copy);
        harm(backups(&copy).last().expect("a backup"));
        let told = done(&copy, &["restore"]);
        assert!(told.contains("Not whole, so it was passed over"), "{told}");
        judge(&crowd.ledger, &stored(&copy).await).must_be_sound("from the backup before the newest");
        fell_back += 1;
    }
    // The control: without the journal, what came after the backup is missing.
    copy_folder(&lost, &copy);
    done(&copy, &["restore", "--without-journal"]);
    let gone = judge(&crowd.ledger, &stored(&copy).await).lost.len();
    let line = Line::of("R13", "database deleted under 4 writers; restored from backup and journal");
    let note =
        format!("{fell_back} times from the backup before the newest; control: without the journal {gone} are missing");
    Line { times: 1 + fell_back, faults: 1 + fell_back, note, ..line.judged(&verdict) }.control(gone >= SOME).write();
    verdict.must_be_sound("restored");
    assert!(gone >= SOME, "the control sees no loss: {gone}");
}
