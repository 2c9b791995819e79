//! events.csv: every event as one row. Never holds what is withdrawn.

use std::collections::BTreeSet;

use app::view::dictionary;
use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Corridor, DayReport, Event, Note, Record, Selection, Slug, WebAddress};

use super::claim_line::name_of;
use super::problem::ImportFile;
use super::table::Format;
use super::typed_cell::{TypedCell, write_csv};
use super::{cell, hxl};

/// The columns, in their order.
pub const COLUMNS: [&str; 6] = dictionary::EVENTS;

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

/// The public file of a part of the record; with tags of HXL if they are asked for.
pub fn write_record(record: &Record, part: &Selection, hxl: bool) -> Vec<u8> {
    write_csv(COLUMNS, hxl.then(|| hxl::tags(COLUMNS, None)), public_rows(record, part))
}

/// The rows of that file.
pub(super) fn public_rows<'r>(
    record: &'r Record,
    part: &Selection,
) -> impl Iterator<Item = [TypedCell<'r>; COLUMNS.len()]> + use<'r> {
    let (corridor, sources) = (&record.corridor().slug, record.sources());
    public_events(record, part).into_iter().map(move |(date, event)| {
        let source = event.source.as_ref().map(|slug| name_of(slug, sources));
        typed(corridor, date, &event.title, source, event.url.as_ref(), event.published_on)
    })
}

fn write<'a>(days: impl Iterator<Item = (NaiveDate, &'a [Event])>, corridor: &Slug, sources: &Sources) -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    for (date, event) in each_once(days, corridor, sources) {
        cell::push_line(&mut out, identity(corridor, date, event, sources).iter().map(String::as_str));
    }
    out
}

/// The events of a part of a record as the public files list them.
pub(super) fn public_events<'r>(record: &'r Record, part: &Selection) -> Vec<(NaiveDate, &'r Event)> {
    let days = record.days().filter(|day| part.has_day(day.date)).map(|day| (day.date, day.events.as_slice()));
    each_once(days, &record.corridor().slug, record.sources())
}

/// Each event once: a day may hold one twice, a file says it once.
fn each_once<'a>(
    days: impl Iterator<Item = (NaiveDate, &'a [Event])>,
    corridor: &Slug,
    sources: &Sources,
) -> Vec<(NaiveDate, &'a Event)> {
    let mut written = BTreeSet::new();
    let all = days.flat_map(|(date, events)| events.iter().map(move |event| (date, event)));
    all.filter(|(date, event)| written.insert(identity(corridor, *date, event, sources))).collect()
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
    typed(corridor, date, title, source, url, published_on).map(|cell| cell.csv().into_owned())
}

/// The same before they are text.
pub(super) fn typed<'a>(
    corridor: &'a Slug,
    date: NaiveDate,
    title: &'a Note,
    source: Option<&'a str>,
    url: Option<&'a WebAddress>,
    published_on: Option<NaiveDate>,
) -> [TypedCell<'a>; COLUMNS.len()] {
    [
        TypedCell::slug(corridor),
        TypedCell::date(Some(date)),
        TypedCell::note(Some(title)),
        TypedCell::text(source),
        TypedCell::url(url),
        TypedCell::date(published_on),
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
