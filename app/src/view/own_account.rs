//! One's own account: password, second factor, sessions.

use super::chrome::{Account, Chrome, Site};
use super::fault::Fault;
use crate::{paths, t};

/// One's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccountPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Its name.
    pub account: String,
    /// Its roles in words.
    pub roles: String,
    /// What was just done.
    pub told: Option<String>,
    /// What is wrong with what was sent.
    pub faults: Vec<Fault>,
    /// Its second factor.
    pub factor: FactorState,
    /// Its sessions, the newest first.
    pub sessions: Vec<SessionRow>,
}

/// The second factor of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorState {
    /// None; whether that is because this is a demonstration.
    None {
        /// Whether nobody needs one here.
        demonstration: bool,
    },
    /// One that is asked for.
    Confirmed {
        /// Since when, in words.
        since: String,
        /// How many recovery codes are left.
        codes_left: u32,
        /// Whether it can be removed.
        removable: bool,
    },
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its number.
    pub id: String,
    /// What kind of browser.
    pub browser: String,
    /// Since when, in words.
    pub since: String,
    /// When last seen, in words.
    pub seen: String,
    /// Whether it is the reader's own.
    pub here: bool,
}

impl OwnAccountPage {
    /// The page.
    pub fn of(site: &Site, account: Account, roles: String, factor: FactorState, sessions: Vec<SessionRow>) -> Self {
        let name = account.name.clone();
        let chrome = Chrome::of_desk(site, &t!("me-title"), paths::ME, Some(account));
        Self { chrome, account: name, roles, told: None, faults: Vec::new(), factor, sessions }
    }

    /// The same with what is wrong.
    pub fn refused(mut self, faults: Vec<Fault>) -> Self {
        self.chrome.title = t!("me-title-refused");
        Self { faults, ..self }
    }
}
