//! What was *said*: an amount in the source's own measure of words. Never what is computed from it (that is a figure).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::figure::Interval;
use crate::label::is_unfit;

/// A whole number from 0 to 10⁹.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Count(u32);

/// Two counts, the first not above the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(Count, Count)", into = "(Count, Count)")]
pub struct CountRange(Count, Count);

/// A count of at least 1: nothing is fewer than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Count", into = "Count")]
pub struct PositiveCount(Count);

/// Words without a digit, such as "several dozen": 1 to 200 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wording(String);

/// An amount as it was said. The canonical English form round-trips through [`FromStr`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// 30
    Exact(Count),
    /// at least 30
    AtLeast(Count),
    /// more than 30
    MoreThan(Count),
    /// at most 5
    AtMost(Count),
    /// fewer than 5
    FewerThan(PositiveCount),
    /// about 660
    About(Count),
    /// 30–35
    Range(CountRange),
    /// several dozen
    Vague(Wording),
}

/// Why a text is not an [`Amount`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing is written.
    Empty,
    /// It holds a digit, but cannot be read.
    Unreadable(String),
    /// A number above 10⁹.
    TooLarge(String),
    /// The first number of a range is above the second.
    Backwards(Count, Count),
    /// Fewer than 0.
    FewerThanNone,
    /// Words that are too long or hold control characters.
    Words,
}

impl Count {
    /// The largest count.
    pub const MAX: u32 = 1_000_000_000;
    /// None at all, said by a source.
    pub const ZERO: Self = Self(0);

    /// The count as a number.
    pub fn get(self) -> u64 {
        u64::from(self.0)
    }
}

impl CountRange {
    /// A range; refused when it runs backwards.
    pub fn new(low: Count, high: Count) -> Result<Self, AmountError> {
        if low > high { Err(AmountError::Backwards(low, high)) } else { Ok(Self(low, high)) }
    }

    /// The lower end.
    pub fn low(self) -> Count {
        self.0
    }

    /// The upper end.
    pub fn high(self) -> Count {
        self.1
    }
}

impl PositiveCount {
    /// The count.
    pub fn get(self) -> Count {
        self.0
    }
}

impl Wording {
    /// The longest words, in characters.
    pub const MAX: usize = 200;

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Amount {
    /// The smallest interval that holds what was said; `None` for words without a number.
    pub fn interval(&self) -> Option<Interval> {
        let interval = match self {
            Self::Exact(n) | Self::About(n) => Interval::new(n.get(), Some(n.get())),
            Self::AtLeast(n) => Interval::new(n.get(), None),
            Self::MoreThan(n) => Interval::new(n.get() + 1, None),
            Self::AtMost(n) => Interval::new(0, Some(n.get())),
            Self::FewerThan(n) => Interval::new(0, Some(n.get().get() - 1)),
            Self::Range(range) => Interval::new(range.low().get(), Some(range.high().get())),
            Self::Vague(_) => return None,
        };
        Some(interval)
    }

    /// Whether the source said "about".
    pub fn is_approximate(&self) -> bool {
        matches!(self, Self::About(_))
    }

    /// The word of the `bound` column.
    pub fn bound(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::AtLeast(_) => "at_least",
            Self::MoreThan(_) => "more_than",
            Self::AtMost(_) => "at_most",
            Self::FewerThan(_) => "fewer_than",
            Self::About(_) => "about",
            Self::Range(_) => "range",
            Self::Vague(_) => "vague",
        }
    }
}

impl FromStr for Count {
    type Err = AmountError;

    /// Digits, with groups of three parted by commas or (narrow) no-break spaces if at all: `5100`, `5,100`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || AmountError::Unreadable(shorten(text));
        let plain = text.trim();
        let is_mark = |c: char| matches!(c, ',' | '\u{a0}' | '\u{202f}' | ' ' | '\'' | '’');
        let groups: Vec<&str> = plain.split(is_mark).collect();
        let grouped = groups.len() > 1;
        let marks: Vec<char> = plain.chars().filter(|c| is_mark(*c)).collect();
        let one_mark = marks.windows(2).all(|pair| pair[0] == pair[1]);
        let well_grouped = !grouped
            || (one_mark && (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
        if plain.is_empty() || !well_grouped || groups.iter().any(|g| !g.bytes().all(|b| b.is_ascii_digit())) {
            return Err(unreadable());
        }
        let digits = groups.concat();
        let number = digits.trim_start_matches('0');
        if number.len() > 10 {
            return Err(AmountError::TooLarge(shorten(text)));
        }
        let number: u64 = if number.is_empty() { 0 } else { number.parse().map_err(|_| unreadable())? };
        Self::try_from(number)
    }
}

impl TryFrom<u64> for Count {
    type Error = AmountError;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        match u32::try_from(number) {
            Ok(n) if n <= Self::MAX => Ok(Self(n)),
            _ => Err(AmountError::TooLarge(number.to_string())),
        }
    }
}

impl From<Count> for u64 {
    fn from(count: Count) -> Self {
        count.get()
    }
}

impl TryFrom<(Count, Count)> for CountRange {
    type Error = AmountError;

