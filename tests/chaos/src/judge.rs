//! The judge: what is stored, read from the file by other means than the program's, held against what was sent and what
//! was acknowledged. Never asks the program whether it did well.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use crate::form::CORRIDOR;
use crate::ledger::{Entry, Ledger};

/// A revision as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the order of all.
    pub seq: i64,
    /// The key of the submission that made it; empty if none did.
    pub key: String,
    /// Its day.
    pub day: String,
    /// Its figure; none when its document holds no such number.
    pub figure: Option<u64>,
}

/// What became of what was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// So many were acknowledged.
    pub acknowledged: usize,
    /// So many are stored.
    pub stored: usize,
    /// Acknowledged, and not stored.
    pub lost: Vec<Entry>,
    /// Stored more than once.
    pub twice: Vec<Entry>,
    /// Stored, and sent by nobody, or otherwise than it was sent.
    pub foreign: Vec<String>,
}

/// All revisions of a folder's database.
pub async fn stored(folder: &Path) -> Vec<Stored> {
    let options = SqliteConnectOptions::new().filename(folder.join("corridor.db")).read_only(true);
    let mut connection = options.disable_statement_logging().connect().await.expect("the database opens");
    let rows = sqlx::query(
        "SELECT r.seq, r.date, d.body, coalesce(s.key, '') FROM revisions r \
         LEFT JOIN documents d ON d.hash = r.document_hash LEFT JOIN submissions s ON s.seq = r.seq ORDER BY r.seq",
    );
    let rows = rows.fetch_all(&mut connection).await.expect("revisions");
    connection.close().await.expect("closed");
    rows.iter()
        .map(|row| Stored {
            seq: row.get(0),
            day: row.get(1),
            figure: row.get::<Option<String>, _>(2).and_then(|body| figure_in(&body)),
            key: row.get(3),
        })
        .collect()
}

/// Whether the times of revisions follow the order of their numbers.
///
/// # Errors
/// The first that does not, in words.
pub async fn times_in_order(folder: &Path) -> Result<(), String> {
    let options = SqliteConnectOptions::new().filename(folder.join("corridor.db")).read_only(true);
    let mut connection = options.disable_statement_logging().connect().await.expect("the database opens");
    let rows = sqlx::query("SELECT seq, recorded_at FROM revisions ORDER BY seq");
    let rows = rows.fetch_all(&mut connection).await.expect("revisions");
    connection.close().await.expect("closed");
    let times: Vec<(i64, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    match times.windows(2).find(|pair| pair[1].1 < pair[0].1) {
        None => Ok(()),
        Some(pair) => {
            Err(format!("revision {} is dated {} ms before the one before it", pair[1].0, pair[0].1 - pair[1].1))
        }
    }
}

/// Somebody else who reads the database and does not end.
pub async fn hold_open(folder: &Path) -> sqlx::SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join("corridor.db")).read_only(true);
    let mut connection = options.disable_statement_logging().connect().await.expect("the database opens");
    sqlx::raw_sql("BEGIN; SELECT count(*) FROM revisions;").execute(&mut connection).await.expect("it reads");
    connection
}

fn figure_in(document: &str) -> Option<u64> {
    let document: Value = serde_json::from_str(document).ok()?;
    document["reports"][0]["claims"][0]["says"]["exact"].as_u64()
}

/// Holds what is stored against what was sent.
pub fn judge(ledger: &Ledger, stored: &[Stored]) -> Verdict {
    let sent: BTreeMap<(String, u64), String> =
        ledger.sent().into_iter().map(|form| ((form.day, form.figure), form.key)).collect();
    let mut times: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    let mut verdict = Verdict { stored: stored.len(), ..Verdict::default() };
    for revision in stored {
        let Some(figure) = revision.figure else {
            verdict.foreign.push(format!("{revision:?} holds no figure"));
            continue;
        };
        *times.entry((&revision.day, figure)).or_default() += 1;
        match sent.get(&(revision.day.clone(), figure)) {
            Some(key) if *key == revision.key => {}
            Some(key) => verdict.foreign.push(format!("{revision:?} was sent with the key {key}")),
            None => verdict.foreign.push(format!("{revision:?} was sent by nobody")),
        }
    }
    let entry = |(day, figure): (&str, u64)| {
        let key = sent.get(&(day.to_owned(), figure)).cloned().unwrap_or_default();
        Entry { key, day: day.to_owned(), figure }
    };
    verdict.twice = times.iter().filter(|(_, times)| **times > 1).map(|(of, _)| entry(*of)).collect();
    let oracle = ledger.oracle();
    verdict.acknowledged = oracle.len();
    verdict.lost = oracle.into_iter().filter(|one| !times.contains_key(&(one.day.as_str(), one.figure))).collect();
    verdict
}

