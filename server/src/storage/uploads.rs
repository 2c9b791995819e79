//! Files that somebody uploaded for an import, and has not imported yet: one upload per account and corridor, in a folder
//! beside the database. In no table: nothing else refers to them, no backup needs them, and they go after a day. Never
//! looks into them.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Slug;
use serde::{Deserialize, Serialize};

use super::db::Database;
use super::folder::{create, open_private, sync_folder};
use super::staff::StaffId;

/// So long an upload is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// The most bytes that all uploads take together.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

const FOLDER: &str = "uploads";
const FILES: &str = "upload";
const NOTE: &str = "note";

/// One uploaded file.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// Its name on its writer's machine, as far as it is shown.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UploadedFile({} bytes)", self.bytes.len())
    }
}

/// The files of one import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFiles {
    /// The claims.
    pub claims: UploadedFile,
    /// The events, if there were any.
    pub events: Option<UploadedFile>,
}

/// What is known of an upload without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Given once: another upload of the same account and corridor has another one.
    pub id: String,
    /// When it came.
    pub at: DateTime<Utc>,
    /// The name of the file with the claims.
    pub claims: String,
    /// That of the file with the events, if there was one.
    pub events: Option<String>,
}

/// What became of an upload when it was sent to be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadNote {
    /// The upload.
    pub upload: String,
    /// The key of the form that sent it.
    pub key: String,
    /// When, in milliseconds.
    pub at: i64,
    /// What was stored; none as long as that is not certain.
    pub stored: Option<StoredUpload>,
}

/// What an import stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredUpload {
    /// What the days became: `published`, `submitted`, `drafts`.
    pub becomes: String,
    /// So many days.
    pub days: usize,
    /// So many new rows.
    pub added: usize,
    /// So many changed rows.
    pub updated: usize,
    /// So many new events.
    pub events: usize,
    /// The first and the last revision, where there are any.
    pub revisions: Option<(i64, i64)>,
}

/// Why an upload was not kept, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The disk is full.
    #[error("there is no room on the disk for the upload")]
    Full,
    /// Others have uploaded too much.
    #[error("all uploads together take more than {MOST_BYTES} bytes")]
    TooMany,
    /// The disk refused.
    #[error("the upload could not be kept or read: {0}")]
    Disk(io::Error),
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> Self {
        let is_full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        if is_full { Self::Full } else { Self::Disk(error) }
    }
}

/// The first line of a file of an upload.
#[derive(Serialize, Deserialize)]
struct Head {
    id: String,
    at: i64,
    claims: (String, usize),
    events: Option<(String, usize)>,
}

