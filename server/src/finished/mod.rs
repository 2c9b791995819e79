//! Finished answers: made once per edition, address and language, then kept as identity, gzip and brotli, ready to be
//! sent. Knows no route and no record; the edition is a number here.

mod kept;
mod pack;
mod shelf;

pub use kept::{Coding, Kept, Made, Variant};
pub use pack::Effort;
pub use shelf::{Key, Shelf};
