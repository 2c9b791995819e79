//! The torture rig: the program as a child process that is killed, traced, starved and lied to, clients that write down
//! what they were told is saved, and a judge who holds that against what is stored. Never trusts what the program says of
//! itself where a file can be read instead.

pub mod clock;
pub mod dice;
pub mod disk;
pub mod form;
pub mod installation;
pub mod judge;
pub mod ledger;
pub mod program;
pub mod proxy;
pub mod report;
pub mod slowhttptest;
pub mod strace;
pub mod writers;

pub use dice::Dice;
pub use form::Form;
pub use installation::Installation;
pub use ledger::Ledger;
pub use program::{Launch, Program};

/// A number that `make torture` may set: how many rounds, kills, forms.
pub fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
