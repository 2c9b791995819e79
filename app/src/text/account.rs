//! What people are told of their own account: passwords, codes, sessions.

use super::notices::Refusal;
use crate::t;

/// The password has fewer than twelve characters.
pub fn too_short() -> String {
    t!("password-short")
}

/// The password is endless.
pub fn too_long() -> String {
    t!("password-long")
}

/// The password is easily guessed: why, by its key, and what to do.
pub fn weak(why: &str) -> String {
    t!("password-weak", why = why)
}

/// The new password was typed in two ways.
pub fn differ() -> String {
    t!("password-differ")
}

/// It is not the account's password.
pub fn wrong_password() -> String {
    t!("password-wrong")
}

/// Too many passwords are being checked.
pub fn busy() -> String {
    t!("password-busy")
}

/// The code is of no use.
pub fn wrong_code() -> String {
    t!("code-wrong")
}

/// The second factor must stay.
pub fn required() -> String {
    t!("me-factor-required")
}

/// A browser that is not known.
pub fn unknown_browser() -> String {
    t!("me-browser-unknown")
}

/// What was just done, by its key in the address.
pub fn done(what: &str) -> Option<String> {
    match what {
        "password" => Some(t!("me-done-password")),
        "removed" => Some(t!("me-done-removed")),
        "ended" => Some(t!("me-done-ended")),
        "none" => Some(t!("me-done-none")),
        _ => None,
    }
}

/// A link of an account that is of no use.
pub fn link_gone() -> Refusal {
    (t!("link-gone"), t!("link-gone-text"))
}
