//! Faults on purpose, for builds with debug assertions: what the tests under `tests/chaos` must notice, or they would prove
//! nothing, and panics in each layer. A release build has none of it, and refuses the variable like any unknown one.
//!
//! Never decides what a fault does: the place that asks does that, in a line of its own.

#[cfg(not(debug_assertions))]
mod absent;
#[cfg(debug_assertions)]
mod steered;

#[cfg(not(debug_assertions))]
pub use absent::{VARIABLES, is_set, panic_at, unknown_in};
#[cfg(debug_assertions)]
pub use steered::{VARIABLES, is_set, panic_at, unknown_in};

/// A fault that can be asked for by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A published day is answered before it is stored.
    AnswerBeforeCommit,
    /// A commit does not wait for the disk.
    SynchronousNormal,
    /// Nothing waits for the disk.
    SynchronousOff,
    /// What the database says is believed: neither its chain nor its guards are looked at, nor anything beside it.
    TrustTheDatabase,
    /// What the clock says is believed: times need not follow one another, and a clock that went back ends no session.
    TrustTheClock,
    /// A form that comes a second time is taken for a new one.
    ForgetSubmissions,
    /// An error of the disk is no reason to stop saving.
    SwallowDiskErrors,
    /// The schema is changed without a backup from before.
    NoBackupBefore,
    /// What a transaction wrote so far is stored at a statement, and the rest in another one.
    StoreInPieces,
    /// Who is asked to end waits for every last answer, however long it takes.
    NeverEnd,
    /// Connections are not counted, and slow ones are waited for.
    NoLimits,
    /// A panic is not caught where requests are answered: another one follows it there.
    LetPanicsThrough,
    /// A panic in the handler of a day's form.
    PanicInHandler,
    /// A panic while a corridor's status page is put together.
    PanicInQuery,
    /// A panic in the command that publishes a day, with the transaction open.
    PanicInCommandBeforeCommit,
    /// A panic in the command that publishes a day, after its commit and before the memory followed.
    PanicInCommandAfterCommit,
    /// A panic in a statement that writes.
    PanicInStorage,
    /// A panic while a view becomes bytes.
    PanicInRender,
    /// A panic of somebody who holds the lock of the standing edition.
    PanicHoldingLock,
}

impl Fault {
    /// All of them, each with its name.
    pub const ALL: [(Self, &'static str); 19] = [
        (Self::AnswerBeforeCommit, "answer-before-commit"),
        (Self::SynchronousNormal, "synchronous-normal"),
        (Self::SynchronousOff, "synchronous-off"),
        (Self::TrustTheDatabase, "trust-the-database"),
        (Self::TrustTheClock, "trust-the-clock"),
        (Self::ForgetSubmissions, "forget-submissions"),
        (Self::SwallowDiskErrors, "swallow-disk-errors"),
        (Self::NoBackupBefore, "no-backup-before"),
        (Self::StoreInPieces, "store-in-pieces"),
        (Self::NeverEnd, "never-end"),
        (Self::NoLimits, "no-limits"),
        (Self::LetPanicsThrough, "let-panics-through"),
        (Self::PanicInHandler, "panic-in-handler"),
        (Self::PanicInQuery, "panic-in-query"),
        (Self::PanicInCommandBeforeCommit, "panic-in-command-before-commit"),
        (Self::PanicInCommandAfterCommit, "panic-in-command-after-commit"),
        (Self::PanicInStorage, "panic-in-storage"),
        (Self::PanicInRender, "panic-in-render"),
        (Self::PanicHoldingLock, "panic-holding-lock"),
    ];
}
