//! What a query gives, read by the name of a column. A value that cannot be read is an error with its address, never
//! a default.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Executor, Row as _, Type, TypeInfo as _, ValueRef as _};

use super::sort;
use super::value::Statement;
use crate::storage::error::{BrokenRow, Problem, StorageError};

/// One row.
pub struct Row(SqliteRow);

/// The values of a row of a known table, with the address for what cannot be read.
pub struct Fields<'row> {
    row: &'row SqliteRow,
    table: &'static str,
    key: String,
}

impl Row {
    pub(super) async fn fetch<'c>(
        statement: Statement,
        connection: impl Executor<'c, Database = Sqlite>,
    ) -> Result<Vec<Self>, StorageError> {
        Ok(statement.fetch_all(connection).await.map_err(sort)?.into_iter().map(Row).collect())
    }

    /// The row's values, as those of the table's row whose key stands in `key_column`.
    pub fn of(&self, table: &'static str, key_column: &str) -> Fields<'_> {
        let number = || self.0.try_get::<i64, _>(key_column).map(|key| key.to_string());
        let key = self.0.try_get::<String, _>(key_column).or_else(|_| number()).unwrap_or_else(|_| "?".to_owned());
        Fields { row: &self.0, table, key }
    }
}

impl Fields<'_> {
    /// Text.
    pub fn text(&self, column: &'static str) -> Result<String, BrokenRow> {
        self.required(self.get(column), column)
    }

    /// Text, if there is any.
    pub fn optional_text(&self, column: &'static str) -> Result<Option<String>, BrokenRow> {
        self.get(column)
    }

    /// A whole number.
    pub fn integer(&self, column: &'static str) -> Result<i64, BrokenRow> {
        self.required(self.get(column), column)
    }

    /// A whole number, if there is any.
    pub fn optional_integer(&self, column: &'static str) -> Result<Option<i64>, BrokenRow> {
        self.get(column)
    }

    /// A moment, stored as milliseconds.
    pub fn instant(&self, column: &'static str) -> Result<DateTime<Utc>, BrokenRow> {
        self.required(self.optional_instant(column), column)
    }

    /// A moment, if there is any.
    pub fn optional_instant(&self, column: &'static str) -> Result<Option<DateTime<Utc>>, BrokenRow> {
        let Some(millis) = self.get::<i64>(column)? else { return Ok(None) };
        DateTime::from_timestamp_millis(millis).map(Some).ok_or_else(|| self.broken(column, Problem::Unreadable))
    }

    /// A date, stored as ISO text.
    pub fn date(&self, column: &'static str) -> Result<NaiveDate, BrokenRow> {
        self.parse(column)
    }

    /// Text that the domain reads.
    pub fn parse<T: FromStr>(&self, column: &'static str) -> Result<T, BrokenRow> {
        self.required(self.optional_parse(column), column)
    }

    /// Text that the domain reads, if there is any.
    pub fn optional_parse<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, BrokenRow> {
        let Some(text) = self.optional_text(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| self.broken(column, Problem::Unreadable))
    }

    /// JSON.
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, BrokenRow> {
        serde_json::from_str(&self.text(column)?).map_err(|_| self.broken(column, Problem::Unreadable))
    }

    /// The error for a value of this row.
    pub fn broken(&self, column: &'static str, problem: Problem) -> BrokenRow {
        BrokenRow { table: self.table, key: self.key.clone(), column, problem }
    }

    fn get<'a, T>(&'a self, column: &'static str) -> Result<Option<T>, BrokenRow>
    where
        T: sqlx::Decode<'a, Sqlite> + Type<Sqlite>,
    {
        let kind = |_| self.broken(column, Problem::Kind);
        let value = self.row.try_get_raw(column).map_err(kind)?;
        // sqlx would read a number out of text: here a value of another kind is a broken row.
        let fits = value.is_null() || T::type_info().name() == value.type_info().name();
        if !fits {
            return Err(self.broken(column, Problem::Kind));
        }
        self.row.try_get(column).map_err(kind)
    }

    fn required<T>(&self, value: Result<Option<T>, BrokenRow>, column: &'static str) -> Result<T, BrokenRow> {
        value?.ok_or_else(|| self.broken(column, Problem::Kind))
    }
}
