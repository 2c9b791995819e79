//! The journal's bytes on the disk. What is appended is durable when the call returns; what broke off is cut away before
//! anything is appended behind it. Never knows what the lines mean.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::super::folder::{open_private, sync_folder};

/// The journal's file, held open.
#[derive(Debug)]
pub(super) struct JournalFile {
    path: PathBuf,
    file: File,
    /// So many bytes are whole.
    whole: u64,
}

impl JournalFile {
    /// The bytes of a journal; none when there is no such file.
    pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Goes on behind so many bytes of a journal that was read.
    pub(super) fn go_on(path: &Path, whole: u64) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(Self { path: path.to_owned(), file, whole })
    }

    /// A new journal in the place of what stood there. After a crash either of them stands there, whole. What stood there
    /// is overwritten: something may have been removed from it for good.
    pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let new = path.with_extension("journal-new");
        let before = OpenOptions::new().write(true).open(path);
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = open_private(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        sync_folder(folder)?;
        if let Ok(mut before) = before {
            overwrite(&mut before)?;
        }
        Self::go_on(path, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
    }

    /// Appends bytes, durably. On an error nothing of them counts: the next call cuts them away.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.is_in_place()? {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the file was taken away under the running program"));
        }
        if self.file.metadata()?.len() != self.whole {
            self.file.set_len(self.whole)?;
        }
        self.file.seek(SeekFrom::Start(self.whole))?;
        self.file.write_all(bytes)?;
        self.file.sync_data()?;
        self.whole += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// A file that was taken away still takes lines, and loses them with the last handle.
    fn is_in_place(&self) -> io::Result<bool> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let (ours, there) = (self.file.metadata()?, fs::metadata(&self.path)?);
            Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
        }
        #[cfg(not(unix))]
        Ok(self.path.exists())
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

fn overwrite(file: &mut File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(length), file)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_broke_off_is_cut_away_before_the_next_line() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("record.journal");
        assert!(JournalFile::read(&path).unwrap().is_none());
        let mut file = JournalFile::replace(&path, b"first\n").unwrap();
        file.append(b"second\n").unwrap();
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"thi").unwrap();
        file.append(b"third\n").unwrap();
        assert_eq!(JournalFile::read(&path).unwrap().unwrap(), b"first\nsecond\nthird\n");
        drop(file);
        JournalFile::go_on(&path, 6).unwrap().append(b"other\n").unwrap();
        assert_eq!(JournalFile::read(&path).unwrap().unwrap(), b"first\nother\n");
    }

    #[test]
    fn a_file_that_was_taken_away_or_replaced_takes_nothing() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("record.journal");
        let mut file = JournalFile::replace(&path, b"first\n").unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(file.append(b"second\n").unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&path, b"another\n").unwrap();
        assert_eq!(file.append(b"second\n").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(fs::read(&path).unwrap(), b"another\n");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_is_overwritten_and_only_its_owner_reads_the_new_one() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("record.journal");
        let _ = JournalFile::replace(&path, b"a name that slipped in\n").unwrap();
        let mut still_open = File::open(&path).unwrap();
        let _ = JournalFile::replace(&path, b"nothing\n").unwrap();
        let mut left = Vec::new();
        still_open.read_to_end(&mut left).unwrap();
        assert_eq!(left, vec![0; 23]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!path.with_extension("journal-new").exists());
    }
}
