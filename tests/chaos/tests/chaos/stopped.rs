//! R25: asked to end, it ends within ten seconds, whoever hangs on to it, and loses nothing.

use std::process::Stdio;
use std::time::{Duration, Instant};

use chaos::installation::backups;
use chaos::judge::{judge, stored};
use chaos::report::{Judged as _, Line};
use chaos::strace::Strace;
use chaos::writers::{Crowd, Writer};
use chaos::{Dice, Installation, Launch, Ledger, number};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The rule: so long it may take.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

/// Clients that never come to an end: half a head, half a body, an answer that is not read, nothing at all.
async fn slow_clients(address: &str, cookie: &str) -> Vec<TcpStream> {
    let mut held = Vec::new();
    let form = "POST /staff/c/chaos/days/1990-05-05 HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nCookie: {cookie}\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nbase=0&key=";
    let form = form.replace("{}", address).replace("{cookie}", cookie);
    let page = format!("GET /c/chaos HTTP/1.1\r\nHost: {address}\r\n\r\n");
    for sent in ["", "GET / HTTP/1.1\r\nHo", form.as_str(), page.as_str()] {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(sent.as_bytes()).await.expect("sent");
        held.push(stream);
    }
    // One that is kept open after its answer.
    let mut kept = TcpStream::connect(address).await.expect("a connection");
    kept.write_all(format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes()).await.expect("sent");
    let mut first = [0; 16];
    kept.read_exact(&mut first).await.expect("an answer");
    held.push(kept);
    held
}

/// The fields of a form that come a few bytes at a time, fast enough to be waited for: a minute and more of them. Returns when the
/// program says that it waits for them: what it has not read yet, it owes nobody an answer to.
async fn trickle(address: &str, cookie: &str) -> tokio::task::JoinHandle<()> {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let head = format!(
        "POST /staff/c/chaos/days/1990-05-06 HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\
         Expect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut waits = [0; 25];
    stream.read_exact(&mut waits).await.expect("a word that it waits");
    assert_eq!(waits, *b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"key=").await.expect("sent");
    tokio::spawn(async move {
        while stream.write_all(&[b'f'; 80]).await.is_ok() {
            let _ = tokio::time::timeout(Duration::from_millis(100), std::future::pending::<()>()).await;
        }
    })
}

/// Asked to end while somebody sends a form slowly, a program that waits for every last answer is late: whether it was.
async fn one_that_never_ends_is_late() -> bool {
    let place = Installation::new();
    let mut program = Launch::over(&place).with_faults("never-end").start();
    let ledger = Ledger::new(place.beside("oracle"));
    let crowd = Crowd::signed_in(&program.url, 1, ledger, &mut Dice::of("never")).await;
    let sending = trickle(program.address(), &crowd.anybody().cookie).await;
    program.terminate();
    let late = tokio::task::block_in_place(|| program.ended(ENDS_WITHIN)).is_none();
    sending.abort();
    program.kill();
    late
}

/// Reads pages until the line breaks or nobody waits any more.
async fn read_on(reader: Writer, url: String) {
    let pages = ["/c/chaos", "/c/chaos/claims.csv", "/c/chaos/changes", "/staff"];
    for path in pages.into_iter().cycle() {
        if reader.get(&url, path).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_end_under_writers_readers_and_slow_clients_it_ends_in_time_and_loses_nothing() {
    let mut dice = Dice::of("stops");
    let (stops, saves) = (number("CHAOS_STOPS", 4), 15);
    let place = Installation::new();
    let mut program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 4, Ledger::new(place.beside("oracle")), &mut dice).await;
    let (mut again, mut longest, mut late) = (0, Duration::ZERO, 0);
    for _ in 0..stops {
        let url = program.url.clone();
        let slow = slow_clients(program.address(), &crowd.anybody().cookie).await;
        let sending = trickle(program.address(), &crowd.anybody().cookie).await;
        let readers: Vec<_> = (0..2).map(|_| tokio::spawn(read_on(crowd.anybody().clone(), url.clone()))).collect();
        let enough = crowd.acknowledged(crowd.ledger.count() + saves);
        let stop = async {
            enough.await;
            dice.moment(Duration::from_millis(50)).await;
            let asked = Instant::now();
            program.terminate();
            let status = tokio::task::block_in_place(|| program.ended(ENDS_WITHIN * 3)).expect("it ends at all");
            assert_eq!(status.code(), Some(0), "{}", program.log());
            longest = longest.max(asked.elapsed());
            late += usize::from(asked.elapsed() > ENDS_WITHIN);
        };
        crowd.write(&url, stop).await;
        for reader in readers {
            reader.await.expect("a reader that ended well");
        }
        drop(slow);
        sending.abort();
        program = Launch::over(&place).start();
        judge(&crowd.ledger, &stored(&place.folder()).await).must_be_sound("after a stop");
        again += crowd.send_open_again(&program.url).await;
    }
    let verdict = judge(&crowd.ledger, &stored(&place.folder()).await);
    let note = format!("{again} sent again; longest stop {:.1} s", longest.as_secs_f64());
    let line = Line::of("R25", "SIGTERM under 4 writers, 2 readers, 6 clients that never end; exit 0 within 10 s");
    let red = one_that_never_ends_is_late().await;
    Line { times: stops, kills: stops, note, ..line.judged(&verdict) }.control(red).write();
    verdict.must_be_sound("after stops");
    assert_eq!(late, 0, "of {stops} stops took longer than {ENDS_WITHIN:?}; the longest {longest:?}");
    assert!(red, "the control: a program that waits for every last answer is late");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_ended_half_way_beside_writers_leaves_no_half_backup_and_loses_nothing() {
    let mut dice = Dice::of("backups");
    let place = Installation::new();
    let program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 2, Ledger::new(place.beside("oracle")), &mut dice).await;
    let (mut ended, times) = (0, number("CHAOS_BACKUPS", 4));
    for time in 0..times {
        let signal = if time % 2 == 0 { "SIGTERM" } else { "SIGKILL" };
        let fault = format!("pwrite64:signal={signal}:when={}", 1 + dice.below(40));
        let words = Strace::injecting(&fault, place.beside("trace")).words();
        let mut backup = std::process::Command::new(&words[0]);
        backup.args(&words[1..]).arg(chaos::installation::program()).arg("backup").arg("--data").arg(place.folder());
        let mut child = backup.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it ran");
        let over = tokio::task::spawn_blocking(move || child.wait().expect("it ended").success());
        let mut whole = false;
        crowd.write(&program.url, async { whole = over.await.expect("waited") }).await;
        ended += usize::from(!whole);
        for backup in backups(&place.folder()) {
            let path = backup.to_str().expect("a path");
            place.done(&["verify", "--backup", path]);
        }
    }
    place.done(&["backup"]);
    assert!(!backups(&place.folder()).is_empty(), "and one that nobody ends is made");
    let verdict = judge(&crowd.ledger, &stored(&place.folder()).await);
    let line = Line::of("R25", "corridor backup ended by SIGTERM or SIGKILL at a sampled write, beside 2 writers");
    Line { times, kills: ended, faults: ended, ..line.judged(&verdict) }.control_in("SIGTERM under writers").write();
    verdict.must_be_sound("beside backups that were ended");
    assert!(ended > 0, "none was ended");
}
