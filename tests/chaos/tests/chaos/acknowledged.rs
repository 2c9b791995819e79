//! R01: acknowledged is durable.

use std::time::Duration;

use chaos::judge::{Verdict, judge, same_as_shown, stored};
use chaos::report::{Judged as _, Line};
use chaos::strace::{Strace, steps, synced_before_answered};
use chaos::writers::{Answer, Crowd};
use chaos::{Dice, Installation, Launch, Ledger, number};

/// SQLite syncs with fsync as it is built here, the standard library with fdatasync.
const SYNC: &str = "fsync,fdatasync";

/// What a series of kills came to.
struct Killed {
    verdict: Verdict,
    again: usize,
}

/// Starts, lets eight people write, kills at a random moment, starts again, sends again what was never answered; so often.
async fn kill_again_and_again(kills: usize, saves: usize, faults: &str, dice: &mut Dice) -> Killed {
    let place = Installation::new();
    let launch = Launch::over(&place).with_faults(faults);
    let mut program = launch.start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 8, ledger, dice).await;
    if !faults.is_empty() {
        crowd.write_new_days_alone();
    }
    let mut again = 0;
    for kill in 1..=kills {
        let url = program.url.clone();
        let enough = crowd.acknowledged(saves * kill / kills);
        let attack = async {
            enough.await;
            dice.moment(Duration::from_millis(80)).await;
            program.kill();
        };
        crowd.write(&url, attack).await;
        program = launch.start();
        let before = judge(&crowd.ledger, &stored(&place.folder()).await);
        if !before.is_sound() {
            return Killed { verdict: before, again };
        }
        again += crowd.send_open_again(&program.url).await;
    }
    let all = stored(&place.folder()).await;
    let (_, claims) = crowd.anybody().get(&program.url, "/c/chaos/claims.csv").await.expect("the file");
    if faults.is_empty() {
        same_as_shown(&all, &claims).expect("the memory holds what is stored");
        assert!(place.done(&["verify"]).contains("The record is whole"));
    }
    Killed { verdict: judge(&crowd.ledger, &all), again }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_eight_writers_were_told_is_saved_outlasts_a_kill_at_any_moment() {
    let (kills, saves) = (number("CHAOS_KILLS", 6), number("CHAOS_SAVES", 200));
    let killed = kill_again_and_again(kills, saves, "", &mut Dice::of("kills")).await;
    let control = kill_again_and_again(kills.min(6), 90, "answer-before-commit", &mut Dice::of("control")).await;
    let line = Line::of("R01 a", "kill -9 at random moments under 8 writers; sent again what was never answered");
    let line = Line { times: kills, kills, control_red: Some(!control.verdict.lost.is_empty()), ..line };
    let note = format!("{} sent again; control lost {}", killed.again, control.verdict.lost.len());
    Line { note, ..line.judged(&killed.verdict) }.write();
    killed.verdict.must_be_sound("after kills");
    assert!(killed.verdict.acknowledged >= saves, "{killed}", killed = killed.verdict.acknowledged);
    assert!(!control.verdict.lost.is_empty(), "the control: who answers before the commit is found out");
}

/// One after the other saves so many days under a trace; gives the trace. The program is ended first, so that it is whole.
async fn traced(saves: usize, faults: &str) -> String {
    let place = Installation::new();
    let trace = place.beside("trace");
    let calls = "read,readv,recvfrom,fdatasync,fsync,write,writev,sendto,sendmsg";
    let launch = Launch::over(&place).with_faults(faults).under(Strace::of(calls, trace.clone()));
    let mut program = launch.start();
    let mut dice = Dice::of("order");
    let mut crowd = Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut dice).await;
    for _ in 0..saves {
        let form = crowd.fresh_form();
        let answer = crowd.anybody().save(&program.url, &form, &crowd.ledger).await;
        assert!(matches!(answer, Answer::Saved(_)), "{answer:?}");
    }
    program.terminate();
    program.ended(chaos::program::ENDS_AT_ALL).expect("it ends");
    chaos::strace::whole(&trace).await
}

