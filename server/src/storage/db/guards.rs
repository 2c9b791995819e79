//! The triggers that keep what is append-only so: whether those of the file are the ones that this program makes. Who can
//! write the file can take them away, change a row and put something else in their place. Never repairs.

use std::collections::BTreeMap;
use std::fmt;

use super::{Database, OpenError, schema};
use crate::storage::error::StorageError;

/// What is wrong with the triggers of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardError(Vec<GuardFault>);

/// What is wrong with one trigger, by its name and the table that it stands before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuardFault {
    /// It is not there.
    Missing(String, String),
    /// It is there and says something else.
    Changed(String, String),
    /// This program makes none of this name.
    Foreign(String, String),
}

/// The triggers of a database, by name: the table, and the text that made it.
type Triggers = BTreeMap<String, (String, String)>;

pub(super) const TRIGGERS: &str = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'";

/// Compares the triggers of the database with those of a new one; gives their number.
pub(in crate::storage) async fn check(database: &Database) -> Result<usize, OpenError> {
    compare(&database.fetch(TRIGGERS, []).await?, schema::newest(&schema::STEPS)).await
}

/// Compares triggers with those of a new database of a schema; gives their number.
pub(super) async fn compare(found: &[super::Row], schema: i64) -> Result<usize, OpenError> {
    let wanted = read(&schema::made_anew(TRIGGERS, schema).await?)?;
    let found = read(found)?;
    let mut faults = Vec::new();
    for (name, trigger) in &wanted {
        match found.get(name) {
            None => faults.push(GuardFault::Missing(name.clone(), trigger.0.clone())),
            Some(other) if other != trigger => faults.push(GuardFault::Changed(name.clone(), trigger.0.clone())),
            Some(_) => {}
        }
    }
    let foreign = found.iter().filter(|(name, _)| !wanted.contains_key(*name));
    faults.extend(foreign.map(|(name, (table, _))| GuardFault::Foreign(name.clone(), table.clone())));
    if faults.is_empty() { Ok(wanted.len()) } else { Err(GuardError(faults).into()) }
}

fn read(rows: &[super::Row]) -> Result<Triggers, StorageError> {
    let one = |row: &super::Row| {
        let fields = row.of("sqlite_schema", "name");
        Ok((fields.text("name")?, (fields.text("tbl_name")?, fields.text("sql")?)))
    };
    rows.iter().map(one).collect()
}

impl GuardError {
    /// What is wrong, a trigger each.
    pub fn faults(&self) -> &[GuardFault] {
        &self.0
    }
}

impl fmt::Display for GuardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(
            f,
            "in the database, {}. Something else than this program changed how its tables are kept, and may have changed \
             what they hold: compare with a head that was kept elsewhere (corridor verify --head), restore a backup from \
             before, and keep the damaged folder for whoever has to find out",
            faults.join("; ")
        )
    }
}

impl fmt::Display for GuardFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name, table) => write!(f, "table {table}: the trigger {name} is missing"),
            Self::Changed(name, table) => write!(f, "table {table}: the trigger {name} is not the one that was made"),
            Self::Foreign(name, table) => write!(f, "table {table}: the trigger {name} is none of this program"),
        }
    }
}

impl std::error::Error for GuardError {}
