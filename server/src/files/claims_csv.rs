//! claims.csv: every claim and every absence as one row. Never holds a note, a history or what is withheld.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{Said, Sources};
use domain::{Corridor, DayReport, PublicClaim, PublicDay, PublicSays, Record, Selection, Slug};

pub use super::claim_line::{COLUMNS, WITHHELD};
use super::claim_line::{Line, Value, amount_cells};
use super::typed_cell::TypedCell;
use super::{absences, cell, hxl, typed_cell};

/// The `bound` of a day that was withdrawn or redacted, in public files.
const WITHDRAWN: &str = "withheld_for_safety";

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
        sort_by_statement(&mut lines, |line| line);
        lines.extend(day.absences.iter().chain(&implied).map(|absence| Line::of_absence(day.date, absence, sources)));
        push_day(&mut out, &corridor.slug, &lines);
    }
    out
}

/// The public file: what is published of a part of the record, as the public is told it; with tags of HXL if they are asked
/// for.
pub fn write_record(record: &Record, part: &Selection, hxl: bool) -> Vec<u8> {
    let corridor = &record.corridor().slug;
    let tags = hxl.then(|| hxl::tags(COLUMNS, part.measure));
    let rows = public_lines(record, part).map(|line| line.line.typed(corridor));
    typed_cell::write_csv(COLUMNS, tags, rows)
}

/// A row of the public files.
pub(super) struct PublicLine<'r> {
    /// What it says.
    pub(super) line: Line<'r>,
    /// The claim; none for an absence and for a day that was withdrawn.
    pub(super) said: Option<Said<'r>>,
}

/// The rows of the public files, day by day: the claims of each statement in order, then the absences. Each row once. A day
/// that was withdrawn is told in every part that has it: nobody may take it for silence.
pub(super) fn public_lines<'r>(
    record: &'r Record,
    part: &'r Selection,
) -> impl Iterator<Item = PublicLine<'r>> + use<'r> {
    let days = record.all_days().filter(|day| part.has_day(day.date));
    days.flat_map(|day| lines_of_day(record, day, part))
}

