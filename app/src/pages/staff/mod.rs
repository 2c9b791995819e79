//! The desk's pages.

pub mod audit;
pub mod day_form;
pub mod desk;
pub mod sign_in;
