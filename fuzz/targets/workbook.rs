//! Workbooks of an import. The property stands in `tests/src/properties/workbook.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::properties::workbook::holds(bytes));
