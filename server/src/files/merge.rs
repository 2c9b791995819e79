//! Puts the rows of one day into what is recorded of it: adds and updates, never deletes a statement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Absence, AbsenceReason, Claim, Corridor, DayReport, Event, Label, Note, Report, Says, Thing, WebAddress};

use super::absences::{Answers, completed, is_bare};
use super::claim_row::{ClaimRow, Content};
use super::claims_csv::{self, Line, name_of};
use super::event_row::EventRow;
use super::events_csv;
use super::names::SourceBook;
use super::problem::{Expectation, Gathering, ImportFile, ImportProblem};

/// What rows did to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Statements and absences that were not there.
    pub(super) added: usize,
    /// Those that were there with another preference, date note or remark.
    pub(super) updated: usize,
    /// Those that were there.
    pub(super) unchanged: usize,
    /// Events that were not there.
    pub(super) events_added: usize,
}

/// All that an import holds about one day.
#[derive(Debug, Default)]
pub(super) struct DayRows {
    /// Rows of claims.csv.
    pub(super) claims: Vec<ClaimRow>,
    /// Rows of events.csv.
    pub(super) events: Vec<EventRow>,
}

/// What is shared by all days of one import.
pub(super) struct Import<'a> {
    /// The corridor.
    pub(super) corridor: &'a Corridor,
    /// The sources known before.
    pub(super) sources: &'a Sources,
    /// The sources known before, and those that rows create.
    pub(super) book: SourceBook,
    /// What happened so far.
    pub(super) tally: Tally,
    /// What is wrong so far.
    pub(super) problems: Gathering,
}

/// What makes one statement of claims: source by name, relay, page, date.
type Statement = (String, Option<Label>, Option<WebAddress>, Option<NaiveDate>);

/// A claim's place: report, claim.
type Place = (usize, usize);

/// A day while rows are put into it, with where everything stands.
struct Merge<'a, 'i> {
    import: &'i mut Import<'a>,
    day: DayReport,
    claims: BTreeMap<claims_csv::Identity, Place>,
    absences: BTreeMap<claims_csv::Identity, usize>,
    statements: BTreeMap<Statement, usize>,
    lines: BTreeMap<claims_csv::Identity, u64>,
    preferred: BTreeMap<Place, u64>,
    next_report: usize,
    next_claim: usize,
}

impl Import<'_> {
    /// The day with the rows in it; none when that is what is recorded already.
    pub(super) fn merge(&mut self, date: NaiveDate, before: Option<&DayReport>, rows: DayRows) -> Option<DayReport> {
        let corridor = self.corridor;
        let start = match before {
            Some(day) => completed(day.clone(), corridor),
            None => DayReport::empty(corridor.slug.clone(), date),
        };
        let unchanged = before.map(|_| start.clone());
        let mut merge = Merge::into(self, start);
        merge.put_claims(rows.claims);
        merge.put_events(rows.events);
        merge.check_preferred();
        let day = completed(merge.day, corridor);
        (Some(&day) != unchanged.as_ref()).then_some(day)
    }
}

impl<'a, 'i> Merge<'a, 'i> {
    fn into(import: &'i mut Import<'a>, day: DayReport) -> Self {
        let (slug, sources) = (&import.corridor.slug, import.sources);
        let mut merge = Self {
            claims: BTreeMap::new(),
            absences: BTreeMap::new(),
            statements: BTreeMap::new(),
            lines: BTreeMap::new(),
            preferred: BTreeMap::new(),
            next_report: day.next_number('r'),
            next_claim: day.next_number('c'),
            import,
            day,
        };
        for (index, report) in merge.day.reports.iter().enumerate() {
            merge.statements.entry(statement_of(report, sources)).or_insert(index);
            for (place, claim) in report.claims.iter().enumerate() {
                let identity = Line::of_claim(merge.day.date, report, claim, sources).identity(slug);
                merge.claims.entry(identity).or_insert((index, place));
            }
        }
        for (index, absence) in merge.day.absences.iter().enumerate() {
            let identity = Line::of_absence(merge.day.date, absence, sources).identity(slug);
            merge.absences.entry(identity).or_insert(index);
        }
        merge
    }

    /// Claims first, so that a bare absence of the record falls to the claim that answers it. The file itself may hold
    /// both: what it says is kept.
    fn put_claims(&mut self, rows: Vec<ClaimRow>) {
        let before: Vec<Thing> = self.day.claims().map(|(_, claim)| claim.thing.clone()).collect();
        let answered_before = Answers::of(before.iter(), self.import.corridor);
        let recorded = self.day.absences.len();
        let mut added = Vec::new();
        let mut named = BTreeSet::new();
        for row in rows {
            let identity = row.identity(&self.import.corridor.slug);
            if let Some(first) = self.lines.insert(identity.clone(), row.line) {
                self.refuse(ImportFile::Claims, row.line, Expectation::SaidOnce(first));
                continue;
            }
            match row.content.clone() {
                Content::Claim(says) => match self.claims.get(&identity).copied() {
                    Some(place) => self.update_claim(place, row),
                    None => {
                        added.push(row.thing.clone());
                        self.add_claim(says, row);
                    }
                },
                Content::Absence(why) => match self.absences.get(&identity).copied() {
                    Some(index) => {
                        named.insert(index);
                        self.update_absence(index, row);
                    }
                    None => self.add_absence(why, row, &answered_before),
                },
            }
        }
        let answered = Answers::of(added.iter(), self.import.corridor);
        let mut index = 0;
        self.day.absences.retain(|absence| {
            let stays = index >= recorded || named.contains(&index);
            index += 1;
            stays || !is_bare(absence) || !answered.cover(&absence.thing)
        });
    }

