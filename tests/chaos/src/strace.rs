//! strace around the program: what it asks of the system, in order, and faults put into it. The tracer is no parent of the
//! program, so that the process that is started is the program itself.

use std::path::{Path, PathBuf};

use crate::program::ENDS_AT_ALL;

/// What is traced and what goes wrong.
#[derive(Clone, Debug)]
pub struct Strace {
    traced: String,
    injected: Option<String>,
    only_of: Option<PathBuf>,
    output: PathBuf,
}

impl Strace {
    /// Puts a fault into a call, such as `fdatasync:signal=SIGKILL:when=3`.
    pub fn injecting(fault: &str, output: PathBuf) -> Self {
        let call = fault.split(':').next().unwrap_or(fault).to_owned();
        Self { traced: call, injected: Some(fault.to_owned()), only_of: None, output }
    }

    /// Writes these calls down, separated by commas.
    pub fn of(calls: &str, output: PathBuf) -> Self {
        Self { traced: calls.to_owned(), injected: None, only_of: None, output }
    }

    /// Only calls on this file.
    pub fn only_of(self, file: &Path) -> Self {
        Self { only_of: Some(file.to_owned()), ..self }
    }

    /// The words before the program's own.
    pub fn words(&self) -> Vec<String> {
        let words = ["strace", "-D", "-f", "-y", "-q", "-s", "48", "-e"];
        let mut words: Vec<String> = words.map(str::to_owned).to_vec();
        words.push(format!("trace={}", self.traced));
        if let Some(fault) = &self.injected {
            words.extend(["-e".to_owned(), format!("inject={fault}")]);
        }
        if let Some(file) = &self.only_of {
            words.extend(["-P".to_owned(), file.to_str().expect("a path").to_owned()]);
        }
        words.extend(["-o".to_owned(), self.output.to_str().expect("a path").to_owned(), "--".to_owned()]);
        words
    }
}

/// A trace when the tracer has ended too: its last line says how the program ended.
pub async fn whole(trace: &Path) -> String {
    let read = async {
        loop {
            let text = std::fs::read_to_string(trace).unwrap_or_default();
            if text.lines().next_back().is_some_and(|line| line.contains("+++ exited") || line.contains("+++ killed")) {
                return text;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(ENDS_AT_ALL, read).await.expect("the tracer ends")
}

/// Something that happened, in the order in which it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A request to save was read.
    Asked,
    /// This file was brought to the disk.
    Synced(String),
    /// An answer that it is saved began to be written.
    Answered,
}

/// What of a trace matters for the order of saving: requests read, files synced, answers written.
pub fn steps(trace: &str) -> Vec<Step> {
    let mut begun: Vec<(String, String)> = Vec::new();
    let mut steps = Vec::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if call.contains("\"HTTP/1.1 303") {
            steps.push(Step::Answered);
        }
        let whole = if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            begun.push((thread.to_owned(), start.to_owned()));
            continue;
        } else if call.starts_with("<... ") {
            let Some(place) = begun.iter().position(|(of, _)| of == thread) else { continue };
            format!("{} {call}", begun.remove(place).1)
        } else {
            call.to_owned()
        };
        if whole.contains("\"POST /staff/c/") {
            steps.push(Step::Asked);
        }
        if whole.starts_with("fdatasync(") || whole.starts_with("fsync(") {
            let file = whole.split(['<', '>']).nth(1).unwrap_or_default();
            let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
            if whole.trim_end().ends_with("= 0") {
                steps.push(Step::Synced(name));
            }
        }
    }
    steps
}

/// Of how many saves there are in a trace, and in how many of them `file` was synced between request and answer.
pub fn synced_before_answered(steps: &[Step], file: &str) -> (usize, usize) {
    let (mut saves, mut sound, mut asked, mut synced) = (0, 0, false, false);
    for step in steps {
        match step {
            Step::Asked => (asked, synced) = (true, false),
            Step::Synced(name) => synced |= name == file,
            Step::Answered if asked => {
                saves += 1;
                sound += usize::from(synced);
                asked = false;
            }
            Step::Answered => {}
        }
    }
    (saves, sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = r#"11 recvfrom(12<socket:[5]>, "POST /staff/c/chaos/days/1990-01-0"..., 8192, 0, NULL, NULL) = 700
12 fdatasync(9</data/corridor.db-wal> <unfinished ...>
13 write(3<socket:[6]>, "HTTP/1.1 200 OK\r\n", 20) = 20
12 <... fdatasync resumed>)             = 0
11 writev(12<socket:[5]>, [{iov_base="HTTP/1.1 303 See Other\r\n", iov_len=300}], 1) = 300
11 recvfrom(12<socket:[5]>,  <unfinished ...>
11 <... recvfrom resumed>"POST /staff/c/chaos/days/1990-01-0"..., 8192, 0, NULL, NULL) = 700
12 fdatasync(9</data/corridor.db-wal>) = -1 EIO (Input/output error) (INJECTED)
11 sendto(12<socket:[5]>, "HTTP/1.1 303 See Other\r\n"..., 300, 0, NULL, 0) = 300
"#;

    #[test]
    fn a_trace_tells_what_was_synced_between_request_and_answer() {
        let steps = steps(TRACE);
        let wal = || Step::Synced("corridor.db-wal".to_owned());
        assert_eq!(steps, [Step::Asked, wal(), Step::Answered, Step::Asked, Step::Answered]);
        assert_eq!(synced_before_answered(&steps, "corridor.db-wal"), (2, 1));
        assert_eq!(synced_before_answered(&steps, "record.journal"), (2, 0));
    }
}