/// Those of one day.
pub(super) fn lines_of_day<'r>(record: &'r Record, day: &'r PublicDay, part: &Selection) -> Vec<PublicLine<'r>> {
    let mut lines: Vec<PublicLine<'_>> = record.said_on(day.date).map(claim_line).collect();
    sort_by_statement(&mut lines, |line| &line.line);
    let without_claim = |line| PublicLine { line, said: None };
    let absence = |absence| without_claim(Line::of_absence(day.date, absence, record.sources()));
    lines.extend(day.absences.iter().map(absence));
    if !day.is_shown() {
        lines.push(without_claim(Line::bare(day.date, None, WITHDRAWN, Default::default())));
    }
    lines.retain(|line| line.line.thing.is_none_or(|thing| part.takes(thing)));
    let mut written = BTreeSet::new();
    lines.retain(|line| written.insert(line.line.cells(&record.corridor().slug)));
    lines
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

fn claim_line(said: Said<'_>) -> PublicLine<'_> {
    let Said { claim, report, day, .. } = said;
    let (bound, value) = public_words(claim);
    let line = Line {
        preferred: claim.preferred.as_ref(),
        source: Some(said.source.map_or(report.source.as_str(), |source| source.name.as_str())),
        via: report.via.as_ref(),
        url: report.url.as_ref(),
        published_on: report.published_on,
        date_note: claim.date_note.as_ref(),
        remark: claim.remark.as_ref(),
        ..Line::bare(day.date, Some(&claim.thing), bound, value)
    };
    PublicLine { line, said: Some(said) }
}

fn public_words(claim: &PublicClaim) -> (&'static str, Value<'_>) {
    match &claim.says {
        PublicSays::Status(status) => ("", [TypedCell::word(Some(status.key())), TypedCell::Empty]),
        PublicSays::Amount(amount) => (amount.bound(), amount_cells(amount)),
        PublicSays::Withheld => (WITHHELD, Default::default()),
    }
}

/// Statements in order of their first claim, each in one piece: two reports with one source, relay, page and date are
/// one statement, and an import makes one report of them.
fn sort_by_statement<'a, L>(lines: &mut [L], line_of: impl Fn(&L) -> &Line<'a>) {
    let mut first = BTreeMap::new();
    let statement = |line: &L| {
        let line = line_of(line);
        (line.source, line.via, line.url, line.published_on)
    };
    for line in lines.iter() {
        let place = first.len();
        first.entry(statement(line)).or_insert(place);
    }
    lines.sort_by_cached_key(|line| first.get(&statement(line)).copied());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Claim, Report, Revision, RevisionState, Role, Says, Thing};

    use super::super::claim_line::FORMAT;

    use super::*;

    const SETTINGS: &str = include_str!("../../../tests/fixtures/imports/crossing.json");

    fn public(state: RevisionState, report: DayReport) -> PublicDay {
        let revision = Revision {
            seq: 1,
            corridor: report.corridor.clone(),
            date: report.date,
            state,
            report,
            change_kind: None,
            reason: None,
            role: Role::Lead,
            recorded_at: "2024-03-31T20:00:00Z".parse().unwrap(),
            published_at: Some("2024-03-31T20:00:00Z".parse().unwrap()),
            redaction: None,
            hash: String::new(),
        };
        PublicDay::from_revision(&revision, &serde_json::from_str(SETTINGS).unwrap(), &domain::Naming::default())
            .unwrap()
    }

    /// A day with two claims of infants: six in a hospital, and twelve.
    fn day(date: &str) -> DayReport {
        let infants = Thing {
            group: Some("infants".parse().unwrap()),
            facility: Some("@ward".parse().unwrap()),
            ..Thing::of(domain::Measure::PatientsIntensiveCare)
        };
        let claim = |id: &str, facility: Option<&str>, amount: &str| Claim {
            id: id.to_owned(),
            thing: Thing { facility: facility.map(|name| name.parse().unwrap()), ..infants.clone() },
            says: Says::Amount(amount.parse().unwrap()),
            preferred: None,
            date_note: None,
            remark: Some("six small beds".parse().unwrap()),
        };
        let report = Report {
            id: "r1".to_owned(),
            source: "ward".parse().unwrap(),
            via: None,
            url: None,
            published_on: None,
            claims: vec![claim("c1", Some("@ward"), "6"), claim("c2", None, "12")],
        };
        let empty = DayReport::empty("orro-gate".parse().unwrap(), date.parse().unwrap());
        DayReport { reports: vec![report], ..empty }
    }

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let golden = "corridor,date,period_start,measure,counted,group,carrier,direction,facility,access,item,unit,\
                      stage,bound,value,value_high,preferred,source,via,source_url,published_on,date_note,remark";
        assert_eq!(COLUMNS.join(","), golden);
        assert_eq!(&COLUMNS[FORMAT.numbers], ["value", "value_high"]);
    }

    #[test]
    fn the_public_file_withholds_small_numbers_and_withdrawn_days_and_the_desks_own_does_not() {
        let mut corridor: Corridor = serde_json::from_str(SETTINGS).unwrap();
        // A begin that was moved later does not hide the days before it.
        corridor.record_begins = "2024-03-20".parse().unwrap();
        let days =
            [public(RevisionState::Published, day("2024-03-05")), public(RevisionState::Withdrawn, day("2024-03-30"))];
        let empty = Record::new(Arc::new(corridor.clone()), Arc::default());
        let record = days.into_iter().fold(empty, |record, day| record.with(Arc::new(day)));
        let file = String::from_utf8(write_record(&record, &Selection::whole(), false)).unwrap();
        let rows: Vec<&str> = file.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                concat!(
                    "orro-gate,2024-03-05,,patients_intensive_care,,infants,,,'@ward,,,people,done,",
                    "withheld_small_number,,,,ward,,,,,"
                ),
                concat!(
                    "orro-gate,2024-03-05,,patients_intensive_care,,infants,,,,,,people,done,",
                    "exact,12,,,ward,,,,,six small beds"
                ),
                "orro-gate,2024-03-30,,,,,,,,,,,,withheld_for_safety,,,,,,,,,",
            ]
        );
        let own = String::from_utf8(write_days(&corridor, &[day("2024-03-05")], record.sources())).unwrap();
        assert!(own.contains("people,done,exact,6,,,ward,,,,,six small beds\n"));
    }

    #[test]
    fn a_record_without_a_day_is_a_header() {
        let corridor: Corridor = serde_json::from_str(SETTINGS).unwrap();
        let record = Record::new(Arc::new(corridor), Arc::default());
        assert_eq!(
            String::from_utf8(write_record(&record, &Selection::whole(), false)).unwrap(),
            COLUMNS.join(",") + "\n"
        );
    }
}
