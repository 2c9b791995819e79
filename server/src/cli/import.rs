//! `corridor import`: claims.csv and events.csv into a corridor. Never stores a part of them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::{Actor, Slug};

use super::import_report;
use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::commands::import_claims::{Becomes, ImportClaims, import_claims};
use crate::config::Place;
use crate::files::{ImportFile, MAX_BYTES, corridor_of};
use crate::state::State;
use crate::storage::Access;

/// Import claims and events from CSV files or workbooks (.xlsx): everything, or nothing with all problems listed
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor import claims.csv events.csv --dry-run
  corridor import claims.csv events.csv
  corridor import --corridor northern claims.csv --reason 'The ministry published its April figures'
  corridor import --as submitted claims.csv

Stop the server first, except for a dry run. Each day that changes becomes one published revision, or \
with --as submitted (drafts, its earlier name, still works) one that waits for review at the desk. A row that is \
recorded already changes nothing; nothing is ever deleted. When days change that are published \
already, --reason says why, and everyone will read it.")]
pub(super) struct Import {
    /// File with the claims
    #[arg(value_name = "CLAIMS.csv")]
    claims: PathBuf,
    /// File with the events
    #[arg(value_name = "EVENTS.csv")]
    events: Option<PathBuf>,
    /// The corridor, where the files leave their column empty; a different one in them is refused
    #[arg(long, value_name = "SLUG")]
    corridor: Option<Slug>,
    /// Say what would change, and store nothing
    #[arg(long)]
    dry_run: bool,
    /// What the days become
    #[arg(long = "as", value_name = "STATE", value_enum, default_value_t = Become::Published)]
    becomes: Become,
    /// Why published days change; public
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// What imported days become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Become {
    /// For review: a lead looks through them at the desk and publishes or returns them
    #[value(alias = "drafts")]
    Submitted,
    /// Public at once
    Published,
}

impl From<Become> for Becomes {
    fn from(becomes: Become) -> Self {
        match becomes {
            Become::Submitted => Self::Submitted,
            Become::Published => Self::Published,
        }
    }
}

impl Import {
    /// Imports the files.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let claims = open::file(&self.claims, MAX_BYTES)?;
        let events = self.events.as_deref().map(|path| open::file(path, MAX_BYTES)).transpose()?;
        // A dry run stores nothing: it works beside a running server.
        let access = if self.dry_run { Access::Shared } else { Access::Exclusive };
        let (state, _) = open::state(&self.place, access, Missing::Refused).await?;
        let corridor = self.corridor_meant(&state, &claims, events.as_deref())?;
        let command = ImportClaims {
            corridor: corridor.clone(),
            corridor_given: self.corridor.is_some(),
            claims: Some(claims),
            events,
            reason: self.reason,
            dry_run: self.dry_run,
            becomes: self.becomes.into(),
        };
        let imported = import_claims(&state, &Actor::operator(), command).await?;
        state.database.close().await;
        output::say(&import_report::told(&corridor, &imported, self.dry_run, self.becomes.into()))
            .map_err(Refusal::Output)
    }

    /// The corridor that was given, or that the files name, or the only one there is: the import itself then says
    /// where a file does not name it.
    fn corridor_meant(&self, state: &State, claims: &[u8], events: Option<&[u8]>) -> Result<Slug, Refusal> {
        let of_events = || events.and_then(|events| corridor_of(ImportFile::Events, events));
        let named = || corridor_of(ImportFile::Claims, claims).or_else(of_events);
        if let Some(slug) = self.corridor.clone().or_else(named) {
            return Ok(slug);
        }
        let records = state.records.now();
        let mut all = records.all().map(|corridor| corridor.record.corridor().slug.clone());
        match (all.next(), all.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(Refusal::WhichCorridor(self.claims.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_review_is_submitted_and_its_earlier_name_is_taken_for_ever() {
        for word in ["submitted", "drafts"] {
            assert_eq!(Become::from_str(word, false).map(Becomes::from), Ok(Becomes::Submitted), "{word}");
        }
        assert_eq!(Become::from_str("published", false).map(Becomes::from), Ok(Becomes::Published));
        assert!(Become::from_str("rumours", false).is_err());
    }
}
