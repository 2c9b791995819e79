//! R05 from outside: slowhttptest holds hundreds or thousands of slow connections while days are saved and pages are read.
//! Part of `make torture` alone: it takes minutes, and wants another program.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chaos::judge::{judge, stored};
use chaos::report::Line;
use chaos::writers::{Crowd, Writer};
use chaos::{Dice, Installation, Launch, Ledger, Program, number};

/// What readers met while it went on.
#[derive(Debug, Default)]
struct Read {
    answers: AtomicUsize,
    errors: AtomicUsize,
}

async fn read_on(reader: Writer, url: String, read: Arc<Read>) {
    for path in ["/c/chaos", "/c/chaos/latest.json", "/about", "/c/chaos/claims.csv"].into_iter().cycle() {
        match reader.get(&url, path).await {
            Ok((200, _)) => read.answers.fetch_add(1, Ordering::Relaxed),
            _ => read.errors.fetch_add(1, Ordering::Relaxed),
        };
    }
}

/// The most memory that a process has held, in KiB.
fn peak(program: &Program) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).expect("its status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|size| size.parse().ok()).expect("a size")
}

/// Holds so many slow connections for so long.
fn flood(program: &Program, mode: &str, connections: usize, seconds: usize) -> impl Future<Output = ()> + use<> {
    let path = if mode == "-X" { "/c/chaos/claims.csv" } else { "/" };
    let mut command = Command::new("slowhttptest");
    command.args([mode, "-i", "5", "-r", "500", "-p", "5", "-k", "3", "-w", "10", "-y", "20", "-n", "5", "-z", "32"]);
    command.args(["-c", &connections.to_string(), "-l", &seconds.to_string()]);
    command.args(["-u", &format!("{}{path}", program.url)]).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.spawn().expect("slowhttptest is missing: install Debian’s package of that name");
    async move {
        tokio::task::spawn_blocking(move || child.wait()).await.expect("waited").expect("it ended");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_slow_connections_cost_no_reader_an_answer_and_no_writer_a_save() {
    let (connections, seconds) = (number("CHAOS_CONNECTIONS", 1_000), number("CHAOS_SECONDS", 15));
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 4, ledger, &mut Dice::of("flood")).await;
    let before = peak(&program);
    let mut errors = 0;
    for (mode, what) in [("-H", "slow heads"), ("-B", "slow bodies"), ("-X", "slow readers")] {
        let read = Arc::new(Read::default());
        let readers: Vec<_> =
            (0..2).map(|_| tokio::spawn(read_on(Writer::reader(), program.url.clone(), read.clone()))).collect();
        let saved = crowd.ledger.count();
        crowd.write(&program.url, flood(&program, mode, connections, seconds)).await;
        readers.iter().for_each(tokio::task::JoinHandle::abort);
        let (answers, failed) = (read.answers.load(Ordering::Relaxed), read.errors.load(Ordering::Relaxed));
        errors += failed + crowd.ledger.open().len();
        let saved = crowd.ledger.count() - saved;
        let note = format!(
            "{answers} pages read, {failed} errors of readers, {} saves without an answer; memory at most {} MiB, {} before",
            crowd.ledger.open().len(),
            peak(&program) / 1024,
            before / 1024
        );
        let line = Line::of(
            "R05",
            &format!("slowhttptest {mode}: {connections} {what} for {seconds} s, 4 writers, 2 readers"),
        );
        Line { times: connections, acknowledged: saved, note, ..line }.write();
        crowd.send_open_again(&program.url).await;
    }
    judge(&crowd.ledger, &stored(&place.folder()).await).must_be_sound("after floods");
    assert_eq!(errors, 0, "readers without a page, or saves without an answer");
}
