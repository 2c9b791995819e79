//! R02: a disk that fails or is full is told of honestly, and costs nothing that was acknowledged.

use chaos::disk::SmallDisk;
use chaos::form::CORRIDOR;
use chaos::installation::ACCOUNTS;
use chaos::judge::{judge, same_as_shown, stored};
use chaos::report::{Judged as _, Line};
use chaos::strace::Strace;
use chaos::writers::{Answer, Crowd};
use chaos::{Dice, Form, Installation, Launch, Ledger, Program, number};
use tests::site::PASSWORD;
use tests::{Desk, Page};

/// The line of the same row that has the control.
const FAILED_SYNC: &str = "EIO on one sync";

/// Not saved: the form comes back as it was typed.
pub fn must_keep_what_was_typed(answer: &Answer, form: &Form) {
    let Answer::Refused(status, page) = answer else { panic!("{answer:?}") };
    let page = Page::new(page.clone());
    assert!([503, 507].contains(status), "{status}: {}", page.words("body"));
    assert_eq!(page.field("r0.c0.amount"), form.figure.to_string());
    assert_eq!(page.field("r0.source"), "Armenian Weekly");
    assert_eq!(page.field("key"), form.key);
}

async fn status(crowd: &Crowd, program: &Program, path: &str) -> u16 {
    crowd.anybody().get(&program.url, path).await.expect("an answer").0
}

/// Saves until something is not saved; gives that form. Whatever is refused is kept as open: nobody knows what it came to.
async fn save_until_refused(crowd: &mut Crowd, program: &Program, most: usize) -> Form {
    for _ in 0..most {
        let form = crowd.fresh_form();
        crowd.ledger.sends(&form);
        match crowd.anybody().send(&program.url, &form).await {
            Answer::Saved(_) => crowd.ledger.acknowledged(&form),
            refused => {
                must_keep_what_was_typed(&refused, &form);
                return form;
            }
        }
    }
    panic!("{most} saves, and none was refused");
}

/// A program whose k-th sync of a file fails, and what strace wrote down of it.
fn with_failing_sync(place: &Installation, faults: &str, (file, k): (&str, usize)) -> Program {
    let fault = format!("fsync,fdatasync:error=EIO:when={k}");
    let strace = Strace::injecting(&fault, place.beside("trace")).only_of(&place.folder().join(file));
    Launch::over(place).with_faults(faults).under(strace).start()
}

/// After a sync that failed: what those are answered who send another form, one after the other, and `/readyz`.
async fn after_failure(crowd: &mut Crowd, program: &Program) -> (Vec<(Form, Answer)>, u16) {
    let mut answers = Vec::new();
    for _ in 0..2 {
        let form = crowd.fresh_form();
        crowd.ledger.sends(&form);
        let answer = crowd.anybody().send(&program.url, &form).await;
        answers.push((form, answer));
    }
    (answers, status(crowd, program, "/readyz").await)
}

/// The same over a program that swallows errors of the disk: whether it met one, and saves on and says that it is well.
async fn swallowed_error_is_found_out() -> bool {
    let place = Installation::new();
    drop(Launch::over(&place).start());
    let program = with_failing_sync(&place, "swallow-disk-errors", ("corridor.db-wal", 8));
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("swallowed")).await;
    save_until_refused(&mut crowd, &program, 40).await;
    let (answers, ready) = after_failure(&mut crowd, &program).await;
    let met = std::fs::read_to_string(place.beside("trace")).expect("the trace").contains("(INJECTED)");
    let saved = answers.iter().all(|(_, answer)| matches!(answer, Answer::Saved(_)));
    println!("control: met {met}, saves on {saved}, /readyz {ready}");
    met && saved && ready == 200
}

