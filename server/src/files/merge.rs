//! Puts the rows of one day into what is recorded of it: adds and updates, never deletes what a source said.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::record::Sources;
use domain::source::SourceBook;
use domain::{Corridor, DayReport, Event, Thing};

use super::absences::completed;
use super::claim_merge::{ClaimMerge, Place};
use super::claim_row::ClaimRow;
use super::event_row::EventRow;
use super::events_csv;
use super::expectation::Expectation;
use super::problem::{FileForm, Gathering, ImportFile, ImportProblem};

/// What rows did to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Statements and absences that were not there.
    pub added: usize,
    /// Those that were there with another preference, date note or remark.
    pub updated: usize,
    /// Those that were there.
    pub unchanged: usize,
    /// Events that were not there.
    pub events_added: usize,
}

impl Tally {
    /// What was added since an earlier moment.
    pub(super) fn since(self, before: Self) -> Self {
        Self {
            added: self.added - before.added,
            updated: self.updated - before.updated,
            unchanged: self.unchanged - before.unchanged,
            events_added: self.events_added - before.events_added,
        }
    }
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
    /// In which forms claims and events came.
    pub(super) forms: [FileForm; 2],
}

impl Import<'_> {
    /// The day with the rows in it; none when that is what is recorded already, said or implied.
    pub(super) fn merge(&mut self, date: NaiveDate, before: Option<&DayReport>, rows: DayRows) -> Option<DayReport> {
        let recorded = before.map(|day| completed(day.clone(), self.corridor));
        let empty = || DayReport::empty(self.corridor.slug.clone(), date);
        let start = recorded.clone().unwrap_or_else(empty);
        let (mut day, preferred) = ClaimMerge::of(self, start).put(rows.claims);
        self.check_preferred(&day, &preferred);
        self.put_events(&mut day, rows.events);
        let day = completed(day, self.corridor);
        (Some(&day) != recorded.as_ref()).then_some(day)
    }

    /// Refuses a row as a whole.
    pub(super) fn refuse(&mut self, file: ImportFile, line: u64, expected: Expectation) {
        let [claims, events] = self.forms;
        let form = if file == ImportFile::Claims { claims } else { events };
        self.problems.push(ImportProblem { file, form, line, column: None, found: None, expected });
    }

    /// At most one claim of a thing is preferred, counting those that were there. Of several in the file the later
    /// ones are refused. `lines`: where the file prefers a claim.
    fn check_preferred(&mut self, day: &DayReport, lines: &BTreeMap<Place, u64>) {
        let mut by_thing: BTreeMap<&Thing, Vec<Option<u64>>> = BTreeMap::new();
        for (index, report) in day.reports.iter().enumerate() {
            for (place, claim) in report.claims.iter().enumerate().filter(|(_, claim)| claim.preferred.is_some()) {
                by_thing.entry(&claim.thing).or_default().push(lines.get(&(index, place)).copied());
            }
        }
        for mut lines in by_thing.into_values() {
            // One of the record, which has no line, comes first.
            lines.sort_unstable();
            let first = lines.first().copied().flatten();
            for line in lines.into_iter().skip(1).flatten() {
                self.refuse(ImportFile::Claims, line, Expectation::OnePreferred(first));
            }
        }
    }

    fn put_events(&mut self, day: &mut DayReport, rows: Vec<EventRow>) {
        let slug = &self.corridor.slug;
        let identity = |event: &Event| events_csv::identity(slug, day.date, event, self.sources);
        let recorded: BTreeSet<events_csv::Identity> = day.events.iter().map(identity).collect();
        let mut next = day.next_number('e');
        let mut lines = BTreeMap::new();
        for row in rows {
            let identity = row.identity(slug);
            let known = recorded.contains(&identity);
            if let Some(first) = lines.insert(identity, row.line) {
                self.refuse(ImportFile::Events, row.line, Expectation::SaidOnce(first));
            } else if !known {
                day.events.push(Event {
                    id: format!("e{next}"),
                    title: row.title,
                    source: row.source.as_ref().map(|name| self.book.slug_of(name)),
                    url: row.url,
                    published_on: row.published_on,
                });
                next += 1;
                self.tally.events_added += 1;
            }
        }
    }
}