    fn update_claim(&mut self, place: Place, row: ClaimRow) {
        if row.preferred.is_some() {
            self.preferred.insert(place, row.line);
        }
        let claim = self.day.reports.get_mut(place.0).and_then(|report| report.claims.get_mut(place.1));
        let changed = claim.is_some_and(|claim| {
            let changes = [
                replace(&mut claim.preferred, row.preferred),
                replace(&mut claim.date_note, row.date_note),
                replace(&mut claim.remark, row.remark),
            ];
            changes.contains(&true)
        });
        self.count_known(changed);
    }

    fn update_absence(&mut self, index: usize, row: ClaimRow) {
        let changed = self.day.absences.get_mut(index).is_some_and(|absence| {
            let changes =
                [replace(&mut absence.date_note, row.date_note), replace(&mut absence.remark, row.remark)];
            changes.contains(&true)
        });
        self.count_known(changed);
    }

    fn count_known(&mut self, changed: bool) {
        let tally = &mut self.import.tally;
        if changed { tally.updated += 1 } else { tally.unchanged += 1 }
    }

    fn add_claim(&mut self, says: Says, row: ClaimRow) {
        // A claim always has a source: its row is refused without one.
        let Some(source) = row.source else { return };
        let statement = (source.to_string(), row.via, row.url, row.published_on);
        let index = match self.statements.get(&statement).copied() {
            Some(index) => index,
            None => self.add_report(&source, statement),
        };
        let Some(report) = self.day.reports.get_mut(index) else { return };
        if row.preferred.is_some() {
            self.preferred.insert((index, report.claims.len()), row.line);
        }
        report.claims.push(Claim {
            id: format!("c{}", self.next_claim),
            thing: row.thing,
            says,
            preferred: row.preferred,
            date_note: row.date_note,
            remark: row.remark,
        });
        self.next_claim += 1;
        self.import.tally.added += 1;
    }

    fn add_report(&mut self, source: &Label, statement: Statement) -> usize {
        let (_, via, url, published_on) = statement.clone();
        self.day.reports.push(Report {
            id: format!("r{}", self.next_report),
            source: self.import.book.slug_of(source),
            via,
            url,
            published_on,
            claims: Vec::new(),
        });
        self.next_report += 1;
        let index = self.day.reports.len() - 1;
        self.statements.insert(statement, index);
        index
    }

    /// A bare "not reported" is left out where the record knows better: an old file must not bring it back.
    fn add_absence(&mut self, why: AbsenceReason, row: ClaimRow, answered_before: &Answers<'_>) {
        let absence = Absence {
            thing: row.thing,
            why,
            source: row.source.as_ref().map(|name| self.import.book.slug_of(name)),
            via: row.via,
            url: row.url,
            published_on: row.published_on,
            date_note: row.date_note,
            remark: row.remark,
        };
        if is_bare(&absence) && answered_before.cover(&absence.thing) {
            self.import.tally.unchanged += 1;
            return;
        }
        self.day.absences.push(absence);
        self.import.tally.added += 1;
    }

    fn put_events(&mut self, rows: Vec<EventRow>) {
        let (slug, sources) = (&self.import.corridor.slug, self.import.sources);
        let identity = |event| events_csv::identity(slug, self.day.date, event, sources);
        let recorded: BTreeSet<events_csv::Identity> = self.day.events.iter().map(identity).collect();
        let mut next = self.day.next_number('e');
        let mut lines = BTreeMap::new();
        for row in rows {
            let identity = row.identity(slug);
            let known = recorded.contains(&identity);
            if let Some(first) = lines.insert(identity, row.line) {
                self.refuse(ImportFile::Events, row.line, Expectation::SaidOnce(first));
            } else if !known {
                self.day.events.push(Event {
                    id: format!("e{next}"),
                    title: row.title,
                    source: row.source.as_ref().map(|name| self.import.book.slug_of(name)),
                    url: row.url,
                    published_on: row.published_on,
                });
                next += 1;
                self.import.tally.events_added += 1;
            }
        }
    }

    /// At most one claim of a thing is preferred, counting those that were there. Of several in the file the later
    /// ones are refused.
    fn check_preferred(&mut self) {
        let mut by_thing: BTreeMap<&Thing, Vec<Option<u64>>> = BTreeMap::new();
        for (index, report) in self.day.reports.iter().enumerate() {
            for (place, claim) in report.claims.iter().enumerate().filter(|(_, claim)| claim.preferred.is_some()) {
                let line = self.preferred.get(&(index, place)).copied();
                by_thing.entry(&claim.thing).or_default().push(line);
            }
        }
        let mut refused = Vec::new();
        for mut lines in by_thing.into_values() {
            lines.sort_unstable();
            let first = lines.first().copied().flatten();
            refused.extend(lines.into_iter().skip(1).flatten().map(|line| (line, first)));
        }
        for (line, first) in refused {
            self.refuse(ImportFile::Claims, line, Expectation::OnePreferred(first));
        }
    }

    fn refuse(&mut self, file: ImportFile, line: u64, expected: Expectation) {
        self.import.problems.push(ImportProblem { file, line, column: None, found: None, expected });
    }
}

fn statement_of(report: &Report, sources: &Sources) -> Statement {
    let source = name_of(&report.source, sources).to_owned();
    (source, report.via.clone(), report.url.clone(), report.published_on)
}

/// Puts a note in the place of another; whether that is a change.
fn replace(note: &mut Option<Note>, new: Option<Note>) -> bool {
    let changed = *note != new;
    *note = new;
    changed
}
