//! The data folder: who holds it, and whether it lost its database. Never looks into the database.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const LOCK: &str = "corridor.lock";
pub(super) const DATABASE: &str = "corridor.db";
const BACKUPS: &str = "backups";
/// Lies in the folder while the old files are moved away and the new one is put in their place.
pub(super) const RESTORING: &str = "restore.unfinished";

/// The line in `corridor.lock` that says: a database was created here. If the file is then missing, it was lost.
const CREATED: &str = "corridor.db was created in this folder\n";

/// What the folder is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To change the records: a server, or a command such as an import. One at a time.
    Exclusive,
    /// To read, or to change what is not the record (people): beside a running server.
    Shared,
}

/// A data folder that is there, and held as long as this value lives if it was opened exclusively.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Where a backup is made before its schema changes; none for a copy whose original stays.
    backups: Option<PathBuf>,
    lock: File,
    held: bool,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be created or opened.
    #[error("the data folder {path} cannot be used: {source}. Give a folder that this user may write, with --data")]
    Unusable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process holds it.
    #[error(
        "A server is already running on this folder ({path}), or a command that changes its records: only one may at \
         a time. Stop it, or give another folder with --data"
    )]
    Held {
        /// The folder.
        path: PathBuf,
    },
    /// A restore ended half-way.
    #[error(
        "a restore of the folder {path} did not end: what lies there may be half of the old and half of the new. Run \
         corridor restore again"
    )]
    HalfRestored {
        /// The folder.
        path: PathBuf,
    },
    /// It held a database, and the file is missing or empty.
    #[error(
        "the folder {path} held a database, but corridor.db is missing or empty: starting anew would hide the loss. \
         Run corridor restore, which takes the newest backup and what the journal holds since, or give a new folder with --data"
    )]
    Lost {
        /// The folder.
        path: PathBuf,
    },
}

impl Folder {
    /// Opens the folder and creates it (readable by its owner only) if it is not there.
    ///
    /// Refused if another process holds it, or if it lost its database.
    pub fn open(path: &Path, access: Access) -> Result<Self, FolderError> {
        let mut folder = Self::enter(path)?;
        if access == Access::Exclusive {
            folder.hold()?;
        }
        if folder.path.join(RESTORING).exists() {
            return Err(FolderError::HalfRestored { path: folder.path });
        }
        folder.refuse_loss()?;
        Ok(folder)
    }

    /// Opens and holds the folder, whatever became of its database: to serve without one, or to put another one into it.
    pub fn open_without_database(path: &Path) -> Result<Self, FolderError> {
        let mut folder = Self::enter(path)?;
        folder.hold()?;
        Ok(folder)
    }

    fn enter(path: &Path) -> Result<Self, FolderError> {
        let unusable = |source| FolderError::Unusable { path: path.to_owned(), source };
        create(path).map_err(unusable)?;
        // SQLite would take a name such as "file:x" for an address: give it the whole path.
        let path = path.canonicalize().map_err(unusable)?;
        let lock = open_private(&path.join(LOCK)).map_err(unusable)?;
        let backups = Some(path.join(BACKUPS));
        Ok(Self { path, backups, lock, held: false })
    }

    /// The folder's whole path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same with its backups in another folder than `backups` in it, or in none.
    #[must_use]
    pub fn with_backups(self, backups: Option<PathBuf>) -> Self {
        Self { backups, ..self }
    }

