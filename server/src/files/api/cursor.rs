//! Where a page of a list of the API goes on: behind which row, of which list, in which state of the record. Opaque to
//! whoever carries it. It opens nothing that cannot be asked for without it, so it is not sealed: its check finds slips.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

/// Where a row stands in its list: its day or its number, and which one of these it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Rows are ordered by it: days since the beginning of the calendar; of a history the negative number of the revision.
    pub at: i64,
    /// Which one of those with the same.
    pub index: u32,
}

/// Where a page goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The instant of the state in which the walk began, in whole milliseconds.
    pub instant: DateTime<Utc>,
    /// The newest revision of that state; 0 while nothing was published.
    pub version: i64,
    /// The last row that was given.
    pub after: Place,
    /// Which list it is.
    list: [u8; CHECK],
}

/// A text that is no cursor, or one that was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError;

const CHECK: usize = 4;
const BYTES: usize = 8 + 8 + 8 + 4 + CHECK + CHECK;

impl Cursor {
    /// The place behind a row of a list, which is told by its address.
    pub fn behind(list: &str, instant: DateTime<Utc>, version: i64, after: Place) -> Self {
        Self { instant, version, after, list: check(list.as_bytes()) }
    }

    /// Whether it is of this list.
    pub fn is_of(&self, list: &str) -> bool {
        self.list == check(list.as_bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend_from_slice(&self.instant.timestamp_millis().to_be_bytes());
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(&self.after.at.to_be_bytes());
        bytes.extend_from_slice(&self.after.index.to_be_bytes());
        bytes.extend_from_slice(&self.list);
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        bytes
    }
}

/// The first bytes of a hash.
fn check(bytes: &[u8]) -> [u8; CHECK] {
    let hash = Sha256::digest(bytes);
    std::array::from_fn(|index| hash[index])
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        if text.len() != 2 * BYTES || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(CursorError);
        }
        let digits = text.as_bytes().chunks(2).filter_map(|two| std::str::from_utf8(two).ok());
        let bytes: Vec<u8> = digits.filter_map(|two| u8::from_str_radix(two, 16).ok()).collect();
        let mut rest = bytes.as_slice();
        let instant = DateTime::from_timestamp_millis(i64::from_be_bytes(take(&mut rest)?)).ok_or(CursorError)?;
        let version = i64::from_be_bytes(take(&mut rest)?);
        let after = Place { at: i64::from_be_bytes(take(&mut rest)?), index: u32::from_be_bytes(take(&mut rest)?) };
        let read = Self { instant, version, after, list: take(&mut rest)? };
        if read.bytes() == bytes { Ok(read) } else { Err(CursorError) }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], CursorError> {
    let (first, behind) = rest.split_first_chunk().ok_or(CursorError)?;
    *rest = behind;
    Ok(*first)
}

/// The rows behind a place, so many at the most, and the place of the last one when others follow.
pub(super) fn page<T>(
    rows: impl Iterator<Item = (Place, T)>,
    after: Option<Place>,
    limit: usize,
) -> (Vec<T>, Option<Place>) {
    let mut rows = rows.skip_while(|(place, _)| after.is_some_and(|after| *place <= after));
    let (mut page, mut last) = (Vec::new(), None);
    for (place, row) in rows.by_ref().take(limit) {
        page.push(row);
        last = Some(place);
    }
    let next = if rows.next().is_some() { last } else { None };
    (page, next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cursor(millis: i64, at: i64, index: u32) -> Cursor {
        let instant = DateTime::from_timestamp_millis(millis).unwrap();
        Cursor::behind("/list?a=1", instant, 56, Place { at, index })
    }

    #[test]
    fn what_is_no_cursor_or_was_changed_in_one_letter_is_refused() {
        let whole = cursor(1_683_734_400_000, 738_650, 3).to_string();
        assert!(whole.parse::<Cursor>().is_ok_and(|read| read.is_of("/list?a=1") && !read.is_of("/list")));
        for bad in ["", "x", "%ff", &whole[1..], &format!("{whole}0"), &whole.to_uppercase(), &"0".repeat(whole.len())]
        {
            assert_eq!(bad.parse::<Cursor>(), Err(CursorError), "{bad}");
        }
        for at in 0..whole.len() {
            let other = if &whole[at..=at] == "0" { "1" } else { "0" };
            let damaged = format!("{}{other}{}", &whole[..at], &whole[at + 1..]);
            assert_eq!(damaged.parse::<Cursor>(), Err(CursorError), "{at}");
        }
    }

    #[test]
    fn a_page_goes_on_behind_its_place_also_when_rows_there_are_gone() {
        let rows = |places: &[(i64, u32)]| -> Vec<(Place, (i64, u32))> {
            places.iter().map(|(at, index)| (Place { at: *at, index: *index }, (*at, *index))).collect()
        };
        let all = [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (4, 0)];
        let (first, next) = page(rows(&all).into_iter(), None, 4);
        assert_eq!((first.as_slice(), next), (&all[..4], Some(Place { at: 2, index: 1 })));
        assert_eq!(page(rows(&all).into_iter(), next, 4), (all[4..].to_vec(), None));
        // Day 2 was withdrawn meanwhile: one row tells so, and it was given already.
        assert_eq!(page(rows(&[(1, 0), (2, 0), (4, 0)]).into_iter(), next, 4), (vec![(4, 0)], None));
        assert_eq!(page(rows(&all).into_iter(), None, 6), (all.to_vec(), None));
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back(millis in -62_000_000_000_000i64..250_000_000_000_000, at: i64, index: u32) {
            let cursor = cursor(millis, at, index);
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn pages_of_any_size_hold_each_row_once(count in 0u32..40, limit in 1usize..9) {
            let all: Vec<(Place, u32)> =
                (0..count).map(|n| (Place { at: i64::from(n / 3), index: n % 3 }, n)).collect();
            let (mut walked, mut after) = (Vec::new(), None);
            loop {
                let (rows, next) = page(all.clone().into_iter(), after, limit);
                prop_assert!(rows.len() <= limit);
                walked.extend(rows);
                if next.is_none() {
                    break;
                }
                after = next;
            }
            prop_assert_eq!(walked, (0..count).collect::<Vec<u32>>());
        }
    }
}
