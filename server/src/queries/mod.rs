//! Records → view-models, one file per page. Public ones never touch the database.

pub mod corridor;
pub mod day;
pub mod day_form;
pub mod desk;
pub mod index;
pub mod latest;
