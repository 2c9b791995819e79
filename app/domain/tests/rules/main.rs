//! The rules of the domain, asked from outside: the real record, the story of 10 May 2023, and brute force.
#![cfg(test)]

mod amounts;
mod around;
mod brute;
mod bulletins;
mod changes;
mod disagreements;
mod documents;
mod due;
mod expected;
mod figures;
mod history;
mod lateness;
mod naming;
mod public_history;
mod running_brute;
mod running_totals;
mod small_numbers;
mod small_totals;
mod standing;
mod statuses;
mod story;
mod streaks;
mod sums;
mod support;
mod thresholds;
mod totals;
mod trends;
mod unreconciled;
mod usual;
mod warnings;
mod windows;
mod worked;
