//! Files: a record as bytes, and the bytes of an import as changed days. Pure: no clock, no IO, never stores anything.

mod absences;
pub mod api;
pub mod atom;
pub mod audit_csv;
mod cell;
mod claim_line;
mod claim_merge;
mod claim_row;
pub mod claims_csv;
pub mod claims_json;
pub mod daily;
pub mod data_package;
pub mod dataset;
mod day_row;
pub mod days_csv;
pub mod days_json;
mod event_row;
pub mod events_csv;
pub mod events_json;
mod expectation;
mod hxl;
mod import;
mod kind;
pub mod latest_json;
mod lookalike;
mod merge;
mod names;
mod problem;
pub mod problems_csv;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod round_trip;
mod row;
mod shape;
mod sheet;
mod table;
pub mod template;
pub mod trends_csv;
mod typed_cell;
pub mod workbook;
mod xml;

pub use claim_line::COLUMNS as CLAIM_COLUMNS;
pub use expectation::Expectation;
pub use import::{ImportInput, ImportPlan, corridor_of, plan, plan_with};
pub use lookalike::Alike;
pub use merge::Tally;
pub use problem::{Column, FileForm, ImportFile, ImportProblem, ImportProblems, is_unfit};
pub use shape::MAX_COLUMNS;
pub use sheet::SheetTold;
pub use table::{MAX_BYTES, MAX_CELL, MAX_ROWS, Watch};
