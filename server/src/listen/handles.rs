//! How many file handles the process may have: raised to what the system allows, once, at start. A connection is a handle,
//! and so is a file of the database.

/// Assumed where the system does not tell: what most give to everybody.
const USUAL: usize = 1024;

/// Raises the bound as far as it goes; says how many handles there may be.
#[cfg(unix)]
pub fn raise() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let (now, error) = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => (limit.maximum, None),
        Err(error) => (limit.current, Some(error)),
    };
    if let Some(error) = error {
        tracing::warn!(%error, handles = now, "the bound of file handles could not be raised");
    }
    now.map_or(usize::MAX, |handles| usize::try_from(handles).unwrap_or(USUAL))
}

/// What is assumed.
#[cfg(not(unix))]
pub fn raise() -> usize {
    USUAL
}
