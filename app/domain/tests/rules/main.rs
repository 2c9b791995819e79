//! The rules of the domain, asked from outside: the real record, the story of 10 May 2023, and brute force.
#![cfg(test)]

mod documents;
mod expected;
mod figures;
mod history;
mod lateness;
mod small_numbers;
mod statuses;
mod story;
mod streaks;
mod support;
