//! The desk: signing in and out, the first page, the form of a day, people, one's own account.

pub mod audit;
pub mod carriers;
pub mod corridors;
pub mod day_acts;
pub mod day_form;
pub mod desk;
pub mod imports;
pub mod own_account;
pub mod people;
pub mod person;
pub mod review;
pub mod second_factor;
pub mod second_step;
pub mod sign_in;
pub mod sources;
pub mod threshold;
pub mod welcome;
pub mod worker;