#[tokio::test]
async fn for_every_save_the_log_is_brought_to_the_disk_between_reading_the_request_and_answering_it() {
    let saves = number("CHAOS_TRACED", 12);
    let found = steps(&traced(saves, "").await);
    let (seen, sound) = synced_before_answered(&found, "corridor.db-wal");
    let (_, journal) = synced_before_answered(&found, "record.journal");
    let (_, red) = synced_before_answered(&steps(&traced(saves, "synchronous-normal").await), "corridor.db-wal");
    let line =
        Line::of("R01 b", "order of read, sync, answer under strace, log and journal; control synchronous=NORMAL");
    let note = format!("of {seen} saves the log was synced first in {sound}, the journal in {journal}; control {red}");
    let line = Line {
        times: saves,
        acknowledged: seen,
        lost: seen - sound.min(journal),
        control_red: Some(red < saves),
        note,
        ..line
    };
    line.write();
    assert_eq!((seen, sound, journal), (saves, saves, saves), "{found:?}");
    assert!(red < saves, "the control: a commit that does not wait for the disk is found out");
}

/// What a crash at a call came to.
struct Crash {
    /// Whether it came so far.
    happened: bool,
    /// Right after the next start.
    before: Verdict,
    /// After what was never answered was sent again.
    after: Verdict,
}

/// A folder, and two people who are signed in there.
async fn two_writers(dice: &mut Dice) -> (Installation, Crowd) {
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let crowd = Crowd::signed_in(&program.url, 2, Ledger::new(place.beside("oracle")), dice).await;
    (place, crowd)
}

/// Kills the program at the n-th of such calls while two people save.
async fn crash_at(place: &Installation, crowd: &mut Crowd, faults: &str, (call, n): (&str, usize)) -> Crash {
    let strace = Strace::injecting(&format!("{call}:signal=SIGKILL:when={n}"), place.beside("trace"));
    // Answers are written with the same call; what counts here is the journal's file.
    let journal = place.folder().join("record.journal");
    let strace = if call == "write" { strace.only_of(&journal) } else { strace };
    let mut happened = true;
    if let Ok(mut program) = Launch::over(place).with_faults(faults).under(strace).try_start() {
        // Every save needs one such call at least.
        let enough = crowd.acknowledged(crowd.ledger.count() + n + 3);
        crowd.write(&program.url.clone(), enough).await;
        happened = program.ended(Duration::from_millis(500)).is_some();
    }
    let program = Launch::over(place).start();
    let before = judge(&crowd.ledger, &stored(&place.folder()).await);
    crowd.send_open_again(&program.url).await;
    let all = stored(&place.folder()).await;
    let (_, claims) = crowd.anybody().get(&program.url, "/c/chaos/claims.csv").await.expect("the file");
    same_as_shown(&all, &claims).expect("the memory holds what is stored");
    Crash { happened, before, after: judge(&crowd.ledger, &all) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_call_that_writes_or_syncs_loses_nothing_and_leaves_nothing_half() {
    let mut dice = Dice::of("sweep");
    let count = number("CHAOS_CRASHES", 6);
    let whole = count > 6;
    let mut calls: Vec<(&str, usize)> = dice.sample(1, 40, count).into_iter().map(|n| (SYNC, n)).collect();
    calls.extend(dice.sample(1, 200, if whole { 200 } else { count }).into_iter().map(|n| ("pwrite64", n)));
    calls.extend(dice.sample(1, 20, if whole { 20 } else { 2 }).into_iter().map(|n| ("write", n)));
    let mut line =
        Line::of("R01 c", "SIGKILL at the n-th sync (1–40), write of the database (1–200) and of the journal (1–20)");
    let mut verdicts = Vec::new();
    // A folder of their own for so many, or each start would read more than the one before.
    for some in calls.chunks(20) {
        let (place, mut crowd) = two_writers(&mut dice).await;
        let mut acknowledged = 0;
        for (call, n) in some {
            let Crash { happened, before, after } = crash_at(&place, &mut crowd, "", (call, *n)).await;
            line.times += 1;
            line.kills += usize::from(happened);
            line.faults += usize::from(happened);
            line.lost += before.lost.len() + before.foreign.len() + after.lost.len() + after.foreign.len();
            line.twice += after.twice.len();
            acknowledged = after.acknowledged;
            verdicts.push((format!("{call} {n}"), before, after));
        }
        line.acknowledged += acknowledged;
        assert!(place.done(&["verify"]).contains("The record is whole"));
    }
    let (place, mut crowd) = two_writers(&mut dice).await;
    crowd.write_new_days_alone();
    let control = crash_at(&place, &mut crowd, "answer-before-commit", (SYNC, 12)).await;
    let red = !control.before.lost.is_empty();
    line.control_red = Some(red);
    line.write();
    assert!(red, "the control: who answers before the commit is found out");
    for (at, before, after) in &verdicts {
        before.must_be_sound(at);
        after.must_be_sound(&format!("{at}, sent again"));
    }
    assert!(line.kills * 2 > line.times, "{} of {} came so far", line.kills, line.times);
}
