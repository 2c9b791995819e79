//! The amount parser. The property stands in `tests/src/properties/amount.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::properties::amount::holds(bytes));