    fn try_from((low, high): (Count, Count)) -> Result<Self, Self::Error> {
        Self::new(low, high)
    }
}

impl From<CountRange> for (Count, Count) {
    fn from(range: CountRange) -> Self {
        (range.0, range.1)
    }
}

impl TryFrom<Count> for PositiveCount {
    type Error = AmountError;

    fn try_from(count: Count) -> Result<Self, Self::Error> {
        if count == Count::ZERO { Err(AmountError::FewerThanNone) } else { Ok(Self(count)) }
    }
}

impl From<PositiveCount> for Count {
    fn from(count: PositiveCount) -> Self {
        count.0
    }
}

impl FromStr for Wording {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        if text.chars().any(char::is_numeric) {
            return Err(AmountError::Unreadable(shorten(text)));
        }
        let unfit = !text.chars().any(char::is_alphabetic) || text.chars().any(is_unfit);
        if unfit || text.chars().count() > Self::MAX {
            return Err(AmountError::Words);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Wording {
    type Error = AmountError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Wording> for String {
    fn from(wording: Wording) -> Self {
        wording.0
    }
}

/// The marks that people write before a number, longest first, each with what it means.
pub(crate) const BEFORE: [(&str, Mark); 23] = [
    ("no fewer than", Mark::AtLeast),
    ("not fewer than", Mark::AtLeast),
    ("no less than", Mark::AtLeast),
    ("no more than", Mark::AtMost),
    ("not more than", Mark::AtMost),
    ("approximately", Mark::About),
    ("fewer than", Mark::FewerThan),
    ("more than", Mark::MoreThan),
    ("less than", Mark::FewerThan),
    ("at least", Mark::AtLeast),
    ("at most", Mark::AtMost),
    ("around", Mark::About),
    ("approx.", Mark::About),
    ("up to", Mark::AtMost),
    ("about", Mark::About),
    ("over", Mark::MoreThan),
    (">=", Mark::AtLeast),
    ("<=", Mark::AtMost),
    ("≥", Mark::AtLeast),
    ("≤", Mark::AtMost),
    (">", Mark::MoreThan),
    ("<", Mark::FewerThan),
    ("~", Mark::About),
];

#[derive(Clone, Copy)]
pub(crate) enum Mark {
    AtLeast,
    MoreThan,
    AtMost,
    FewerThan,
    About,
}

impl Mark {
    fn of(self, count: Count) -> Result<Amount, AmountError> {
        Ok(match self {
            Self::AtLeast => Amount::AtLeast(count),
            Self::MoreThan => Amount::MoreThan(count),
            Self::AtMost => Amount::AtMost(count),
            Self::FewerThan => Amount::FewerThan(count.try_into()?),
            Self::About => Amount::About(count),
        })
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// As people write: `30`, `>30`, `30+`, `≥30`, `<5`, `≤5`, `~660`, `about 660`, `30-35`, `at least 5,100`,
    /// `several dozen`. A text with a digit that cannot be read is an error; a text without digits is vague.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        if !text.chars().any(char::is_numeric) {
            return text.parse().map(Self::Vague);
        }
        let lower = text.to_lowercase();
        for (words, mark) in BEFORE {
            if let Some(rest) = lower.strip_prefix(words) {
                return mark.of(count_in(rest, text)?);
            }
        }
        if let Some(rest) = lower.strip_suffix('+').or_else(|| lower.strip_suffix(" or more")) {
            return Ok(Self::AtLeast(count_in(rest, text)?));
        }
        if let Some((low, high)) = split_range(&lower) {
            return CountRange::new(count_in(low, text)?, count_in(high, text)?).map(Self::Range);
        }
        count_in(&lower, text).map(Self::Exact)
    }
}

/// The two sides of `30-35`, `30–35`, `30 to 35`.
fn split_range(text: &str) -> Option<(&str, &str)> {
    [" to ", "–", "—", "-"].into_iter().find_map(|mark| text.split_once(mark))
}

fn count_in(part: &str, whole: &str) -> Result<Count, AmountError> {
    part.parse().map_err(|error| match error {
        AmountError::TooLarge(_) => AmountError::TooLarge(shorten(whole)),
        _ => AmountError::Unreadable(shorten(whole)),
    })
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.get()))
    }
}

/// A number with a comma between groups of three digits, from 1,000 on.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl fmt::Display for Amount {
    /// The canonical English form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(n) => write!(f, "{n}"),
            Self::AtLeast(n) => write!(f, "at least {n}"),
            Self::MoreThan(n) => write!(f, "more than {n}"),
            Self::AtMost(n) => write!(f, "at most {n}"),
            Self::FewerThan(n) => write!(f, "fewer than {}", n.get()),
            Self::About(n) => write!(f, "about {n}"),
            Self::Range(range) => write!(f, "{}–{}", range.low(), range.high()),
            Self::Vague(words) => f.write_str(words.as_str()),
        }
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no amount is written; expected a number such as 30, or the source’s words"),
            Self::Unreadable(text) => write!(
                f,
                "“{text}” cannot be read; write 30, >30 (more than), 30+ (at least), <5, ~660 (about) or 30-35, \
                 or words without digits such as “several dozen”"
            ),
            Self::TooLarge(text) => write!(f, "“{text}” is too large; expected at most 1,000,000,000"),
            Self::Backwards(low, high) => write!(f, "the range runs backwards; write {high}-{low}"),
            Self::FewerThanNone => write!(f, "nothing is fewer than 0; write 0 if a source said that there was none"),
            Self::Words => write!(f, "expected words of at most {} characters on one line", Wording::MAX),
        }
    }
}

