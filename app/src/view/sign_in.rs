//! The page to sign in.

use super::chrome::{Chrome, Site};
use crate::{paths, t};

/// The page to sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInPage {
    /// What stands around it.
    pub chrome: Option<Chrome>,
    /// What was typed as the account.
    pub account: String,
    /// Where to go afterwards: a path of the desk.
    pub next: String,
    /// What was typed into a form before the session ended, as it was sent.
    pub carried: String,
    /// Why the sign-in was refused.
    pub refused: Option<String>,
    /// What the reader should know first.
    pub told: Option<String>,
    /// What a demonstration does without.
    pub note: Option<String>,
}

impl SignInPage {
    /// The page with what stands around it.
    pub fn with_chrome(self, site: &Site) -> Self {
        let title = if self.refused.is_some() { t!("sign-in-title-refused") } else { t!("sign-in-title") };
        let note = site.demonstration.as_ref().map(|_| t!("me-factor-demonstration"));
        Self { chrome: Some(Chrome::of_desk(site, &title, paths::SIGN_IN, None)), note, ..self }
    }
}