    /// Where its backups lie, if it has any.
    pub fn backups(&self) -> Option<&Path> {
        self.backups.as_deref()
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// The log of its database.
    pub(in crate::storage) fn log(&self) -> PathBuf {
        self.path.join(format!("{DATABASE}-wal"))
    }

    /// Whether nobody else can change the records while this value lives.
    pub(super) fn is_held(&self) -> bool {
        self.held
    }

    /// Takes the folder for this process alone; does nothing if it has it.
    pub(super) fn hold(&mut self) -> Result<(), FolderError> {
        if self.held {
            return Ok(());
        }
        match self.lock.try_lock() {
            Ok(()) => {
                self.held = true;
                Ok(())
            }
            Err(TryLockError::WouldBlock) => Err(FolderError::Held { path: self.path.clone() }),
            Err(TryLockError::Error(source)) => Err(self.unusable(source)),
        }
    }

    /// Lets others take the folder again.
    pub(super) fn release(&mut self) -> Result<(), FolderError> {
        self.lock.unlock().map_err(|source| self.unusable(source))?;
        self.held = false;
        Ok(())
    }

    /// Makes an empty file for a new database, which only its owner may read: it holds the hashes of passwords.
    pub(super) fn create_database_file(&self) -> Result<(), FolderError> {
        open_private(&self.database()).map_err(|source| self.unusable(source))?;
        Ok(())
    }

    /// Whether the line says that a database was created here.
    pub(super) fn had_database(&self) -> Result<bool, FolderError> {
        let mut text = String::new();
        File::open(self.path.join(LOCK))
            .and_then(|mut file| file.read_to_string(&mut text))
            .map_err(|source| self.unusable(source))?;
        Ok(text.contains(CREATED.trim_end()))
    }

    /// Notes for good that a database was created here.
    pub(super) fn note_database(&self) -> Result<(), FolderError> {
        if self.had_database()? {
            return Ok(());
        }
        (&self.lock)
            .write_all(CREATED.as_bytes())
            .and_then(|()| self.lock.sync_all())
            .and_then(|()| sync_folder(&self.path))
            .map_err(|source| self.unusable(source))
    }

    /// The error for a database that was there and is lost.
    pub(super) fn lost(&self) -> FolderError {
        FolderError::Lost { path: self.path.clone() }
    }

    fn refuse_loss(&self) -> Result<(), FolderError> {
        let size = match fs::metadata(self.database()) {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(source) => return Err(self.unusable(source)),
        };
        // A log without its database: the lock file may have gone with the database.
        let log = self.log().exists();
        if size == 0 && (log || self.had_database()?) { Err(self.lost()) } else { Ok(()) }
    }

    fn unusable(&self, source: io::Error) -> FolderError {
        FolderError::Unusable { path: self.path.clone(), source }
    }
}

/// Creates a folder that only its owner may look into, and those above it.
pub(super) fn create(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file for reading and appending, and creates it for its owner only.
pub(super) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the names in the folder durable, where the system can.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_exclusive_holder_is_refused_and_a_shared_one_is_not() {
        let place = tempfile::tempdir().unwrap();
        let first = Folder::open(place.path(), Access::Exclusive).unwrap();
        let refused = Folder::open(place.path(), Access::Exclusive).unwrap_err();
        assert!(matches!(refused, FolderError::Held { .. }));
        assert!(refused.to_string().starts_with("A server is already running on this folder"), "{refused}");
        let shared = Folder::open(place.path(), Access::Shared).unwrap();
        assert!(!shared.is_held());
        drop(first);
        assert!(Folder::open(place.path(), Access::Exclusive).unwrap().is_held());
    }

    #[test]
    fn a_folder_that_lost_its_database_is_refused_and_a_new_one_is_not() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("new/data"), Access::Exclusive).unwrap();
        assert!(!folder.had_database().unwrap());
        folder.note_database().unwrap();
        folder.note_database().unwrap();
        let path = folder.path().to_owned();
        drop(folder);
        let refused = Folder::open(&path, Access::Exclusive).unwrap_err();
        assert!(matches!(refused, FolderError::Lost { .. }), "{refused}");
        assert!(refused.to_string().contains("backup"), "{refused}");
        fs::write(path.join(DATABASE), b"").unwrap();
        assert!(matches!(Folder::open(&path, Access::Shared), Err(FolderError::Lost { .. })), "an empty file is none");
    }

    #[test]
    fn a_log_without_its_database_is_a_loss_too() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("corridor.db-wal"), b"x").unwrap();
        assert!(matches!(Folder::open(place.path(), Access::Exclusive), Err(FolderError::Lost { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_a_new_folder() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data"), Access::Exclusive).unwrap();
        folder.create_database_file().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder.path()), 0o700);
        assert_eq!(mode(&folder.database()), 0o600);
    }
}
