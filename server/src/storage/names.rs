//! All that decides how days are told, beside the days themselves: settings, sources, carriers, the organisation. Read
//! and written as one value, whose hash stands beside it: a byte that something else changed is found at the next start.

use chrono::{DateTime, Utc};
use domain::naming::Carriers;
use domain::{Corridor, KnownSource, Naming};
use serde::{Deserialize, Serialize};

use super::db::{Database, Row, WriteTransaction};
use super::error::{Problem, StorageError};
use super::hash::sha256;
use super::{carriers, corridors, settings, sources};

/// How days are told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// All corridors with their settings, by short name.
    pub corridors: Vec<Corridor>,
    /// All sources, by name.
    pub sources: Vec<KnownSource>,
    /// Spellings of carriers that are another one's.
    pub carriers: Carriers,
    /// The organisation that keeps the record, and how it is reached.
    pub organisation: Option<String>,
    /// How it is reached.
    pub contact: Option<String>,
}

/// The setting that holds the hash of the rest.
const SEAL: &str = "names_hash";

const SETTINGS: &str = "SELECT name, value FROM settings WHERE name IN ('organisation', 'contact', 'names_hash')";

impl Names {
    /// As they are stored.
    pub async fn load(database: &Database) -> Result<Self, StorageError> {
        Ok(Self::load_sealed(database).await?.0)
    }

    /// As they are stored, and the hash that was stored beside them; none before they were first sealed.
    pub(super) async fn load_sealed(database: &Database) -> Result<(Self, Option<String>), StorageError> {
        let corridors = database.fetch(corridors::ALL, []).await?;
        let sources = database.fetch(sources::ALL, []).await?;
        let carriers = database.fetch(carriers::ALL, []).await?;
        read(&corridors, &sources, &carriers, &database.fetch(SETTINGS, []).await?)
    }

    /// As they will be stored when this transaction is committed.
    pub(super) async fn load_in(write: &mut WriteTransaction) -> Result<Self, StorageError> {
        let corridors = write.fetch(corridors::ALL, []).await?;
        let sources = write.fetch(sources::ALL, []).await?;
        let carriers = write.fetch(carriers::ALL, []).await?;
        Ok(read(&corridors, &sources, &carriers, &write.fetch(SETTINGS, []).await?)?.0)
    }

    /// Puts them in the place of what is stored. No corridor is taken away.
    pub(super) async fn put(&self, write: &mut WriteTransaction, at: DateTime<Utc>) -> Result<(), StorageError> {
        for corridor in &self.corridors {
            if !corridors::change(write, corridor, at).await? {
                corridors::add(write, corridor, at).await?;
            }
        }
        sources::replace_all(write, &self.sources).await?;
        carriers::replace_all(write, &self.carriers, at).await?;
        settings::set(write, settings::ORGANISATION, self.organisation.as_deref(), at).await?;
        settings::set(write, settings::CONTACT, self.contact.as_deref(), at).await
    }

    /// Stores their hash beside them.
    pub(super) async fn seal(&self, write: &mut WriteTransaction) -> Result<(), StorageError> {
        let upsert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, 0) \
                      ON CONFLICT (name) DO UPDATE SET value = $2";
        write.execute(upsert, [SEAL.into(), self.hash()?.into()]).await?;
        Ok(())
    }

    /// Refused when they are not those that were sealed.
    pub(super) fn check(&self, seal: Option<&str>) -> Result<(), StorageError> {
        let Some(seal) = seal else { return Ok(()) };
        if self.hash()? == seal {
            return Ok(());
        }
        // Which of them was changed cannot be told.
        let broken = super::error::BrokenRow {
            table: "settings",
            key: SEAL.to_owned(),
            column: "value",
            problem: Problem::NotTheSame,
        };
        Err(broken.into())
    }

    /// How sources and carriers are told.
    pub fn naming(&self) -> Naming {
        Naming::new(self.sources.clone(), self.carriers.clone())
    }

    fn hash(&self) -> Result<String, StorageError> {
        serde_json::to_vec(self).map(sha256).map_err(|error| StorageError::Database(Box::new(error)))
    }
}

fn read(
    corridors: &[Row],
    sources: &[Row],
    carriers: &[Row],
    settings: &[Row],
) -> Result<(Names, Option<String>), StorageError> {
    let mut names = Names {
        corridors: corridors::read_all(corridors)?,
        sources: sources::read_all(sources)?,
        carriers: carriers::read_all(carriers)?,
        ..Names::default()
    };
    let mut seal = None;
    for row in settings {
        let fields = row.of("settings", "name");
        let value = Some(fields.text("value")?);
        match fields.text("name")?.as_str() {
            settings::ORGANISATION => names.organisation = value,
            settings::CONTACT => names.contact = value,
            _ => seal = value,
        }
    }
    Ok((names, seal))
}