/// The uploads of an installation.
#[derive(Clone, Debug)]
pub struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    /// Those beside a database.
    pub fn of(database: &Database) -> Self {
        Self { folder: database.folder().path().join(FOLDER) }
    }

    /// Keeps an upload in the place of the one that its owner had for the corridor.
    pub fn keep(
        &self,
        owner: StaffId,
        corridor: &Slug,
        (id, at): (&str, DateTime<Utc>),
        files: &UploadedFiles,
    ) -> Result<(), UploadError> {
        create(&self.folder)?;
        self.sweep(at);
        let head = written_head((id, at), files)?;
        let events = files.events.as_ref().map(|file| file.bytes.as_slice()).unwrap_or_default();
        let parts = [head.as_slice(), &files.claims.bytes, events];
        let size: u64 = parts.iter().map(|part| part.len() as u64).sum();
        let taken = self.taken_beside(&self.path(owner, corridor, FILES));
        if taken.saturating_add(size) > MOST_BYTES {
            return Err(UploadError::TooMany);
        }
        // What it holds is stored once more when it is imported.
        if super::db::watch::room(&self.folder).is_some_and(|room| room < size.saturating_mul(2)) {
            return Err(UploadError::Full);
        }
        put(&self.path(owner, corridor, FILES), &parts)?;
        // What was noted of another upload is no word about this one.
        Ok(remove(&self.path(owner, corridor, NOTE))?)
    }

    /// The upload of somebody for a corridor, unless it is too old. One that cannot be read is none.
    pub fn load(&self, owner: StaffId, corridor: &Slug, now: DateTime<Utc>) -> Result<Option<Upload>, UploadError> {
        let Some((head, _)) = self.open(owner, corridor)? else { return Ok(None) };
        let Some(at) = DateTime::from_timestamp_millis(head.at) else { return Ok(None) };
        let upload = Upload { id: head.id, at, claims: head.claims.0, events: head.events.map(|(name, _)| name) };
        Ok(Some(upload).filter(|upload| now - upload.at < KEPT_FOR))
    }

    /// The files of an upload; none when it is there no more, or another one is.
    pub fn files(&self, owner: StaffId, corridor: &Slug, id: &str) -> Result<Option<UploadedFiles>, UploadError> {
        let Some((head, mut rest)) = self.open(owner, corridor)?.filter(|(head, _)| head.id == id) else {
            return Ok(None);
        };
        let mut file = |(name, length): (String, usize)| {
            let mut bytes = vec![0; length];
            rest.read_exact(&mut bytes).map(|()| UploadedFile { name, bytes })
        };
        Ok(Some(UploadedFiles { claims: file(head.claims)?, events: head.events.map(file).transpose()? }))
    }

    /// The head of an upload and what stands behind it; none when it is not there, or not whole.
    fn open(&self, owner: StaffId, corridor: &Slug) -> io::Result<Option<(Head, BufReader<fs::File>)>> {
        let file = match fs::File::open(self.path(owner, corridor, FILES)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let (size, mut reader) = (file.metadata()?.len(), BufReader::new(file));
        let line = first_line(&mut reader)?;
        let Ok(head) = serde_json::from_slice::<Head>(&line) else { return Ok(None) };
        let files = [Some(head.claims.1), head.events.as_ref().map(|(_, length)| *length)];
        let expected = files.into_iter().flatten().fold(line.len(), usize::saturating_add);
        Ok((size == expected as u64).then_some((head, reader)))
    }

    /// Notes what becomes of an upload. Durable: after a stop in the middle it tells what was under way.
    pub fn note(&self, owner: StaffId, corridor: &Slug, note: &UploadNote) -> Result<(), UploadError> {
        create(&self.folder)?;
        let text = serde_json::to_vec(note).map_err(io::Error::from)?;
        Ok(put(&self.path(owner, corridor, NOTE), &[&text])?)
    }

    /// What was noted last, unless it is too old.
    pub fn noted(&self, owner: StaffId, corridor: &Slug, now: DateTime<Utc>) -> Option<UploadNote> {
        let text = fs::read(self.path(owner, corridor, NOTE)).ok()?;
        let note: UploadNote = serde_json::from_slice(&text).ok()?;
        let at = DateTime::from_timestamp_millis(note.at)?;
        (now - at < KEPT_FOR).then_some(note)
    }

    /// Removes the files of an upload, unless another one is in its place; what was noted stays.
    pub fn remove(&self, owner: StaffId, corridor: &Slug, id: &str) -> Result<(), UploadError> {
        match self.open(owner, corridor)? {
            Some((head, _)) if head.id != id => Ok(()),
            _ => Ok(remove(&self.path(owner, corridor, FILES))?),
        }
    }

    /// Removes an upload with what was noted of it, unless it is gone already or another one is in its place: what was noted
    /// then is of something else, or tells that it was stored.
    pub fn discard(&self, owner: StaffId, corridor: &Slug, id: &str) -> Result<(), UploadError> {
        if self.open(owner, corridor)?.is_none_or(|(head, _)| head.id != id) {
            return Ok(());
        }
        remove(&self.path(owner, corridor, FILES))?;
        self.forget(owner, corridor)
    }

    /// Removes what was noted.
    pub fn forget(&self, owner: StaffId, corridor: &Slug) -> Result<(), UploadError> {
        Ok(remove(&self.path(owner, corridor, NOTE))?)
    }

    /// Removes everything that is too old, by its own word or, where it has none, by the file's. Does as much as it can.
    pub fn sweep(&self, now: DateTime<Utc>) {
        for path in self.files_there() {
            let too_old = |at: DateTime<Utc>| now - at >= KEPT_FOR;
            // What is just being written has no word of its own yet.
            if told_age(&path).or_else(|| age_of_file(&path)).is_some_and(too_old) {
                // What cannot be removed now is tried again with the next upload.
                drop(remove(&path));
            }
        }
    }

    /// Removes everything: something slipped into the record, and may stand in an upload.
    pub fn remove_all(&self) -> Result<(), UploadError> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn path(&self, owner: StaffId, corridor: &Slug, kind: &str) -> PathBuf {
        self.folder.join(format!("{}-{corridor}.{kind}", owner.0))
    }

    fn files_there(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
    }

    /// How many bytes all uploads but this one take.
    fn taken_beside(&self, own: &Path) -> u64 {
        let others = self.files_there().into_iter().filter(|path| path != own);
        others.filter_map(|path| Some(fs::metadata(path).ok()?.len())).sum()
    }
}

