//! What this thread logs, as the operator would read it. A test's server runs on the test's own thread, so that is all of
//! its log and nobody else's.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::EnvFilter;

/// The log from some moment on.
pub struct Logged {
    kept: Kept,
    _here: DefaultGuard,
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Logged {
    /// Begins to listen, with the filter that an operator would set.
    pub fn from_now_on(filter: &str) -> Self {
        let kept = Kept::default();
        let writer = kept.clone();
        let filter = EnvFilter::try_new(filter).expect("a filter");
        let here = tracing::subscriber::set_default(server::log::lines(filter, move || writer.clone()));
        Self { kept, _here: here }
    }

    /// Everything so far, as it was written.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.kept.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// Everything so far, line by line; the test fails where a line is none.
    pub fn lines(&self) -> Vec<Value> {
        sound(&self.text()).unwrap_or_else(|told| panic!("{told}"))
    }

    /// The lines that tell an event, from its name on.
    pub fn events(&self) -> Vec<(String, Value)> {
        let named = |line: Value| Some((line.get("event")?.as_str()?.to_owned(), line));
        self.lines().into_iter().filter_map(named).collect()
    }

    /// The names of the events so far; they are forgotten.
    pub fn take_names(&self) -> Vec<String> {
        let names = self.events().into_iter().map(|(name, _)| name).collect();
        self.kept.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
        names
    }
}

/// The lines of a log: each one JSON object in plain ASCII, with its time in UTC; or what is wrong with the first that is
/// not.
pub fn sound(text: &str) -> Result<Vec<Value>, String> {
    let line = |line: &str| {
        if !line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(format!("not plain: {line:?}"));
        }
        let value: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line:?}"))?;
        let at = value.get("timestamp").and_then(Value::as_str).unwrap_or_default();
        let is_whole = at.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(at).is_ok();
        if is_whole && value.get("level").is_some() { Ok(value) } else { Err(format!("no line of the log: {line:?}")) }
    };
    if !text.is_empty() && !text.ends_with('\n') {
        return Err("the last line has no end".to_owned());
    }
    text.split_terminator('\n').map(line).collect()
}
