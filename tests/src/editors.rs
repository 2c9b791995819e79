//! Many people who edit the same days at once: what each of them was answered, held against what is stored. Each edit
//! counts up from what its editor saw, so a lost one is missing in the sum.

use std::collections::BTreeMap;

use crate::report::Line;

/// An edit that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The day that it was about.
    pub day: String,
    /// The revision that its editor saw, 0 if none.
    pub base: i64,
    /// What its editor counted up to.
    pub count: u64,
    /// Its own mark; no other edit has it.
    pub mark: String,
}

/// A revision that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the order of all.
    pub seq: i64,
    /// The day that it is about.
    pub day: String,
    /// What it counts up to.
    pub count: u64,
    /// The mark of the edit that made it.
    pub mark: String,
}

/// Whether the accepted edits of each day are one line, each made on the one before it: none is lost, none stands twice,
/// none came from nowhere. The stored ones come in their order.
///
/// # Errors
/// What does not fit, in words.
pub fn check(accepted: &[Accepted], stored: &[Stored]) -> Result<(), String> {
    let mut waiting: BTreeMap<&str, &Accepted> = BTreeMap::new();
    for edit in accepted {
        if let Some(other) = waiting.insert(&edit.mark, edit) {
            return Err(format!("accepted twice: {edit:?} and {other:?}"));
        }
    }
    let mut last: BTreeMap<&str, &Stored> = BTreeMap::new();
    for revision in stored {
        let edit = waiting.remove(revision.mark.as_str());
        let edit = edit.ok_or_else(|| format!("nobody was told of it, or it stands twice: {revision:?}"))?;
        if (&edit.day, edit.count) != (&revision.day, revision.count) {
            return Err(format!("stored is not what was sent: {edit:?}, {revision:?}"));
        }
        let (before, sum) = last.get(revision.day.as_str()).map_or((0, 0), |before| (before.seq, before.count));
        if edit.base != before {
            return Err(format!("made on revision {}, stored behind {before}: {revision:?}", edit.base));
        }
        if revision.count != sum + 1 {
            return Err(format!("counts on from something else than {sum}: {revision:?}"));
        }
        last.insert(&revision.day, revision);
    }
    match waiting.into_values().next() {
        Some(lost) => Err(format!("accepted and lost: {lost:?}")),
        None => Ok(()),
    }
}

/// Writes down what the editing of days by many came to, as a line of the torture table.
pub fn report(clients: usize, accepted: usize, refused: usize, seen: &Result<(), String>) {
    let line =
        Line::of("R10", &format!("{clients} editors of the same days at once; accepted edits are one line a day"));
    let (times, note) = (accepted + refused, format!("{refused} shown both versions"));
    let line = Line { times, acknowledged: accepted, lost: usize::from(seen.is_err()), note, ..line };
    line.control_in("the unit test of tests::editors, where two were accepted who saw the same").write();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(day: &str, base: i64, count: u64, mark: &str) -> Accepted {
        Accepted { day: day.to_owned(), base, count, mark: mark.to_owned() }
    }

    fn stored(seq: i64, day: &str, count: u64, mark: &str) -> Stored {
        Stored { seq, day: day.to_owned(), count, mark: mark.to_owned() }
    }

    #[test]
    fn one_line_a_day_is_sound() {
        let edits = [accepted("9", 0, 1, "a"), accepted("8", 0, 1, "b"), accepted("9", 1, 2, "c")];
        let all = [stored(1, "9", 1, "a"), stored(2, "8", 1, "b"), stored(3, "9", 2, "c")];
        assert_eq!(check(&edits, &all), Ok(()));
        assert_eq!(check(&[], &[]), Ok(()));
    }

    /// What a publish without the check of the base would leave behind: both editors saw nothing, both were accepted, and
    /// the second one overwrote the first.
    #[test]
    fn a_history_without_the_check_of_the_base_is_seen() {
        let edits = [accepted("9", 0, 1, "a"), accepted("9", 0, 1, "b")];
        let told = check(&edits, &[stored(1, "9", 1, "a"), stored(2, "9", 1, "b")]).unwrap_err();
        assert!(told.starts_with("made on revision 0, stored behind 1"), "{told}");
        // The same with the base forged to fit: the sum tells.
        let edits = [accepted("9", 0, 1, "a"), accepted("9", 1, 1, "b")];
        let told = check(&edits, &[stored(1, "9", 1, "a"), stored(2, "9", 1, "b")]).unwrap_err();
        assert!(told.starts_with("counts on from something else than 1"), "{told}");
    }

    #[test]
    fn what_is_lost_doubled_or_from_nowhere_is_seen() {
        let one = [accepted("9", 0, 1, "a")];
        assert!(check(&one, &[]).unwrap_err().starts_with("accepted and lost"));
        assert!(check(&[], &[stored(1, "9", 1, "a")]).unwrap_err().starts_with("nobody was told"));
        let twice = [stored(1, "9", 1, "a"), stored(2, "9", 1, "a")];
        assert!(check(&one, &twice).unwrap_err().starts_with("nobody was told"));
        assert!(check(&one, &[stored(1, "8", 1, "a")]).unwrap_err().starts_with("stored is not what was sent"));
        assert!(check(&[one[0].clone(), one[0].clone()], &[]).unwrap_err().starts_with("accepted twice"));
    }
}
