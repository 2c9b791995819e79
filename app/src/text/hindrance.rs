//! Why nothing can be saved at the moment, as people at the desk are told. What the operator has to do is in the log.

use crate::t;

/// Why nothing can be saved at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The disk is full.
    Full,
    /// The disk failed: nothing is saved until a restart.
    Disk,
    /// The server runs without its database.
    Away,
    /// The machine’s clock is wrong.
    Clock,
    /// Another program keeps the database busy.
    Reader,
    /// Something else.
    Other,
}

impl Hindrance {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Full, Self::Disk, Self::Away, Self::Clock, Self::Reader, Self::Other];

    /// Its name in the catalogue, and for probes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Disk => "disk",
            Self::Away => "away",
            Self::Clock => "clock",
            Self::Reader => "reader",
            Self::Other => "other",
        }
    }

    /// What it is, and what to do.
    pub fn told(self) -> String {
        t!("hindrance", why = self.key())
    }
}
