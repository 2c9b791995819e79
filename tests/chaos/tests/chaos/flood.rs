//! R05 from outside: slowhttptest holds hundreds or thousands of slow connections while days are saved and pages are read.
//! Part of `make torture` alone: it takes minutes, and wants another program.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chaos::judge::{judge, stored};
use chaos::report::Line;
use chaos::slowhttptest::Flooded;
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

/// So many pages and saves come through the worst of floods.
const HANDFUL: usize = 5;

/// How many sockets a process has open.
fn sockets(program: &Program) -> usize {
    let handles = std::fs::read_dir(format!("/proc/{}/fd", program.id())).into_iter().flatten().flatten();
    let targets = handles.filter_map(|handle| std::fs::read_link(handle.path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count()
}

/// So many a program may have: those of one address, those that are just told no, and some for readers, writers, itself.
const SOCKETS: usize = 100 + 256 + 64;

/// Holds so many slow connections for so long, and counts meanwhile what the program holds: at most.
async fn flood(program: &Program, mode: &str, connections: usize, seconds: usize) -> (Flooded, usize) {
    let path = match mode {
        // A page that takes no form is answered before the form has come: the door of the desk waits for it.
        "-B" => "/staff/sign-in",
        "-X" => "/c/chaos/claims.csv",
        _ => "/",
    };
    let mut command = Command::new("slowhttptest");
    command.args([mode, "-i", "5", "-r", "500", "-p", "5", "-k", "3", "-w", "10", "-y", "20", "-n", "5", "-z", "32"]);
    command.args(["-c", &connections.to_string(), "-l", &seconds.to_string()]);
    command.args(["-u", &format!("{}{path}", program.url)]).stdin(Stdio::null()).stdout(Stdio::piped());
    let child = command.spawn().expect("slowhttptest is missing: install Debian’s package of that name");
    let mut over = tokio::task::spawn_blocking(move || child.wait_with_output().expect("it ended"));
    let mut most = 0;
    let output = loop {
        most = most.max(sockets(program));
        if let Ok(output) = tokio::time::timeout(Duration::from_millis(50), &mut over).await {
            break output.expect("waited");
        }
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "slowhttptest: {:?}: {told}", output.status);
    (Flooded::read(&told).unwrap_or_else(|| panic!("no report: {told}")), most)
}

/// A flood of a program that bounds nothing: whether it held more than it may.
async fn one_without_limits_holds_too_many(connections: usize) -> bool {
    let place = Installation::new();
    let program = Launch::over(&place).with_faults("no-limits").start();
    let (flooded, most) = flood(&program, "-H", connections, 8).await;
    println!("control: {flooded:?}, {most} sockets");
    flooded.is_one_of(connections) && most > SOCKETS
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_slow_connections_cost_no_reader_an_answer_and_no_writer_a_save() {
    let (connections, seconds) = (number("CHAOS_CONNECTIONS", 1_000), number("CHAOS_SECONDS", 15));
    let red = one_without_limits_holds_too_many(1_000).await;
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let ledger = Ledger::new(place.beside("oracle"));
    let mut crowd = Crowd::signed_in(&program.url, 4, ledger, &mut Dice::of("flood")).await;
    let before = peak(&program);
    let (mut errors, mut faults) = (0, Vec::new());
    for (mode, what) in [("-H", "slow heads"), ("-B", "slow bodies"), ("-X", "slow readers")] {
        let read = Arc::new(Read::default());
        let readers: Vec<_> =
            (0..2).map(|_| tokio::spawn(read_on(Writer::reader(), program.url.clone(), read.clone()))).collect();
        let saved = crowd.ledger.count();
        let mut met = None;
        crowd.write(&program.url, async { met = Some(flood(&program, mode, connections, seconds).await) }).await;
        let (flooded, most) = met.expect("a flood");
        readers.iter().for_each(tokio::task::JoinHandle::abort);
        let (answers, failed) = (read.answers.load(Ordering::Relaxed), read.errors.load(Ordering::Relaxed));
        errors += failed + crowd.ledger.open().len();
        let saved = crowd.ledger.count() - saved;
        let note = format!(
            "{} opened, at most {most} sockets; {answers} pages read, {failed} errors of readers, {} saves without an \
             answer; memory at most {} MiB, {} before; ended in second {}: {}; control: without limits more than {SOCKETS} sockets",
            flooded.opened,
            crowd.ledger.open().len(),
            peak(&program) / 1024,
            before / 1024,
            flooded.second,
            flooded.why
        );
        let line = Line::of("R05", &format!("slowhttptest {mode}: {connections} {what}, 4 writers, 2 readers"));
        Line { times: connections, acknowledged: saved, note, ..line }.control(red).write();
        if !flooded.is_one_of(connections) || most > SOCKETS || answers < HANDFUL || saved < HANDFUL {
            faults.push(format!("{mode}: {flooded:?}, {most} sockets, {answers} pages, {saved} saves"));
        }
        crowd.send_open_again(&program.url).await;
    }
    judge(&crowd.ledger, &stored(&place.folder()).await).must_be_sound("after floods");
    assert_eq!(errors, 0, "readers without a page, or saves without an answer");
    assert_eq!(faults, [""; 0], "no flood, more sockets than {SOCKETS}, or fewer pages or saves than {HANDFUL}");
    assert!(red, "the control: a program without limits holds all that come");
}
