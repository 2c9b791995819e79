//! Tokens of links that work once. Never printed by accident, never stored: the database keeps a hash.

use chrono::TimeDelta;

use super::random::{self, RandomError};
use crate::storage::hash::{hexadecimal, sha256};

/// An invitation, or a link to choose a new password, is good for so long.
pub const INVITATION_LASTS: TimeDelta = TimeDelta::days(7);

/// The link of the first start is good for so long.
pub const SET_UP_LASTS: TimeDelta = TimeDelta::hours(24);

/// 256 random bits, as 64 hexadecimal digits: who has them may do what the link is for.
#[derive(Clone)]
pub struct LinkToken(String);

impl LinkToken {
    /// A new one, from the operating system's chance.
    pub fn generate() -> Result<Self, RandomError> {
        Ok(Self(hexadecimal(&random::bytes::<32>()?)))
    }

    /// A token that came with a request; none if it cannot be ours.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The token in clear: for the link alone, shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> String {
        sha256(&self.0)
    }
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_nothing_else_is_one() {
        let token = LinkToken::generate().unwrap();
        assert_eq!(LinkToken::parse(token.reveal()).unwrap().hash(), token.hash());
        assert_ne!(token.hash(), token.reveal());
        assert_eq!(format!("{token:?}"), "LinkToken(…)");
        for bad in ["", "abc", &token.reveal().to_uppercase(), &token.reveal()[1..], "../../x"] {
            assert!(LinkToken::parse(bad).is_none() || bad.chars().all(|c| c.is_ascii_digit()), "{bad}");
        }
    }
}
