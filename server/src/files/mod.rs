//! Files: a record as bytes, and the bytes of an import as changed days. Pure: no clock, no IO, never stores anything.

mod absences;
pub mod audit_csv;
mod cell;
mod claim_line;
mod claim_merge;
mod claim_row;
pub mod claims_csv;
pub mod claims_json;
mod day_row;
pub mod days_csv;
pub mod days_json;
mod event_row;
pub mod events_csv;
pub mod events_json;
mod expectation;
mod import;
pub mod latest_json;
mod merge;
mod names;
mod problem;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod round_trip;
mod row;
mod shape;
mod table;
mod typed_cell;

pub use expectation::Expectation;
pub use import::{ImportInput, ImportPlan, corridor_of, plan};
pub use problem::{Column, ImportFile, ImportProblem, ImportProblems};
pub use table::{MAX_BYTES, MAX_CELL, MAX_ROWS};
