//! What a statement is given in the place of `$1`: text, whole numbers, bytes or nothing. Never a float, never a time
//! as the database understands it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Slug;
use sqlx::sqlite::{Sqlite, SqliteArguments};

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Nothing.
    Null,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Slug> for Value {
    fn from(slug: &Slug) -> Self {
        slug.as_str().into()
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<DateTime<Utc>> for Value {
    /// Milliseconds since 1970.
    fn from(instant: DateTime<Utc>) -> Self {
        Self::Integer(instant.timestamp_millis())
    }
}

impl From<NaiveDate> for Value {
    /// ISO text.
    fn from(date: NaiveDate) -> Self {
        Self::Text(date.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

pub(super) type Statement = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// The statement with its values.
pub(super) fn bind<const N: usize>(sql: &'static str, values: [Value; N]) -> Statement {
    values.into_iter().fold(sqlx::query(sql), |statement, value| match value {
        Value::Text(text) => statement.bind(text),
        Value::Integer(number) => statement.bind(number),
        Value::Bytes(bytes) => statement.bind(bytes),
        Value::Null => statement.bind(None::<String>),
    })
}
