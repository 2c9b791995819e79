//! Records → view-models, one file per page. Public ones take an edition: they never touch the database and ask no clock.

pub mod about;
pub mod api;
pub mod audit;
pub mod carriers;
pub mod changes;
pub mod chart;
pub mod corridor;
pub mod corridors;
pub mod day;
pub mod day_form;
pub mod desk;
pub mod files;
pub mod import_words;
pub mod imports;
pub mod inbox;
pub mod index;
pub mod latest;
pub mod month;
pub mod own_account;
pub mod people;
pub mod review;
pub mod sitemap;
pub mod sources;
pub mod trends;
