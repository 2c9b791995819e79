//! The form of a day. The property stands in `tests/src/properties/day_form.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::properties::day_form::holds_quickly(bytes));
