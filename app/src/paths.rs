//! Typed paths: the only place where an address of this site is spelled.

use chrono::NaiveDate;
use domain::Slug;

/// All corridors.
pub const INDEX: &str = "/";
/// Method, definitions, corrections, privacy.
pub const ABOUT: &str = "/about";
/// The desk's first page.
pub const DESK: &str = "/staff";
/// Where the desk signs in.
pub const SIGN_IN: &str = "/staff/sign-in";
/// Where the desk signs out.
pub const SIGN_OUT: &str = "/staff/sign-out";

/// A corridor's status page.
pub fn corridor(slug: &Slug) -> String {
    format!("/c/{slug}")
}

/// One day of a corridor.
pub fn day(slug: &Slug, date: NaiveDate) -> String {
    format!("/c/{slug}/days/{date}")
}

/// One claim on its day's page.
pub fn claim(slug: &Slug, date: NaiveDate, claim: &str) -> String {
    format!("/c/{slug}/days/{date}#{claim}")
}

/// Every claim of a corridor, as a table.
pub fn claims_csv(slug: &Slug) -> String {
    format!("/c/{slug}/claims.csv")
}

/// What the status page says, for programs.
pub fn latest_json(slug: &Slug) -> String {
    format!("/c/{slug}/latest.json")
}

/// The form of one day.
pub fn day_form(slug: &Slug, date: NaiveDate) -> String {
    format!("/staff/c/{slug}/days/{date}")
}

/// An address of this site with the site's own beginning, when that is known.
pub fn absolute(public_url: Option<&str>, path: &str) -> String {
    format!("{}{path}", public_url.map(|url| url.trim_end_matches('/')).unwrap_or_default())
}
