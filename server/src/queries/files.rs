//! The files of a corridor: each as bytes; none when there is no such corridor.

use domain::{Moment, Record, Slug};

use crate::edition::Edition;
use crate::files::{claims_csv, claims_json, days_csv, days_json, events_csv, events_json};

/// The bytes of a file, or why it could not be written.
pub type Bytes = Result<Vec<u8>, serde_json::Error>;

/// `claims.csv`
pub fn claims_csv(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, |record, _| Ok(claims_csv::write_record(record)))
}

/// `claims.json`
pub fn claims_json(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, claims_json::write_record)
}

/// `days.csv`
pub fn days_csv(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, |record, moment| Ok(days_csv::write_record(record, moment)))
}

/// `days.json`
pub fn days_json(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, days_json::write_record)
}

/// `events.csv`
pub fn events_csv(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, |record, _| Ok(events_csv::write_record(record)))
}

/// `events.json`
pub fn events_json(edition: &Edition, slug: &Slug) -> Option<Bytes> {
    write(edition, slug, events_json::write_record)
}

fn write(edition: &Edition, slug: &Slug, file: impl FnOnce(&Record, &Moment) -> Bytes) -> Option<Bytes> {
    let shown = edition.corridor(slug)?;
    Some(file(&shown.corridor.record, &shown.moment))
}
