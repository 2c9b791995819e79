//! The schema, step by step: which steps a database has, and how it gets those that it lacks. Never touches a database
//! that holds something without a checked backup from before, and never goes a step back.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqlSafeStr as _, SqliteConnection};

use super::connect::{OpenError, ask};
use super::row::Row;
use super::{sort, value};
use crate::storage::error::StorageError;

/// One step: its number, its name, its statements. Never changed after a release; the next one is added below it.
pub(super) type Step = (i64, &'static str, &'static str);

/// All steps that this program knows, in order.
pub(super) const STEPS: [Step; 4] = [
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "people and history", include_str!("../migrations/0002_people_and_history.sql")),
    (3, "second book", include_str!("../migrations/0003_second_book.sql")),
    (4, "browsers", include_str!("../migrations/0004_browsers.sql")),
];

/// The number of the last of the steps, 0 if there is none.
pub(super) fn newest(steps: &[Step]) -> i64 {
    steps.iter().map(|(number, ..)| *number).max().unwrap_or(0)
}

/// The number of the newest step that a database has: none in a file that is not ours, 0 in one that was only begun.
///
/// Refused when a newer program wrote it, or when a step that it has says something else in this program.
pub(super) async fn of(connection: &mut SqliteConnection, steps: &[Step]) -> Result<Option<i64>, OpenError> {
    let exists =
        ask(connection, "SELECT CAST(count(*) AS TEXT) FROM sqlite_schema WHERE name = '_sqlx_migrations'").await?;
    if exists == "0" {
        return Ok(None);
    }
    let sql = "SELECT version, lower(hex(checksum)) AS checksum FROM _sqlx_migrations ORDER BY version";
    let rows = Row::fetch(value::bind(sql, []), &mut *connection).await?;
    let read = |row: &Row| -> Result<(i64, String), StorageError> {
        let fields = row.of("_sqlx_migrations", "version");
        Ok((fields.integer("version")?, fields.text("checksum")?))
    };
    let rows = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let found = rows.last().map_or(0, |(version, _)| *version);
    if found > newest(steps) {
        return Err(OpenError::NewerSchema { found, known: newest(steps) });
    }
    for (version, checksum) in rows {
        let known = steps.iter().find(|(number, ..)| *number == version).map(|step| migration(*step));
        let same = known.is_some_and(|step| crate::storage::hash::hexadecimal(&step.checksum) == checksum);
        if !same {
            return Err(OpenError::ChangedStep { step: version });
        }
    }
    Ok(Some(found))
}

/// Carries out the steps that are missing, each in a transaction of its own with the note that it was.
pub(super) async fn bring_up(connection: &mut SqliteConnection, steps: &[Step]) -> Result<(), OpenError> {
    let migrated = migrator(steps).run(&mut *connection).await;
    migrated.map_err(|source| OpenError::Schema { wanted: newest(steps), source: Box::new(source) })
}

/// What a query gives in a new database with the steps up to one, made in memory for the comparison.
pub(super) async fn made_anew(sql: &'static str, schema: i64) -> Result<Vec<Row>, OpenError> {
    let options = SqliteConnectOptions::new().in_memory(true).disable_statement_logging();
    let mut connection = options.connect().await.map_err(sort)?;
    for (_, _, statements) in STEPS.into_iter().filter(|(number, ..)| *number <= schema) {
        // Not by the migrator: a task could not hold what it gives.
        sqlx::raw_sql(statements).execute(&mut connection).await.map_err(sort)?;
    }
    Ok(Row::fetch(value::bind(sql, []), &mut connection).await?)
}

/// Built by hand: sqlx's own macro wants the whole macro crate.
fn migrator(steps: &[Step]) -> Migrator {
    Migrator::with_migrations(steps.iter().copied().map(migration).collect())
}

fn migration((number, name, sql): Step) -> Migration {
    Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
}
