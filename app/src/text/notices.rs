//! What a request is refused with: a heading, and what it means.

use chrono::NaiveDate;

use super::dates;
use crate::t;

/// A heading, and what it means.
pub type Refusal = (String, String);

/// The address names something that is no day: the text in its place.
pub fn no_day(text: &str) -> Refusal {
    (t!("unreadable"), t!("unreadable-day", text = text))
}

/// The address cannot be read, for this reason.
pub fn unreadable(why: String) -> Refusal {
    (t!("unreadable"), why)
}

/// The address names something that is no direction: the text in its place.
pub fn no_direction(text: &str) -> Refusal {
    (t!("unreadable"), t!("unreadable-direction", text = text))
}

/// The address asks for days that run backwards.
pub fn backwards(from: NaiveDate, to: NaiveDate) -> Refusal {
    (t!("unreadable"), t!("unreadable-backwards", from = from.to_string(), to = to.to_string()))
}

/// The address names something that is no month: the text in its place.
pub fn no_month(text: &str) -> Refusal {
    (t!("unreadable"), t!("month-unreadable", text = text))
}

/// The method has no place here.
pub fn method_not_allowed() -> Refusal {
    (t!("not-possible"), t!("not-possible-text"))
}

/// More was sent than so many bytes.
pub fn too_large(limit: usize) -> Refusal {
    (t!("too-large"), t!("too-large-text", size = (limit / 1024).to_string()))
}

/// What was sent is no form.
pub fn no_form() -> Refusal {
    (t!("not-a-form"), t!("not-a-form-text"))
}

/// The form was sent from another site.
pub fn foreign_form() -> Refusal {
    (t!("foreign-form"), t!("foreign-form-text"))
}

/// The account may not do this.
pub fn not_allowed() -> Refusal {
    (t!("not-allowed"), t!("not-allowed-text"))
}

/// Nobody can tell who is signed in.
pub fn sessions_unknown() -> Refusal {
    (t!("sessions-unknown"), t!("sessions-unknown-text"))
}

/// Asked for under the name of another site; `address` is where this one is.
pub fn other_host(address: &str) -> String {
    t!("other-host", address = address)
}

/// Asked for under no name, under several, or under what can be none.
pub fn no_host(address: &str) -> String {
    t!("no-host", address = address)
}

/// `11 May 2023 has not come yet.`
pub fn not_yet(date: NaiveDate) -> String {
    t!("no-such-day-yet", date = dates::full(date))
}

/// `The record begins on 12 December 2022.`
pub fn before_record(begins: NaiveDate) -> String {
    t!("no-such-day-before", date = dates::full(begins))
}

/// `The record ended on 31 May 2023.`
pub fn after_record(end: NaiveDate) -> String {
    t!("no-such-day-after", date = dates::full(end))
}
