//! Puts rows of claims.csv into a day: finds what is recorded already by its identity. Never looks at events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Absence, AbsenceReason, Claim, DayReport, Label, Note, Report, Says, Thing, WebAddress};

use super::absences::{Answers, is_bare};
use super::claim_line::{Identity, Line, name_of};
use super::claim_row::{ClaimRow, Content};
use super::expectation::Expectation;
use super::merge::Import;
use super::problem::ImportFile;

/// A claim's place in its day: report, claim.
pub(super) type Place = (usize, usize);

/// What makes claims one statement: the source's name, the relay, the page, the date.
type Statement = (String, Option<Label>, Option<WebAddress>, Option<NaiveDate>);

/// A day while rows are put into it, with where everything stands.
pub(super) struct ClaimMerge<'a, 'i> {
    import: &'i mut Import<'a>,
    day: DayReport,
    claims: BTreeMap<Identity, Place>,
    absences: BTreeMap<Identity, usize>,
    statements: BTreeMap<Statement, usize>,
    next_report: usize,
    next_claim: usize,
    changes: Changes,
}

/// What the rows did that is looked at once all are in.
#[derive(Default)]
struct Changes {
    added: Vec<Thing>,
    named_absences: BTreeSet<usize>,
    preferred: BTreeMap<Place, u64>,
}

impl<'a, 'i> ClaimMerge<'a, 'i> {
    /// A day as it is recorded.
    pub(super) fn of(import: &'i mut Import<'a>, day: DayReport) -> Self {
        let (slug, sources) = (&import.corridor.slug, import.sources);
        let (mut claims, mut absences, mut statements) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (index, report) in day.reports.iter().enumerate() {
            statements.entry(statement_of(report, sources)).or_insert(index);
            for (place, claim) in report.claims.iter().enumerate() {
                let identity = Line::of_claim(day.date, report, claim, sources).identity(slug);
                claims.entry(identity).or_insert((index, place));
            }
        }
        for (index, absence) in day.absences.iter().enumerate() {
            absences.entry(Line::of_absence(day.date, absence, sources).identity(slug)).or_insert(index);
        }
        let (next_report, next_claim) = (day.next_number('r'), day.next_number('c'));
        Self { import, day, claims, absences, statements, next_report, next_claim, changes: Changes::default() }
    }

    /// The day with the rows in it, and the lines that prefer a claim.
    pub(super) fn put(mut self, rows: Vec<ClaimRow>) -> (DayReport, BTreeMap<Place, u64>) {
        let recorded: Vec<Thing> = self.day.claims().map(|(_, claim)| claim.thing.clone()).collect();
        let recorded = Answers::of(recorded.iter(), self.import.corridor);
        let absences = self.day.absences.len();
        let mut lines = BTreeMap::new();
        for row in rows {
            let identity = row.identity(&self.import.corridor.slug);
            match lines.get(&identity) {
                Some(first) => self.import.refuse(ImportFile::Claims, row.line, Expectation::SaidOnce(*first)),
                None => {
                    lines.insert(identity.clone(), row.line);
                    self.put_row(&identity, row, &recorded);
                }
            }
        }
        self.drop_answered(absences);
        (self.day, self.changes.preferred)
    }

    fn put_row(&mut self, identity: &Identity, row: ClaimRow, recorded: &Answers<'_>) {
        match row.content.clone() {
            Content::Claim(says) => match self.claims.get(identity).copied() {
                Some(place) => self.update_claim(place, row),
                None => self.add_claim(says, row),
            },
            Content::Absence(why) => match self.absences.get(identity).copied() {
                Some(index) => self.update_absence(index, row),
                None => self.add_absence(why, row, recorded),
            },
        }
    }

    fn update_claim(&mut self, place: Place, row: ClaimRow) {
        if row.preferred.is_some() {
            self.changes.preferred.insert(place, row.line);
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
        self.changes.named_absences.insert(index);
        let changed = self.day.absences.get_mut(index).is_some_and(|absence| {
            let changes = [replace(&mut absence.date_note, row.date_note), replace(&mut absence.remark, row.remark)];
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
            self.changes.preferred.insert((index, report.claims.len()), row.line);
        }
        self.changes.added.push(row.thing.clone());
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
        let id = format!("r{}", self.next_report);
        let source = self.import.book.slug_of(source);
        self.day.reports.push(Report { id, source, via, url, published_on, claims: Vec::new() });
        self.next_report += 1;
        let index = self.day.reports.len() - 1;
        self.statements.insert(statement, index);
        index
    }

    /// A bare "not reported" is left out where the record knows better: an old file must not bring it back.
    fn add_absence(&mut self, why: AbsenceReason, row: ClaimRow, recorded: &Answers<'_>) {
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
        if is_bare(&absence) && recorded.cover(&absence.thing) {
            self.import.tally.unchanged += 1;
            return;
        }
        self.day.absences.push(absence);
        self.import.tally.added += 1;
    }

    /// Takes out each recorded bare "not reported" that a new claim answers. Not one that the file itself names: it
    /// says both, and is taken at its word.
    fn drop_answered(&mut self, recorded: usize) {
        let answered = Answers::of(self.changes.added.iter(), self.import.corridor);
        let named = &self.changes.named_absences;
        let mut index = 0;
        self.day.absences.retain(|absence| {
            let kept = index >= recorded || named.contains(&index);
            index += 1;
            kept || !is_bare(absence) || !answered.cover(&absence.thing)
        });
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
