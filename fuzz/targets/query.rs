//! Queries and the text of forms. The property stands in `tests/src/properties/query.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::properties::query::holds(bytes));
