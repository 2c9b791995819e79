//! A short name that stands in addresses and files. Never shown in the place of a real name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A short name: lower-case ASCII letters, digits and single hyphens between them, 1 to 64 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is not a [`Slug`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlugError(String);

impl Slug {
    /// The longest slug, in characters.
    pub const MAX: usize = 64;

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The slug that a name suggests: its ASCII letters and digits in lower case, runs of anything else as one
    /// hyphen. `None` when nothing is left (a name in another script): the caller then numbers it.
    pub fn suggest(name: &str) -> Option<Self> {
        let mut text = String::new();
        for character in name.chars() {
            if character.is_ascii_alphanumeric() {
                text.push(character.to_ascii_lowercase());
            } else if !text.is_empty() && !text.ends_with('-') {
                text.push('-');
            }
            if text.len() >= Self::MAX - 8 {
                break;
            }
        }
        text.trim_end_matches('-').parse().ok()
    }

    /// The short name of a source whose name suggests none: `source-1`.
    pub fn anonymous_source(number: usize) -> Self {
        Self(format!("source-{number}"))
    }

    /// This slug with a number behind it, for a second thing of the same name: `icrc`, `icrc-2`.
    pub fn numbered(&self, number: usize) -> Self {
        let mut stem = self.0.clone();
        stem.truncate(Self::MAX - 8);
        Self(format!("{}-{number}", stem.trim_end_matches('-')))
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let hyphens = text.starts_with('-') || text.ends_with('-') || text.contains("--");
        if text.is_empty() || text.len() > Self::MAX || !plain || hyphens {
            return Err(SlugError(text.chars().take(80).collect()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}” is not a short name: expected lower-case letters a–z, digits and single hyphens, 1 to {} characters",
            self.0,
            Slug::MAX
        )
    }
}

impl std::error::Error for SlugError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_would_not_stand_in_an_address() {
        for bad in ["", "-a", "a-", "a--b", "Lachin", "a b", "ա", "a/b", "..", &"a".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn suggests_from_a_name_and_says_when_it_cannot() {
        assert_eq!(Slug::suggest("Kavkaz-Uzel").unwrap().as_str(), "kavkaz-uzel");
        assert_eq!(Slug::suggest("  Report.az ").unwrap().as_str(), "report-az");
        assert_eq!(Slug::suggest("Առողջապահություն"), None);
        assert_eq!(Slug::suggest("ICRC").unwrap().numbered(2).as_str(), "icrc-2");
        assert!(Slug::suggest(&"long name ".repeat(40)).unwrap().numbered(12_345).as_str().len() <= Slug::MAX);
    }
}
