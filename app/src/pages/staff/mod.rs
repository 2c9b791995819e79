//! The desk's pages.

pub mod audit;
pub mod carriers;
pub mod code;
pub mod corridors;
pub mod day_form;
pub mod desk;
pub mod discard_draft;
pub mod enrol;
pub mod import;
pub mod link;
pub mod own_account;
pub mod people;
pub mod person;
pub mod recovery;
pub mod review;
pub mod settings;
pub mod sign_in;
pub mod source;
pub mod sources;
pub mod threshold;
pub mod welcome;