/// When a file was last written, by the machine's own clock.
fn age_of_file(path: &Path) -> Option<DateTime<Utc>> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok().map(DateTime::from)
}

/// When the upload or the note of a file came; none where it does not say.
fn told_age(path: &Path) -> Option<DateTime<Utc>> {
    #[derive(Deserialize)]
    struct At {
        at: i64,
    }
    let first = first_line(&mut BufReader::new(fs::File::open(path).ok()?)).ok()?;
    let At { at } = serde_json::from_slice(&first).ok()?;
    DateTime::from_timestamp_millis(at)
}

/// The first line of a file with its end, as long as one of ours may be.
fn first_line(file: &mut BufReader<fs::File>) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.take(16 * 1024).read_until(b'\n', &mut line)?;
    Ok(line)
}

fn written_head((id, at): (&str, DateTime<Utc>), files: &UploadedFiles) -> io::Result<Vec<u8>> {
    let told = |file: &UploadedFile| (file.name.clone(), file.bytes.len());
    let (claims, events) = (told(&files.claims), files.events.as_ref().map(told));
    let head = Head { id: id.to_owned(), at: at.timestamp_millis(), claims, events };
    let mut line = serde_json::to_vec(&head)?;
    line.push(b'\n');
    Ok(line)
}

/// How many files were put into their places: each was written under a name of its own.
static PUT: AtomicU64 = AtomicU64::new(0);

