//! Why the storage could not do something, in sentences for the operator. Never shown to the public as they are.

use std::error::Error;

use chrono::{DateTime, Utc};

/// Why something was not read or not saved. Nothing of the transaction was saved.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No room on the disk.
    #[error("the disk that holds the data folder is full: nothing was saved. Free some space, then save again")]
    Full,
    /// The disk failed while something was written: what is on it is not certain any more.
    #[error("the disk failed while the database wrote: {message}")]
    Disk {
        /// What the database reports.
        message: String,
        /// Whether it failed while it was flushed: then nothing that was written can be counted on, full disk or not.
        flushed: bool,
    },
    /// The disk failed before: nothing more is saved until a restart has looked at what is there.
    #[error(
        "nothing is saved any more since the disk failed ({why}). Look at the disk, then restart the server: it checks \
         the whole record at its start"
    )]
    Stopped {
        /// What happened.
        why: String,
    },
    /// The server runs without its database.
    #[error("there is no database to work with: {why}")]
    Away {
        /// Why not.
        why: String,
    },
    /// The clock of the machine is wrong, or was.
    #[error(
        "the machine’s clock says {now}, but the last revision was stored at {last}: nothing was saved. Set the clock \
         right, then save again"
    )]
    ClockBehind {
        /// What the clock says.
        now: DateTime<Utc>,
        /// When the last revision was stored.
        last: DateTime<Utc>,
    },
    /// Another program reads the database for so long that its log grows without end.
    #[error(
        "another program has been reading the database for so long that its log grew to {size} bytes: nothing was saved. \
         End that program, then save again"
    )]
    LongReader {
        /// The size of the log, in bytes.
        size: u64,
    },
    /// A document was removed from the database, and could not be removed from the journal.
    #[error(
        "it was removed from corridor.db, but record.journal still holds it: {why}. Mend that, then run the same command \
         again; until then keep both files to yourself"
    )]
    StillInJournal {
        /// Why it could not be written anew.
        why: String,
    },
    /// Another process, or a long transaction, held the database for too long.
    #[error("the database was busy for too long: nothing was saved. Try again")]
    Busy,
    /// A value that may stand only once stands there already.
    #[error("{column} holds this value already, and it may stand there only once: nothing was saved")]
    Taken {
        /// Table and column, as `staff.account`.
        column: String,
    },
    /// The database's own rules forbid it, such as changing a revision.
    #[error("the database refused: {rule}. Nothing was saved")]
    Refused {
        /// The rule, in the words of the schema.
        rule: String,
    },
    /// A statement of this transaction failed before, so that no later one may count.
    #[error("an earlier statement of the same transaction failed: nothing was saved")]
    AfterFailure,
    /// A command has to write one line of the audit, no more and no fewer.
    #[error("a command wrote {lines} lines of the audit instead of one: nothing was saved")]
    NotOneLine {
        /// How many it wrote.
        lines: u32,
    },
    /// A row that this program cannot have written.
    #[error(transparent)]
    Broken(#[from] BrokenRow),
    /// The file of the database was taken away under the running program.
    #[error("corridor.db is no longer in the data folder: stop the server and restore the file")]
    Gone,
    /// Anything else that the database reports.
    #[error("the database did not carry out a statement: {0}")]
    Database(#[source] Box<dyn Error + Send + Sync>),
}

/// The address of a value that this program cannot have written, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "in the database, table {table}, row {key}, column {column}: {problem}. The file was changed by something else or \
     is damaged: restore a backup"
)]
pub struct BrokenRow {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub key: String,
    /// The column.
    pub column: &'static str,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing where a value must be, or a value of another kind.
    #[error("holds no value of the expected kind")]
    Kind,
    /// Text or number that means nothing there.
    #[error("holds a value that cannot be read")]
    Unreadable,
    /// It names a row that is not there.
    #[error("names a row that does not exist")]
    Missing,
    /// A hash that does not fit what it was taken of.
    #[error("is not the hash of the settings, sources, carriers and organisation that are stored")]
    NotTheSame,
}
