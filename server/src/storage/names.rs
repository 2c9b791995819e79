//! All that decides how days are told, beside the days themselves: settings, sources, carriers, the organisation. Read
//! and written as one value, whose hash stands beside it: a byte that something else changed is found at the next start.

use chrono::{DateTime, Utc};
use domain::naming::Carriers;
use domain::{Corridor, KnownSource, Naming};
use serde::{Deserialize, Serialize};

use super::db::{Database, Row, WriteTransaction};
use super::error::{BrokenRow, Problem, StorageError};
use super::hash::sha256;
use super::{carriers, corridors, settings, sources};

/// How days are told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// How often they were sealed: of two states the one with the higher number is the later one.
    #[serde(default)]
    pub version: u64,
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
/// What is hashed, and how.
const FORM: &str = "1:";

const SETTINGS: &str = "SELECT name, value FROM settings WHERE name IN ('organisation', 'contact', 'names_hash')";

impl Names {
    /// As they are stored.
    pub async fn load(database: &Database) -> Result<Self, StorageError> {
        Ok(Self::load_sealed(database).await?.0)
    }

    /// As they are stored; refused when they are not those that were sealed. And whether they are sealed.
    pub(super) async fn load_sealed(database: &Database) -> Result<(Self, bool), StorageError> {
        let mut rows = Rows::load(database).await?;
        if rows.check().is_err() {
            // Another process may have changed them between two of the statements: they are damaged when they are so twice.
            rows = Rows::load(database).await?;
        }
        // What cannot be read is told by its place; what was changed and can be read is found by the seal.
        let names = rows.names()?;
        Ok((names, rows.check()?))
    }

    /// As they are stored, whatever was sealed.
    pub(super) async fn load_unchecked(database: &Database) -> Result<Self, StorageError> {
        Rows::load(database).await?.names()
    }

    /// Puts them in the place of what is stored. No corridor is taken away.
    pub(super) async fn put(&self, write: &mut WriteTransaction, at: DateTime<Utc>) -> Result<(), StorageError> {
        write.pending.names_after = self.version;
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

    /// As they will be stored when this transaction is committed, with their hash beside them.
    pub(super) async fn seal(write: &mut WriteTransaction) -> Result<Self, StorageError> {
        let rows = Rows {
            corridors: write.fetch(corridors::ALL, []).await?,
            sources: write.fetch(sources::ALL, []).await?,
            carriers: write.fetch(carriers::ALL, []).await?,
            settings: write.fetch(SETTINGS, []).await?,
        };
        let mut names = rows.names()?;
        names.version = names.version.max(write.pending.names_after) + 1;
        let upsert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, 0) \
                      ON CONFLICT (name) DO UPDATE SET value = $2";
        write.execute(upsert, [SEAL.into(), rows.seal(names.version)?.into()]).await?;
        Ok(names)
    }

    /// How sources and carriers are told.
    pub fn naming(&self) -> Naming {
        Naming::new(self.sources.clone(), self.carriers.clone())
    }
}

/// What is stored of them.
struct Rows {
    corridors: Vec<Row>,
    sources: Vec<Row>,
    carriers: Vec<Row>,
    settings: Vec<Row>,
}

impl Rows {
    async fn load(database: &Database) -> Result<Self, StorageError> {
        Ok(Self {
            corridors: database.fetch(corridors::ALL, []).await?,
            sources: database.fetch(sources::ALL, []).await?,
            carriers: database.fetch(carriers::ALL, []).await?,
            settings: database.fetch(SETTINGS, []).await?,
        })
    }

    fn names(&self) -> Result<Names, StorageError> {
        Ok(Names {
            version: self.version()?.unwrap_or(0),
            corridors: corridors::read_all(&self.corridors)?,
            sources: sources::read_all(&self.sources)?,
            carriers: carriers::read_all(&self.carriers)?,
            organisation: self.setting(settings::ORGANISATION)?,
            contact: self.setting(settings::CONTACT)?,
        })
    }

    /// Whether they are sealed; refused when they are not those that were.
    fn check(&self) -> Result<bool, StorageError> {
        let Some(version) = self.version()? else { return Ok(false) };
        if self.setting(SEAL)? == Some(self.seal(version)?) {
            return Ok(true);
        }
        // Which of them was changed cannot be told.
        let (key, problem) = (SEAL.to_owned(), Problem::NotTheSame);
        Err(BrokenRow { table: "settings", key, column: "value", problem }.into())
    }

    /// The number in the seal. A program that seals more of them, or in another way, will name another form: then there is
    /// none, and they are sealed anew.
    fn version(&self) -> Result<Option<u64>, StorageError> {
        let seal = self.setting(SEAL)?;
        let version = seal.as_deref().and_then(|seal| seal.strip_prefix(FORM)?.split(':').next()?.parse().ok());
        Ok(version)
    }

    /// The hash of the values as they are stored, whatever a later program reads out of them.
    fn seal(&self, version: u64) -> Result<String, StorageError> {
        let mut all: Vec<Option<String>> = vec![Some(version.to_string())];
        for row in &self.corridors {
            let fields = row.of("corridors", "slug");
            all.extend([Some(fields.text("slug")?), Some(fields.text("settings")?)]);
        }
        all.push(None);
        for row in &self.sources {
            let fields = row.of("sources", "slug");
            all.extend(
                ["slug", "name", "kind"]
                    .map(|column| fields.optional_text(column))
                    .into_iter()
                    .collect::<Result<Vec<_>, _>>()?,
            );
            all.extend([
                fields.optional_text("side")?,
                fields.optional_text("page")?,
                fields.optional_text("merged_into")?,
            ]);
            all.extend(
                [fields.integer("created_at")?, fields.integer("withheld")?].map(|number| Some(number.to_string())),
            );
        }
        all.push(None);
        for row in &self.carriers {
            let fields = row.of("carriers", "name");
            all.extend([Some(fields.text("name")?), Some(fields.text("shown_as")?)]);
        }
        all.extend([None, self.setting(settings::ORGANISATION)?, self.setting(settings::CONTACT)?]);
        let text = serde_json::to_string(&all).map_err(|error| StorageError::Database(Box::new(error)))?;
        Ok(format!("{FORM}{version}:{}", sha256(text)))
    }

    fn setting(&self, name: &str) -> Result<Option<String>, StorageError> {
        for row in &self.settings {
            let fields = row.of("settings", "name");
            if fields.text("name")? == name {
                return Ok(Some(fields.text("value")?));
            }
        }
        Ok(None)
    }
}