impl std::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Amount {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn count(n: u64) -> Count {
        n.try_into().unwrap()
    }

    #[test]
    fn a_text_with_a_digit_that_cannot_be_read_is_an_error() {
        for bad in [
            "more then 30",
            "30 people",
            "3O0",
            "30-",
            "-30",
            "1,00",
            "1,0000",
            "12,34,567",
            "30--35",
            "~",
            "٣٠x",
            "30.5",
            "½",
            "1e3",
            ">",
            "> >3",
            "+30",
            "1 ,000",
            "12,345 678",
            "about",
        ] {
            let result = bad.parse::<Amount>();
            let vague = !bad.chars().any(char::is_numeric);
            assert!(result.is_err() || (vague && matches!(result, Ok(Amount::Vague(_)))), "{bad:?} → {result:?}");
        }
        assert_eq!("more then 30".parse::<Amount>(), Err(AmountError::Unreadable("more then 30".to_owned())));
        assert_eq!("35-30".parse::<Amount>(), Err(AmountError::Backwards(count(35), count(30))));
        assert_eq!("<0".parse::<Amount>(), Err(AmountError::FewerThanNone));
        assert!(matches!("1000000001".parse::<Amount>(), Err(AmountError::TooLarge(_))));
        assert!(matches!("99999999999999999999999999".parse::<Amount>(), Err(AmountError::TooLarge(_))));
        assert_eq!("  ".parse::<Amount>(), Err(AmountError::Empty));
        assert_eq!("+++".parse::<Amount>(), Err(AmountError::Words));
        assert_eq!("many\0".parse::<Amount>(), Err(AmountError::Words));
    }

    #[test]
    fn reads_amounts_as_people_write_them() {
        assert_eq!(read("30"), Amount::Exact(count(30)));
        assert_eq!(read("0"), Amount::Exact(Count::ZERO));
        assert_eq!(read(">30"), Amount::MoreThan(count(30)));
        assert_eq!(read("More than 30"), Amount::MoreThan(count(30)));
        assert_eq!(read("30+"), Amount::AtLeast(count(30)));
        assert_eq!(read("≥ 30"), Amount::AtLeast(count(30)));
        assert_eq!(read("<5"), read("fewer than 5"));
        assert_eq!(read("≤5"), Amount::AtMost(count(5)));
        assert_eq!(read("~660"), Amount::About(count(660)));
        assert_eq!(read("about 660"), Amount::About(count(660)));
        assert_eq!(read("30-35"), read("30 to 35"));
        assert_eq!(read("at least 5,100"), Amount::AtLeast(count(5_100)));
        assert_eq!(read("1 000"), Amount::Exact(count(1_000)));
        assert_eq!(read("1000000000"), Amount::Exact(count(1_000_000_000)));
        assert!(matches!(read("several dozen"), Amount::Vague(words) if words.as_str() == "several dozen"));
    }

    #[test]
    fn shows_bounds_in_words_and_never_a_computed_number() {
        assert_eq!(read(">30").to_string(), "more than 30");
        assert_eq!(read("5100+").to_string(), "at least 5,100");
        assert_eq!(read("16-17").to_string(), "16–17");
        assert_eq!(read(">30").interval(), Some(Interval::new(31, None)));
        assert_eq!(read("<5").interval(), Some(Interval::new(0, Some(4))));
        assert_eq!(read("several dozen").interval(), None);
    }

    /// Any amount, of every kind.
    pub(crate) fn any_amount() -> impl Strategy<Value = Amount> {
        let n = (0..=u64::from(Count::MAX)).prop_map(|n| Count::try_from(n).unwrap());
        prop_oneof![
            n.clone().prop_map(Amount::Exact),
            n.clone().prop_map(Amount::AtLeast),
            n.clone().prop_map(Amount::MoreThan),
            n.clone().prop_map(Amount::AtMost),
            n.clone().prop_filter_map("not below 0", |n| n.try_into().ok().map(Amount::FewerThan)),
            n.clone().prop_map(Amount::About),
            (n.clone(), n).prop_map(|(a, b)| Amount::Range(CountRange::new(a.min(b), a.max(b)).unwrap())),
            "[a-z]{1,9}( [a-z]{1,9}){0,3}".prop_map(|words| Amount::Vague(words.parse().unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn the_canonical_form_reads_back(amount in any_amount()) {
            prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount.clone()));
            let json = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        }

        #[test]
        fn no_text_makes_the_parser_fall_over(text in "\\PC{0,40}") {
            if let Ok(amount) = text.parse::<Amount>() {
                prop_assert_eq!(matches!(amount, Amount::Vague(_)), !text.chars().any(char::is_numeric));
            }
        }
    }
}
