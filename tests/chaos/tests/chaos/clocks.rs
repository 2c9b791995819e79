//! R04: a clock that jumps changes no order, ends sessions when it should, and never takes readers back.

use std::time::Duration;

use chaos::clock::FakeClock;
use chaos::installation::ACCOUNTS;
use chaos::judge::{judge, same_as_shown, stored, times_in_order};
use chaos::report::{Judged as _, Line};
use chaos::writers::{Answer, Crowd, Writer};
use chaos::{Dice, Form, Installation, Launch, Ledger, Program};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::disk::must_keep_what_was_typed;

const HOUR: i64 = 60 * 60;

/// The version of the record that readers are shown.
async fn version_shown(program: &Program, writer: &Writer) -> u64 {
    let (status, text) = writer.get(&program.url, "/c/chaos/latest.json").await.expect("an answer");
    assert_eq!(status, 200, "{text}");
    let latest: Value = serde_json::from_str(&text).expect("JSON");
    latest["version"]["revision"].as_u64().unwrap_or_else(|| panic!("{text}"))
}

async fn saves(crowd: &mut Crowd, program: &Program) -> Answer {
    let form = crowd.fresh_form();
    crowd.anybody().save(&program.url, &form, &crowd.ledger).await
}

#[tokio::test]
async fn nights_on_which_the_clocks_change_and_leap_days_change_nothing_in_the_order() {
    let place = Installation::new();
    let clock = FakeClock::right(place.beside("clock"));
    let program = clock.on(Launch::over(&place)).start();
    let mut crowd =
        Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut Dice::of("nights")).await;
    let mut shown = 0;
    // Kyiv: 03:00 becomes 04:00; 04:00 becomes 03:00; a leap day ends; a year ends.
    for night in [
        "2027-03-28T01:00:00Z",
        "2027-10-31T01:00:00Z",
        "2028-02-28T22:00:00Z",
        "2028-02-29T22:00:00Z",
        "2028-12-31T22:00:00Z",
    ] {
        let night: DateTime<Utc> = night.parse().expect("an instant");
        for minutes in [-60, -1, 0, 1, 60] {
            clock.shows(night + TimeDelta::minutes(minutes));
            // A session that is not used for half an hour ends.
            crowd.sign_in_again(&program.url, ACCOUNTS[0]).await;
            assert!(matches!(saves(&mut crowd, &program).await, Answer::Saved(_)), "{night} {minutes}");
            let now = version_shown(&program, crowd.anybody()).await;
            assert!(now > shown, "{night} {minutes}: {now} after {shown}");
            shown = now;
        }
    }
    let all = stored(&place.folder()).await;
    let (_, claims) = crowd.anybody().get(&program.url, "/c/chaos/claims.csv").await.expect("the file");
    same_as_shown(&all, &claims).expect("the memory holds what is stored");
    let verdict = judge(&crowd.ledger, &all);
    let line =
        Line::of("R04", "saves through DST nights of Europe/Kyiv, a leap day and a turn of the year (libfaketime)");
    Line { times: 25, faults: 5, ..line.judged(&verdict) }.control_in("the jumps").write();
    times_in_order(&place.folder()).await.expect("times follow the order");
    verdict.must_be_sound("through odd nights");
}

/// What somebody is answered who saves with a clock that went back two hours, behind the last revision.
struct SetBack {
    /// Whether the session, last seen in what is now the future, still opened the desk.
    session_lives: bool,
    form: Form,
    answer: Answer,
    /// What the times of the revisions tell afterwards.
    times: Result<(), String>,
}

/// Saves two hours ahead, sets the clock right, and saves again.
async fn set_back(place: &Installation, (clock, program): (&FakeClock, &Program), crowd: &mut Crowd) -> SetBack {
    clock.ahead(2 * HOUR);
    crowd.sign_in_again(&program.url, ACCOUNTS[0]).await;
    assert!(matches!(saves(crowd, program).await, Answer::Saved(_)));
    clock.ahead(0);
    let (status, _) = crowd.anybody().get(&program.url, "/staff").await.expect("an answer");
    crowd.sign_in_again(&program.url, ACCOUNTS[3]).await;
    let form = crowd.fresh_form();
    crowd.ledger.sends(&form);
    let answer = crowd.anybody().send(&program.url, &form).await;
    let times = times_in_order(&place.folder()).await;
    SetBack { session_lives: status == 200, form, answer, times }
}

/// The same over a program that believes its clock: whether all of it was found out.
async fn believed_clock_is_found_out() -> bool {
    let place = Installation::new();
    let clock = FakeClock::right(place.beside("clock"));
    let launch = clock.on(Launch::over(&place)).with_faults("trust-the-clock");
    let program = launch.start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("believed")).await;
    let back = set_back(&place, (&clock, &program), &mut crowd).await;
    drop(program);
    clock.ahead(-4 * HOUR);
    let starts = launch.try_start().is_ok();
    println!("control: times {:?}, session lives {}, starts {starts}", back.times, back.session_lives);
    back.times.is_err() && back.session_lives && starts
}

#[tokio::test]
async fn a_clock_that_jumps_ends_sessions_and_never_the_order() {
    let place = Installation::new();
    let clock = FakeClock::right(place.beside("clock"));
    let program = clock.on(Launch::over(&place)).start();
    let mut crowd =
        Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut Dice::of("jumps")).await;
    assert!(matches!(saves(&mut crowd, &program).await, Answer::Saved(_)));
    let before = version_shown(&program, crowd.anybody()).await;
    // Two hours on: longer than a session lasts unused.
    clock.ahead(2 * HOUR);
    let answer = saves(&mut crowd, &program).await;
    assert!(!matches!(answer, Answer::Saved(_)), "a session that was not used for two hours: {answer:?}");
    // Back again: what would be dated before the last revision is not saved, and readers are not taken back.
    let back = set_back(&place, (&clock, &program), &mut crowd).await;
    must_keep_what_was_typed(&back.answer, &back.form);
    assert!(!back.session_lives, "a session that was last seen two hours from now");
    let after = version_shown(&program, crowd.anybody()).await;
    assert_eq!(after, before + 1);
    clock.ahead(2 * HOUR + 60);
    crowd.sign_in_again(&program.url, ACCOUNTS[1]).await;
    assert!(matches!(saves(&mut crowd, &program).await, Answer::Saved(_)));
    clock.ahead(366 * 24 * HOUR);
    crowd.sign_in_again(&program.url, ACCOUNTS[2]).await;
    assert!(matches!(saves(&mut crowd, &program).await, Answer::Saved(_)));
    let all = stored(&place.folder()).await;
    let verdict = judge(&crowd.ledger, &all);
    let line = Line::of("R04", "jumps of +2 h, −2 h, +1 y while days are saved (libfaketime)");
    let red = believed_clock_is_found_out().await;
    let note = "control: times out of order, a session that does not end, a start behind the record".to_owned();
    Line { times: 4, faults: 4, note, ..line.judged(&verdict) }.control(red).write();
    verdict.must_be_sound("after jumps");
    times_in_order(&place.folder()).await.expect("times follow the order");
    assert!(red, "the control: a program that believes its clock is found out");
    drop(program);
    // A year back, before the last revision: it does not start.
    clock.ahead(0);
    let refused = clock.on(Launch::over(&place)).try_start().expect_err("a clock before the last revision");
    assert!(refused.told.contains("clock"), "{}", refused.told);
    clock.ahead(366 * 24 * HOUR + 60);
    let mut again = clock.on(Launch::over(&place)).start();
    again.terminate();
    assert!(again.ended(Duration::from_secs(30)).expect("it ends").success());
}
