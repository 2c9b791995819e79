//! Reads claims.csv and events.csv, or the sheets of workbooks, against what is recorded: the days that would change, or every problem there is.
//! All or nothing, and never stores anything itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::record::Sources;
use domain::source::SourceBook;
use domain::{Corridor, DayReport, Label, Slug, Source};

use super::claim_row::ClaimRow;
use super::event_row::EventRow;
use super::lookalike::{self, Alike};
use super::merge::{DayRows, Import, Tally};
use super::names::Labels;
use super::problem::{Gathering, ImportFile, ImportProblems};
use super::row::Scope;
use super::sheet::SheetTold;
use super::table::{self, Watch};
use super::{claim_line, events_csv, template};

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
    /// What the rows of each day do, also where nothing changes.
    pub by_day: BTreeMap<NaiveDate, Tally>,
    /// New names that look like other ones: they may be one and the same.
    pub alike: Vec<Alike>,
    /// What is told of sheets that were read.
    pub sheets: Vec<(ImportFile, SheetTold)>,
    /// Whether rows of the template are still in the file.
    pub examples: bool,
}

/// What the files would change.
///
/// # Errors
/// Every problem with its line and column: of single rows, and of those sound rows that do not go together.
pub fn plan(input: &ImportInput<'_>) -> Result<ImportPlan, ImportProblems> {
    plan_watched(input, &Watch::default(), Gathering::default())
}

/// The same, with so many problems listed, for one who looks on.
///
/// # Errors
/// As [`plan`].
pub fn plan_with(input: &ImportInput<'_>, watch: &Watch, most_problems: usize) -> Result<ImportPlan, ImportProblems> {
    plan_watched(input, watch, Gathering::up_to(most_problems))
}

fn plan_watched(input: &ImportInput<'_>, watch: &Watch, mut problems: Gathering) -> Result<ImportPlan, ImportProblems> {
    let (rows, sheets) = read(input, watch, &mut problems);
    let mut labels = Labels::default();
    rows.values().flat_map(|day| &day.claims).for_each(|row| labels.add(&row.thing));
    let mut import = Import {
        corridor: input.corridor,
        sources: input.sources,
        book: SourceBook::new(input.sources),
        tally: Tally::default(),
        problems,
        forms: [input.claims, input.events].map(|bytes| bytes.map(table::form_of).unwrap_or_default()),
    };
    let mut by_day = BTreeMap::new();
    let merge = |(date, rows)| {
        let before = import.tally;
        let day = import.merge(date, input.days.get(&date), rows);
        by_day.insert(date, import.tally.since(before));
        day
    };
    let days: Vec<DayReport> = rows.into_iter().filter_map(merge).collect();
    import.problems.verdict()?;
    let known = Labels::of_days(input.days.values());
    let new_sources = import.book.into_named();
    let alike = lookalike::all(&labels, &known, &new_sources, input.sources);
    let examples = new_sources.iter().any(|source| source.name.as_str() == template::EXAMPLE_SOURCE);
    Ok(ImportPlan {
        days,
        new_sources,
        created: labels.without(&known),
        by_day,
        alike,
        sheets,
        examples,
        added: import.tally.added,
        updated: import.tally.updated,
        unchanged: import.tally.unchanged,
        events_added: import.tally.events_added,
    })
}

/// The corridor that the first row of a file names, to find the one that is meant when none was given.
pub fn corridor_of(file: ImportFile, bytes: &[u8]) -> Option<Slug> {
    table::first_cell(file, bytes, "corridor")?.parse().ok()
}

/// What a file was read as.
type Read = (BTreeMap<NaiveDate, DayRows>, Vec<(ImportFile, SheetTold)>);

