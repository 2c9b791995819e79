//! The desk: signing in and out, the first page, the form of a day.

pub mod audit;
pub mod carriers;
pub mod corridors;
pub mod day_form;
pub mod desk;
pub mod sign_in;
pub mod sources;
pub mod threshold;
