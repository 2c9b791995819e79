//! A build for tests: `CORRIDOR_FAULTS` names what goes wrong, separated by commas. `panic-in-query` goes wrong every time,
//! `panic-in-query@3` the third time only.

use std::ffi::OsStr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Fault;

/// The variables that ask for faults.
pub const VARIABLES: [&str; 1] = ["CORRIDOR_FAULTS"];

/// A fault that was asked for.
#[derive(Debug)]
struct Asked {
    fault: Fault,
    /// The only time at which it happens; none: every time.
    only: Option<u64>,
    /// So often its place was passed.
    passed: AtomicU64,
}

static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| {
    let text = std::env::var_os(VARIABLES[0]).unwrap_or_default();
    text.to_string_lossy().split(',').filter_map(read).collect()
});

/// Whether a fault is asked for, at this time that its place is passed.
pub fn is_set(fault: Fault) -> bool {
    let passes = |asked: &Asked| {
        let time = asked.passed.fetch_add(1, Ordering::Relaxed) + 1;
        asked.only.is_none_or(|only| only == time)
    };
    ASKED.iter().find(|asked| asked.fault == fault).is_some_and(passes)
}

/// Panics if that is asked for, in the name of the place that asks.
#[track_caller]
#[expect(clippy::panic, reason = "it was asked for, by a build for tests")]
pub fn panic_at(fault: Fault) {
    if is_set(fault) {
        std::panic::panic_any("a fault that was asked for");
    }
}

/// The first name in the variable that names no fault.
pub fn unknown_in(text: &OsStr) -> Option<String> {
    let text = text.to_string_lossy();
    text.split(',').find(|name| !name.trim().is_empty() && read(name).is_none()).map(str::to_owned)
}

fn read(text: &str) -> Option<Asked> {
    let (name, only) = match text.trim().split_once('@') {
        Some((name, time)) => (name, Some(time.parse().ok()?)),
        None => (text.trim(), None),
    };
    let (fault, _) = Fault::ALL.into_iter().find(|(_, known)| *known == name)?;
    Some(Asked { fault, only, passed: AtomicU64::new(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_name_and_perhaps_a_time_and_what_has_none_is_told() {
        for (_, name) in Fault::ALL {
            assert_eq!(unknown_in(OsStr::new(name)), None);
            assert_eq!(unknown_in(OsStr::new(&format!("{name}@7, {name}"))), None);
        }
        assert_eq!(read("panic-in-render@3").and_then(|asked| asked.only), Some(3));
        assert_eq!(unknown_in(OsStr::new("panic-in-render,panic-at-noon")).as_deref(), Some("panic-at-noon"));
        assert_eq!(unknown_in(OsStr::new("panic-in-render@soon")).as_deref(), Some("panic-in-render@soon"));
        assert_eq!(unknown_in(OsStr::new("")), None);
    }

    #[test]
    fn nothing_goes_wrong_unasked() {
        assert!(Fault::ALL.into_iter().all(|(fault, _)| !is_set(fault)));
    }
}
