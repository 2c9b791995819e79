//! What the API answers: the rows of the files in pages, and what stands around them. The same cells as the files, so that
//! the two cannot tell different things. English, as all that is for programs.

pub mod changes;
pub mod corridors;
pub mod cursor;
pub mod day;
pub mod openapi;
pub mod rows;
mod schemas;
pub mod series;

use app::view::chrome::Site;
use domain::{Moment, Record, Slug};
use serde::{Serialize, Serializer};

use super::latest_json;
use super::typed_cell::{Named, TypedCell, rfc_3339};

/// The bytes of an answer, or why it could not be written.
pub type Bytes = Result<Vec<u8>, serde_json::Error>;

/// Which record at which moment: the same in every answer.
#[derive(Debug, Serialize)]
struct Head<'r> {
    corridor: &'r Slug,
    as_of: String,
    record: Option<Version>,
}

/// The newest revision of a record.
#[derive(Debug, Serialize)]
struct Version {
    version: i64,
    hash: String,
    published_at: String,
}

/// What an answer is made from: the site, one record of it, and the moment.
#[derive(Clone, Copy, Debug)]
pub struct Of<'r> {
    /// What the site is.
    pub site: &'r Site,
    /// All that is published of a corridor.
    pub record: &'r Record,
    /// The moment.
    pub moment: &'r Moment,
}

/// A page of a list.
#[derive(Debug)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it goes on, if it does: the whole address, as far as the site knows its own beginning.
    pub next: Option<String>,
}

/// A row of cells with the names of its columns.
#[derive(Debug)]
struct Row<'r> {
    columns: &'static [&'static str],
    cells: Vec<TypedCell<'r>>,
}

impl<'r> Head<'r> {
    fn of(record: &'r Record, moment: &Moment) -> Self {
        Self { corridor: &record.corridor().slug, as_of: rfc_3339(moment.instant), record: Version::of(record) }
    }
}

impl Version {
    fn of(record: &Record) -> Option<Self> {
        let version = record.version()?;
        let published_at = rfc_3339(version.published_at);
        Some(Self { version: version.seq, hash: version.hash, published_at })
    }
}

impl<'r> Row<'r> {
    fn of<const N: usize>(columns: &'static [&'static str; N], cells: [TypedCell<'r>; N]) -> Self {
        Self { columns, cells: cells.into() }
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Named(self.columns, &self.cells).serialize(serializer)
    }
}

/// An answer as its bytes, with an end of line for who reads it in a terminal.
fn write(answer: &impl Serialize) -> Bytes {
    let mut bytes = serde_json::to_vec(answer)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What the status page says: `latest.json`.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn status(Of { site, record, moment }: Of<'_>) -> Bytes {
    write(&latest_json::for_api(site, record, moment))
}
