//! claims.csv: every claim and every absence as one row. Never holds a note, a history or what is withheld.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::amount::Count;
use domain::record::Sources;
use domain::{
    Absence, Amount, Claim, Corridor, DayReport, Label, Note, PublicClaim, PublicDay, PublicSays, Record, Report,
    RevisionState, Says, Slug, Thing, WebAddress,
};

use super::problem::ImportFile;
use super::table::Format;
use super::{absences, cell};

/// The columns, in their order. Stable for ever: new ones are only appended.
pub const COLUMNS: [&str; 23] = [
    "corridor", "date", "period_start", "measure", "counted", "group", "carrier", "direction", "facility", "access",
    "item", "unit", "stage", "bound", "value", "value_high", "preferred", "source", "via", "source_url",
    "published_on", "date_note", "remark",
];

/// The `bound` of a number that could point at a person, in public files.
pub const WITHHELD: &str = "withheld_small_number";

/// The `bound` of a day that was withdrawn, in public files.
const WITHDRAWN: &str = "withheld_for_safety";

/// How the file is read.
pub(super) const FORMAT: Format = Format { file: ImportFile::Claims, columns: &COLUMNS, numbers: 14..16 };

/// All columns of a row but `preferred`, `date_note` and `remark`: which statement it is.
pub(super) type Identity = [String; 20];

/// A row before it is written.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The day.
    pub(super) date: NaiveDate,
    /// What it is about; none for a day that was withdrawn.
    pub(super) thing: Option<&'a Thing>,
    /// The `bound` column.
    pub(super) bound: &'static str,
    /// The `value` and `value_high` columns.
    pub(super) value: (String, String),
    /// Why the desk prefers it.
    pub(super) preferred: Option<&'a Note>,
    /// The name of the source, if one is meant.
    pub(super) source: Option<&'a str>,
    /// The relay.
    pub(super) via: Option<&'a Label>,
    /// The page.
    pub(super) url: Option<&'a WebAddress>,
    /// When the source said so.
    pub(super) published_on: Option<NaiveDate>,
    /// How its day was settled.
    pub(super) date_note: Option<&'a Note>,
    /// A public remark.
    pub(super) remark: Option<&'a Note>,
}

/// The desk's own export: per day, the claims of each statement in order, then the absences. With those that the day
/// implies, so that an import of the file into an empty folder, which writes them down, gives the same file again.
pub fn write_days<'a>(
    corridor: &Corridor,
    days: impl IntoIterator<Item = &'a DayReport>,
    sources: &Sources,
) -> Vec<u8> {
    let mut out = header();
    for day in days {
        let implied = absences::implied(day, corridor);
        let mut lines: Vec<Line<'_>> =
            day.claims().map(|(report, claim)| Line::of_claim(day.date, report, claim, sources)).collect();
        sort_by_statement(&mut lines);
        lines.extend(day.absences.iter().chain(&implied).map(|absence| Line::of_absence(day.date, absence, sources)));
        push_day(&mut out, &corridor.slug, &lines);
    }
    out
}

/// The public file: what is published, as the public is told it.
pub fn write_record(record: &Record) -> Vec<u8> {
    let mut out = header();
    let sources = record.sources();
    for day in latest_states(record) {
        let mut lines: Vec<Line<'_>> = day.reports.iter().flat_map(|report| public_lines(day, report, sources)).collect();
        sort_by_statement(&mut lines);
        lines.extend(day.absences.iter().map(|absence| Line::of_absence(day.date, absence, sources)));
        if day.state == RevisionState::Withdrawn {
            lines.push(Line::of_withdrawn(day.date));
        }
        push_day(&mut out, &record.corridor().slug, &lines);
    }
    out
}

fn header() -> Vec<u8> {
    let mut out = Vec::new();
    cell::push_line(&mut out, COLUMNS);
    out
}

/// Each row once: a day may hold one absence twice, a file says it once.
fn push_day(out: &mut Vec<u8>, corridor: &Slug, lines: &[Line<'_>]) {
    let mut written = BTreeSet::new();
    for line in lines {
        let cells = line.cells(corridor);
        if !written.contains(&cells) {
            cell::push_line(out, cells.iter().map(String::as_str));
            written.insert(cells);
        }
    }
}

/// The last public state of every day, the oldest first; with the withdrawn ones, which `Record::days` leaves out.
fn latest_states(record: &Record) -> impl Iterator<Item = &PublicDay> {
    let published = |day: Option<&PublicDay>| day.map(|day| day.date);
    let begins = record.corridor().record_begins;
    let begin = published(record.days().next()).map_or(begins, |first| first.min(begins));
    // No day is published before it comes, so none lies after the newest publication, in any time zone.
    let newest = record.version().and_then(|version| version.published_at.date_naive().succ_opt());
    let end = newest.max(published(record.days().next_back()));
    begin.iter_days().take_while(move |date| Some(*date) <= end).filter_map(|date| record.day(date))
}

fn public_lines<'a>(
    day: &'a PublicDay,
    report: &'a domain::record::PublicReport,
    sources: &'a Sources,
) -> impl Iterator<Item = Line<'a>> {
    report.claims.iter().map(move |claim| {
        let (bound, value) = public_words(claim);
        Line {
            preferred: claim.preferred.as_ref(),
            source: Some(name_of(&report.source, sources)),
            via: report.via.as_ref(),
            url: report.url.as_ref(),
            published_on: report.published_on,
            date_note: claim.date_note.as_ref(),
            remark: claim.remark.as_ref(),
            ..Line::bare(day.date, Some(&claim.thing), bound, value)
        }
    })
}