fn read(input: &ImportInput<'_>, watch: &Watch, problems: &mut Gathering) -> Read {
    let scope = Scope { corridor: input.corridor, corridor_given: input.corridor_given, today: input.today };
    let mut days: BTreeMap<NaiveDate, DayRows> = BTreeMap::new();
    let mut sheets = Vec::new();
    if let Some(bytes) = input.claims {
        let told = table::read_rows(&claim_line::FORMAT, bytes, problems, watch, |row, problems| {
            if let Some(row) = ClaimRow::read(row, &scope, problems) {
                days.entry(row.date).or_default().claims.push(row);
            }
        });
        sheets.extend(told.map(|told| (ImportFile::Claims, told)));
    }
    if let Some(bytes) = input.events {
        let told = table::read_rows(&events_csv::FORMAT, bytes, problems, watch, |row, problems| {
            if let Some(row) = EventRow::read(row, &scope, problems) {
                days.entry(row.date).or_default().events.push(row);
            }
        });
        sheets.extend(told.map(|told| (ImportFile::Events, told)));
    }
    (days, sheets)
}

#[cfg(test)]
mod tests {
    use domain::{AbsenceReason, Claim};

    use super::*;

    const SETTINGS: &str = include_str!("../../../tests/fixtures/imports/crossing.json");

    /// Days and sources after a series of imports, and the last plan.
    struct Desk {
        corridor: Corridor,
        sources: Sources,
        days: BTreeMap<NaiveDate, DayReport>,
    }

    impl Desk {
        fn new() -> Self {
            let corridor = serde_json::from_str(SETTINGS).unwrap();
            Self { corridor, sources: Sources::new(), days: BTreeMap::new() }
        }

        /// Imports rows written as `measure,group,direction,bound,value,preferred,source,remark` of 4 March.
        fn take(&mut self, rows: &[&str]) -> Result<ImportPlan, ImportProblems> {
            let mut text = "measure,group,direction,bound,value,preferred,source,remark,corridor,date,period_start,\
                            counted,carrier,facility,access,item,unit,stage,value_high,via,source_url,published_on,\
                            date_note\n"
                .to_owned();
            rows.iter().for_each(|row| text += &format!("{row},orro-gate,2024-03-04,,,,,,,,,,,,,\n"));
            let input = ImportInput {
                corridor: &self.corridor,
                sources: &self.sources,
                days: &self.days,
                today: "2024-03-20".parse().unwrap(),
                claims: Some(text.as_bytes()),
                events: None,
                corridor_given: false,
            };
            let plan = plan(&input)?;
            self.sources.extend(plan.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
            self.days.extend(plan.days.iter().map(|day| (day.date, day.clone())));
            Ok(plan)
        }

        fn day(&self) -> &DayReport {
            &self.days[&"2024-03-04".parse().unwrap()]
        }

        fn claims(&self) -> Vec<&Claim> {
            self.day().claims().map(|(_, claim)| claim).collect()
        }

        fn absences(&self) -> Vec<String> {
            let of = |absence: &domain::Absence| format!("{}: {}", absence.thing.measure.key(), absence.why.key());
            self.day().absences.iter().map(of).collect()
        }
    }

    const CROSSED: &str = "people_crossed,residents,outbound,exact,30,,WHO,";
    const CLOSED: &str = "access_status,,,,closed,,WHO,";

    #[test]
    fn a_second_preference_beside_a_recorded_one_is_refused_unless_the_file_takes_that_one_back() {
        let mut desk = Desk::new();
        desk.take(&["people_crossed,residents,outbound,exact,30,counted,WHO,"]).unwrap();
        let other = "people_crossed,residents,outbound,exact,31,counted,Red Crescent,";
        let problem = desk.take(&[other]).unwrap_err().to_string();
        assert_eq!(
            problem,
            "claims.csv, line 2: the record prefers another claim of the same thing and day; expected at most one"
        );
        let plan = desk.take(&[CROSSED, other]).unwrap();
        assert_eq!((plan.added, plan.updated), (1, 1));
        assert_eq!(desk.claims().iter().filter(|claim| claim.preferred.is_some()).count(), 1);
    }

