//! What looks odd about a claim, in a sentence; and the line of the internal note that says why it is right.

use chrono::NaiveDate;
use domain::figure::Figure;
use domain::{Claim, Interval, Oddity, Says};

use super::{dates, figures, labels};
use crate::t;

/// What looks odd.
pub fn oddity(what: &Oddity, beside: NaiveDate) -> String {
    match what {
        Oddity::Outlier { low, high, of } => t!("odd-outlier", low = *low, high = *high, of = *of),
        Oddity::AboveWhole { whole, says } => {
            t!("odd-above-whole", whole = labels::thing(whole, beside), amount = words(says))
        }
        Oddity::StandsStill { since, moved } => {
            t!("odd-stands-still", date = dates::short(*since, beside), moved = interval(*moved))
        }
        Oddity::Falls { since, from } => {
            t!("odd-falls", date = dates::short(*since, beside), from = figures::figure(from))
        }
        Oddity::Jumps { since, missing } => {
            t!("odd-jumps", date = dates::short(*since, beside), missing = interval(*missing))
        }
        Oddity::ReturnWithoutCarrier => t!("odd-return"),
    }
}

/// The line of the internal note: what was looked at twice, and why it is right.
pub fn kept(claim: &Claim, source: &str, why: &str, beside: NaiveDate) -> String {
    let thing = labels::thing(&claim.thing, beside);
    t!("entry-why-kept", thing = thing, amount = words(&claim.says), source = source, why = why)
}

fn words(says: &Says) -> String {
    match says {
        Says::Status(status) => labels::status(*status),
        Says::Amount(amount) => figures::amount(amount),
    }
}

fn interval(interval: Interval) -> String {
    figures::figure(&Figure { interval, ..Figure::nothing() })
}
