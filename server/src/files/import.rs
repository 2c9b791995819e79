//! Reads claims.csv and events.csv against what is recorded: the days that would change, or every problem there is.
//! All or nothing, and never stores anything itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Corridor, DayReport, Label, Slug, Source};

use super::claim_row::ClaimRow;
use super::event_row::EventRow;
use super::merge::{DayRows, Import, Tally};
use super::names::{Labels, SourceBook};
use super::problem::{Gathering, ImportProblems};
use super::row::Scope;
use super::{claims_csv, events_csv, table};

/// What an import is held against, and the files as they came.
#[derive(Clone, Copy, Debug)]
pub struct ImportInput<'a> {
    /// The corridor.
    pub corridor: &'a Corridor,
    /// The sources that are known.
    pub sources: &'a Sources,
    /// What is recorded of each day: its last published document.
    pub days: &'a BTreeMap<NaiveDate, DayReport>,
    /// Today, in the corridor's time zone.
    pub today: NaiveDate,
    /// The bytes of claims.csv.
    pub claims: Option<&'a [u8]>,
    /// The bytes of events.csv.
    pub events: Option<&'a [u8]>,
    /// Whether the corridor was given apart from the files: then it fills an empty column. A different one is refused
    /// in any case.
    pub corridor_given: bool,
}

/// What an import would change. The same files against the result change nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportPlan {
    /// The days that change, whole, the oldest first.
    pub days: Vec<DayReport>,
    /// Sources that are created.
    pub new_sources: Vec<Source>,
    /// Names that no day had before, by column: facility, group, carrier, item, unit. Without the groups and units that
    /// measures have by themselves.
    pub created: BTreeMap<&'static str, Vec<Label>>,
    /// Rows of claims.csv that are new.
    pub added: usize,
    /// Rows of claims.csv that change a preference, a date note or a remark.
    pub updated: usize,
    /// Rows of claims.csv that say what is recorded.
    pub unchanged: usize,
    /// Rows of events.csv that are new.
    pub events_added: usize,
}

/// What the files would change.
///
/// # Errors
/// Every problem with its line and column: those of single rows first; only when there is none, those of rows that do
/// not go together.
pub fn plan(input: &ImportInput<'_>) -> Result<ImportPlan, ImportProblems> {
    let mut problems = Gathering::default();
    let rows = read(input, &mut problems);
    problems.verdict()?;
    let mut labels = Labels::default();
    rows.values().flat_map(|day| &day.claims).for_each(|row| labels.add(&row.thing));
    let mut import = Import {
        corridor: input.corridor,
        sources: input.sources,
        book: SourceBook::new(input.sources, &input.corridor.slug),
        tally: Tally::default(),
        problems,
    };
    let merge = |(date, rows)| import.merge(date, input.days.get(&date), rows);
    let days: Vec<DayReport> = rows.into_iter().filter_map(merge).collect();
    import.problems.verdict()?;
    Ok(ImportPlan {
        days,
        new_sources: import.book.created(),
        created: labels.without(&Labels::of_days(input.days.values())),
        added: import.tally.added,
        updated: import.tally.updated,
        unchanged: import.tally.unchanged,
        events_added: import.tally.events_added,
    })
}

/// The corridor that the first row of either file names, to find the one that is meant when none was given.
pub fn corridor_of(file: &[u8]) -> Option<Slug> {
    table::first_cell(file, "corridor")?.parse().ok()
}

fn read(input: &ImportInput<'_>, problems: &mut Gathering) -> BTreeMap<NaiveDate, DayRows> {
    let scope = Scope { corridor: input.corridor, corridor_given: input.corridor_given, today: input.today };
    let mut days: BTreeMap<NaiveDate, DayRows> = BTreeMap::new();
    if let Some(bytes) = input.claims {
        table::read_rows(&claims_csv::FORMAT, bytes, problems, |row, problems| {
            if let Some(row) = ClaimRow::read(row, &scope, problems) {
                days.entry(row.date).or_default().claims.push(row);
            }
        });
    }
    if let Some(bytes) = input.events {
        table::read_rows(&events_csv::FORMAT, bytes, problems, |row, problems| {
            if let Some(row) = EventRow::read(row, &scope, problems) {
                days.entry(row.date).or_default().events.push(row);
            }
        });
    }
    days
}
