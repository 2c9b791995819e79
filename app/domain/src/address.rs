//! The address of a source's page. Only http and https: an address is shown as a link.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::label::is_unfit;

/// An address that begins with `http://` or `https://` and names a host: at most 2,000 characters, no spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

/// A text that is no [`WebAddress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebAddressError;

impl WebAddress {
    /// The longest address, in characters.
    pub const MAX: usize = 2_000;

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without `www.`: what a reader is shown.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// An optional address: an empty text is none.
    pub fn optional(text: &str) -> Result<Option<Self>, WebAddressError> {
        if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
    }
}

impl FromStr for WebAddress {
    type Err = WebAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(WebAddressError)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let fits = host.contains('.') && !host.contains('@') && !host.contains(['"', '<', '>', '\\']);
        let clean = !text.chars().any(|c| c.is_whitespace() || is_unfit(c) || matches!(c, '"' | '<' | '>'));
        if fits && clean && text.chars().count() <= Self::MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(WebAddressError)
        }
    }
}

impl TryFrom<String> for WebAddress {
    type Error = WebAddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for WebAddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an address of a page; expected https://… as the browser shows it, without spaces")
    }
}

impl std::error::Error for WebAddressError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_a_page_and_names_the_host() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "ftp://a.b",
            "https://",
            "https://a b.c",
            "https://user@a.b/",
            "https://a.b/\"onclick=",
            "news.am",
        ] {
            assert!(bad.parse::<WebAddress>().is_err(), "{bad}");
        }
        let address: WebAddress = "https://www.aysor.am/ru/news/2023/02/14/ԿԽՄԿ/2059808".parse().unwrap();
        assert_eq!(address.host(), "aysor.am");
    }
}
