//! Why a command was refused, in sentences for the operator. Never shown to a reader of the site.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use domain::Slug;

use super::demo::DemoError;
use crate::auth::RandomError;
use crate::auth::passwords::PasswordError;
use crate::commands::WriteError;
use crate::commands::add_corridor::AddCorridorRefusal;
use crate::commands::import_claims::ImportRefusal;
use crate::commands::keep_staff::StaffRefusal;
use crate::commands::redact_document::RedactRefusal;
use crate::commands::set_up::SetUpRefusal;
use crate::config::{ConfigError, ValueError};
use crate::state::StateError;
use crate::storage::backup::{BackupError, CheckError};
use crate::storage::folder::FolderError;
use crate::storage::journal::JournalError;
use crate::storage::restore::RestoreError;
use crate::storage::{HeadError, OpenError, StorageError};

/// Why a command was refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Value(#[from] ValueError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    State(#[from] StateError),
    #[error(transparent)]
    Head(#[from] HeadError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error(
        "{0}. To restore what the backup holds and leave the journal out, give --without-journal: the journal is kept aside"
    )]
    Journal(JournalError),
    #[error("there is no backup in {0}. Give a file or another folder with --from")]
    NoBackup(PathBuf),
    #[error("{0}")]
    NoneWhole(String),
    #[error(transparent)]
    Check(#[from] CheckError),
    #[error("the backup {path} is not whole: {source}")]
    Broken { path: PathBuf, source: CheckError },
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Import(#[from] ImportRefusal),
    #[error(transparent)]
    AddCorridor(#[from] AddCorridorRefusal),
    #[error(transparent)]
    Staff(#[from] StaffRefusal),
    #[error(transparent)]
    Redact(#[from] RedactRefusal),
    #[error(transparent)]
    SetUp(#[from] SetUpRefusal),
    #[error(transparent)]
    Random(#[from] RandomError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("there is no data folder {0}. Give the folder that holds the records with --data or CORRIDOR_DATA")]
    NoFolder(PathBuf),
    #[error(
        "the database in this folder is whole and has {there} revisions; restored, the record would have {restored}. Start \
         the server on what is there (corridor verify tells what is wrong, if anything is), or say --leave-newer: it is \
         moved aside, not removed"
    )]
    NewerInPlace {
        /// The last revision of the database that is there.
        there: i64,
        /// The last revision after the restore.
        restored: i64,
    },
    #[error("there is no corridor {0}; corridor corridors list shows them all")]
    NoCorridor(Slug),
    #[error("there is no corridor yet at which a reporter or lead could work; add one first: corridor corridors add")]
    NoCorridorYet,
    #[error("an admin is one everywhere; leave --corridor {0} away, or give the role lead")]
    AdminOfCorridor(Slug),
    #[error("the first row of {0} names no corridor; say which one is meant with --corridor SLUG")]
    WhichCorridor(PathBuf),
    #[error(
        "the settings in {path} are those of {found}, not of {wanted}; leave the short name away, or mend the file"
    )]
    OtherCorridor { path: PathBuf, found: Slug, wanted: Slug },
    #[error("the settings in {path} cannot be read: {source}")]
    Settings { path: PathBuf, source: serde_json::Error },
    #[error("a corridor needs a short name and a time zone")]
    NoSettings,
    #[error("the settings cannot be written: {0}")]
    SettingsOut(serde_json::Error),
    #[error("the file {path} cannot be read: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("the file {path} cannot be written: {source}")]
    Save { path: PathBuf, source: io::Error },
    #[error("the password in {path} is {source}")]
    Password { path: PathBuf, source: PasswordError },
    #[error("the password in {0} is no text; expected one line in UTF-8")]
    PasswordNoText(PathBuf),
    #[error("the server cannot listen on {address}: {source}. Give another one with --listen or CORRIDOR_LISTEN")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("the server stopped: {0}")]
    Serve(io::Error),
    #[error("the system gives no signals: {0}")]
    Signals(io::Error),
    #[error("the program cannot start its threads: {0}")]
    Runtime(io::Error),
    #[error("standard output cannot be written: {0}")]
    Output(io::Error),
}

impl Refusal {
    /// The whole reason: what was refused, then each cause that it does not name itself.
    pub(super) fn told(&self) -> String {
        match self {
            // One problem a line, each beginning with its file.
            Self::Import(ImportRefusal::Problems(problems)) => format!("{problems}\nNothing was stored."),
            other => capital(&chain(other)),
        }
    }
}

fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let words = cause.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        next = cause.source();
    }
    text
}

/// The text with a capital at its beginning, unless that is the name of a file.
fn capital(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if first.chars().all(|character| character.is_ascii_lowercase()) {
        app::text::capital(text)
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let source = io::Error::new(io::ErrorKind::NotFound, "nothing there");
        let refusal = Refusal::Read { path: "a.csv".into(), source };
        assert_eq!(refusal.told(), "The file a.csv cannot be read: nothing there");
        let hidden = StorageError::Database(Box::new(io::Error::other("disk I/O error")));
        let refusal = Refusal::State(StateError::Storage(hidden));
        assert_eq!(refusal.told(), "The database did not carry out a statement: disk I/O error");
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_file_with_its_name() {
        assert_eq!(capital("there is none"), "There is none");
        assert_eq!(capital("corridor.db is gone"), "corridor.db is gone");
        assert_eq!(capital("CORRIDOR_LISTEN is"), "CORRIDOR_LISTEN is");
    }
}
