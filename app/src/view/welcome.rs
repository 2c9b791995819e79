//! The page behind a link that works once: a password is chosen.

use super::chrome::{Chrome, Site};
use super::fault::Fault;
use crate::{paths, t};

/// The page on which a password is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The account.
    pub account: String,
    /// Where the form is sent.
    pub action: String,
    /// What is wrong with the password.
    pub faults: Vec<Fault>,
}

impl WelcomePage {
    /// The page.
    pub fn of(site: &Site, token: &str, account: &str, faults: Vec<Fault>) -> Self {
        let title = if faults.is_empty() { t!("welcome-title") } else { t!("welcome-title-refused") };
        let chrome = Chrome::of_desk(site, &title, "", None);
        Self { chrome, account: account.to_owned(), action: paths::welcome(token), faults }
    }
}
