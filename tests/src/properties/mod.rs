//! What must hold of everything that people and machines can send, whatever it is: each property takes bytes and gives up
//! where one does not hold. Run with the seeds and what lies near them in every test run, and by `make fuzz` with what a
//! fuzzer finds. Never a list of cases: those stand with what they are about.

pub mod amount;
pub mod claim_file;
pub mod day_form;
pub mod query;