#[tokio::test]
async fn after_one_failed_sync_nothing_is_saved_until_a_restart_and_the_public_site_stays() {
    let mut dice = Dice::of("syncs");
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut dice).await;
    drop(program);
    let times = number("CHAOS_FAILED_SYNCS", 4);
    // The database's log and the journal: either may fail.
    let mut cases: Vec<(&str, usize)> =
        dice.sample(3, 12, times.div_ceil(2)).into_iter().map(|k| ("corridor.db-wal", k)).collect();
    cases.extend(dice.sample(2, 8, times / 2).into_iter().map(|k| ("record.journal", k)));
    for case in &cases {
        let mut program = with_failing_sync(&place, "", *case);
        save_until_refused(&mut crowd, &program, 40).await;
        // The disk is well again, but who could say what it forgot?
        let (answers, ready) = after_failure(&mut crowd, &program).await;
        answers.iter().for_each(|(form, answer)| must_keep_what_was_typed(answer, form));
        assert_eq!(ready, 503);
        for path in ["/c/chaos", "/c/chaos/latest.json", "/healthz", "/staff"] {
            assert_eq!(status(&crowd, &program, path).await, 200, "{path}");
        }
        program.terminate();
        program.ended(chaos::program::ENDS_AT_ALL).expect("it ends");
        let program = Launch::over(&place).start();
        judge(&crowd.ledger, &stored(&place.folder()).await).must_be_sound("after a failed sync");
        assert_eq!(status(&crowd, &program, "/readyz").await, 200);
        crowd.send_open_again(&program.url).await;
    }
    let all = stored(&place.folder()).await;
    let verdict = judge(&crowd.ledger, &all);
    let red = swallowed_error_is_found_out().await;
    let line = Line::of("R02", "EIO on one sync of the log or the journal: refused until a restart, public site up");
    let note = "control: met, swallowed, and saved on".to_owned();
    Line { times: cases.len(), faults: cases.len(), note, ..line.judged(&verdict) }.control(red).write();
    verdict.must_be_sound("after failed syncs");
    assert!(red, "the control: a program that swallows an error of the disk saves on and is found out");
}

#[tokio::test]
async fn a_full_disk_keeps_what_was_typed_and_saving_goes_on_once_there_is_room() {
    let place = Installation::new();
    let disk = SmallDisk::holding(&place.folder(), "8m");
    let program = disk.launch(Launch::over(&place)).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("full")).await;
    for round in 0..2 {
        let form = crowd.fresh_form();
        assert!(matches!(crowd.anybody().save(&program.url, &form, &crowd.ledger).await, Answer::Saved(_)));
        disk.fill();
        let form = save_until_refused(&mut crowd, &program, 40).await;
        assert_eq!(status(&crowd, &program, "/readyz").await, 503, "round {round}");
        for path in ["/c/chaos", "/c/chaos/latest.json", "/healthz"] {
            assert_eq!(status(&crowd, &program, path).await, 200, "{path}");
        }
        disk.make_room();
        // Without a restart.
        let again = crowd.anybody().save(&program.url, &form, &crowd.ledger).await;
        assert!(matches!(again, Answer::Saved(_)), "round {round}: {again:?}");
        assert_eq!(status(&crowd, &program, "/readyz").await, 200);
    }
    disk.copied_to(&place.beside("copy"));
    let verdict = judge(&crowd.ledger, &stored(&place.beside("copy")).await);
    let line = Line::of("R02", "a disk of 8 MB filled up: the typed form comes back; saved again without a restart");
    Line { times: 2, faults: 2, ..line.judged(&verdict) }.control_in(FAILED_SYNC).write();
    verdict.must_be_sound("on a full disk");
}

/// claims.csv with a row of one day.
fn claims_of(day: &str) -> Vec<u8> {
    let head = "date,measure,group,bound,value,source,corridor,period_start,counted,carrier,direction,facility,access,item,\
                unit,stage,value_high,preferred,via,source_url,published_on,date_note,remark";
    format!("{head}\n{day},patients_awaiting,patients,exact,30,Some office{}\n", ",".repeat(17)).into_bytes()
}

