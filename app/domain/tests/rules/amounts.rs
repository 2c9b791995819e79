//! What was said, as it is written in files, and what is answered to a text that is no amount.

use domain::Amount;

fn read(text: &str) -> Amount {
    text.parse().unwrap()
}

fn refusal(text: &str) -> String {
    text.parse::<Amount>().unwrap_err().to_string()
}

#[test]
fn every_kind_of_amount_has_a_word_of_its_own_in_files() {
    let bounds = ["30", "30+", ">30", "≤5", "<5", "~660", "30-35", "several dozen"].map(|text| read(text).bound());
    assert_eq!(bounds, ["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague"]);
}

#[test]
fn words_may_have_200_characters_and_not_one_more() {
    let words = |length: usize| "é".repeat(length).parse::<Amount>();
    assert!(matches!(words(200), Ok(Amount::Vague(words)) if words.as_str().chars().count() == 200));
    assert_eq!(words(201).unwrap_err().to_string(), "expected words of at most 200 characters on one line");
}

#[test]
fn a_refusal_repeats_what_was_typed_and_says_what_to_write() {
    assert_eq!(refusal(" "), "no amount is written; expected a number such as 30, or the source’s words");
    let unreadable = refusal("30 people");
    assert!(unreadable.starts_with("“30 people” cannot be read; write 30, >30 (more than), 30+ (at least)"));
    assert_eq!(refusal("1,000,000,001"), "“1,000,000,001” is too large; expected at most 1,000,000,000");
    assert_eq!(refusal("1,200-30"), "the range runs backwards; write 30-1,200");
    assert_eq!(refusal("<0"), "nothing is fewer than 0; write 0 if a source said that there was none");
}
