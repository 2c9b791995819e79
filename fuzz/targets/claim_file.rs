//! The parser of an import. The property stands in `tests/src/properties/claim_file.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::properties::claim_file::holds(bytes));
