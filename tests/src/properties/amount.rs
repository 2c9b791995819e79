//! Amounts: whatever is typed is an amount that says itself the same again, or is refused in a sentence.

use domain::Amount;

/// The longest sentence that tells what is wrong with an amount, in characters: what was typed is cut in it.
const LONGEST: usize = 300;

/// An amount that is read is written, read and stored as itself; its interval is one; a refusal is short.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match text.parse::<Amount>() {
        Ok(amount) => {
            let shown = super::given(amount.to_string());
            assert_eq!(shown.parse().as_ref(), Ok(&amount), "{text:?} is shown as {shown:?}");
            let stored = serde_json::to_string(&amount).expect("JSON");
            assert_eq!(serde_json::from_str::<Amount>(&stored).ok(), Some(amount.clone()), "{stored}");
            let interval = amount.interval();
            assert!(interval.is_none_or(|interval| interval.high.is_none_or(|high| interval.low <= high)), "{text:?}");
            let is_number = text.chars().any(char::is_numeric);
            assert_eq!(interval.is_some(), is_number, "a digit is a number, and words are none: {text:?}");
        }
        Err(error) => {
            let told = error.to_string();
            assert!(!told.is_empty() && told.chars().count() <= LONGEST, "{told}");
        }
    }
}