impl Verdict {
    /// Whether nothing is lost, stored twice or foreign.
    pub fn is_sound(&self) -> bool {
        self.lost.is_empty() && self.twice.is_empty() && self.foreign.is_empty()
    }

    /// Fails the test when something is lost, stored twice or foreign.
    pub fn must_be_sound(&self, when: &str) {
        assert!(self.is_sound(), "{when}: {self:#?}");
    }
}

/// Whether the figures that readers are shown are the last ones stored of each day: the memory against the database.
/// `claims` is the public file `claims.csv`.
///
/// # Errors
/// The first difference, in words.
pub fn same_as_shown(stored: &[Stored], claims: &str) -> Result<(), String> {
    let last: BTreeMap<&str, u64> =
        stored.iter().filter_map(|revision| Some((revision.day.as_str(), revision.figure?))).collect();
    let mut reader = csv::Reader::from_reader(claims.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| head.iter().position(|head| head == name).ok_or_else(|| format!("no column {name}"));
    let (corridor, date, value) = (column("corridor")?, column("date")?, column("value")?);
    let mut shown = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        if &row[corridor] == CORRIDOR
            && let Ok(figure) = row[value].parse::<u64>()
            && let Some(other) = shown.insert(row[date].to_owned(), figure)
        {
            return Err(format!("two figures of {}: {other} and {figure}", &row[date]));
        }
    }
    let shown: BTreeMap<&str, u64> = shown.iter().map(|(day, figure)| (day.as_str(), *figure)).collect();
    if shown == last {
        return Ok(());
    }
    let differs = last.iter().find(|(day, figure)| shown.get(*day) != Some(figure));
    Err(format!("{} days shown, {} stored; first {differs:?}", shown.len(), last.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Form, day};

    fn revision(seq: i64, number: usize, figure: u64, key: &str) -> Stored {
        Stored { seq, key: key.to_owned(), day: day(number), figure: Some(figure) }
    }

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let place = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::new(place.path().join("oracle"));
        for (key, number, figure) in [("a", 0, 10), ("b", 1, 11), ("c", 2, 12)] {
            let form = Form::first(key.to_owned(), day(number), figure);
            ledger.sends(&form);
            if key != "c" {
                ledger.acknowledged(&form);
            }
        }
        (place, ledger)
    }

    #[test]
    fn what_was_acknowledged_is_stored_once_and_what_was_not_may_be() {
        let (_place, ledger) = ledger();
        let mut all = vec![revision(1, 0, 10, "a"), revision(2, 1, 11, "b")];
        assert!(judge(&ledger, &all).is_sound());
        all.push(revision(3, 2, 12, "c"));
        assert!(judge(&ledger, &all).is_sound());
        assert_eq!(ledger.open().len(), 1);
    }

    #[test]
    fn lost_twice_and_foreign_are_told_apart() {
        let (_place, ledger) = ledger();
        let verdict = judge(&ledger, &[revision(1, 0, 10, "a")]);
        assert_eq!((verdict.lost.len(), verdict.twice.len(), verdict.foreign.len()), (1, 0, 0));
        let all = [revision(1, 0, 10, "a"), revision(2, 1, 11, "b"), revision(3, 1, 11, "b")];
        let verdict = judge(&ledger, &all);
        assert_eq!((verdict.lost.len(), verdict.twice.len(), verdict.foreign.len()), (0, 1, 0));
        for other in
            [revision(3, 2, 99, "c"), revision(3, 2, 12, "x"), Stored { figure: None, ..revision(3, 2, 12, "c") }]
        {
            let verdict = judge(&ledger, &[revision(1, 0, 10, "a"), revision(2, 1, 11, "b"), other]);
            assert_eq!((verdict.lost.len(), verdict.twice.len(), verdict.foreign.len()), (0, 0, 1));
        }
    }

    #[test]
    fn what_readers_are_shown_is_the_last_that_is_stored() {
        let all = [revision(1, 0, 10, "a"), revision(2, 0, 11, "b")];
        let file = |figure: u64| format!("corridor,date,value\nchaos,1990-01-01,{figure}\n");
        assert_eq!(same_as_shown(&all, &file(11)), Ok(()));
        assert!(same_as_shown(&all, &file(10)).is_err());
        assert!(same_as_shown(&all, "corridor,date,value\n").is_err());
        assert!(same_as_shown(&[], &file(10)).is_err());
    }
}
