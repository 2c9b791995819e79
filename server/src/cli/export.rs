//! `corridor export`: the operator's own documents as files. Never the history and the notes: those are the backup's.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::Slug;

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::commands::import_plan::published_days;
use crate::config::Place;
use crate::files::{claims_csv, events_csv};
use crate::storage::Access;

/// Write a corridor's claims, events and settings into a folder
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor export northern ./northern
  corridor corridors add --from ./northern/corridor.json --data ./copy
  corridor import ./northern/claims.csv ./northern/events.csv --data ./copy

Works beside a running server. Writes claims.csv, events.csv and corridor.json, and replaces files of these names. \
They hold the last state of each published day, with the small numbers and the names of sources that the \
public record withholds: do not publish them. Sources and carriers stand in them as they were written, also where they \
were merged since. What was merged and withheld, history, public and internal notes are not in them.")]
pub(super) struct Export {
    /// The corridor
    slug: Slug,
    /// Folder to write into; created if it is not there
    dir: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Export {
    /// Writes the three files.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let (state, _) = open::state(&self.place, Access::Shared, Missing::Refused).await?;
        let snapshot = state.records.now();
        let found = snapshot.corridor(&self.slug).ok_or_else(|| Refusal::NoCorridor(self.slug.clone()))?;
        let corridor = found.settings.as_ref();
        let days = published_days(&state, &self.slug).await?;
        state.database.close().await;
        let mut settings = serde_json::to_vec_pretty(corridor).map_err(Refusal::SettingsOut)?;
        settings.push(b'\n');
        let files = [
            ("claims.csv", claims_csv::write_days(corridor, days.values(), snapshot.sources())),
            ("events.csv", events_csv::write_days(corridor, days.values(), snapshot.sources())),
            ("corridor.json", settings),
        ];
        let unusable = |source| Refusal::Save { path: self.dir.clone(), source };
        std::fs::create_dir_all(&self.dir).map_err(unusable)?;
        for (name, bytes) in &files {
            let path = self.dir.join(name);
            save(&path, bytes).map_err(|source| Refusal::Save { path: path.clone(), source })?;
        }
        let days = output::counted(days.len(), "published day", "published days");
        let dir = self.dir.display();
        let told = format!("Wrote claims.csv, events.csv and corridor.json of {} into {dir}: {days}.", self.slug);
        output::say(&told).map_err(Refusal::Output)
    }
}

/// Writes beside the file, for its owner only, then puts it in place: nobody ever sees half of it.
fn save(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_put_in_place_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let taken = place.path().join("claims.csv");
        std::fs::create_dir(&taken).unwrap();
        assert!(save(&taken, b"x").is_err());
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_old_file_is_replaced_as_a_whole() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("claims.csv");
        std::fs::write(&path, b"an older and longer file").unwrap();
        save(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }
}
