//! A log that nobody takes: standard error closed, full, or held by a reader that hangs. Saves and answers do not wait
//! for it.
//!
//! Were the log written where it happens (`with_writer(std::io::stderr)`), the server of the hanging reader would answer
//! no more after some 300 requests, when the pipe is full, and this test would be ended by its runner.
#![expect(clippy::expect_used, reason = "a test may give up with a word")]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const PASSWORD: &str = "correct horse battery staple";
const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// More lines than fit into a pipe.
const REFUSALS: usize = 700;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORRIDOR_")) {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = program().args(arguments).arg("--data").arg(folder).output().expect("it ran");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A server that ends with its test, by its process id.
struct Server {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Server {
    fn with_log_to(sink: Stdio) -> Self {
        let folder = TempDir::new().expect("a folder");
        let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/lachin/lachin.json");
        run(folder.path(), &["corridors", "add", "--from", settings.to_str().expect("a path")]);
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).expect("written");
        let password = password.to_str().expect("a path");
        // A reporter: a lead would have to set a second factor up first.
        run(folder.path(), &["staff", "add", "lead", "--role", "reporter", "--password-file", password]);
        let mut command = program();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(sink).spawn().expect("it started");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
        let address = first.trim().strip_prefix("Listening on http://").expect(&first).to_owned();
        Self { child, address, _folder: folder }
    }

    /// Status and head of an answer, and its body.
    fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}",
            self.address
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head.to_owned(), body.to_owned())
    }

    /// Fills the log, then signs in, publishes a day, and sees it.
    fn works(&self) {
        for _ in 0..REFUSALS {
            assert_eq!(self.ask("GET", DAY, "", "").0, 303);
        }
        let fields = format!("account=lead&password={}", PASSWORD.replace(' ', "+"));
        let (status, head, _) = self.ask("POST", "/staff/sign-in", "", &fields);
        assert_eq!(status, 303, "{head}");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let day = "key=0123456789abcdef0123456789abcdef&base=0&confirmed=yes&r0.source=Weekly&\
                   r0.c0.measure=patients_awaiting&r0.c0.group=patients&r0.c0.amount=4711&reason.0=not_reported&\
                   reason.1=not_reported&reason.2=not_reported&then=publish";
        let (status, head, body) = self.ask("POST", DAY, &cookie, day);
        assert_eq!(status, 303, "{head}\n{}", body.split("<main").nth(1).unwrap_or_default());
        assert!(self.ask("GET", "/c/lachin/days/2023-05-09", "", "").2.contains("4,711"));
        assert_eq!(self.ask("GET", "/readyz", "", "").0, 200);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_reader_of_the_log_that_hangs_holds_up_no_save() {
    let mut server = Server::with_log_to(Stdio::piped());
    server.works();
    let mut log = server.child.stderr.take().expect("the log");
    drop(server);
    let mut text = String::new();
    log.read_to_string(&mut text).expect("text");
    // The pipe was full: else nothing was shown. What stands in it is whole, but for the line that no longer fitted.
    assert!(text.len() > 55_000, "only {} bytes", text.len());
    for line in text.lines().take(100) {
        let line: serde_json::Value = serde_json::from_str(line).expect(line);
        assert!(line.get("timestamp").is_some());
    }
}

#[test]
fn a_log_that_was_closed_holds_up_no_save() {
    let mut server = Server::with_log_to(Stdio::piped());
    drop(server.child.stderr.take());
    server.works();
}

#[test]
#[cfg(target_os = "linux")]
fn a_log_on_a_full_disk_holds_up_no_save() {
    let full = File::options().write(true).open("/dev/full").expect("a disk that is full");
    Server::with_log_to(full.into()).works();
}
