//! events.csv: every event as one row. Never holds what is withdrawn.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Corridor, DayReport, Event, Note, Record, Slug, WebAddress};

use super::cell;
use super::claim_line::name_of;
use super::problem::ImportFile;
use super::table::Format;

/// The columns, in their order. Stable for ever: new ones are only appended.
pub const COLUMNS: [&str; 6] = ["corridor", "date", "title", "source", "source_url", "published_on"];

/// How the file is read.
pub(super) const FORMAT: Format = Format { file: ImportFile::Events, columns: &COLUMNS, numbers: 0..0 };

/// Which event it is: all its columns.
pub(super) type Identity = [String; COLUMNS.len()];

/// The desk's own export.
pub fn write_days<'a>(
    corridor: &Corridor,
    days: impl IntoIterator<Item = &'a DayReport>,
    sources: &Sources,
) -> Vec<u8> {
    write(days.into_iter().map(|day| (day.date, day.events.as_slice())), &corridor.slug, sources)
}

/// The public file.
pub fn write_record(record: &Record) -> Vec<u8> {
    let days = record.days().map(|day| (day.date, day.events.as_slice()));
    write(days, &record.corridor().slug, record.sources())
}

/// Each event once: a day may hold one twice, a file says it once.
fn write<'a>(days: impl Iterator<Item = (NaiveDate, &'a [Event])>, corridor: &Slug, sources: &Sources) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    for (date, events) in days {
        let mut written = BTreeSet::new();
        for event in events {
            let cells = identity(corridor, date, event, sources);
            if !written.contains(&cells) {
                cell::push_line(&mut out, cells.iter().map(String::as_str));
                written.insert(cells);
            }
        }
    }
    out
}

/// Which event it is.
pub(super) fn identity(corridor: &Slug, date: NaiveDate, event: &Event, sources: &Sources) -> Identity {
    let source = event.source.as_ref().map(|slug| name_of(slug, sources));
    cells(corridor, date, &event.title, source, event.url.as_ref(), event.published_on)
}

/// The cells of an event whose source has this name.
pub(super) fn cells(
    corridor: &Slug,
    date: NaiveDate,
    title: &Note,
    source: Option<&str>,
    url: Option<&WebAddress>,
    published_on: Option<NaiveDate>,
) -> Identity {
    let text = |text: &str| cell::write(text).into_owned();
    [
        corridor.to_string(),
        date.to_string(),
        text(title.as_str()),
        source.map(text).unwrap_or_default(),
        url.map(|url| text(url.as_str())).unwrap_or_default(),
        published_on.map(|date| date.to_string()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(COLUMNS.join(","), "corridor,date,title,source,source_url,published_on");
    }
}
