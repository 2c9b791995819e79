//! What the desk is told of what it just did: signed in, checked, published, refused.

use chrono::NaiveDate;
use domain::RevisionState;

use super::dates;
use super::hindrance::Hindrance;
use crate::t;

/// A few words, and what they mean in sentences.
pub type News = (String, Vec<String>);

/// The day is public.
pub fn published(date: NaiveDate, version: i64) -> String {
    t!("desk-published", date = dates::full(date), version = version.to_string())
}

/// Signed in again, with what was typed before.
pub fn signed_in_again() -> News {
    (t!("told-signed-in"), vec![t!("told-signed-in-text")])
}

/// Checked, and nothing is wrong with it.
pub fn checked() -> News {
    (t!("told-checked"), vec![t!("told-checked-text")])
}

/// Somebody else brought the day into another state meanwhile.
pub fn stale(state: RevisionState) -> News {
    (t!("told-stale", state = state.key()), vec![t!("told-stale-safe"), t!("told-stale-joined")])
}

/// What the other version is called beside one's own.
pub fn theirs(state: RevisionState) -> String {
    t!("form-theirs", state = state.key())
}

/// This account may not submit.
pub fn not_submitted() -> News {
    (t!("told-not-submitted"), vec![t!("told-not-submitted-text")])
}

/// The day is locked.
pub fn locked() -> News {
    (t!("told-locked"), vec![t!("told-locked-text")])
}

/// Nothing of the day is public.
pub fn nothing_to_withdraw() -> News {
    (t!("act-withdraw-none"), vec![t!("act-withdraw-none-text")])
}

/// This account may not publish.
pub fn not_published() -> News {
    (t!("told-not-published"), vec![t!("told-not-published-text")])
}

/// A newer draft of the same writer stands at the desk.
pub fn newer_draft(moment: &str) -> News {
    (t!("told-newer-draft"), vec![t!("told-newer-draft-text", moment = moment)])
}

/// It could not be stored.
pub fn not_saved(why: Hindrance) -> News {
    (t!("told-not-saved"), vec![t!("told-not-saved-text"), why.told()])
}

/// Account or password is wrong.
pub fn wrong_password() -> String {
    t!("sign-in-wrong")
}

/// Too many failed attempts.
pub fn wait(seconds: u32) -> String {
    t!("sign-in-wait", seconds = seconds)
}

/// The session ended before the form was sent.
pub fn session_ended() -> String {
    t!("sign-in-ended")
}

/// Nobody can tell whether there is a session.
pub fn session_unknown() -> String {
    t!("sign-in-unknown")
}
