//! Whether a password can be guessed: by zxcvbn, which knows common passwords, names, dates and the ways in which people
//! change them. Knows the words that anybody would try here: the account, the organisation, the corridors.

use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use super::passwords::{Password, PasswordError};

/// Why a password is easily guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It holds the name of the account, the organisation or a corridor, and little else.
    Known,
    /// Keys that lie beside one another.
    Keys,
    /// The same again and again.
    Repeats,
    /// A password that many people have, or nearly.
    Common,
    /// A row such as abc or 6543.
    Sequence,
    /// A date or a year.
    Date,
    /// A word and little else.
    Word,
    /// A name and little else.
    Name,
    /// Too short for what it is made of.
    Other,
}

/// The password, if it takes at least 10⁸ guesses (score 3 of 4). `known` are words that anybody would try here.
pub fn judge(text: &str, known: &[String]) -> Result<Password, PasswordError> {
    let password = Password::parse(text)?;
    let words: Vec<&str> = known.iter().flat_map(|name| name.split_whitespace().chain([name.as_str()])).collect();
    let entropy = zxcvbn(text, &words);
    if entropy.score() >= Score::Three {
        return Ok(password);
    }
    let lower = text.to_lowercase();
    let holds = |word: &&str| word.chars().count() > 3 && lower.contains(&word.to_lowercase());
    let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    Err(PasswordError::Weak(if words.iter().any(holds) { Weakness::Known } else { Weakness::of(warning) }))
}

impl Weakness {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Known,
        Self::Keys,
        Self::Repeats,
        Self::Common,
        Self::Sequence,
        Self::Date,
        Self::Word,
        Self::Name,
        Self::Other,
    ];

    /// The word by which the catalogue chooses its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Keys => "keys",
            Self::Repeats => "repeats",
            Self::Common => "common",
            Self::Sequence => "sequence",
            Self::Date => "date",
            Self::Word => "word",
            Self::Name => "name",
            Self::Other => "other",
        }
    }

    fn of(warning: Option<Warning>) -> Self {
        match warning {
            Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => {
                Self::Keys
            }
            Some(Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
                Self::Repeats
            }
            Some(
                Warning::ThisIsATop10Password
                | Warning::ThisIsATop100Password
                | Warning::ThisIsACommonPassword
                | Warning::ThisIsSimilarToACommonlyUsedPassword,
            ) => Self::Common,
            Some(Warning::SequencesLikeAbcAreEasyToGuess) => Self::Sequence,
            Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => Self::Date,
            Some(Warning::AWordByItselfIsEasyToGuess) => Self::Word,
            Some(
                Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess,
            ) => Self::Name,
            None => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["anna-desk", "Relief of the North", "Lachin corridor"].map(str::to_owned).to_vec()
    }

    fn weak(text: &str) -> Weakness {
        match judge(text, &known()) {
            Err(PasswordError::Weak(weakness)) => weakness,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused_and_the_reason_is_told() {
        assert_eq!(weak("aaaaaaaaaaaa"), Weakness::Repeats);
        assert_eq!(weak("password1234"), Weakness::Common);
        assert_eq!(weak("Lachin corridor"), Weakness::Known);
        assert_eq!(weak("anna-desk2023"), Weakness::Known);
        assert!(matches!(judge("short", &known()), Err(PasswordError::TooShort)));
        for text in ["qwertyuiop12", "abcdefghijkl", "11.11.2011 11"] {
            weak(text);
        }
    }

    #[test]
    fn a_few_words_that_do_not_belong_together_are_taken_in_any_script() {
        for text in ["tulip ferry ninety oboe", "երկաթ գետ մոմ տասը նավակ", "j7#kQp!2vX9w"] {
            assert!(judge(text, &known()).is_ok(), "{text}");
        }
        let generated = Password::generate().unwrap();
        assert!(judge(generated.reveal(), &known()).is_ok());
    }
}
