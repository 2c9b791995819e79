//! What backups are called, which lie in a folder, and which of them are kept. Never touches a file of another name.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::check::SUM;

/// Of so many days one backup is kept when there are newer ones enough.
const DAYS_KEPT: usize = 30;

const TIME: &str = "%Y%m%dT%H%M%SZ";

/// What a backup is called. In order: those from before a schema come first, then by the time in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// `before-schema-2-000123.db`: made before a database was brought to that schema. Never removed by the program.
    BeforeSchema {
        /// The schema that came after.
        schema: i64,
        /// Its last revision.
        seq: i64,
        /// The how-manieth of that name, from 1.
        copy: u32,
    },
    /// `corridor-20261124T170000Z-000123.db`.
    Made {
        /// When, to the second. Names of a folder are in the order of their making, also after a clock was set back.
        at: DateTime<Utc>,
        /// Its last revision.
        seq: i64,
    },
}

/// A text that is the name of no backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a name such as corridor-20261124T170000Z-000123.db")]
pub struct NameError;

/// A backup in its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it is called.
    pub name: Name,
    /// Its file.
    pub path: PathBuf,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made { at, seq } => write!(f, "corridor-{}-{seq:06}.db", at.format(TIME)),
            Self::BeforeSchema { schema, seq, copy: 1 } => write!(f, "before-schema-{schema}-{seq:06}.db"),
            Self::BeforeSchema { schema, seq, copy } => write!(f, "before-schema-{schema}-{seq:06}-{copy}.db"),
        }
    }
}

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let stem = text.strip_suffix(".db").ok_or(NameError)?;
        let name = if let Some(rest) = stem.strip_prefix("corridor-") {
            let (at, seq) = rest.split_once('-').ok_or(NameError)?;
            let at = NaiveDateTime::parse_from_str(at, TIME).map_err(|_| NameError)?.and_utc();
            Self::Made { at, seq: seq.parse().map_err(|_| NameError)? }
        } else {
            let rest = stem.strip_prefix("before-schema-").ok_or(NameError)?;
            let numbers: Result<Vec<u32>, _> = rest.split('-').map(str::parse).collect();
            match numbers.map_err(|_| NameError)?.as_slice() {
                [schema, seq] => Self::BeforeSchema { schema: (*schema).into(), seq: (*seq).into(), copy: 1 },
                [schema, seq, copy] => Self::BeforeSchema { schema: (*schema).into(), seq: (*seq).into(), copy: *copy },
                _ => return Err(NameError),
            }
        };
        // Only what this program would write: a copy that somebody renamed is theirs.
        if name.to_string() == text { Ok(name) } else { Err(NameError) }
    }
}

/// The backups of a folder, oldest first; none when there is no such folder.
pub fn list(folder: &Path) -> io::Result<Vec<Stored>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Ok(name) = entry.file_name().to_string_lossy().parse() {
            found.push(Stored { name, path: entry.path() });
        }
    }
    found.sort_by_key(|stored| stored.name);
    Ok(found)
}

/// Removes backups that are too many: all but the newest `kept` and, of what is older, the last one of each of the last
/// 30 days that have one. Those from before a schema stay. Gives how many went.
pub fn thin(folder: &Path, kept: usize) -> io::Result<usize> {
    let all = list(folder)?;
    let names: Vec<Name> = all.iter().map(|stored| stored.name).collect();
    let leaving = too_many(&names, kept);
    for stored in all.iter().filter(|stored| leaving.contains(&stored.name)) {
        fs::remove_file(&stored.path)?;
        // After it: alone it vouches for nothing, and the next backup sweeps it away.
        let _ = fs::remove_file(sum_of(&stored.path));
    }
    Ok(leaving.len())
}

/// Where the checksum of a backup stands.
pub(in crate::storage) fn sum_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(SUM);
    name.into()
}

fn too_many(names: &[Name], kept: usize) -> BTreeSet<Name> {
    let mut newest_first: Vec<Name> = names.iter().copied().filter(|name| matches!(name, Name::Made { .. })).collect();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let mut days = BTreeSet::new();
    let mut leaves = |name: &Name| match name {
        Name::Made { at, .. } => !(days.len() < DAYS_KEPT && days.insert(at.date_naive())),
        Name::BeforeSchema { .. } => false,
    };
    newest_first.into_iter().skip(kept).filter(|name| leaves(name)).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn made(at: &str, seq: i64) -> Name {
        Name::Made { at: at.parse().unwrap(), seq }
    }

    #[test]
    fn a_name_is_what_this_program_writes_and_nothing_else() {
        for foreign in [
            "corridor.db",
            "corridor-20261124T170000Z-123.db",
            "corridor-20261124T170000Z-000123.db.sha256",
            "corridor-20261324T170000Z-000123.db",
            "corridor-20261124T170000Z-000123 (copy).db",
            "before-schema-2-000012-1.db",
            "before-schema-2.db",
            "my-corridor-20261124T170000Z-000123.db",
            ".making.db",
        ] {
            assert_eq!(foreign.parse::<Name>(), Err(NameError), "{foreign}");
        }
        for own in
            ["corridor-20261124T170000Z-000123.db", "corridor-20261124T170000Z-1234567.db", "before-schema-2-000012.db"]
        {
            assert_eq!(own.parse::<Name>().unwrap().to_string(), own);
        }
        assert!(made("2026-11-24T17:00:00Z", 1) > Name::BeforeSchema { schema: 9, seq: 9, copy: 9 });
    }

    #[test]
    fn the_newest_stay_and_of_older_ones_the_last_of_each_day() {
        let start: DateTime<Utc> = "2026-01-01T00:30:00Z".parse().unwrap();
        let mut names: Vec<Name> =
            (0..24 * 60).map(|hour| Name::Made { at: start + TimeDelta::hours(hour), seq: hour }).collect();
        names.push(Name::BeforeSchema { schema: 2, seq: 7, copy: 1 });
        let leaving = too_many(&names, 48);
        let staying: Vec<Name> = names.iter().copied().filter(|name| !leaving.contains(name)).collect();
        assert_eq!(staying.len(), 48 + 30 + 1);
        assert!(staying.contains(&names[24 * 60 - 1]), "the newest one");
        assert!(staying.contains(&made("2026-02-27T23:30:00Z", 24 * 58 - 1)), "the last one of the day before");
        assert!(staying.contains(&names[24 * 60]), "from before a schema");
        let [Name::Made { at, .. }, ..] = staying.as_slice() else { panic!("oldest first") };
        assert_eq!(at.to_rfc3339(), "2026-01-29T23:30:00+00:00");
        assert!(too_many(&names[..2], 2).is_empty());
    }
}
