//! The desk's pages.

pub mod audit;
pub mod carriers;
pub mod code;
pub mod corridors;
pub mod day_form;
pub mod desk_month;
pub mod discard_draft;
pub mod enrol;
pub mod import;
pub mod inbox;
pub mod link;
pub mod own_account;
pub mod people;
pub mod person;
pub mod questions;
pub mod recovery;
pub mod review;
pub mod settings;
pub mod sign_in;
pub mod source;
pub mod sources;
pub mod threshold;
pub mod welcome;
