//! The program as an operator runs it: a child process over a data folder, asked over HTTP. It is the one that was built
//! beside the tests. Ends with its test, by its process id.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use reqwest::{Client, StatusCode};

use crate::desk::form_urlencode;
use crate::site::client;

/// A command line of the program, without the settings of whoever runs the tests.
pub fn command() -> Command {
    let mut command = Command::new(binary());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORRIDOR_")) {
        command.env_remove(name);
    }
    command
}

/// Runs a command over a data folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    command().args(arguments).arg("--data").arg(folder).output().expect("it ran")
}

/// What a command said; it must have been done.
pub fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn binary() -> PathBuf {
    let beside = std::env::current_exe().expect("this test’s own file");
    let folder = beside.parent().and_then(Path::parent).expect("the folder of the build");
    let binary = folder.join("corridor");
    assert!(binary.exists(), "{} is missing: cargo build --package server", binary.display());
    binary
}

/// A server over a data folder.
pub struct Program {
    /// Its beginning, `http://127.0.0.1:PORT`.
    pub url: String,
    child: Child,
    reader: Client,
}

impl Program {
    /// Starts it; it listens when this returns.
    pub fn serve(folder: &Path) -> Self {
        let mut serve = command();
        serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it started");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
        let url =
            first.trim().strip_prefix("Listening on ").unwrap_or_else(|| panic!("it listens: {first}")).to_owned();
        Self { url, child, reader: client(false) }
    }

    /// What a reader is answered under an address; it must be there.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.reader.get(format!("{}{path}", self.url)).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.expect("a body").to_vec()
    }

    /// Ends it as an operator does, and waits until it ended; it must have ended well.
    pub fn stop(mut self) {
        let ended = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(ended.expect("a signal").success());
        assert!(self.child.wait().expect("an end").success(), "it ended well");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody at the desk of a program.
#[derive(Clone)]
pub struct Writer {
    client: Client,
    url: String,
}

impl Writer {
    /// Signs in.
    pub async fn signed_in(program: &Program, account: &str, password: &str) -> Self {
        let writer = Self { client: client(true), url: program.url.clone() };
        let (status, page) = writer.send("/staff/sign-in", &[("account", account), ("password", password)]).await;
        assert_eq!(status, 303, "{page}");
        writer
    }

    /// Publishes a first report of a day: so many patients are waiting. `key` is the form's own.
    pub async fn publish(&self, date: &str, patients: u32, key: &str) -> (StatusCode, String) {
        let (patients, path) = (patients.to_string(), format!("/staff/c/lachin/days/{date}"));
        let fields = [
            ("base", "0"),
            ("key", key),
            ("confirmed", "yes"),
            ("r0.source", "Armenian Weekly"),
            ("r0.c0.measure", "patients_awaiting"),
            ("r0.c0.group", "patients"),
            ("r0.c0.amount", &patients),
            ("reason.0", "not_reported"),
            ("reason.1", "not_reported"),
            ("reason.2", "not_reported"),
            ("then", "publish"),
        ];
        self.send(&path, &fields).await
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let request = self.client.post(format!("{}{path}", self.url)).body(form_urlencode(fields));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.header("origin", self.url.as_str()).send().await.expect("an answer");
        (answer.status(), answer.text().await.unwrap_or_default())
    }
}
