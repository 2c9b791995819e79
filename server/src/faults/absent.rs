//! A release build: there is no fault, and nothing to ask for one.

use std::ffi::OsStr;

use super::Fault;

/// The variables that ask for faults: none.
pub const VARIABLES: [&str; 0] = [];

/// Whether a fault is asked for: never.
#[inline]
pub const fn is_set(_: Fault) -> bool {
    false
}

/// Goes on.
#[inline]
pub const fn panic_at(_: Fault) {}

/// Nothing is asked for, so nothing unknown either.
#[inline]
pub const fn unknown_in(_: &OsStr) -> Option<String> {
    None
}
