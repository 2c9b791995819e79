//! What was sent and what was acknowledged. The acknowledged ones stand in a file too, each synced before the next thing is
//! done: the oracle. Never counts as acknowledged what no answer said.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::form::Form;

/// A form that was sent, by its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The submission's own key.
    pub key: String,
    /// Its day.
    pub day: String,
    /// Its figure.
    pub figure: u64,
}

impl Entry {
    /// What a form says.
    pub fn of(form: &Form) -> Self {
        Self { key: form.key.clone(), day: form.day.clone(), figure: form.figure }
    }
}

/// All that a run sent, and the file of what was acknowledged.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    oracle: File,
    sent: BTreeMap<String, Form>,
    open: BTreeMap<String, Form>,
    acknowledged: usize,
}

impl Ledger {
    /// An empty one, whose oracle is this file.
    pub fn new(path: PathBuf) -> Self {
        let oracle = File::options().create(true).append(true).open(&path).expect("the oracle");
        let inner = Inner { oracle, sent: BTreeMap::new(), open: BTreeMap::new(), acknowledged: 0 };
        Self { path, inner: Mutex::new(inner) }
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A form is about to be sent.
    pub fn sends(&self, form: &Form) {
        let mut inner = self.inner();
        inner.sent.insert(form.key.clone(), form.clone());
        inner.open.insert(form.key.clone(), form.clone());
    }

    /// Its answer arrived: it is saved.
    pub fn acknowledged(&self, form: &Form) {
        let mut inner = self.inner();
        writeln!(inner.oracle, "{} {} {}", form.key, form.day, form.figure).expect("written");
        inner.oracle.sync_data().expect("synced");
        inner.open.remove(&form.key);
        inner.acknowledged += 1;
    }

    /// Its answer arrived: it is not saved, and will not be sent again.
    pub fn refused(&self, form: &Form) {
        self.inner().open.remove(&form.key);
    }

    /// How many answers said that something is saved.
    pub fn count(&self) -> usize {
        self.inner().acknowledged
    }

    /// The forms whose answer never came.
    pub fn open(&self) -> Vec<Form> {
        self.inner().open.values().cloned().collect()
    }

    /// The forms that were sent.
    pub fn sent(&self) -> Vec<Form> {
        self.inner().sent.values().cloned().collect()
    }

    /// What was acknowledged, read from the file.
    pub fn oracle(&self) -> Vec<Entry> {
        read_oracle(&self.path)
    }
}

/// What stands in an oracle. One form may stand there twice: it was sent again, and acknowledged again.
fn read_oracle(path: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(path).expect("the oracle");
    let entry = |line: &str| {
        let mut words = line.split(' ').map(str::to_owned);
        let (key, day, figure) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
        Some(Entry { key, day, figure })
    };
    let mut all: Vec<Entry> = text.lines().map(|line| entry(line).expect("a whole line")).collect();
    all.sort();
    all.dedup();
    all
}
