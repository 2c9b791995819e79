//! What must hold when the program is killed, starved and lied to: the quick half. `make torture` runs the same tests with
//! larger numbers.

mod acknowledged;
mod brought_up;
mod clocks;
mod damaged;
mod disk;
mod faults;
mod flood;
mod imports;
mod line_cut;
mod panics;
mod restored;
mod sent_twice;
mod stopped;