/// Puts a whole file into its place, or leaves the one that was there.
fn put(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let unfinished = path.with_extension(format!("{}.unfinished", PUT.fetch_add(1, Ordering::Relaxed)));
    remove(&unfinished)?;
    let written = open_private(&unfinished).and_then(|mut file| {
        parts.iter().try_for_each(|part| file.write_all(part))?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&unfinished, path)) {
        // What is half there takes room that others need.
        drop(remove(&unfinished));
        return Err(error);
    }
    path.parent().map_or(Ok(()), sync_folder)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: StaffId = StaffId(7);

    fn uploads() -> (tempfile::TempDir, Uploads) {
        let place = tempfile::tempdir().unwrap();
        let uploads = Uploads { folder: place.path().join(FOLDER) };
        (place, uploads)
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn files(bytes: &[u8]) -> UploadedFiles {
        let claims = UploadedFile { name: "claims.csv".to_owned(), bytes: bytes.to_vec() };
        let events = Some(UploadedFile { name: "events.csv".to_owned(), bytes: b"a\nb".to_vec() });
        UploadedFiles { claims, events }
    }

    /// Keeps an upload that comes at noon of 10 May 2023.
    fn keep(uploads: &Uploads, corridor: &Slug, id: &str, bytes: &[u8]) {
        uploads.keep(OWNER, corridor, (id, at("2023-05-10T12:00:00Z")), &files(bytes)).unwrap();
    }

    #[test]
    fn one_upload_is_kept_for_an_account_and_a_corridor_and_takes_the_place_of_the_one_before() {
        let (_place, uploads) = uploads();
        let (here, there): (Slug, Slug) = ("lachin".parse().unwrap(), "other".parse().unwrap());
        assert_eq!(uploads.load(OWNER, &here, at("2023-05-10T12:00:00Z")).unwrap(), None);
        keep(&uploads, &here, "one", b"1\n2\n\0\xff");
        assert_eq!(uploads.files(OWNER, &here, "one").unwrap(), Some(files(b"1\n2\n\0\xff")));
        keep(&uploads, &here, "two", b"\n\n");
        assert_eq!(uploads.files(OWNER, &here, "two").unwrap(), Some(files(b"\n\n")));
        assert_eq!(uploads.files(OWNER, &here, "one").unwrap(), None);
        let load = |owner, corridor: &Slug, now| uploads.load(owner, corridor, at(now)).unwrap();
        let told = load(OWNER, &here, "2023-05-11T11:59:59Z").unwrap();
        assert_eq!((told.id.as_str(), told.claims.as_str(), told.events.as_deref()), {
            ("two", "claims.csv", Some("events.csv"))
        });
        assert_eq!(load(OWNER, &here, "2023-05-11T12:00:00Z"), None, "a day is over");
        assert_eq!(load(OWNER, &there, "2023-05-10T12:00:00Z"), None);
        assert_eq!(load(StaffId(8), &here, "2023-05-10T12:00:00Z"), None);
        uploads.remove(OWNER, &here, "one").unwrap();
        assert!(load(OWNER, &here, "2023-05-10T12:00:00Z").is_some(), "another one is in its place");
        uploads.remove(OWNER, &here, "two").unwrap();
        assert_eq!(load(OWNER, &here, "2023-05-10T12:00:00Z"), None);
    }

    #[test]
    fn one_that_is_not_whole_is_none() {
        let (_place, uploads) = uploads();
        let slug: Slug = "lachin".parse().unwrap();
        keep(&uploads, &slug, "one", b"1\n2\n");
        let path = uploads.path(OWNER, &slug, FILES);
        let whole = fs::read(&path).unwrap();
        for broken in [&whole[..whole.len() - 1], &[whole.as_slice(), b"x"].concat(), b"half", b""] {
            fs::write(&path, broken).unwrap();
            assert_eq!(uploads.load(OWNER, &slug, at("2023-05-10T12:00:00Z")).unwrap(), None);
            assert_eq!(uploads.files(OWNER, &slug, "one").unwrap(), None);
        }
    }

    /// An upload and what is noted of it are written at the same time: neither takes away what the other writes.
    #[test]
    fn what_is_written_at_the_same_time_is_written() {
        let (_place, uploads) = uploads();
        let slug: Slug = "lachin".parse().unwrap();
        create(&uploads.folder).unwrap();
        std::thread::scope(|scope| {
            for kind in [FILES, NOTE] {
                let path = uploads.path(OWNER, &slug, kind);
                scope.spawn(move || (0..50).for_each(|_| put(&path, &[b"1", b"2"]).unwrap()));
            }
        });
        assert_eq!(uploads.files_there().len(), 2);
    }

    #[test]
    fn what_is_too_old_broken_or_half_there_is_swept_away() {
        let (_place, uploads) = uploads();
        let slug: Slug = "lachin".parse().unwrap();
        keep(&uploads, &slug, "one", b"1");
        for name in ["9-lachin.upload", "9-lachin.unfinished", "9-lachin.note"] {
            fs::write(uploads.folder.join(name), b"half").unwrap();
        }
        uploads.sweep(at("2023-05-10T13:00:00Z"));
        assert_eq!(uploads.files_there().len(), 4);
        uploads.sweep(at("2023-05-11T12:00:00Z"));
        assert_eq!(uploads.files_there().len(), 3, "what may be written just now stays");
        uploads.sweep(at("2300-01-01T12:00:00Z"));
        assert_eq!(uploads.files_there().len(), 0);
    }

    #[test]
    fn what_was_noted_is_known_for_a_day_and_goes_with_another_upload() {
        let (_place, uploads) = uploads();
        let slug: Slug = "lachin".parse().unwrap();
        let note = UploadNote {
            upload: "one".to_owned(),
            key: "k".to_owned(),
            at: at("2023-05-10T12:00:00Z").timestamp_millis(),
            stored: None,
        };
        uploads.note(OWNER, &slug, &note).unwrap();
        assert_eq!(uploads.noted(OWNER, &slug, at("2023-05-11T11:00:00Z")), Some(note));
        assert_eq!(uploads.noted(OWNER, &slug, at("2023-05-11T12:00:00Z")), None);
        keep(&uploads, &slug, "two", b"1");
        assert_eq!(uploads.noted(OWNER, &slug, at("2023-05-10T12:00:00Z")), None);
        uploads.remove_all().unwrap();
        uploads.remove_all().unwrap();
        assert_eq!(uploads.load(OWNER, &slug, at("2023-05-10T12:00:00Z")).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_servers_user_reads_an_upload() {
        use std::os::unix::fs::PermissionsExt;
        let (_place, uploads) = uploads();
        let slug: Slug = "lachin".parse().unwrap();
        keep(&uploads, &slug, "one", b"1");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&uploads.folder), 0o700);
        assert_eq!(mode(&uploads.path(OWNER, &slug, FILES)), 0o600);
    }
}
