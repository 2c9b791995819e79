//! What must hold of everything that people and machines can send, whatever it is: each property takes bytes and gives up
//! where one does not hold. Run with the seeds and what lies near them in every test run, and by `make fuzz` with what a
//! fuzzer finds. Never a list of cases: those stand with what they are about.

pub mod amount;
pub mod claim_file;
pub mod day_form;
pub mod query;
pub mod workbook;

use std::sync::LazyLock;

/// Whether a fault is planted: `make fuzz PLANTED=yes` has to find it in each property.
static PLANTED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("FUZZ_PLANTED").is_some());

/// What the program gave, as it gave it. With a planted fault, of `77` one digit is lost.
fn given(text: String) -> String {
    if *PLANTED { text.replace("77", "7") } else { text }
}
