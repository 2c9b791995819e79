//! Files of an import: a refused one is told by lines and columns that it has, an accepted one is exported, read again and
//! exported the same; neither its export nor the file itself changes anything afterwards.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Corridor, DayReport};
use server::files::{Expectation, ImportFile, ImportInput, ImportPlan, ImportProblems, claims_csv, events_csv, plan};

const SETTINGS: &str = include_str!("../../fixtures/lachin/lachin.json");

/// What an import is held against, and what it leaves behind.
struct Folder {
    corridor: Corridor,
    sources: Sources,
    days: BTreeMap<NaiveDate, DayReport>,
}

/// The same bytes as claims.csv and as events.csv.
pub fn holds(bytes: &[u8]) {
    for file in [ImportFile::Claims, ImportFile::Events] {
        let mut folder = Folder::empty();
        match folder.import(file, bytes) {
            Err(problems) => assert_told(file, bytes, &problems),
            Ok(_) => assert_kept(&mut folder, file, bytes),
        }
    }
}

impl Folder {
    fn empty() -> Self {
        let corridor = serde_json::from_str(SETTINGS).expect("settings");
        Self { corridor, sources: Sources::new(), days: BTreeMap::new() }
    }

    fn import(&mut self, file: ImportFile, bytes: &[u8]) -> Result<ImportPlan, ImportProblems> {
        self.take((file == ImportFile::Claims).then_some(bytes), (file == ImportFile::Events).then_some(bytes))
    }

    fn take(&mut self, claims: Option<&[u8]>, events: Option<&[u8]>) -> Result<ImportPlan, ImportProblems> {
        let plan = plan(&ImportInput {
            corridor: &self.corridor,
            sources: &self.sources,
            days: &self.days,
            today: "2026-01-01".parse().expect("a date"),
            claims,
            events,
            corridor_given: false,
        })?;
        self.sources.extend(plan.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
        self.days.extend(plan.days.iter().map(|day| (day.date, day.clone())));
        Ok(plan)
    }

    fn export(&self) -> [Vec<u8>; 2] {
        let claims = claims_csv::write_days(&self.corridor, self.days.values(), &self.sources);
        let events = events_csv::write_days(&self.corridor, self.days.values(), &self.sources);
        [claims, events].map(|file| super::given(String::from_utf8(file).expect("text")).into_bytes())
    }
}

/// Each problem names a line of the file, and where it names a column by name, the header has it there.
fn assert_told(file: ImportFile, bytes: &[u8], problems: &ImportProblems) {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = plain.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
    let cells = plain.iter().filter(|byte| **byte == b',').count() + 1;
    let header = header_of(plain);
    assert!(!problems.listed.is_empty());
    for problem in &problems.listed {
        assert_eq!(problem.file, file);
        assert!((1..=lines).contains(&problem.line), "{problem}: the file has {lines} lines");
        let told = problem.to_string();
        assert!(!told.chars().any(char::is_control), "{told:?}");
        let Some(column) = problem.column else { continue };
        if matches!(problem.expected, Expectation::MissingColumn) {
            continue;
        }
        assert!((1..=cells).contains(&column.number), "{problem}: the file has {cells} cells");
        if let Some(name) = column.name {
            let found = header.get(column.number - 1).map(Vec::as_slice);
            assert_eq!(found, Some(name.as_bytes()), "{problem}");
        }
    }
}

fn header_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let first = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(<[u8]>::to_vec).collect()
}

fn assert_kept(folder: &mut Folder, file: ImportFile, bytes: &[u8]) {
    for day in folder.days.values() {
        assert!(day.faults().is_empty(), "{:?}", day.faults());
    }
    let [claims, events] = folder.export();
    let mut other = Folder::empty();
    let again = other.take(Some(&claims), Some(&events));
    again.unwrap_or_else(|problems| panic!("our own export is refused: {problems}"));
    // What stood there is what the export says, not only what the next export says.
    let own = folder.take(Some(&claims), Some(&events));
    let own = own.unwrap_or_else(|problems| panic!("our own export is refused where it came from: {problems}"));
    let changed = (own.days.len(), own.added, own.updated, own.events_added);
    assert_eq!(changed, (0, 0, 0, 0), "our own export changes nothing");
    let written = other.export().map(|file| String::from_utf8(file).expect("text"));
    assert_eq!(written, [claims, events].map(|file| String::from_utf8(file).expect("text")));
    let second = folder.import(file, bytes).unwrap_or_else(|problems| panic!("refused the second time: {problems}"));
    assert_eq!((second.days.len(), second.added, second.updated, second.events_added), (0, 0, 0, 0), "twice is once");
}
