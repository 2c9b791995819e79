//! Whether a backup is whole: its bytes, the database in them, the chain and what guards it, every document. Reads all
//! of it, a few revisions at a time; never writes, never repairs.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use domain::DayReport;
use domain::day_report::DOCUMENT_VERSION;
use sha2::{Digest as _, Sha256};

use super::name::sum_of;
use crate::storage::chain::{self, ChainError, Head};
use crate::storage::db::OpenError;
use crate::storage::db::stored_copy::StoredCopy;
use crate::storage::error::StorageError;
use crate::storage::hash::hexadecimal;
use crate::storage::revisions::{self, StoredDocument, StoredRevision};

/// Behind the name of a backup: the file with the SHA-256 of its bytes, as `sha256sum --check` reads it.
pub(super) const SUM: &str = ".sha256";

/// So many revisions are read at once, and others get their turn after them.
const AT_ONCE: i64 = 200;

/// A backup that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The number of its schema.
    pub schema: i64,
    /// The end of its chain.
    pub head: Head,
    /// So many triggers guard it, each as made.
    pub guards: usize,
    /// Whether a checksum that lies beside it vouches for every byte.
    pub vouched: bool,
}

/// Why a backup is not whole.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// It cannot be read.
    #[error("the file {path} cannot be read: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Other bytes than those that were written.
    #[error("its bytes are not those that were written: the checksum in {0} is another one")]
    Sum(PathBuf),
    /// SQLite finds it damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// No database, or another program's.
    #[error("it is no database of this program")]
    Foreign,
    /// A newer schema, other steps, other triggers.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The chain is broken.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A document that this program cannot read.
    #[error("revision {seq} holds a document that cannot be read: {problem}")]
    Document {
        /// The revision.
        seq: i64,
        /// What is wrong with it.
        problem: String,
    },
}

/// Checks a backup wholly.
pub async fn check(path: &Path) -> Result<Checked, CheckError> {
    let file = path.to_owned();
    let vouched = tokio::task::spawn_blocking(move || vouch(&file))
        .await
        .map_err(|lost| CheckError::File { path: path.to_owned(), source: io::Error::other(lost) })??;
    Ok(Checked { vouched, ..contents(path).await? })
}

/// Checks what stands in the file, not its bytes.
pub(in crate::storage) async fn contents(path: &Path) -> Result<Checked, CheckError> {
    let unreadable = |source| CheckError::File { path: path.to_owned(), source };
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if bytes == 0 {
        return Err(CheckError::Damaged("it is empty".to_owned()));
    }
    let mut copy = StoredCopy::open(path).await.map_err(damaged)?;
    let checked = read_through(&mut copy).await;
    copy.close().await.map_err(damaged)?;
    checked
}

async fn read_through(copy: &mut StoredCopy) -> Result<Checked, CheckError> {
    let faults = copy.faults().await.map_err(damaged)?;
    if !faults.is_empty() {
        return Err(CheckError::Damaged(faults.join("; ")));
    }
    let schema = copy.schema().await?.filter(|schema| *schema > 0).ok_or(CheckError::Foreign)?;
    let mut head = Head::origin();
    loop {
        let next = revisions::load_behind(copy, schema, head.seq, AT_ONCE).await.map_err(OpenError::from)?;
        if next.is_empty() {
            break;
        }
        head = chain::verify_behind(head, &next)?;
        next.iter().try_for_each(readable)?;
        tokio::task::yield_now().await;
    }
    let guards = copy.guards(schema).await?;
    Ok(Checked { schema, head, guards, vouched: false })
}

fn readable(revision: &StoredRevision) -> Result<(), CheckError> {
    let StoredDocument::Kept(text) = &revision.document else { return Ok(()) };
    let unreadable = |problem| CheckError::Document { seq: revision.seq, problem };
    let report: DayReport = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
    if report.v > DOCUMENT_VERSION {
        return Err(unreadable(format!("its version is {}, written by a newer program", report.v)));
    }
    Ok(())
}

fn damaged(error: StorageError) -> CheckError {
    CheckError::Damaged(error.to_string())
}

/// Compares a file with the checksum beside it; says whether there is one.
fn vouch(path: &Path) -> Result<bool, CheckError> {
    let unreadable = |source| CheckError::File { path: path.to_owned(), source };
    match sum_beside(path).map_err(unreadable)? {
        None => Ok(false),
        Some(sum) if sum == sum_of_bytes(path).map_err(unreadable)? => Ok(true),
        Some(_) => Err(CheckError::Sum(sum_of(path))),
    }
}

/// The checksum that lies beside a backup; none when there is no such file.
pub(in crate::storage) fn sum_beside(path: &Path) -> io::Result<Option<String>> {
    match std::fs::read(sum_of(path)) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Ok(Some(text.split_whitespace().next().unwrap_or_default().to_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The SHA-256 of a file, in hexadecimal digits.
pub(super) fn sum_of_bytes(path: &Path) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let (mut sum, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&sum.finalize())),
            read => sum.update(&buffer[..read]),
        }
    }
}
