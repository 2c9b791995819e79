//! A small disk of its own for a data folder: a file system in memory that only one process and those it is entered by can
//! see. Never mounts anything that other processes of the machine see.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::program::Launch;

/// A small disk. It goes when it is dropped.
#[derive(Debug)]
pub struct SmallDisk {
    /// Keeps the file system alive.
    holder: Child,
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts a disk of a size, such as `8m`, over a folder and moves into it what the folder held.
    pub fn holding(folder: &Path, size: &str) -> Self {
        let script = format!(
            "set -e; cp -a \"$1\" \"$1.before\"; mount -t tmpfs -o size={size},mode=0700 tmpfs \"$1\"; \
             cp -a \"$1.before/.\" \"$1/\"; echo mounted; exec cat"
        );
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", &script, "sh"]).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut holder = command.spawn().expect("unshare ran");
        let mut line = String::new();
        BufReader::new(holder.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        assert_eq!(line, "mounted\n", "a disk in memory could not be mounted: this test has to run as root");
        Self { holder, folder: folder.to_owned() }
    }

    /// A launch that sees it.
    pub fn launch(&self, launch: Launch) -> Launch {
        launch.through(&["nsenter", "-m", "-t", &self.holder.id().to_string(), "--"].map(str::to_owned))
    }

    /// Copies what the disk holds: SQLite would follow the way through `/proc` to what lies under the disk.
    pub fn copied_to(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        for entry in fs::read_dir(self.seen(&self.folder)).expect("a folder").map(|entry| entry.expect("an entry")) {
            if entry.file_type().expect("a kind").is_file() {
                fs::copy(entry.path(), folder.join(entry.file_name())).expect("copied");
            }
        }
    }

    /// Where this process sees what lies at a path of the disk.
    fn seen(&self, path: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.holder.id()));
        root.join(path.strip_prefix("/").expect("a whole path"))
    }

    /// The names of what lies in a folder of it; none where there is no such folder.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.seen(&self.folder).join(folder)).into_iter().flatten();
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    /// Fills it up to the last byte.
    pub fn fill(&self) {
        let path = self.seen(&self.folder).join("filler");
        let mut size = 1024 * 1024;
        while size > 0 {
            let file = fs::File::options().create(true).append(true).open(&path).expect("a file");
            let written = std::io::Write::write_all(&mut &file, &vec![b'x'; size]);
            if written.is_err() {
                size /= 2;
            }
        }
    }

    /// Takes away what filled it.
    pub fn make_room(&self) {
        fs::remove_file(self.seen(&self.folder).join("filler")).expect("removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
