//! Another clock for the program, through libfaketime: it jumps when its file is written anew. Only the calendar jumps; what
//! measures durations goes on. Never changes this machine's clock.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::{DateTime, Utc};

use crate::program::Launch;

/// Where Debian keeps it.
const LIBRARY: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/// A clock that a program was started with.
#[derive(Clone, Debug)]
pub struct FakeClock {
    file: PathBuf,
}

impl FakeClock {
    /// A clock that is right, steered by this file.
    pub fn right(file: PathBuf) -> Self {
        assert!(Path::new(LIBRARY).exists(), "{LIBRARY} is missing: install Debian's package faketime");
        let clock = Self { file };
        clock.ahead(0);
        clock
    }

    /// So many seconds ahead of the right time; behind it if negative.
    pub fn ahead(&self, seconds: i64) {
        self.put(&format!("{seconds:+}\n"));
    }

    /// Shows this instant now, and goes on from it.
    pub fn shows(&self, instant: DateTime<Utc>) {
        self.ahead(instant.timestamp() - self.right_now().timestamp());
    }

    /// The right time, as the file system has it.
    pub fn right_now(&self) -> DateTime<Utc> {
        let probe = self.file.with_extension("probe");
        std::fs::write(&probe, "").expect("written");
        let written = std::fs::metadata(&probe).and_then(|file| file.modified()).expect("a time");
        let since = written.duration_since(UNIX_EPOCH).expect("after 1970");
        DateTime::from_timestamp_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)).expect("a time")
    }

    /// Whole or not at all: the program reads it at any moment.
    fn put(&self, text: &str) {
        let new = self.file.with_extension("new");
        std::fs::write(&new, text).expect("written");
        std::fs::rename(new, &self.file).expect("put in place");
    }

    /// The variables that bring it into a program.
    pub fn variables(&self) -> [(&'static str, String); 4] {
        [
            ("LD_PRELOAD", LIBRARY.to_owned()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.to_str().expect("a path").to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
        ]
    }

    /// A launch with it.
    pub fn on(&self, launch: Launch) -> Launch {
        self.variables().iter().fold(launch, |launch, (name, value)| launch.with(name, value))
    }
}
