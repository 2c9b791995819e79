//! What a test tried and what came of it, as a line of the torture table. Lines are written only when `CHAOS_TABLE` names
//! a file for them; the table is put together by `torture-table`.

use std::io::Write as _;

use serde::{Deserialize, Serialize};

/// The seed of a run that names none: what CI draws is the same every time, apart from the machine's own timing.
const USUAL: u64 = 20_261_124;

/// The seed of this run: `CHAOS_SEED`, or the usual one.
pub fn seed() -> u64 {
    let text = std::env::var("CHAOS_SEED").ok().filter(|text| !text.is_empty());
    text.map_or(USUAL, |text| text.parse().expect("CHAOS_SEED is a number"))
}

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

    /// Whether nothing was lost, and its control was red, or it says where its control stands.
    pub fn is_sound(&self) -> bool {
        let controlled = self.control_red.unwrap_or_else(|| self.note.contains("control: "));
        self.lost == 0 && self.twice == 0 && controlled
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_control_or_with_one_that_was_not_red_is_not_sound() {
        let line = Line::of("R99", "nothing");
        assert!(!line.is_sound() && !line.clone().control(false).is_sound());
        assert!(line.clone().control(true).is_sound() && line.clone().control_in("another one").is_sound());
        assert!(!Line { lost: 1, ..line.clone() }.control(true).is_sound());
        assert!(!Line { twice: 1, ..line }.control(true).is_sound());
    }
}
