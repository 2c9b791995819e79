//! The program as a child process: started over a folder, perhaps under strace or with another clock, killed by its own
//! process id, started again. Never touches a process that it did not start.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::installation::{Installation, program, program_with_faults, without_settings};
use crate::strace::Strace;

/// So long a start may take, with thousands of revisions, in a debug build, traced, beside other tests.
const START: Duration = Duration::from_secs(60);
/// So long whatever must end at all may take.
pub const ENDS_AT_ALL: Duration = Duration::from_secs(60);

/// How a program is to be started.
#[derive(Clone, Debug)]
pub struct Launch {
    folder: PathBuf,
    log: PathBuf,
    faults: Option<String>,
    strace: Option<Strace>,
    environment: Vec<(String, String)>,
    before: Vec<String>,
    arguments: Vec<String>,
}

/// A start that was refused.
#[derive(Debug)]
pub struct Refused {
    /// How the process ended; none when it still ran, without having said where it listens.
    pub status: Option<ExitStatus>,
    /// What it said.
    pub told: String,
}

/// A running program. Killed when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// Its beginning, `http://127.0.0.1:PORT`.
    pub url: String,
    log: PathBuf,
}

impl Launch {
    /// Serving a folder.
    pub fn over(installation: &Installation) -> Self {
        Self {
            folder: installation.folder(),
            log: installation.beside("log"),
            faults: None,
            strace: None,
            environment: Vec::new(),
            before: Vec::new(),
            arguments: Vec::new(),
        }
    }

    /// With faults of `server/src/faults.rs`, by their names.
    pub fn with_faults(self, names: &str) -> Self {
        Self { faults: Some(names.to_owned()).filter(|names| !names.is_empty()), ..self }
    }

    /// Traced.
    pub fn under(self, strace: Strace) -> Self {
        Self { strace: Some(strace), ..self }
    }

    /// With a variable of the environment.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Through a command that becomes the program.
    pub fn through(self, before: &[String]) -> Self {
        Self { before: before.to_vec(), ..self }
    }

    /// With more arguments.
    pub fn saying(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|&argument| argument.to_owned()));
        self
    }

    /// Starts it; the test fails when it does not start.
    pub fn start(&self) -> Program {
        self.try_start().unwrap_or_else(|refused| panic!("it did not start: {:?}: {}", refused.status, refused.told))
    }

    /// Starts it, and waits until it listens or ends.
    ///
    /// # Errors
    /// When it ends, or does not listen in time.
    pub fn try_start(&self) -> Result<Program, Refused> {
        let mut child = self.command().spawn().expect("it ran");
        let output = child.stdout.take().expect("its output");
        let (said, line) = mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(output).lines();
            let _ = said.send(lines.next().and_then(Result::ok));
            // Whoever writes to a closed stream is disturbed: the rest is read to its end.
            lines.for_each(drop);
        });
        let first = line.recv_timeout(START).ok().flatten();
        match first.as_deref().and_then(|line| line.strip_prefix("Listening on ")) {
            Some(url) => Ok(Program { child, url: url.to_owned(), log: self.log.clone() }),
            None => {
                let status = child.try_wait().ok().flatten().or_else(|| ended(&mut child, Duration::from_secs(5)));
                let _ = child.kill();
                let _ = child.wait();
                Err(Refused { status, told: read(&self.log) })
            }
        }
    }

    fn command(&self) -> Command {
        let mut words: Vec<String> = self.before.clone();
        words.extend(self.strace.iter().flat_map(Strace::words));
        let program = if self.faults.is_some() { program_with_faults() } else { program() };
        words.push(program.to_str().expect("a path").to_owned());
        let mut command = Command::new(&words[0]);
        without_settings(&mut command);
        command.args(&words[1..]).args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&self.folder);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(File::create(&self.log).expect("a log"));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Some(faults) = &self.faults {
            command.env("CORRIDOR_FAULTS", faults);
        }
        command
    }
}

impl Program {
    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Address and port.
    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap_or(&self.url)
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        read(&self.log)
    }

    /// Kills it at once (SIGKILL), and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// Asks it to end (SIGTERM).
    pub fn terminate(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().expect("kill ran");
        assert!(asked.success(), "it was gone already");
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("its state").is_none()
    }

    /// Waits for its end; none when it still runs by then.
    pub fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        ended(&mut self.child, within)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again, a little apart: there is nothing that could be waited for with a bound.
fn ended(child: &mut Child, within: Duration) -> Option<ExitStatus> {
    let begun = std::time::Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("its state") {
            return Some(status);
        }
        if begun.elapsed() > within {
            return None;
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

fn read(log: &Path) -> String {
    std::fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
