//! One file a page: a function of its finished view-model, and nothing else. The shell stands around them.

pub mod about;
pub mod change;
pub mod changes;
pub mod day;
pub mod index;
pub mod month;
pub mod notice;
pub mod set_up;
pub mod shell;
pub mod staff;
pub mod status;
pub mod trends;
