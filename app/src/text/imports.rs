//! What the desk is told of an import: what a column holds, what rows do, what was stored, why something was not.

use chrono::NaiveDate;

use super::desk::News;
use super::{and_then, dates, listed, row};
use crate::t;

/// So many days are named; the rest is counted.
const MOST_DAYS: usize = 6;

/// What a column of the file holds.
pub fn column(name: &str) -> String {
    t!("import-column", column = name)
}

/// What a group of new names is called.
pub fn names_of(column: &str) -> String {
    t!("import-names", column = column)
}

/// How many rows do what.
pub fn rows(added: usize, updated: usize, unchanged: usize, events: usize) -> String {
    let parts = [
        (added > 0).then(|| t!("import-rows-added", rows = added)),
        (updated > 0).then(|| t!("import-rows-updated", rows = updated)),
        (unchanged > 0).then(|| t!("import-rows-same", rows = unchanged)),
        (events > 0).then(|| t!("import-events-added", events = events)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { t!("import-rows-none") } else { row(parts) }
}

/// Some days by their names, the rest in a number.
pub fn days(all: &[NaiveDate]) -> String {
    let mut names: Vec<String> = all.iter().take(MOST_DAYS).map(|date| dates::full(*date)).collect();
    let more = all.len().saturating_sub(MOST_DAYS);
    if more > 0 {
        names.push(t!("import-more-days", more = more));
    }
    listed(&names)
}

/// What was stored: as what, and in numbers; `revisions` are the first and the last version.
pub fn stored(
    becomes: &str,
    days: usize,
    (added, updated, events): (usize, usize, usize),
    revisions: Option<(i64, i64)>,
) -> News {
    let heading = t!("import-stored", becomes = becomes);
    if days == 0 {
        return (heading, vec![t!("import-stored-before")]);
    }
    let counts = t!("import-stored-days", becomes = becomes, days = days, rows = rows(added, updated, 0, events));
    let versions = revisions.map(|(first, last)| match first == last {
        true => t!("import-stored-version", version = first.to_string()),
        false => t!("import-stored-versions", first = first.to_string(), last = last.to_string()),
    });
    (heading, vec![and_then(counts, versions), t!("import-stored-gone")])
}

/// A stop of the server cut off an import before it was stored.
pub fn cut_off() -> News {
    (t!("import-cut-off"), vec![t!("import-cut-off-text")])
}

/// What was done while files were being stored was not done.
pub fn in_vain() -> News {
    (t!("import-in-vain"), vec![t!("import-in-vain-text")])
}

/// The files were discarded.
pub fn discarded() -> News {
    (t!("import-discarded"), vec![t!("import-discarded-text")])
}

/// There are no files any more.
pub fn gone() -> News {
    (t!("import-gone"), vec![t!("import-gone-text")])
}

/// The record changed since the files were looked through.
pub fn changed() -> News {
    (t!("import-not-stored"), vec![t!("import-changed")])
}

/// The files have to be read once more before they can be stored.
pub fn again() -> News {
    (t!("import-not-stored"), vec![t!("import-again")])
}

/// It was not stored, for a reason that concerns these days.
pub fn refused_days(why: &'static str, all: &[NaiveDate]) -> News {
    (t!("import-not-stored"), vec![t!("import-refused-days", why = why, days = days(all), number = all.len())])
}

/// Drafts of these days were not to give way.
pub fn drafts_stay(all: &[NaiveDate]) -> String {
    t!("import-refused-drafts", days = days(all), number = all.len())
}

/// It was not stored, for a reason of the account.
pub fn refused(why: &'static str) -> News {
    (t!("import-not-stored"), vec![t!("import-refused", why = why)])
}
