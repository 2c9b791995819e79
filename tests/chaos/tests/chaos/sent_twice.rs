//! R08: a form that is sent twice, or fifty times at once, is stored once.

use std::sync::Arc;

use chaos::clock::FakeClock;
use chaos::installation::ACCOUNTS;
use chaos::judge::{judge, stored};
use chaos::report::{Judged as _, Line};
use chaos::writers::{Answer, Crowd, Writer};
use chaos::{Dice, Form, Installation, Launch, Ledger, number};
use tests::Page;
use tokio::sync::Barrier;

/// Sends one form so often at once; gives where the answers lead, each once.
async fn at_once(url: &str, writer: &Writer, form: &Form, times: usize, ledger: &Arc<Ledger>) -> Vec<Answer> {
    let gate = Arc::new(Barrier::new(times));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..times {
        let (url, writer, form) = (url.to_owned(), writer.clone(), form.clone());
        let (gate, ledger) = (gate.clone(), ledger.clone());
        tasks.spawn(async move {
            gate.wait().await;
            writer.save(&url, &form, &ledger).await
        });
    }
    let mut answers = tasks.join_all().await;
    answers.dedup();
    answers
}

/// Whether all of them say that it is saved, and lead to the same place.
fn all_saved_as_one(answers: &[Answer]) -> bool {
    matches!(answers, [Answer::Saved(_)])
}

/// The same over a program that knows no form again: what those who sent it were answered.
async fn answers_of_one_that_forgets(times: usize) -> Vec<Answer> {
    let place = Installation::new();
    let program = Launch::over(&place).with_faults("forget-submissions").start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("forgets")).await;
    let form = crowd.fresh_form();
    at_once(&program.url, crowd.anybody(), &form, times, &crowd.ledger).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_form_fifty_times_at_once_after_a_restart_and_a_day_later_makes_one_revision() {
    let mut dice = Dice::of("twice");
    let (times, forms) = (50, number("CHAOS_FORMS", 3));
    let place = Installation::new();
    let clock = FakeClock::right(place.beside("clock"));
    let launch = clock.on(Launch::over(&place));
    let mut program = launch.start();
    let mut crowd = Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut dice).await;
    let all: Vec<Form> = (0..forms).map(|_| crowd.fresh_form()).collect();
    for form in &all {
        let answers = at_once(&program.url, crowd.anybody(), form, times, &crowd.ledger).await;
        assert!(all_saved_as_one(&answers), "{answers:?}");
    }
    assert_eq!(stored(&place.folder()).await.len(), forms);
    program.kill();
    program = launch.start();
    for form in &all {
        let answers = at_once(&program.url, crowd.anybody(), form, times, &crowd.ledger).await;
        assert!(all_saved_as_one(&answers), "after a restart: {answers:?}");
    }
    clock.ahead(24 * 60 * 60 + 60);
    let next_day = Writer::signed_in(&program.url, ACCOUNTS[1]).await;
    for form in &all {
        let answers = at_once(&program.url, &next_day, form, times, &crowd.ledger).await;
        assert!(all_saved_as_one(&answers), "a day later: {answers:?}");
    }
    let amount = |figure: u64| format!("r0.c0.amount={figure}&");
    let body = all[0].body.replace(&amount(all[0].figure), &amount(7_777));
    let other = Form { figure: 7_777, body, ..all[0].clone() };
    let Answer::Refused(409, page) = next_day.send(&program.url, &other).await else { panic!("other content") };
    let shown = Page::new(page).words("main");
    assert!(shown.contains("7777") && shown.contains(&all[0].figure.to_string()), "both are shown: {shown}");
    let verdict = judge(&crowd.ledger, &stored(&place.folder()).await);
    let line =
        Line::of("R08", "one form ×50 at once; again after kill -9; again 24 h later; same key with other content");
    let control = answers_of_one_that_forgets(times).await;
    let red = !all_saved_as_one(&control);
    let saved = control.iter().filter(|answer| matches!(answer, Answer::Saved(_))).count();
    let note = format!("control: of {} different answers {saved} said saved", control.len());
    Line { times: forms * 3 * times + 1, kills: 1, note, ..line.judged(&verdict) }.control(red).write();
    verdict.must_be_sound("sent again and again");
    assert_eq!(verdict.stored, forms);
    assert!(red, "the control: a program that forgets forms answers them differently: {control:?}");
}

/// What the count is worth: a form without its key would be stored again.
#[tokio::test]
async fn another_key_makes_another_revision_or_is_told_that_the_day_moved_on() {
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("keys")).await;
    let form = crowd.fresh_form();
    assert!(matches!(crowd.anybody().send(&program.url, &form).await, Answer::Saved(_)));
    let key = "f".repeat(32);
    let again = Form { body: form.body.replace(&form.key, &key), key, ..form };
    assert!(matches!(crowd.anybody().send(&program.url, &again).await, Answer::Refused(409, _)));
}
