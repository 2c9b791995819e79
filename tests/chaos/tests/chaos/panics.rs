//! R29: a panic anywhere costs the request that met it, and nothing else.

use chaos::judge::{Verdict, judge, same_as_shown, stored};
use chaos::program::ENDS_AT_ALL;
use chaos::report::{Judged as _, Line};
use chaos::writers::{Answer, Crowd};
use chaos::{Dice, Form, Installation, Launch, Ledger, Program};
use tests::Page;

/// The page after a panic has a reference that the log has too.
async fn must_refer(page: &str, program: &Program) {
    let shown = Page::new(page.to_owned()).words("main");
    let reference = shown.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 8);
    let reference = reference.unwrap_or_else(|| panic!("no reference: {shown}"));
    until(|| program.log().contains(reference), &format!("{reference} is in the log")).await;
}

/// The log is written by a thread of its own, a moment later.
async fn until(so: impl Fn() -> bool, what: &str) {
    let wait = async {
        while !so() {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(ENDS_AT_ALL, wait).await.is_ok(), "never: {what}");
}

/// Somebody at a program with a fault.
struct Desk {
    place: Installation,
    program: Program,
    crowd: Crowd,
    /// How many pages were answered with 500.
    broken: usize,
}

impl Desk {
    async fn with(fault: &str) -> Self {
        let place = Installation::new();
        // Signed in before: at the door nothing goes wrong.
        let sound = Launch::over(&place).start();
        let ledger = Ledger::new(place.beside("oracle"));
        let crowd = Crowd::signed_in(&sound.url, 1, ledger, &mut Dice::of(fault)).await;
        drop(sound);
        let program = Launch::over(&place).with_faults(fault).start();
        Self { place, program, crowd, broken: 0 }
    }

    /// Asks for a page: there, or broken with a reference; never a broken line. Whether it was there.
    async fn get(&mut self, path: &str) -> bool {
        match self.crowd.anybody().get(&self.program.url, path).await {
            Ok((200, _)) => true,
            Ok((500, page)) => {
                must_refer(&page, &self.program).await;
                self.broken += 1;
                false
            }
            other => panic!("{path}: {other:?}"),
        }
    }

    /// Saves a day, however often it has to be sent; counts the panics that it met.
    async fn save(&mut self) -> Form {
        let form = self.crowd.fresh_form();
        for _ in 0..5 {
            match self.crowd.anybody().save(&self.program.url, &form, &self.crowd.ledger).await {
                Answer::Saved(_) => return form,
                Answer::Refused(500, page) => {
                    must_refer(&page, &self.program).await;
                    self.broken += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("one panic, and it is never saved");
    }

    /// Memory and database tell the same, and all is stored once.
    async fn judge(&self) -> Verdict {
        let all = stored(&self.place.folder()).await;
        let (_, claims) = self.crowd.anybody().get(&self.program.url, "/c/chaos/claims.csv").await.expect("the file");
        same_as_shown(&all, &claims).expect("the memory holds what is stored");
        assert!(self.place.done(&["verify"]).contains("The record is whole"));
        let verdict = judge(&self.crowd.ledger, &all);
        verdict.must_be_sound("after a panic");
        verdict
    }

    /// What it came to.
    async fn line(self, what: &str) -> Line {
        let verdict = self.judge().await;
        let note = format!("{} pages broke, each with a reference", self.broken);
        let line = Line::of("R29", what).judged(&verdict);
        Line { times: 1, faults: 1, note, ..line }
    }
}

/// The line of the same row that has the control.
const CONTROL: &str = "panic in a handler";

/// The same over a program that lets panics through: whether the line broke in the place of a page.
async fn line_breaks_where_panics_are_let_through() -> bool {
    let desk = Desk::with("panic-in-handler@2,let-panics-through").await;
    let path = chaos::form::path_of("1990-03-01");
    let get = async || desk.crowd.anybody().get(&desk.program.url, &path).await;
    let (first, second) = (get().await, get().await);
    matches!(first, Ok((200, _))) && second.is_err()
}

#[tokio::test]
async fn a_panic_in_a_handler_breaks_one_page_of_the_desk() {
    let mut desk = Desk::with("panic-in-handler@2").await;
    let path = chaos::form::path_of("1990-03-01");
    let there = [desk.get(&path).await, desk.get(&path).await, desk.get(&path).await];
    assert_eq!(there, [true, false, true]);
    desk.save().await;
    let red = line_breaks_where_panics_are_let_through().await;
    desk.line("panic in a handler").await.control(red).write();
    assert!(red, "the control: where nobody catches a panic, whoever met it is told nothing");
}

/// Every time, and so also while pages are made ahead: other pages and saving go on, and so does what makes ahead.
#[tokio::test]
async fn a_page_whose_making_always_panics_breaks_alone() {
    let mut desk = Desk::with("panic-in-query").await;
    for _ in 0..3 {
        let form = desk.save().await;
        assert!(!desk.get("/c/chaos").await);
        assert!(desk.get(&format!("/c/chaos/days/{}", form.day)).await);
        assert!(desk.get("/about").await);
    }
    assert_eq!(desk.broken, 3);
    // Each save begins an edition, for which pages are made before anybody asks.
    let program = &desk.program;
    until(|| program.log().matches("\"a panic\"").count() > 3, "pages are made ahead also after a panic").await;
    desk.line("panic while a page is put together, every time").await.control_in(CONTROL).write();
}

/// Whoever meets it: a reader, or what makes pages ahead at the start. The later it comes, the likelier it is a reader.
#[tokio::test]
async fn a_panic_while_a_view_becomes_bytes_breaks_one_page() {
    let mut met = 0;
    for time in [4, 12, 40] {
        let mut desk = Desk::with(&format!("panic-in-render@{time}")).await;
        for _ in 0..time + 4 {
            desk.get("/staff").await;
        }
        assert!(desk.broken <= 1, "at {time}: {}", desk.broken);
        until(|| desk.program.log().contains("\"a panic\""), "it is met").await;
        met += desk.broken;
        desk.save().await;
        desk.line(&format!("panic while a view becomes bytes, time {time}")).await.control_in(CONTROL).write();
    }
    assert!(met > 0, "no reader met one");
}

#[tokio::test]
async fn a_panic_before_the_commit_stores_nothing_and_the_form_sent_again_is_stored_once() {
    let mut desk = Desk::with("panic-in-command-before-commit@2").await;
    desk.save().await;
    desk.save().await;
    assert_eq!(desk.broken, 1);
    desk.save().await;
    desk.line("panic in a command, before its commit").await.control_in(CONTROL).write();
}

#[tokio::test]
async fn a_panic_after_the_commit_leaves_memory_and_database_the_same() {
    let mut desk = Desk::with("panic-in-command-after-commit@2").await;
    desk.save().await;
    desk.save().await;
    assert_eq!(desk.broken, 1);
    desk.judge().await;
    desk.save().await;
    desk.line("panic in a command, after its commit").await.control_in(CONTROL).write();
}

#[tokio::test]
async fn a_panic_in_a_statement_ends_its_transaction_alone() {
    for time in [2, 5, 9, 14] {
        let mut desk = Desk::with(&format!("panic-in-storage@{time}")).await;
        for _ in 0..4 {
            desk.save().await;
        }
        assert_eq!(desk.broken, 1, "at statement {time}");
        desk.line(&format!("panic in statement {time} that writes")).await.control_in(CONTROL).write();
    }
}

/// Whoever meets it: what makes pages ahead, or a reader.
#[tokio::test]
async fn a_panic_of_somebody_who_holds_the_lock_of_the_edition_leaves_it_usable() {
    for time in 1..=3 {
        let mut desk = Desk::with(&format!("panic-holding-lock@{time}")).await;
        for _ in 0..4 {
            desk.save().await;
            desk.get("/c/chaos").await;
        }
        assert!(desk.broken <= 1, "at {time}: {}", desk.broken);
        assert!(desk.get("/c/chaos").await);
        desk.line(&format!("panic holding the lock of the edition, time {time}")).await.control_in(CONTROL).write();
    }
}
