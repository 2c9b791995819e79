//! One finished view-model per page, all decisions made, built from the domain. No HTML.

pub mod around_day;
pub mod audit_page;
pub mod calendar;
pub mod change_page;
pub mod changes_page;
pub mod chart;
pub mod chrome;
pub mod cite;
pub mod correction;
pub mod day_form;
pub mod day_page;
pub mod desk;
pub mod entry;
pub mod figure_row;
pub mod index_page;
pub mod mark;
pub mod month_page;
pub mod notice;
pub mod old_state;
pub mod running;
pub mod samples;
pub mod sentence;
pub mod status_page;
pub mod strip;
pub mod sums;
