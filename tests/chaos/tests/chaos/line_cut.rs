//! R09: the line is cut somewhere in a send. Stored once, or not at all; sent again, always stored once.

use std::collections::BTreeSet;
use std::time::Duration;

use chaos::judge::{judge, same_as_shown, stored};
use chaos::proxy::{Break, ChaosProxy, Line as Cut, Way, exchange};
use chaos::report::{Judged as _, Line};
use chaos::writers::{Answer, Crowd};
use chaos::{Dice, Form, Installation, Launch, Ledger, number};

/// Where the lines of a head end, and a sample of all other places; all of them if so many are asked for.
fn offsets(message: &[u8], sample: usize, dice: &mut Dice) -> Vec<usize> {
    let mut all: BTreeSet<usize> = dice.sample(0, message.len(), sample).into_iter().collect();
    let ends = message.windows(2).enumerate().filter(|(_, pair)| pair == b"\r\n").map(|(at, _)| at);
    all.extend(ends.flat_map(|at| [at, at + 2]));
    all.extend([0, 1, message.len()]);
    all.into_iter().filter(|at| *at <= message.len()).collect()
}

/// Whether a head arrived whole that says that it is saved.
fn says_saved(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    text.starts_with("HTTP/1.1 303") && text.contains("published=") && text.contains("\r\n\r\n")
}

/// Sends a form over a line that breaks: whether it was told that it is saved.
async fn told_over(
    proxy: &ChaosProxy,
    cut: Cut,
    (address, cookie): (&str, &str),
    (form, ledger): (&Form, &Ledger),
) -> bool {
    ledger.sends(form);
    proxy.next(cut);
    let answer = exchange(&proxy.address.to_string(), &form.request(address, cookie)).await;
    let told = says_saved(&answer);
    if told {
        ledger.acknowledged(form);
    }
    told
}

/// A program that knows no form again, and a line that breaks before its answer: what whoever sends it again is answered.
async fn again_to_one_that_forgets() -> Answer {
    let place = Installation::new();
    let program = Launch::over(&place).with_faults("forget-submissions").start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("forgotten")).await;
    let proxy = ChaosProxy::to(program.address()).await;
    let form = crowd.fresh_form();
    let (cut, cookie) = (Cut::cutting_answer(1), crowd.anybody().cookie.clone());
    told_over(&proxy, cut, (program.address(), &cookie), (&form, &crowd.ledger)).await;
    // The answer was on its way when the line broke, so it is stored.
    assert_eq!(stored(&place.folder()).await.len(), 1);
    crowd.anybody().save(&program.url, &form, &crowd.ledger).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_at_any_byte_of_request_or_answer_a_form_is_stored_once_or_not_at_all_and_once_when_sent_again() {
    let mut dice = Dice::of("cuts");
    let sample = number("CHAOS_CUTS", 60);
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 1, Ledger::new(place.beside("oracle")), &mut dice).await;
    let proxy = ChaosProxy::to(program.address()).await;
    // Requests name the program, whatever line they take: so they are all of one length.
    let (address, line) = (program.address().to_owned(), proxy.address.to_string());
    let cookie = crowd.anybody().cookie.clone();
    let form = crowd.fresh_form();
    crowd.ledger.sends(&form);
    let request = form.request(&address, &cookie);
    let answer = exchange(&line, &request).await;
    assert!(says_saved(&answer), "{}", String::from_utf8_lossy(&answer));
    crowd.ledger.acknowledged(&form);
    let ways = offsets(&request, sample, &mut dice).into_iter().map(Cut::cutting_request);
    let mut cuts: Vec<Cut> = ways.collect();
    cuts.extend(offsets(&answer, sample, &mut dice).into_iter().map(Cut::cutting_answer));
    let slow = Way { piece: 100, delay: Duration::from_millis(1), after: None };
    let half = |after| Way { after: Some((after, Break::HalfClosed)), ..Way::default() };
    cuts.push(Cut { request: slow, answer: slow });
    cuts.extend(
        [request.len() / 2, request.len() - 1, request.len()].map(|at| Cut { request: half(at), answer: slow }),
    );
    let (mut told, mut silent) = (0, 0);
    for cut in &cuts {
        let form = crowd.fresh_form();
        let told_now = told_over(&proxy, *cut, (&address, &cookie), (&form, &crowd.ledger)).await;
        *(if told_now { &mut told } else { &mut silent }) += 1;
        let verdict = judge(&crowd.ledger, &stored(&place.folder()).await);
        assert!(verdict.is_sound(), "{cut:?}: {verdict:#?}");
        // Whoever was told nothing sends it again, and is told.
        let again = crowd.anybody().save(&program.url, &form, &crowd.ledger).await;
        assert!(matches!(again, Answer::Saved(_)), "{cut:?}, sent again: {again:?}");
    }
    let all = stored(&place.folder()).await;
    let verdict = judge(&crowd.ledger, &all);
    let tried = "the line cut at every end of a header line and at sampled bytes, either way; each sent again";
    let note = format!("{told} told that it is saved, {silent} told nothing");
    let control = again_to_one_that_forgets().await;
    let red = !matches!(control, Answer::Saved(_));
    let line = Line::of("R09", tried).judged(&verdict);
    Line { times: cuts.len(), faults: cuts.len(), note, ..line }.control(red).write();
    verdict.must_be_sound("after cuts");
    assert_eq!(all.len(), cuts.len() + 1, "each is stored once");
    let (_, claims) = crowd.anybody().get(&program.url, "/c/chaos/claims.csv").await.expect("the file");
    same_as_shown(&all, &claims).expect("the memory holds what is stored");
    assert!(red, "the control: a program that forgets forms is found out: {control:?}");
}
