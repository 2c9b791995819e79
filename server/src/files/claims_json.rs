//! claims.json: the rows of claims.csv with typed values, and what a table does not hold: the claim's id, since when it
//! is public, what was said in words, when its day was last corrected. Never tells when something was recorded before it was public.

use app::text::figures;
use domain::{Moment, Record, Selection, standing};

use super::claim_line;
use super::claims_csv::{PublicLine, public_lines};
use super::typed_cell::{TypedCell, write_json};

/// The keys of a row: the columns of claims.csv, then its own. Stable for ever: new ones are only appended.
pub const KEYS: [&str; claim_line::COLUMNS.len() + 4] = keys();

const OWN: [&str; 4] = ["id", "published_at", "words", "corrected_at"];

const fn keys() -> [&'static str; claim_line::COLUMNS.len() + 4] {
    let mut keys = [""; claim_line::COLUMNS.len() + 4];
    let mut index = 0;
    while index < keys.len() {
        keys[index] = match index < claim_line::COLUMNS.len() {
            true => claim_line::COLUMNS[index],
            false => OWN[index - claim_line::COLUMNS.len()],
        };
        index += 1;
    }
    keys
}

/// The bytes of `claims.json` of a part of the record at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn write_record(record: &Record, moment: &Moment, part: &Selection) -> Result<Vec<u8>, serde_json::Error> {
    write_json(record, moment.instant, KEYS, public_lines(record, part).map(|line| row(record, &line)))
}

pub(super) fn row<'r>(record: &'r Record, line: &PublicLine<'r>) -> [TypedCell<'r>; KEYS.len()] {
    let said = line.said.as_ref();
    let words = said.map(|said| figures::says(&said.claim.says).replace('\u{a0}', " "));
    let own = [
        TypedCell::text(said.map(|said| said.claim.id.as_str())),
        TypedCell::instant(said.map(|said| standing::published_at(record, said))),
        words.map_or(TypedCell::Empty, |words| TypedCell::Text(words.into())),
        TypedCell::instant(standing::corrected_at(record, line.line.date)),
    ];
    let mut cells = line.line.typed(&record.corridor().slug).into_iter().chain(own);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}
