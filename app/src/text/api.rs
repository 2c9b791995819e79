//! What the API tells programs and those who write them: problems, and what was expected in the place of what was given.

use domain::{Direction, EntryKind, Label, Measure};

use super::{either, row};
use crate::t;

/// A kind of problem, by its word in addresses, in a few words: the same for each of its kind.
pub fn title(problem: &str) -> String {
    t!("api-problem-title", problem = problem)
}

/// What a kind of problem means, and what to do.
pub fn meaning(problem: &str) -> String {
    t!("api-problem", problem = problem)
}

/// What a refusal says: what it is, and what it means.
pub fn detail(heading: &str, text: &str) -> String {
    t!("api-problem-detail", heading = heading, text = text)
}

/// So many parameters of an address cannot be read.
pub fn bad_parameters(count: usize) -> String {
    t!("api-bad-parameters", count = count)
}

/// What is expected of a moment.
pub fn expected_moment() -> String {
    t!("api-expected-moment")
}

/// What is expected of a day.
pub fn expected_day() -> String {
    t!("api-expected-day")
}

/// What is expected of a last day.
pub fn expected_later_day(from: &str) -> String {
    t!("api-expected-later-day", from = from)
}

/// What is expected of the number of rows.
pub fn expected_limit(most: usize) -> String {
    t!("api-expected-limit", most = most)
}

/// What is expected of a cursor.
pub fn expected_cursor() -> String {
    t!("api-expected-cursor")
}

/// What is expected of the cursor of this list.
pub fn expected_own_cursor() -> String {
    t!("api-expected-own-cursor")
}

/// What is expected of a cursor beside a moment.
pub fn expected_cursor_of_moment(moment: &str) -> String {
    t!("api-expected-cursor-moment", moment = moment)
}

/// What is expected of a part that a measure does not have, or of one that is left empty.
pub fn expected_left_out() -> String {
    t!("api-expected-left-out")
}

/// What is expected in the place of a parameter that is given more than once.
pub fn expected_once() -> String {
    t!("api-expected-once")
}

/// What can be asked here, in the place of what cannot.
pub fn expected_parameters(known: &[&str]) -> String {
    one_of(known.iter().copied())
}

/// What is expected of a measure.
pub fn expected_measure() -> String {
    one_of(Measure::ALL.into_iter().map(Measure::key))
}

/// What is expected of a direction.
pub fn expected_direction() -> String {
    one_of(Direction::ALL.into_iter().map(Direction::key))
}

/// What `since` of the events takes.
pub fn expected_version() -> String {
    t!("api-expected-version")
}

/// What is expected of a kind of change.
pub fn expected_kind() -> String {
    one_of(EntryKind::ALL.into_iter().map(EntryKind::key))
}

/// What is expected of a name that the record has to know.
pub fn expected_name(known: &[Label]) -> String {
    match known {
        [] => t!("api-expected-no-name"),
        known => one_of(known.iter().map(Label::as_str)),
    }
}

fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(str::to_owned).collect();
    match words.as_slice() {
        [] => t!("api-expected-nothing"),
        [one] => one.clone(),
        several => {
            t!("api-expected-one-of", words = if several.len() > MOST_LISTED { row(words) } else { either(&words) })
        }
    }
}

/// Longer lists are no sentence.
const MOST_LISTED: usize = 20;

/// The state that a walk through pages began in is not told any more.
pub fn cursor_gone() -> String {
    t!("api-cursor-gone")
}
