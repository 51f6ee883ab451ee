//! What can be bound to a statement, and how our own types are read back.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Postgres, Sqlite, Type};

use crate::domain::money::Money;

/// One bound parameter. Money is `Int` (whole dong); an instant is truncated to seconds when it is made by the clock.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bool(bool),
    Date(Option<NaiveDate>),
    Instant(Option<DateTime<Utc>>),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident($convert:expr)),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Value { Value::$variant(($convert)(value)) }
        }
    )+};
}

value_from! {
    i64 => Int(Some),
    Option<i64> => Int(|v| v),
    Money => Int(|v: Money| Some(v.as_dong())),
    Option<Money> => Int(|v: Option<Money>| v.map(Money::as_dong)),
    String => Text(Some),
    &String => Text(|v: &String| Some(v.clone())),
    &str => Text(|v: &str| Some(v.to_owned())),
    Option<String> => Text(|v| v),
    Option<&str> => Text(|v: Option<&str>| v.map(str::to_owned)),
    &Option<String> => Text(|v: &Option<String>| v.clone()),
    bool => Bool(|v| v),
    NaiveDate => Date(Some),
    Option<NaiveDate> => Date(|v| v),
    DateTime<Utc> => Instant(Some),
    Option<DateTime<Utc>> => Instant(|v| v),
}

/// The arguments of a statement, in the order of `$1`, `$2` …
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::Value::from($value)),*] };
}

/// A value kept as JSON in a TEXT column.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc<T>(pub T);

impl<T: Serialize> From<&Doc<T>> for Value {
    fn from(doc: &Doc<T>) -> Value {
        Value::Text(Some(json_text(&doc.0)))
    }
}

impl<T: Serialize> Serialize for Doc<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// JSON for a TEXT column. Our own types always serialise.
pub fn json_text<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| format!("{{\"unserialisable\":\"{error}\"}}"))
}

impl<T> Type<Sqlite> for Doc<T> {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
    fn compatible(ty: &SqliteTypeInfo) -> bool {
        <String as Type<Sqlite>>::compatible(ty)
    }
}
impl<T> Type<Postgres> for Doc<T> {
    fn type_info() -> PgTypeInfo {
        <String as Type<Postgres>>::type_info()
    }
    fn compatible(ty: &PgTypeInfo) -> bool {
        <String as Type<Postgres>>::compatible(ty)
    }
}
impl<'r, T: DeserializeOwned> Decode<'r, Sqlite> for Doc<T> {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Doc(serde_json::from_str(<&str as Decode<Sqlite>>::decode(value)?)?))
    }
}
impl<'r, T: DeserializeOwned> Decode<'r, Postgres> for Doc<T> {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Doc(serde_json::from_str(<&str as Decode<Postgres>>::decode(value)?)?))
    }
}

impl Type<Sqlite> for Money {
    fn type_info() -> SqliteTypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }
    fn compatible(ty: &SqliteTypeInfo) -> bool {
        <i64 as Type<Sqlite>>::compatible(ty)
    }
}
impl Type<Postgres> for Money {
    fn type_info() -> PgTypeInfo {
        <i64 as Type<Postgres>>::type_info()
    }
}
impl<'r> Decode<'r, Sqlite> for Money {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Money::dong(<i64 as Decode<Sqlite>>::decode(value)?))
    }
}
impl<'r> Decode<'r, Postgres> for Money {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Money::dong(<i64 as Decode<Postgres>>::decode(value)?))
    }
}

/// Reads a TEXT column into a domain type that has `TryFrom<String>` (a state, a duty, a programme).
/// Anything the database holds that the domain does not know is an error, never a default.
#[macro_export]
macro_rules! stored_as_text {
    ($($name:ty),+ $(,)?) => {$(
        impl sqlx::Type<sqlx::Sqlite> for $name {
            fn type_info() -> sqlx::sqlite::SqliteTypeInfo { <String as sqlx::Type<sqlx::Sqlite>>::type_info() }
            fn compatible(ty: &sqlx::sqlite::SqliteTypeInfo) -> bool { <String as sqlx::Type<sqlx::Sqlite>>::compatible(ty) }
        }
        impl sqlx::Type<sqlx::Postgres> for $name {
            fn type_info() -> sqlx::postgres::PgTypeInfo { <String as sqlx::Type<sqlx::Postgres>>::type_info() }
            fn compatible(ty: &sqlx::postgres::PgTypeInfo) -> bool { <String as sqlx::Type<sqlx::Postgres>>::compatible(ty) }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Sqlite> for $name {
            fn decode(value: sqlx::sqlite::SqliteValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(<$name>::try_from(<String as sqlx::Decode<sqlx::Sqlite>>::decode(value)?)?)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Postgres> for $name {
            fn decode(value: sqlx::postgres::PgValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(<$name>::try_from(<String as sqlx::Decode<sqlx::Postgres>>::decode(value)?)?)
            }
        }
        impl From<$name> for $crate::store::Value {
            fn from(value: $name) -> Self { $crate::store::Value::Text(Some(value.as_str().to_owned())) }
        }
    )+};
}

macro_rules! bind_all {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for value in $args {
            query = match value {
                Value::Int(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
                Value::Bool(v) => query.bind(v),
                Value::Date(v) => query.bind(v),
                Value::Instant(v) => query.bind(v),
            };
        }
        query
    }};
}
pub(super) use bind_all;

crate::stored_as_text!(
    crate::access::Duty,
    crate::access::Position,
    crate::text::Lang,
    crate::domain::application::State,
    crate::domain::dossier::Part,
    crate::domain::loan::State,
    crate::domain::regulation::Authority,
    crate::domain::cooperative::CooperativeKind,
    crate::domain::cooperative::SizeClass,
    crate::domain::cooperative::Standing,
);
