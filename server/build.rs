//! Embeds the site that `make site` built: writes a table of the files in `server/site`. None there is no error: then pages
//! carry no script.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("site");
    // Looked at as a whole: a file more, less or newer embeds the site anew.
    writeln!(io::stdout(), "cargo::rerun-if-changed={}", folder.display())?;
    let table = Path::new(&env::var("OUT_DIR")?).join("site.rs");
    fs::write(table, written(&files_of(&folder)?)?)?;
    Ok(())
}

/// The files in their order by name; no hidden ones.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    let hidden = |file: &PathBuf| file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    files.retain(|file| !hidden(file));
    files.sort();
    Ok(files)
}

/// An expression: name and bytes of each.
fn written(files: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a name that is no text")?;
        let path = file.to_str().ok_or("a path that is no text")?;
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),")?;
    }
    table.push_str("]\n");
    Ok(table)
}
