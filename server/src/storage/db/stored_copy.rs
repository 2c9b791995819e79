//! A database's file that is looked at and never written: a backup, or a copy that is to become one. Takes no lock and
//! leaves nothing beside the file; so nothing may write it meanwhile, and what lies in a log beside it does not count.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::connect::OpenError;
use super::row::Row;
use super::value::{Value, bind};
use super::{Database, guards, schema, sort};
use crate::storage::error::StorageError;

/// So many faults of a damaged file are told.
const MOST_FAULTS: usize = 3;

/// A file that is looked at.
pub(in crate::storage) struct StoredCopy {
    connection: SqliteConnection,
}

impl StoredCopy {
    /// Opens the file, which must be there.
    pub(in crate::storage) async fn open(path: &Path) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let connection = options.disable_statement_logging().connect().await.map_err(sort)?;
        Ok(Self { connection })
    }

    /// The rows that a query gives.
    pub(in crate::storage) async fn fetch<const N: usize>(
        &mut self,
        sql: &'static str,
        values: [Value; N],
    ) -> Result<Vec<Row>, StorageError> {
        Row::fetch(bind(sql, values), &mut self.connection).await
    }

    /// What SQLite finds wrong with the file as a database; nothing if it is whole.
    pub(in crate::storage) async fn faults(&mut self) -> Result<Vec<String>, StorageError> {
        let rows = self.fetch("SELECT integrity_check AS fault FROM pragma_integrity_check", []).await?;
        let text = |row: &Row| Ok(row.of("pragma", "fault").text("fault")?);
        let faults = rows.iter().take(MOST_FAULTS).map(text).collect::<Result<Vec<String>, StorageError>>()?;
        Ok(faults.into_iter().filter(|fault| fault != "ok").collect())
    }

    /// The number of its schema; refused as at a start, and none when it is no database of this program.
    pub(in crate::storage) async fn schema(&mut self) -> Result<Option<i64>, OpenError> {
        schema::of(&mut self.connection, &schema::STEPS).await
    }

    /// Compares its triggers with those of a new database of the same schema; gives their number.
    pub(in crate::storage) async fn guards(&mut self, schema: i64) -> Result<usize, OpenError> {
        let found = self.fetch(guards::TRIGGERS, []).await?;
        guards::compare(&found, schema).await
    }

    /// Lets go of the file.
    pub(in crate::storage) async fn close(self) -> Result<(), StorageError> {
        self.connection.close().await.map_err(sort)
    }
}

/// Merges the log that lies beside a copied database into its file, and removes it.
pub(in crate::storage) async fn merge_log_of(path: &Path) -> Result<(), StorageError> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false).disable_statement_logging();
    let mut connection = options.connect().await.map_err(sort)?;
    Row::fetch(bind("PRAGMA wal_checkpoint(TRUNCATE)", []), &mut connection).await?;
    connection.close().await.map_err(sort)
}

/// Writes all that the connection sees now into a new file; an empty one may be there. Readers and writers go on.
pub(in crate::storage) async fn copy_into(connection: &mut SqliteConnection, path: &Path) -> Result<(), StorageError> {
    let name = path.to_string_lossy().into_owned();
    bind(COPY, [name.into()]).execute(connection).await.map_err(sort)?;
    Ok(())
}

const COPY: &str = "VACUUM INTO $1";

impl Database {
    /// Writes all that is committed at this moment into a new file; an empty one may be there. Nobody waits for it.
    pub(in crate::storage) async fn copy_into(&self, path: &Path) -> Result<(), StorageError> {
        self.count(COPY);
        let mut reader = self.pools()?.readers.acquire().await.map_err(sort)?;
        copy_into(&mut reader, path).await
    }
}
