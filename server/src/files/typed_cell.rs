//! One cell that goes out as text in a table and as a typed value in JSON: both are written from it, so that the two
//! files of one kind cannot tell different things. Never reads.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::{Label, Note, Record, Slug, WebAddress};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::cell;

/// What stands between the parts of one cell.
pub(super) const BETWEEN: &str = "; ";

/// One cell. The text of a [`Word`](TypedCell::Word) is ours, that of a [`Text`](TypedCell::Text) somebody’s.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TypedCell<'a> {
    /// Nothing: an empty cell, `null`.
    #[default]
    Empty,
    /// A word of a closed list.
    Word(Cow<'a, str>),
    /// A date.
    Date(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
    /// What somebody typed.
    Text(Cow<'a, str>),
    /// A number.
    Number(i64),
    /// Yes or no.
    Truth(bool),
    /// Several texts, or none: joined in a table, an array in JSON.
    List(Vec<&'a str>),
}

impl<'a> TypedCell<'a> {
    /// A word of a closed list, if there is one.
    pub(super) fn word(word: Option<&'static str>) -> Self {
        word.map_or(Self::Empty, |word| Self::Word(Cow::Borrowed(word)))
    }

    /// A short name.
    pub(super) fn slug(slug: &'a Slug) -> Self {
        Self::Word(Cow::Borrowed(slug.as_str()))
    }

    /// What somebody typed, if they did.
    pub(super) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(Cow::Borrowed(text)))
    }

    /// A name, if there is one.
    pub(super) fn label(label: Option<&'a Label>) -> Self {
        Self::text(label.map(Label::as_str))
    }

    /// A note, if there is one.
    pub(super) fn note(note: Option<&'a Note>) -> Self {
        Self::text(note.map(Note::as_str))
    }

    /// An address, if there is one.
    pub(super) fn url(url: Option<&'a WebAddress>) -> Self {
        Self::text(url.map(WebAddress::as_str))
    }

    /// A date, if there is one.
    pub(super) fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// An instant, if there is one.
    pub(super) fn instant(instant: Option<DateTime<Utc>>) -> Self {
        instant.map_or(Self::Empty, Self::Instant)
    }

    /// A count. Counts and their sums are far below 2⁶³.
    pub(super) fn count(count: u64) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The same with a text of its own.
    pub(super) fn into_owned(self) -> TypedCell<'static> {
        match self {
            Self::Empty => TypedCell::Empty,
            Self::Word(word) => TypedCell::Word(Cow::Owned(word.into_owned())),
            Self::Date(date) => TypedCell::Date(date),
            Self::Instant(instant) => TypedCell::Instant(instant),
            Self::Text(text) => TypedCell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => TypedCell::Number(number),
            Self::Truth(truth) => TypedCell::Truth(truth),
            Self::List(parts) => TypedCell::Text(Cow::Owned(parts.join(BETWEEN))),
        }
    }

    /// The cell of a table.
    pub(super) fn csv(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Word(word) => Cow::Borrowed(word.as_ref()),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Instant(instant) => Cow::Owned(rfc_3339(*instant)),
            Self::Text(text) => cell::write(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Self::List(parts) => Cow::Owned(cell::write(&parts.join(BETWEEN)).into_owned()),
        }
    }
}

impl Serialize for TypedCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Word(text) | Self::Text(text) => serializer.serialize_str(text),
            Self::Date(date) => serializer.serialize_str(&date.to_string()),
            Self::Instant(instant) => serializer.serialize_str(&rfc_3339(*instant)),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::List(parts) => {
                let mut list = serializer.serialize_seq(Some(parts.len()))?;
                for part in parts {
                    list.serialize_element(part)?;
                }
                list.end()
            }
        }
    }
}

/// An instant in files: UTC, with milliseconds.
pub(super) fn rfc_3339(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Cells by the names of their columns, in their order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'c, 'a>(pub(super) &'c [&'static str], pub(super) &'c [TypedCell<'a>]);

impl Serialize for Named<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

/// A table: the columns, their tags where they are asked for, then the rows.
pub(super) fn write_csv<'a, const N: usize>(
    columns: [&'static str; N],
    tags: Option<[&'static str; N]>,
    rows: impl IntoIterator<Item = [TypedCell<'a>; N]>,
) -> Vec<u8> {
    let mut out = csv_head(columns, tags);
    push_csv(&mut out, rows);
    out
}

/// The beginning of a table.
pub(super) fn csv_head<const N: usize>(columns: [&'static str; N], tags: Option<[&'static str; N]>) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, columns);
    if let Some(tags) = tags {
        cell::push_line(&mut out, tags);
    }
    out
}

/// Adds rows to a table.
pub(super) fn push_csv<'a, const N: usize>(out: &mut Vec<u8>, rows: impl IntoIterator<Item = [TypedCell<'a>; N]>) {
    for row in rows {
        let cells = row.each_ref().map(TypedCell::csv);
        cell::push_line(out, cells.iter().map(Cow::as_ref));
    }
}

/// The same as JSON: which record at which moment, then the rows, a line each.
pub(super) fn write_json<'a, const N: usize>(
    record: &Record,
    as_of: DateTime<Utc>,
    columns: [&'static str; N],
    rows: impl IntoIterator<Item = [TypedCell<'a>; N]>,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = json_head(record, as_of)?;
    push_json(&mut out, columns, rows, &mut true)?;
    out.extend_from_slice(JSON_END);
    Ok(out)
}

/// The beginning of such a file, up to its rows.
pub(super) fn json_head(record: &Record, as_of: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Version {
        version: i64,
        hash: String,
        published_at: String,
    }
    let version = record.version().map(|version| Version {
        version: version.seq,
        hash: version.hash,
        published_at: rfc_3339(version.published_at),
    });
    let mut out = b"{\n\"corridor\": ".to_vec();
    serde_json::to_writer(&mut out, &record.corridor().slug)?;
    out.extend_from_slice(b",\n\"as_of\": ");
    serde_json::to_writer(&mut out, &rfc_3339(as_of))?;
    out.extend_from_slice(b",\n\"record\": ");
    serde_json::to_writer(&mut out, &version)?;
    out.extend_from_slice(b",\n\"rows\": [");
    Ok(out)
}

/// Adds rows to it; `is_first` tells whether there is none yet.
pub(super) fn push_json<'a, const N: usize>(
    out: &mut Vec<u8>,
    columns: [&'static str; N],
    rows: impl IntoIterator<Item = [TypedCell<'a>; N]>,
    is_first: &mut bool,
) -> Result<(), serde_json::Error> {
    for row in rows {
        out.extend_from_slice(if *is_first { b"\n" } else { b",\n" });
        *is_first = false;
        serde_json::to_writer(&mut *out, &Named(&columns, &row))?;
    }
    Ok(())
}

/// Its end.
pub(super) const JSON_END: &[u8] = b"\n]\n}\n";
