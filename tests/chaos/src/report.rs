//! What a test tried and what came of it, as a line of the torture table. Lines are written only when `CHAOS_TABLE` names
//! a file for them; the table is put together by `torture-table`.

use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::dice::seed;
use crate::judge::Verdict;

/// A line of the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Line {
    /// The row of the list of what must hold, such as `R01 a`.
    pub row: String,
    /// What was tried, in a few words.
    pub tried: String,
    /// How often.
    pub times: usize,
    /// The seed.
    pub seed: u64,
    /// Figures acknowledged.
    pub acknowledged: usize,
    /// Kills.
    pub kills: usize,
    /// Faults injected.
    pub faults: usize,
    /// Acknowledged and lost, or published wrongly.
    pub lost: usize,
    /// Stored twice.
    pub twice: usize,
    /// Whether the control was seen red; none where the row has none of its own.
    pub control_red: Option<bool>,
    /// What else is worth a word.
    pub note: String,
}

impl Line {
    /// A line of a row.
    pub fn of(row: &str, tried: &str) -> Self {
        Self { row: row.to_owned(), tried: tried.to_owned(), seed: seed(), ..Self::default() }
    }

    /// Whether its control was seen red.
    pub fn control(self, red: bool) -> Self {
        Self { control_red: Some(red), ..self }
    }

    /// It has no control of its own: says in which test of the same row it stands.
    pub fn control_in(mut self, test: &str) -> Self {
        let apart = if self.note.is_empty() { "" } else { "; " };
        self.note += &format!("{apart}control: {test}");
        self
    }

    /// Counts what a verdict found.
    pub fn judged(mut self, verdict: &Verdict) -> Self {
        self.acknowledged += verdict.acknowledged;
        self.lost += verdict.lost.len() + verdict.foreign.len();
        self.twice += verdict.twice.len();
        self
    }

    /// Writes it down.
    pub fn write(&self) {
        let text = serde_json::to_string(self).expect("text");
        println!("{text}");
        if let Some(path) = std::env::var_os("CHAOS_TABLE").filter(|path| !path.is_empty()) {
            let mut file = std::fs::File::options().create(true).append(true).open(path).expect("the lines");
            // One write: tests run beside one another.
            file.write_all(format!("{text}\n").as_bytes()).expect("written");
        }
    }
}