    #[test]
    fn nothing_is_deleted_and_ids_are_kept() {
        let mut desk = Desk::new();
        desk.take(&[CROSSED, CLOSED]).unwrap();
        let plan = desk.take(&["people_crossed,residents,outbound,exact,31,,Red Crescent,", CROSSED]).unwrap();
        assert_eq!((plan.added, plan.unchanged, plan.days.len()), (1, 1, 1));
        let ids: Vec<&str> = desk.claims().iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ids, ["c1", "c2", "c3"]);
        assert_eq!(desk.day().reports.iter().map(|report| report.id.as_str()).collect::<Vec<_>>(), ["r1", "r2"]);
    }

    #[test]
    fn a_remark_is_an_update_of_the_same_claim() {
        let mut desk = Desk::new();
        desk.take(&[CROSSED]).unwrap();
        let plan = desk.take(&["people_crossed,residents,outbound,exact,30,,WHO,on foot"]).unwrap();
        assert_eq!((plan.added, plan.updated, plan.unchanged), (0, 1, 0));
        assert_eq!(desk.claims()[0].remark.as_ref().unwrap().as_str(), "on foot");
        assert!(plan.created.is_empty() && plan.new_sources.is_empty());
    }

    #[test]
    fn what_is_expected_and_missing_is_not_reported_until_a_claim_comes() {
        let mut desk = Desk::new();
        desk.take(&[CLOSED]).unwrap();
        assert_eq!(desk.absences(), ["people_crossed: not_reported", "deliveries: not_reported"]);
        desk.take(&[CROSSED]).unwrap();
        assert_eq!(desk.absences(), ["deliveries: not_reported"]);
    }

    #[test]
    fn an_old_file_does_not_bring_an_answered_absence_back() {
        let mut desk = Desk::new();
        let not_reported = "people_crossed,residents,outbound,not_reported,,,,";
        desk.take(&[CLOSED, not_reported]).unwrap();
        desk.take(&[CROSSED]).unwrap();
        let plan = desk.take(&[CLOSED, not_reported]).unwrap();
        assert_eq!((plan.days.len(), plan.unchanged), (0, 2));
    }

    #[test]
    fn a_file_that_says_both_not_reported_and_a_figure_is_taken_at_its_word() {
        let not_reported = "people_crossed,residents,outbound,not_reported,,,,";
        let (mut empty, mut absent) = (Desk::new(), Desk::new());
        absent.take(&[not_reported]).unwrap();
        for desk in [&mut empty, &mut absent] {
            desk.take(&[CROSSED, not_reported]).unwrap();
            assert!(desk.absences().contains(&"people_crossed: not_reported".to_owned()));
            assert_eq!(desk.claims().len(), 1);
        }
    }

    #[test]
    fn an_absence_that_somebody_gave_a_source_or_a_remark_stays_beside_a_claim() {
        let mut desk = Desk::new();
        let silent = "people_crossed,residents,outbound,source_silent,,,Red Crescent,";
        let remarked = "people_crossed,residents,outbound,not_reported,,,,lines down";
        desk.take(&[silent, remarked]).unwrap();
        desk.take(&[CROSSED]).unwrap();
        let stay: Vec<AbsenceReason> =
            desk.day().absences.iter().filter(|a| a.thing.direction.is_some()).map(|a| a.why).collect();
        assert_eq!(stay, [AbsenceReason::SourceSilent, AbsenceReason::NotReported]);
    }

    #[test]
    fn a_known_source_is_found_by_its_name_and_notes_of_the_day_are_kept() {
        let mut desk = Desk::new();
        desk.take(&[CROSSED]).unwrap();
        let date = desk.day().date;
        desk.days.get_mut(&date).unwrap().internal_note = Some("for us".parse().unwrap());
        let plan = desk.take(&[CLOSED]).unwrap();
        assert!(plan.new_sources.is_empty());
        assert_eq!(desk.day().reports.len(), 1);
        assert_eq!(desk.day().internal_note.as_ref().unwrap().as_str(), "for us");
    }

    #[test]
    fn no_file_is_no_change() {
        let mut desk = Desk::new();
        assert_eq!(desk.take(&[]), Ok(ImportPlan::default()));
    }
}
