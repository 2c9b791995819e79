//! The lines of the journal. Each is the SHA-256 of the hash before it and of its own text, a space, that text (JSON), and
//! the end of the line: a byte that is changed, a line that is taken out or put in breaks the chain at its place. Pure.

use chrono::serde::{ts_milliseconds, ts_milliseconds_option};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{ChangeKind, Redaction, RevisionState, Role, Slug};
use serde::{Deserialize, Serialize};

use super::super::chain::ORIGIN;
use super::super::hash::sha256;
use super::super::names::Names;
use super::super::revisions::{StoredDocument, StoredRevision};

/// The form of the lines that this program writes.
pub(super) const VERSION: u32 = 1;

/// So many digits of a hash stand at the beginning of a line.
const DIGITS: usize = 64;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Line {
    /// The first one.
    Begins {
        /// The form of the lines.
        version: u32,
    },
    /// A revision was stored.
    Revision(Box<RevisionLine>),
    /// How days are told has changed: all of it. The last such line counts.
    Names(Box<Names>),
}

/// A revision with what is stored beside it. Not public: it holds internal notes and accounts, as the database does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionLine {
    pub(in crate::storage) seq: i64,
    corridor: Slug,
    date: NaiveDate,
    state: RevisionState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::storage) redaction: Option<Redaction>,
    document_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    change_kind: Option<ChangeKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    role: Role,
    #[serde(with = "ts_milliseconds")]
    recorded_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "ts_milliseconds_option")]
    published_at: Option<DateTime<Utc>>,
    previous_hash: String,
    pub(in crate::storage) hash: String,
    /// The account that made it, as far as it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The forms that made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub submissions: Vec<SubmissionLine>,
}

/// The form that made a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionLine {
    /// Its own key.
    pub key: String,
    /// The hash of what it held.
    pub content_hash: String,
    /// When it was stored.
    #[serde(with = "ts_milliseconds")]
    pub created_at: DateTime<Utc>,
}

impl RevisionLine {
    /// The line of a revision, before anything is known of its author.
    pub(in crate::storage) fn of(stored: StoredRevision) -> Self {
        let (document, redaction) = match stored.document {
            StoredDocument::Kept(text) => (Some(text), None),
            StoredDocument::Redacted(redaction) => (None, Some(redaction)),
        };
        Self {
            seq: stored.seq,
            corridor: stored.corridor,
            date: stored.date,
            state: stored.state,
            document,
            redaction,
            document_hash: stored.document_hash,
            change_kind: stored.change_kind,
            reason: stored.reason,
            role: stored.role,
            recorded_at: stored.recorded_at,
            published_at: stored.published_at,
            previous_hash: stored.previous_hash,
            hash: stored.hash,
            account: None,
            submissions: Vec::new(),
        }
    }

    /// Whether readers are shown it, or the tombstone that it is.
    pub(in crate::storage) fn is_public(&self) -> bool {
        self.published_at.is_some()
    }

    /// The revision; none when the line holds neither a document nor why it is gone.
    pub fn stored(&self) -> Option<StoredRevision> {
        let document = match (&self.document, &self.redaction) {
            (_, Some(redaction)) => StoredDocument::Redacted(redaction.clone()),
            (Some(text), None) => StoredDocument::Kept(text.clone()),
            (None, None) => return None,
        };
        Some(StoredRevision {
            seq: self.seq,
            corridor: self.corridor.clone(),
            date: self.date,
            state: self.state,
            document,
            document_hash: self.document_hash.clone(),
            change_kind: self.change_kind,
            reason: self.reason.clone(),
            role: self.role,
            recorded_at: self.recorded_at,
            published_at: self.published_at,
            previous_hash: self.previous_hash.clone(),
            hash: self.hash.clone(),
        })
    }
}

/// Lines as bytes, following a hash; gives the bytes and the hash of the last one.
pub(super) fn write(lines: &[Line], mut last: String) -> Result<(Vec<u8>, String), serde_json::Error> {
    let mut bytes = Vec::new();
    for line in lines {
        let text = serde_json::to_string(line)?;
        last = sha256(format!("{last}{text}"));
        bytes.extend_from_slice(format!("{last} {text}\n").as_bytes());
    }
    Ok((bytes, last))
}

/// What a journal holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    /// The hash of the last whole line.
    pub(super) last: String,
    /// So many bytes hold whole lines. What follows broke off while it was written.
    pub(super) whole: u64,
}

/// The lines in bytes; the number of the first line that is not as it was written.
pub(super) fn read(bytes: &[u8]) -> Result<Lines, usize> {
    let mut found = Lines { last: ORIGIN.to_owned(), ..Lines::default() };
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let number = found.lines.len() + 1;
        let (line, after) = rest.split_at(end);
        let (line, hash) = read_line(line, &found.last).ok_or(number)?;
        found.lines.push(line);
        found.last = hash;
        found.whole += u64::try_from(end + 1).unwrap_or(u64::MAX);
        rest = after.get(1..).unwrap_or_default();
    }
    match found.lines.first() {
        Some(Line::Begins { version: VERSION }) => Ok(found),
        _ => Err(1),
    }
}

fn read_line(line: &[u8], last: &str) -> Option<(Line, String)> {
    let text = std::str::from_utf8(line).ok()?;
    let (hash, text) = (text.get(..DIGITS)?, text.get(DIGITS..)?.strip_prefix(' ')?);
    if sha256(format!("{last}{text}")) != hash {
        return None;
    }
    Some((serde_json::from_str(text).ok()?, hash.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<Line> {
        let told = |place| Names { organisation: Some(format!("Desk {place} Արեւիկ")), ..Names::default() };
        let rest = (0..count).map(|place| Line::Names(Box::new(told(place))));
        std::iter::once(Line::Begins { version: VERSION }).chain(rest).collect()
    }

    #[test]
    fn every_changed_byte_and_every_line_taken_out_is_found() {
        let (bytes, last) = write(&names(3), ORIGIN.to_owned()).unwrap();
        let found = read(&bytes).unwrap();
        assert_eq!((found.lines, found.last, found.whole), (names(3), last, bytes.len() as u64));
        for place in 0..bytes.len() {
            for flip in [1, 0x20, 0x80] {
                let mut other = bytes.clone();
                other[place] ^= flip;
                // Only the end of the last line may be lost: then that line broke off.
                let lost = read(&other);
                let broke_off = place == bytes.len() - 1;
                assert_eq!(lost.map(|found| found.lines.len()).ok(), broke_off.then_some(3), "byte {place}");
            }
        }
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        for left_out in 0..3 {
            let other: Vec<u8> = lines
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != left_out)
                .flat_map(|(_, line)| line.to_vec())
                .collect();
            assert_eq!(read(&other).err(), Some(left_out + 1));
        }
        assert_eq!(read(&[lines[0], lines[2], lines[1]].concat()).err(), Some(2));
    }

    #[test]
    fn a_line_that_broke_off_is_left_out_wherever_it_broke() {
        let (bytes, _) = write(&names(1), ORIGIN.to_owned()).unwrap();
        let first = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for end in first..bytes.len() {
            let found = read(&bytes[..end]).unwrap();
            assert_eq!((found.lines.len(), found.whole), (1, first as u64), "{end} bytes");
        }
        for end in 0..first {
            assert_eq!(read(&bytes[..end]).err(), Some(1), "{end} bytes");
        }
    }
}