fn public_words(claim: &PublicClaim) -> (&'static str, (String, String)) {
    match &claim.says {
        PublicSays::Status(status) => ("", (status.key().to_owned(), String::new())),
        PublicSays::Amount(amount) => (amount.bound(), amount_cells(amount)),
        PublicSays::Withheld => (WITHHELD, Default::default()),
    }
}

/// Statements in order of their first claim, each in one piece: two reports with one source, relay, page and date are
/// one statement, and an import makes one report of them.
fn sort_by_statement(lines: &mut [Line<'_>]) {
    let mut first = BTreeMap::new();
    for line in lines.iter() {
        let place = first.len();
        first.entry((line.source, line.via, line.url, line.published_on)).or_insert(place);
    }
    lines.sort_by_cached_key(|line| first.get(&(line.source, line.via, line.url, line.published_on)).copied());
}

/// The name of a source; its short name where it is not known.
pub(super) fn name_of<'a>(slug: &'a Slug, sources: &'a Sources) -> &'a str {
    sources.get(slug).map_or(slug.as_str(), |source| source.name.as_str())
}

impl<'a> Line<'a> {
    /// The row of a claim.
    pub(super) fn of_claim(date: NaiveDate, report: &'a Report, claim: &'a Claim, sources: &'a Sources) -> Self {
        let (bound, value) = said_cells(&claim.says);
        Self {
            preferred: claim.preferred.as_ref(),
            source: Some(name_of(&report.source, sources)),
            via: report.via.as_ref(),
            url: report.url.as_ref(),
            published_on: report.published_on,
            date_note: claim.date_note.as_ref(),
            remark: claim.remark.as_ref(),
            ..Self::bare(date, Some(&claim.thing), bound, value)
        }
    }

    /// The row of an absence.
    pub(super) fn of_absence(date: NaiveDate, absence: &'a Absence, sources: &'a Sources) -> Self {
        Self {
            source: absence.source.as_ref().map(|slug| name_of(slug, sources)),
            via: absence.via.as_ref(),
            url: absence.url.as_ref(),
            published_on: absence.published_on,
            date_note: absence.date_note.as_ref(),
            remark: absence.remark.as_ref(),
            ..Self::bare(date, Some(&absence.thing), absence.why.key(), Default::default())
        }
    }

    fn of_withdrawn(date: NaiveDate) -> Self {
        Self::bare(date, None, WITHDRAWN, Default::default())
    }

    /// A row of which nothing else is said.
    pub(super) fn bare(
        date: NaiveDate,
        thing: Option<&'a Thing>,
        bound: &'static str,
        value: (String, String),
    ) -> Self {
        Self {
            date,
            thing,
            bound,
            value,
            preferred: None,
            source: None,
            via: None,
            url: None,
            published_on: None,
            date_note: None,
            remark: None,
        }
    }

    /// Which statement it is: two rows with one identity are one.
    pub(super) fn identity(&self, corridor: &Slug) -> Identity {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, _, q, r, s, t, _, _] = self.cells(corridor);
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t]
    }

    /// The cells, in the order of the columns.
    fn cells(&self, corridor: &Slug) -> [String; COLUMNS.len()] {
        let thing = self.thing;
        let of = |part: fn(&Thing) -> Option<&Label>| text(thing.and_then(part).map(Label::as_str));
        [
            corridor.to_string(),
            self.date.to_string(),
            date(thing.and_then(|thing| thing.period_start)),
            word(thing.map(|thing| thing.measure.key())),
            of(|thing| thing.counted.as_ref()),
            of(|thing| thing.group.as_ref()),
            of(|thing| thing.carrier.as_ref()),
            word(thing.and_then(|thing| thing.direction).map(domain::Direction::key)),
            of(|thing| thing.facility.as_ref()),
            word(thing.and_then(|thing| thing.access).map(domain::AccessClass::key)),
            of(|thing| thing.item.as_ref()),
            text(thing.and_then(unit_of)),
            word(thing.map(|thing| thing.stage.key())),
            self.bound.to_owned(),
            self.value.0.clone(),
            self.value.1.clone(),
            text(self.preferred.map(Note::as_str)),
            text(self.source),
            text(self.via.map(Label::as_str)),
            text(self.url.map(WebAddress::as_str)),
            date(self.published_on),
            text(self.date_note.map(Note::as_str)),
            text(self.remark.map(Note::as_str)),
        ]
    }
}

/// The unit that is written, or else the one that is meant: an import fills it in, and must find the same row again.
fn unit_of(thing: &Thing) -> Option<&str> {
    thing.unit.as_ref().map(Label::as_str).or(thing.measure.usual_unit())
}

/// The `bound`, `value` and `value_high` of what was said.
pub(super) fn said_cells(says: &Says) -> (&'static str, (String, String)) {
    match says {
        Says::Status(status) => ("", (status.key().to_owned(), String::new())),
        Says::Amount(amount) => (amount.bound(), amount_cells(amount)),
    }
}

fn amount_cells(amount: &Amount) -> (String, String) {
    let digits = |count: &Count| count.get().to_string();
    match amount {
        Amount::Exact(n) | Amount::AtLeast(n) | Amount::MoreThan(n) | Amount::AtMost(n) | Amount::About(n) => {
            (digits(n), String::new())
        }
        Amount::FewerThan(n) => (digits(&n.get()), String::new()),
        Amount::Range(range) => (digits(&range.low()), digits(&range.high())),
        Amount::Vague(words) => (text(Some(words.as_str())), String::new()),
    }
}

fn text(text: Option<&str>) -> String {
    text.map(|text| cell::write(text).into_owned()).unwrap_or_default()
}

fn word(word: Option<&'static str>) -> String {
    word.unwrap_or_default().to_owned()
}

fn date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
