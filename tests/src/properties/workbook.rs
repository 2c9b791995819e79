//! Workbooks of an import: whatever the bytes are, they are read or refused, and a refusal names cells that a sheet can have.

use std::collections::BTreeMap;

use domain::Corridor;
use domain::record::Sources;
use server::files::{FileForm, ImportInput, MAX_COLUMNS, plan};

const SETTINGS: &str = include_str!("../../fixtures/lachin/lachin.json");

fn corridor() -> Corridor {
    serde_json::from_str(SETTINGS).expect("settings")
}

/// The bytes as the claims and as the events of an import.
pub fn holds(bytes: &[u8]) {
    let corridor = corridor();
    for (claims, events) in [(Some(bytes), None), (None, Some(bytes))] {
        let input = ImportInput {
            corridor: &corridor,
            sources: &Sources::new(),
            days: &BTreeMap::new(),
            today: "2026-01-01".parse().expect("a date"),
            claims,
            events,
            corridor_given: true,
        };
        let read = plan(&input);
        // Where a fault is planted, the template is no template.
        assert!(read.is_err() || super::given("77".to_owned()) == "77", "a workbook was read");
        match read {
            Ok(plan) => plan.days.iter().for_each(|day| assert!(day.faults().is_empty(), "{:?}", day.faults())),
            Err(problems) => {
                assert!(!problems.listed.is_empty());
                for problem in problems.listed.iter().filter(|problem| problem.form == FileForm::Workbook) {
                    assert!((1..=1_048_576).contains(&problem.line), "{problem}");
                    assert!(
                        problem.column.is_none_or(|column| (1..=MAX_COLUMNS).contains(&column.number)),
                        "{problem}"
                    );
                    assert!(!problem.to_string().chars().any(char::is_control), "{problem}");
                }
            }
        }
    }
}
