//! A data folder with a corridor and accounts in it, set up by the program's own command line. Never writes into the folder
//! past the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::site::PASSWORD;

use crate::form::{CORRIDOR, FIRST_DAY};

/// The accounts that write: reporters, who publish alone where no second person is needed.
pub const ACCOUNTS: [&str; 4] = ["desk-1", "desk-2", "desk-3", "desk-4"];

/// A data folder of its own, and a place beside it for logs and traces. Both go with it.
#[derive(Debug)]
pub struct Installation {
    place: TempDir,
}

/// The program that is tortured: `CORRIDOR_BINARY`, or the one that was built beside this test.
pub fn program() -> PathBuf {
    let beside = || {
        let test = std::env::current_exe().expect("the test’s own path");
        test.ancestors().nth(2).expect("a target folder").join("corridor")
    };
    let binary = std::env::var_os("CORRIDOR_BINARY").map_or_else(beside, PathBuf::from);
    assert!(
        binary.is_file(),
        "there is no program at {}: build it first (cargo build --workspace --bins), or name it in CORRIDOR_BINARY",
        binary.display()
    );
    binary
}

/// The program for launches with faults, which a release build has none of: `CORRIDOR_DEBUG_BINARY`, or the usual one.
pub fn program_with_faults() -> PathBuf {
    std::env::var_os("CORRIDOR_DEBUG_BINARY").map_or_else(program, PathBuf::from)
}

/// The program without the settings of whoever runs the test.
pub fn command() -> Command {
    command_through(&[], "")
}

/// The same, perhaps through other words that become it, and perhaps with faults.
pub fn command_through(words: &[String], faults: &str) -> Command {
    let program = if faults.is_empty() { program() } else { program_with_faults() };
    let mut command = match words.split_first() {
        None => Command::new(program),
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
    };
    without_settings(&mut command);
    if !faults.is_empty() {
        command.env("CORRIDOR_FAULTS", faults);
    }
    command
}

pub(crate) fn without_settings(command: &mut Command) {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORRIDOR_")) {
        command.env_remove(name);
    }
}

impl Installation {
    /// A folder with one corridor and the accounts of the writers.
    pub fn new() -> Self {
        let new = Self { place: TempDir::new().expect("a temporary folder") };
        new.add_corridor();
        let password = new.beside("password");
        std::fs::write(&password, format!("{PASSWORD}\n")).expect("written");
        for account in ACCOUNTS {
            let password = password.to_str().expect("a path");
            new.done(&["staff", "add", account, "--role", "reporter", "--password-file", password]);
        }
        new
    }

    fn add_corridor(&self) {
        let settings = self.beside("corridor.json");
        let text = format!(
            r#"{{"slug":"{CORRIDOR}","names":{{"en":["Chaos corridor"]}},"connects":{{"en":["A","B"]}},
            "time_zone":"Europe/Kyiv","cut_off":"20:00","record_begins":"{FIRST_DAY}","record_ends":null,
            "expected_every_days":3,"expected":[{{"measure":"access_status"}},
            {{"measure":"patients_transferred","group":"patients","direction":"outbound"}},
            {{"measure":"patients_transferred","group":"patients","direction":"return"}},
            {{"measure":"patients_awaiting","group":"patients"}}],
            "withhold_below":0,"withhold_note":"Nothing is withheld.","review":"optional","lock_after_days":null}}"#
        );
        std::fs::write(&settings, text).expect("written");
        self.done(&["corridors", "add", "--from", settings.to_str().expect("a path")]);
    }

    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// A file beside the data folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Runs a command over the folder.
    pub fn run(&self, arguments: &[&str]) -> Output {
        run(&self.folder(), arguments)
    }

    /// Runs a command over the folder, which must do what it is told; gives what it says.
    pub fn done(&self, arguments: &[&str]) -> String {
        done(&self.folder(), arguments)
    }
}

impl Default for Installation {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs a command over a data folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    command().args(arguments).arg("--data").arg(folder).output().expect("it ran")
}

/// Runs a command over a data folder, which must do what it is told; gives what it says.
pub fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "corridor {}: {:?}: {told}", arguments.join(" "), output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Copies a folder with all that is in it, in the place of what was there.
pub fn copy_folder(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().expect("a kind").is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(path, target).expect("copied");
        }
    }
}

/// The whole backups of a data folder by their names, the oldest first.
pub fn backups(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder.join("backups")).into_iter().flatten();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("corridor-") && name.ends_with(".db")
    });
    paths.sort();
    paths
}
