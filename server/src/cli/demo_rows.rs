//! The demonstration's rows, parted by the evening on which each could first be known. Pure: never changes a row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use csv::ByteRecord;

/// What became known on one day: files as they came, with just the rows of that day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evening {
    /// Rows of claims.csv below its header, if there are any.
    pub(super) claims: Option<Vec<u8>>,
    /// Rows of events.csv below its header, if there are any.
    pub(super) events: Option<Vec<u8>>,
}

/// Why the rows cannot be parted.
#[derive(Debug, thiserror::Error)]
pub(super) enum RowsError {
    /// Not a CSV file.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A column is not there.
    #[error("the column {0} is missing")]
    NoColumn(&'static str),
    /// A row without a date.
    #[error("a row before byte {0} has no date that can be read")]
    NoDate(u64),
}

/// The evenings until and with a day, in order. A row belongs to the later of its date and its `published_on`.
pub(super) fn evenings(
    claims: &[u8],
    events: &[u8],
    until: NaiveDate,
) -> Result<BTreeMap<NaiveDate, Evening>, RowsError> {
    let mut evenings: BTreeMap<NaiveDate, Evening> = BTreeMap::new();
    for (day, rows) in part(claims)? {
        evenings.entry(day).or_default().claims = Some(rows);
    }
    for (day, rows) in part(events)? {
        evenings.entry(day).or_default().events = Some(rows);
    }
    evenings.retain(|day, _| *day <= until);
    Ok(evenings)
}

/// The rows of a file by the day on which they could be known, each part with the header.
fn part(file: &[u8]) -> Result<BTreeMap<NaiveDate, Vec<u8>>, RowsError> {
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.byte_headers()?.clone();
    let place =
        |name: &'static str| header.iter().position(|cell| cell == name.as_bytes()).ok_or(RowsError::NoColumn(name));
    let (date, published_on) = (place("date")?, place("published_on")?);
    let mut parts: BTreeMap<NaiveDate, Vec<u8>> = BTreeMap::new();
    let first_row = reader.position().byte();
    let mut record = ByteRecord::new();
    loop {
        let start = reader.position().byte();
        if !reader.read_byte_record(&mut record)? {
            return Ok(parts);
        }
        let end = reader.position().byte();
        let said = day_in(&record, date).ok_or(RowsError::NoDate(end))?;
        let known = day_in(&record, published_on).map_or(said, |published| published.max(said));
        let rows = parts.entry(known).or_insert_with(|| slice(file, 0, first_row).to_vec());
        rows.extend_from_slice(slice(file, start, end));
        if !rows.ends_with(b"\n") {
            rows.push(b'\n');
        }
    }
}

fn day_in(record: &ByteRecord, column: usize) -> Option<NaiveDate> {
    std::str::from_utf8(record.get(column)?).ok()?.parse().ok()
}

fn slice(file: &[u8], start: u64, end: u64) -> &[u8] {
    let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else { return &[] };
    file.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = "date,remark,published_on\n\
                          2023-01-20,\"a, \"\"b\"\"\nc\",2023-01-24\n\
                          2023-01-21,known the same day,\n\
                          2023-01-24,,2023-01-23\n\
                          2023-01-26,later,2023-01-26";
    const EVENTS: &str = "date,published_on\n2023-01-22,\n";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn text(rows: Option<&Vec<u8>>) -> Option<&str> {
        rows.map(|rows| std::str::from_utf8(rows).unwrap())
    }

    #[test]
    fn a_file_without_the_columns_or_a_row_without_a_date_is_refused() {
        let refused = |claims: &str| evenings(claims.as_bytes(), EVENTS.as_bytes(), day("2023-02-01")).unwrap_err();
        assert!(matches!(refused("date,remark\n"), RowsError::NoColumn("published_on")));
        assert!(matches!(refused("date,published_on\nlately,\n"), RowsError::NoDate(_)));
        assert!(matches!(refused("date,published_on\n2023-01-20\n"), RowsError::Csv(_)));
    }

    #[test]
    fn a_row_is_known_on_the_later_of_its_two_dates_and_stays_as_it_was_written() {
        let evenings = evenings(CLAIMS.as_bytes(), EVENTS.as_bytes(), day("2023-01-25")).unwrap();
        let days: Vec<String> = evenings.keys().map(ToString::to_string).collect();
        assert_eq!(days, ["2023-01-21", "2023-01-22", "2023-01-24"], "what lies later is left out");
        let late = &evenings[&day("2023-01-24")];
        assert_eq!(
            text(late.claims.as_ref()),
            Some("date,remark,published_on\n2023-01-20,\"a, \"\"b\"\"\nc\",2023-01-24\n2023-01-24,,2023-01-23\n")
        );
        assert_eq!(late.events, None);
        let events_alone = &evenings[&day("2023-01-22")];
        assert_eq!((text(events_alone.events.as_ref()), &events_alone.claims), (Some(EVENTS), &None));
    }

    #[test]
    fn a_last_row_without_its_line_end_gets_one() {
        let evenings = evenings(CLAIMS.as_bytes(), EVENTS.as_bytes(), day("2023-01-26")).unwrap();
        let last = text(evenings[&day("2023-01-26")].claims.as_ref()).unwrap();
        assert!(last.ends_with("2023-01-26,later,2023-01-26\n"), "{last}");
    }
}
