//! The desk's pages.

pub mod audit;
pub mod carriers;
pub mod corridors;
pub mod day_form;
pub mod desk;
pub mod settings;
pub mod sign_in;
pub mod source;
pub mod sources;
pub mod threshold;
