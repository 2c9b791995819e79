//! The three pages of the first start. What was typed is kept between them.

use super::chrome::{Chrome, Site};
use super::fault::Fault;
use crate::paths::SetUpStep;
use crate::{paths, t};

/// A page of the first start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Which of the three.
    pub step: SetUpStep,
    /// The page before, if there is one.
    pub back: Option<String>,
    /// Where the form is sent.
    pub action: String,
    /// What the reader should know first.
    pub told: Option<String>,
    /// What is wrong with what was sent.
    pub faults: Vec<Fault>,
    /// What was typed so far.
    pub typed: SetUpTyped,
    /// The time zones to choose from.
    pub zones: Vec<String>,
}

/// What was typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUpTyped {
    /// The organisation's name.
    pub organisation: String,
    /// How it is reached.
    pub contact: String,
    /// The first admin's account.
    pub account: String,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// The first corridor's names, one a line.
    pub names: String,
    /// Its short name.
    pub slug: String,
    /// Its time zone.
    pub time_zone: String,
    /// The first day of its record.
    pub record_begins: String,
}

impl SetUpPage {
    /// A page with what was typed.
    pub fn of(site: &Site, token: &str, step: SetUpStep, typed: SetUpTyped, zones: Vec<String>) -> Self {
        let mut chrome = Chrome::of_site(site, &t!("set-up-title"), "");
        chrome.canonical = None;
        // Its forms look like those of the desk.
        chrome.desk = true;
        let before = match step {
            SetUpStep::Organisation => None,
            SetUpStep::Admin => Some(SetUpStep::Organisation),
            SetUpStep::Corridor => Some(SetUpStep::Admin),
        };
        Self {
            chrome,
            step,
            back: before.map(|step| paths::set_up_step(token, step)),
            action: paths::set_up_step(token, step),
            told: None,
            faults: Vec::new(),
            typed,
            zones,
        }
    }

    /// The same with what is wrong.
    pub fn refused(mut self, faults: Vec<Fault>) -> Self {
        self.chrome.title = t!("set-up-title-refused");
        Self { faults, ..self }
    }
}
