//! The program as a child process, for the tests of this folder. Ends what it started, by its process id.
#![allow(dead_code, reason = "each test file takes what it needs")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name)
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORRIDOR_")) {
        command.env_remove(name);
    }
    command
}

/// Runs a command over a data folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).arg("--data").arg(folder).output().expect("it ran")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

pub fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

pub fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    text(&output.stderr)
}

/// A server that ends with its test, by its process id.
pub struct Server(pub Child, pub String);

impl Server {
    pub fn over(folder: &Path) -> Self {
        let mut command = program();
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("it started");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
        assert!(first.starts_with("Listening on http://127.0.0.1:"), "{first}");
        Self(child, first.trim().replace("Listening on http://", ""))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder with a corridor of the fixtures in it.
pub fn folder_with(settings: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let settings = fixture(settings);
    done(&run(folder.path(), &["corridors", "add", "--from", settings.to_str().expect("a path")]));
    folder
}

pub fn import(folder: &Path, claims: &Path, events: &Path) -> Output {
    run(folder, &["import", claims.to_str().expect("a path"), events.to_str().expect("a path")])
}

/// Does to the database what another tool could do.
pub fn tamper(folder: &Path, sql: &str) {
    let work = async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("corridor.db"));
        let mut other = sqlx::ConnectOptions::connect(&options).await.expect("opened");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut other).await.expect("done");
        sqlx::Connection::close(other).await.expect("closed");
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work);
}

/// The program under strace, which injects a fault into system calls; the program's own arguments follow.
pub fn strace(calls: &str, fault: &str) -> Command {
    traced(calls, fault, &[])
}

/// The same for calls about one file alone, which need not be there yet.
pub fn strace_on(file: &Path, calls: &str, fault: &str) -> Command {
    traced(calls, fault, &["-P", file.to_str().expect("a path")])
}

fn traced(calls: &str, fault: &str, more: &[&str]) -> Command {
    let mut command = Command::new("strace");
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORRIDOR_")) {
        command.env_remove(name);
    }
    // Its own words go nowhere: what is read is the program's.
    command.args(["-f", "-qqq", "-o", "/dev/null", "-e", &format!("trace={calls}")]).args(more);
    command.args(["-e", &format!("inject={calls}:{fault}")]).arg(env!("CARGO_BIN_EXE_corridor"));
    command
}
