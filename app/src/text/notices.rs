//! What a request is refused with: a heading, and what it means.

use chrono::NaiveDate;

use super::dates;
use super::hindrance::Hindrance;
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

/// The address names something that is no moment: the text in its place.
pub fn no_as_of(text: &str) -> Refusal {
    let empty = text.trim().is_empty();
    (t!("unreadable"), if empty { t!("unreadable-as-of-empty") } else { t!("unreadable-as-of", text = text) })
}

/// The address names several moments: the texts in their places.
pub fn several_as_of(texts: &[String]) -> Refusal {
    let texts: Vec<String> = texts.iter().map(|text| t!("as-of-quoted", text = text)).collect();
    (t!("unreadable"), t!("unreadable-as-of-several", texts = super::listed(&texts)))
}

/// The address names a moment that lies ahead of us, on a day.
pub fn later_as_of(text: &str, today: NaiveDate) -> Refusal {
    (t!("as-of-ahead"), t!("as-of-ahead-text", text = text, today = dates::full(today), last = today.to_string()))
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

/// What was sent is packed.
pub fn packed_form() -> Refusal {
    (t!("not-a-form"), t!("packed-form-text"))
}

/// The form has more than so many fields.
pub fn too_many_fields(most: usize) -> Refusal {
    (t!("too-large"), t!("too-many-fields-text", most = most))
}

/// What was sent came too slowly.
pub fn too_slow() -> Refusal {
    (t!("too-slow"), t!("too-slow-text"))
}

/// What was sent broke off.
pub fn broke_off() -> Refusal {
    (t!("broke-off"), t!("broke-off-text"))
}

/// There is too much to do; in so many seconds there may be less.
pub fn too_much_to_do(seconds: u32) -> Refusal {
    (t!("too-much"), t!("too-much-text", seconds = seconds))
}

/// Too many connections; in so many seconds there may be fewer.
pub fn turned_away(seconds: u32) -> String {
    t!("turned-away", seconds = seconds)
}

/// A head that is no request.
pub fn head_unreadable() -> String {
    t!("head-unreadable")
}

/// A request for a connection to somewhere else.
pub fn head_method() -> String {
    t!("head-method")
}

/// A body that would come in pieces.
pub fn head_in_pieces() -> String {
    t!("head-in-pieces")
}

/// An address that is too long.
pub fn head_long_target() -> String {
    t!("head-long-target")
}

/// A head that is too large.
pub fn head_large() -> String {
    t!("head-large")
}

/// A version that is not spoken.
pub fn head_version() -> String {
    t!("head-version")
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
pub fn sessions_unknown(why: Hindrance) -> Refusal {
    (t!("sessions-unknown"), format!("{} {}", t!("sessions-unknown-text"), why.told()))
}

/// Something needs the database, which takes nothing at the moment.
pub fn cannot_save(why: Hindrance) -> Refusal {
    (t!("cannot-save"), why.told())
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

/// `5 May 2023 had not come yet at that moment.`: in an earlier state of the record.
pub fn not_yet_then(date: NaiveDate) -> String {
    t!("no-such-day-then", day = dates::full(date))
}

/// The same of a month.
pub fn no_month_yet_then(first: NaiveDate) -> String {
    t!("no-such-day-then", day = dates::month(first))
}

/// `The record begins on 12 December 2022.`
pub fn before_record(begins: NaiveDate) -> String {
    t!("no-such-day-before", date = dates::full(begins))
}

/// `The record ended on 31 May 2023.`
pub fn after_record(end: NaiveDate) -> String {
    t!("no-such-day-after", date = dates::full(end))
}
