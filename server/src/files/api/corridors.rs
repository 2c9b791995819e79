//! Corridors in the API: what each is called, what its record is about, and where its answers are. Never tells how its desk
//! works.

use std::collections::{BTreeMap, BTreeSet};

use app::paths;
use app::paths::api::{self, AskedList, List};
use app::view::sentence::Sentence;
use chrono::NaiveDate;
use domain::corridor::{Contact, CutOff};
use domain::status::DayStatus;
use domain::{Label, Measure, Note};
use serde::Serialize;

use super::{Bytes, Head, Of, write};

#[derive(Serialize)]
struct Corridors<'r> {
    corridors: Vec<Line<'r>>,
}

#[derive(Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    head: Head<'r>,
    names: &'r BTreeMap<String, Vec<Label>>,
    connects: &'r BTreeMap<String, Vec<Label>>,
    time_zone: &'r str,
    cut_off: CutOff,
    record_begins: NaiveDate,
    record_ends: Option<NaiveDate>,
    expected_every_days: u32,
    withhold_below: u32,
    withhold_note: Option<&'r str>,
    contact: Option<&'r Contact>,
    date: NaiveDate,
    status: &'static str,
    sentence: String,
    measures: Vec<&'static str>,
    urls: Urls,
}

#[derive(Serialize)]
struct Urls {
    page: String,
    corridor: String,
    status: String,
    days: String,
    claims: String,
    changes: String,
}

/// All corridors, each at its own moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn all<'r>(shown: impl Iterator<Item = Of<'r>>) -> Bytes {
    write(&Corridors { corridors: shown.map(line).collect() })
}

/// One corridor.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn one(of: Of<'_>) -> Bytes {
    write(&line(of))
}

fn line(Of { site, record, moment }: Of<'_>) -> Line<'_> {
    let corridor = record.corridor();
    let slug = &corridor.slug;
    let whole = |path: String| paths::absolute(site.public_url.as_deref(), &path);
    let list = |list| whole(api::list(slug, list, &AskedList::first()));
    let said: BTreeSet<Measure> = record.said().map(|said| said.claim.thing.measure).collect();
    Line {
        head: Head::of(record, moment),
        names: &corridor.names,
        connects: &corridor.connects,
        time_zone: &corridor.time_zone,
        cut_off: corridor.cut_off,
        record_begins: corridor.record_begins,
        record_ends: corridor.record_ends,
        expected_every_days: corridor.expected_every_days,
        withhold_below: corridor.withhold_below,
        withhold_note: corridor.withhold_note.as_ref().map(Note::as_str),
        contact: corridor.contact.as_ref(),
        date: moment.today,
        status: DayStatus::of(record, moment.today, moment.today).headline.word().key(),
        sentence: Sentence::of(record, moment).text(),
        measures: Measure::ALL.into_iter().filter(|measure| said.contains(measure)).map(Measure::key).collect(),
        urls: Urls {
            page: whole(paths::corridor(slug)),
            corridor: whole(api::corridor(slug)),
            status: whole(api::status(slug)),
            days: list(List::Days),
            claims: list(List::Claims),
            changes: list(List::Changes),
        },
    }
}
