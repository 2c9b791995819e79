//! What is told on the pages of the first start.

use domain::Label;
use domain::label::LabelError;

use super::notices::Refusal;
use super::people::why;
use crate::t;

/// There is no password yet.
pub fn no_password() -> String {
    t!("set-up-no-password")
}

/// What is wrong with a name of the corridor.
pub fn names(error: LabelError) -> String {
    t!("set-up-fault-names", why = why(error), most = Label::MAX.to_string())
}

/// The names suggest no short name.
pub fn no_slug() -> String {
    t!("set-up-fault-slug", text = "none")
}

/// What was typed is no short name.
pub fn bad_slug(text: &str) -> String {
    t!("set-up-fault-slug", text = text)
}

/// No time zone was chosen.
pub fn no_zone() -> String {
    t!("set-up-fault-zone")
}

/// What was typed is no day.
pub fn no_day(text: &str) -> String {
    t!("set-up-fault-begins", text = text)
}

/// There is a corridor of this short name.
pub fn taken() -> String {
    t!("set-up-fault-taken")
}

/// A short name was suggested: where the corridor's page will stand.
pub fn suggested(address: &str) -> String {
    t!("set-up-suggested", address = address)
}

/// The site is set up.
pub fn done() -> Refusal {
    (t!("set-up-done"), t!("set-up-done-text"))
}

/// The link is of no use any more.
pub fn gone() -> Refusal {
    (t!("set-up-gone"), t!("set-up-gone-text"))
}
