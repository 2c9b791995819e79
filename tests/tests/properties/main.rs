//! The properties that `make fuzz` looks for exceptions to, over their seeds and what lies near them: so that they hold in
//! every test run, and the fuzz targets do not rot.

mod near;

use std::sync::LazyLock;

use proptest::prelude::*;
use tests::properties::{amount, claim_file, day_form, query, workbook};

const AMOUNTS: &str = include_str!("../../fixtures/seeds/amount.txt");
const QUERIES: &str = include_str!("../../fixtures/seeds/query.txt");
const FORMS: &str = include_str!("../../fixtures/seeds/day_form.txt");
/// The template of a corridor as a spreadsheet takes it home.
const WORKBOOK: &[u8] = include_bytes!("../../fixtures/seeds/workbook.xlsx");
const FILES: [&str; 4] = [
    include_str!("../../fixtures/lachin/lachin-claims.csv"),
    include_str!("../../fixtures/lachin/lachin-events.csv"),
    include_str!("../../fixtures/seeds/claim_file.csv"),
    include_str!("../../fixtures/seeds/claim_file_refused.csv"),
];

#[test]
fn every_seed_holds() {
    AMOUNTS.lines().for_each(|line| amount::holds(line.as_bytes()));
    QUERIES.lines().for_each(|line| query::holds(line.as_bytes()));
    FORMS.lines().for_each(|line| day_form::holds(line.as_bytes()));
    FILES.iter().for_each(|file| claim_file::holds(file.as_bytes()));
    workbook::holds(WORKBOOK);
    assert!(AMOUNTS.lines().count() > 40 && QUERIES.lines().count() > 20 && FORMS.lines().count() > 5);
}

/// The parts of the workbook.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| near::unpacked(WORKBOOK));

/// The parts of the workbook, one of them changed: a change of the packed bytes rarely comes past the checksum.
fn near_parts() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let changed = |index: usize| (Just(index), near::near(vec![PARTS[index].1.as_slice()]));
    (0..PARTS.len()).prop_flat_map(changed).prop_map(|(index, bytes)| {
        let mut parts = PARTS.clone();
        parts[index].1 = bytes;
        parts
    })
}

#[test]
fn a_sheet_that_names_places_beyond_all_numbers_is_refused() {
    for place in ["<dimension ref=\"", "<c r=\""] {
        let mut parts = PARTS.clone();
        let (_, sheet) = parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).expect("a sheet");
        let text = String::from_utf8(sheet.clone()).expect("text");
        let (before, rest) = text.split_once(place).expect("a place");
        let (_, after) = rest.split_once('"').expect("its end");
        *sheet = format!("{before}{place}A99999999999\"{after}").into_bytes();
        workbook::holds(&near::packed(&parts));
    }
}

fn lines_of(text: &'static str) -> Vec<&'static [u8]> {
    text.lines().map(str::as_bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn amounts_near_the_seeds_hold(bytes in near::near(lines_of(AMOUNTS))) {
        amount::holds(&bytes);
    }

    #[test]
    fn queries_near_the_seeds_hold(bytes in near::near(lines_of(QUERIES))) {
        query::holds(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn forms_near_the_seeds_hold(bytes in near::near(lines_of(FORMS))) {
        day_form::holds(&bytes);
    }

    #[test]
    fn workbooks_near_the_seed_hold(bytes in near::near(vec![WORKBOOK])) {
        workbook::holds(&bytes);
    }

    #[test]
    fn parts_of_workbooks_near_the_seed_hold(parts in near_parts()) {
        workbook::holds(&near::packed(&parts));
    }

    #[test]
    fn files_near_the_seeds_hold(bytes in near::near(vec![FILES[2].as_bytes(), FILES[3].as_bytes()])) {
        claim_file::holds(&bytes);
    }
}
