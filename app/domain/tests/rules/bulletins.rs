//! Which amounts a bulletin holds, in its own words of measure; what is no amount is left out.

use domain::{Amount, amounts_in};
use proptest::prelude::*;

fn words(text: &str) -> Vec<String> {
    amounts_in(text).into_iter().map(|said| said.words).collect()
}

#[test]
fn a_word_of_measure_belongs_to_its_number() {
    assert_eq!(words("More than 30 people wait, about 660 are without medicine."), ["More than 30", "about 660"]);
    assert_eq!(
        words("no fewer than 12; not more than 5; at\nleast 7"),
        ["no fewer than 12", "not more than 5", "at least 7"]
    );
    assert_eq!(words(">30, ≥ 30, ~660, <5, 30+, 30 or more"), [">30", "≥ 30", "~660", "<5", "30+", "30 or more"]);
    assert_eq!(words("30–35 and 12-14 and 28 to 30"), ["30–35", "12-14", "28 to 30"]);
    for text in ["more than 30", "30 or more", "30–35"] {
        assert!(!words(text).contains(&"30".to_owned()), "the control: {text} is never a bare 30");
    }
}

#[test]
fn groups_of_digits_are_one_number_and_a_full_stop_is_none() {
    assert_eq!(words("5,100 trucks, 5\u{a0}100 trucks, 12, 15 and 16."), ["5,100", "5\u{a0}100", "12", "15", "16"]);
    assert_eq!(words("on 28 100 people"), ["28", "100"], "what a plain space parts is not joined");
}

#[test]
fn times_dates_with_strokes_decimals_shares_and_names_are_no_amounts() {
    for text in
        ["14:30", "3.5", "28.03.2023", "28/03/2023", "30%", "COVID-19", "A320", "23rd", "5,10", "30-year-old", "#7"]
    {
        assert_eq!(words(text), [""; 0], "{text}");
    }
    assert_eq!(words("none at all"), [""; 0]);
}

#[test]
fn a_range_that_runs_backwards_is_two_numbers() {
    assert_eq!(words("moved 12 to 3 hospitals"), ["12", "3"]);
}

#[test]
fn a_few_words_stand_around_each_within_its_line() {
    let text = "Bulletin of 9 May\nOn that day more than 30 patients wait for a transfer.\nThe road is closed.";
    let said = &amounts_in(text)[1];
    assert_eq!(
        (said.before.as_str(), said.words.as_str(), said.after.as_str()),
        ("On that day", "more than 30", "patients wait for a")
    );
}

proptest! {
    #[test]
    fn whatever_is_found_is_an_amount_with_a_number_and_stands_in_the_text(text in "[ -~à-üЀ-ӿ԰-֏–—≥≤0-9\n]{0,80}") {
        for said in amounts_in(&text) {
            let amount: Amount = said.words.parse().unwrap();
            prop_assert!(amount.interval().is_some(), "{}", said.words);
            let plain = text.split_whitespace().collect::<Vec<&str>>().join(" ");
            let own = said.words.split_whitespace().collect::<Vec<&str>>().join(" ");
            prop_assert!(plain.contains(&own), "{own} in {plain}");
        }
    }

    #[test]
    fn every_number_that_stands_alone_is_found(number in 0u32..1_000_000_000, before in "[a-z]{1,8} ", after in " [a-z]{1,8}") {
        let text = format!("{before}{number}{after}");
        let found = amounts_in(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert!(found[0].words.ends_with(&number.to_string()));
    }
}