#[tokio::test]
async fn an_upload_that_finds_no_room_leaves_nothing_and_a_reason_comes_back_until_it_can_be_stored() {
    let place = Installation::new();
    let disk = SmallDisk::holding(&place.folder(), "8m");
    let program = disk.launch(Launch::over(&place)).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("uploads")).await;
    let first = crowd.fresh_form();
    assert!(matches!(crowd.anybody().save(&program.url, &first, &crowd.ledger).await, Answer::Saved(_)));
    let desk = Desk::before(&program.url);
    assert_eq!(desk.sign_in(ACCOUNTS[0], PASSWORD).await.status(), 303, "signed in");
    let (path, large) = (format!("/staff/c/{CORRIDOR}/import"), vec![b'x'; 5 * 1024 * 1024]);
    let both = [("claims", "claims.csv", large.as_slice()), ("events", "events.csv", large.as_slice())];
    let refused = desk.upload(&path, &both).await;
    assert_eq!(refused.status(), 503);
    let told = Page::new(refused.text().await.expect("a page")).visible();
    assert!(told.contains("could not keep the files") && told.contains("disk is full"), "{told}");
    assert_eq!(disk.names_in("uploads"), [""; 0]);
    let next = crowd.fresh_form();
    assert!(matches!(crowd.anybody().save(&program.url, &next, &crowd.ledger).await, Answer::Saved(_)));
    disk.fill();
    let small = claims_of(&first.day);
    let small = [("claims", "claims.csv", small.as_slice())];
    assert_eq!(desk.upload(&path, &small).await.status(), 503);
    assert_eq!(disk.names_in("uploads"), [""; 0]);
    assert_eq!(status(&crowd, &program, "/c/chaos").await, 200);
    disk.make_room();
    let (looked, page) = desk.look_through(&path, &small).await;
    assert_eq!(looked, 200, "{}", page.visible());
    disk.fill();
    let typed = [("becomes", "submitted"), ("kind", "revision"), ("reason", "More was reported.")];
    let refused = desk.store(&path, &page, &typed).await;
    assert_eq!(refused.status(), 503);
    let again = Page::new(refused.text().await.expect("a page"));
    assert_eq!(again.field("reason"), "More was reported.");
    disk.make_room();
    desk.import_page(&path).await;
    for _ in 0..2 {
        assert_eq!(desk.store(&path, &again, &typed).await.status(), 303);
        assert!(desk.import_page(&path).await.1.visible().contains("1 day waits for a second person"));
    }
    disk.copied_to(&place.beside("copy"));
    let all = stored(&place.beside("copy")).await;
    assert_eq!(all.len(), 3, "two forms, and the import once");
    let line = Line::of(
        "R02",
        "uploads and an import on a disk of 8 MB that fills up: refused, nothing half there, stored once",
    );
    Line { times: 3, faults: 3, ..line }.control_in(FAILED_SYNC).write();
}

#[tokio::test]
async fn writes_without_room_are_refused_one_by_one_and_saving_recovers_by_itself() {
    let mut dice = Dice::of("no room");
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut dice).await;
    drop(program);
    let first = 30 + dice.below(60);
    let strace =
        Strace::injecting(&format!("pwrite64:error=ENOSPC:when={first}..{}", first + 9), place.beside("trace"));
    let program = Launch::over(&place).under(strace.only_of(&place.folder().join("corridor.db-wal"))).start();
    let form = save_until_refused(&mut crowd, &program, 60).await;
    let mut tries = 0;
    while !matches!(crowd.anybody().save(&program.url, &form, &crowd.ledger).await, Answer::Saved(_)) {
        tries += 1;
        assert!(tries < 20, "it never recovers: {}", program.log());
    }
    let all = stored(&place.folder()).await;
    let (_, claims) = crowd.anybody().get(&program.url, "/c/chaos/claims.csv").await.expect("the file");
    same_as_shown(&all, &claims).expect("the memory holds what is stored");
    let verdict = judge(&crowd.ledger, &all);
    let line = Line::of("R02", "ENOSPC on ten writes of the log: refused, then saved without a restart");
    Line { times: 1, faults: 10, note: format!("{tries} tries"), ..line.judged(&verdict) }
        .control_in(FAILED_SYNC)
        .write();
    verdict.must_be_sound("without room");
}

/// The log is merged again and again; while somebody else reads for ever it cannot be, and then saving stops before the
/// disk is full of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_stays_bounded_also_while_another_program_reads_for_ever() {
    let saves = number("CHAOS_LONG_READER", 120);
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 4, ledger, &mut Dice::of("reader")).await;
    let log = || std::fs::metadata(place.folder().join("corridor.db-wal")).map_or(0, |log| log.len());
    let reader = chaos::judge::hold_open(&place.folder()).await;
    let enough = crowd.acknowledged(saves);
    crowd.write_unless_refused(&program.url, enough).await;
    let longest = log();
    assert!(longest <= (64 + 8) * 1024 * 1024, "{longest} bytes");
    drop(reader);
    let enough = crowd.acknowledged(crowd.ledger.count() + 120);
    crowd.write(&program.url, enough).await;
    let after = log();
    assert!(after <= 8 * 1024 * 1024, "{after} bytes once nobody reads any more; it was {longest}");
    let verdict = judge(&crowd.ledger, &stored(&place.folder()).await);
    let line = Line::of("R02", "another program reads for ever while days are saved: the log stays bounded");
    let note = format!("log {} KiB at most, {} KiB after", longest / 1024, after / 1024);
    Line { times: verdict.stored, faults: 1, note, ..line.judged(&verdict) }.control_in(FAILED_SYNC).write();
    verdict.must_be_sound("beside a reader");
}
