//! JSON from outside, read strictly: every mistake has a pointer, and nothing is guessed or passed over.
//!
//! Two passes. The first takes any JSON and refuses what no door accepts: a field twice, characters no text may hold, a
//! depth nobody needs. The second makes the typed value; types say `#[serde(deny_unknown_fields)]`.
use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, de, forward_to_deserialize_any};
use serde_json::{Map, Number, Value};

use super::dates::{DATE_OUT_OF_RANGE, NOT_A_DATE, years};
pub use super::dates::{date, exact_date, optional_date, patched_date};
use super::input::has_bad_characters;
use super::{FieldError, Problem};
use crate::domain::eligibility::facts;
use crate::domain::money::{LARGEST_AMOUNT, Money, MoneyError};
use crate::domain::percent::NotAPercent;
use crate::domain::terms::iso_date;

/// Deeper than any of our types, by far.
const DEPTH_MAX: usize = 24;
/// So many mistakes are told at once; a body of nothing but mistakes does not get a book in answer.
const MISTAKES_MAX: usize = 50;

/// Reads a typed value out of JSON text.
///
/// # Errors
/// What is wrong and where, as JSON pointers. The first pass tells every mistake, the second the first one it meets.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Vec<FieldError>> {
    from_value(value(text)?)
}

/// Reads any JSON: the first pass alone.
///
/// # Errors
/// As `read`.
pub fn value(text: &[u8]) -> Result<Value, Vec<FieldError>> {
    let mut tree = Tree::default();
    let mut source = serde_json::Deserializer::from_slice(text);
    let read = Seed(&mut tree).deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    match read {
        Ok(value) if tree.mistakes.is_empty() => Ok(value),
        Ok(_) => Err(tree.mistakes),
        Err(_) if tree.too_deep => Err(vec![FieldError { pointer: tree.pointer(), problem: Problem::TooDeep }]),
        Err(error) => {
            let problem = Problem::NotJson { line: error.line(), column: error.column() };
            Err(vec![FieldError { pointer: String::new(), problem }])
        }
    }
}

/// Makes the typed value: the second pass.
///
/// # Errors
/// The first mistake, with its pointer.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Vec<FieldError>> {
    serde_path_to_error::deserialize(Strictly(value)).map_err(|error| {
        let mut pointer = String::new();
        for segment in error.path() {
            use serde_path_to_error::Segment::{Enum, Map, Seq, Unknown};
            match segment {
                Seq { index } => push(&mut pointer, &index.to_string()),
                Map { key } => push(&mut pointer, key),
                Enum { .. } | Unknown => {}
            }
        }
        vec![mistake(pointer, &error.inner().to_string())]
    })
}

/// One more step of a JSON pointer (RFC 6901).
fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
}

/// serde tells its mistakes in words; these are the words.
fn mistake(mut pointer: String, said: &str) -> FieldError {
    let name = || said.split('`').nth(1).unwrap_or_default();
    let problem = if said.starts_with("missing field") {
        push(&mut pointer, name());
        Problem::Required
    } else if said.starts_with("unknown field") {
        let mut step = String::new();
        push(&mut step, name());
        if !pointer.ends_with(&step) {
            pointer.push_str(&step);
        }
        Problem::UnknownField
    } else if said.starts_with("unknown variant") {
        Problem::NotAChoice
    } else if said.starts_with("invalid type: null") || said.starts_with("invalid type: unit") {
        Problem::Required
    } else {
        said_by_a_value(said)
    };
    FieldError { pointer, problem }
}

/// The words of the readers below, of `Percent`, and of chrono's dates.
fn said_by_a_value(said: &str) -> Problem {
    const NOT_DATES: [&str; 7] = [
        NOT_A_DATE,
        iso_date::NOT_A_DATE,
        "premature end of input",
        "trailing input",
        "input is out of range",
        "input contains invalid characters",
        "no possible date and time matching input",
    ];
    if NOT_DATES.contains(&said) {
        Problem::NotADate
    } else if said == DATE_OUT_OF_RANGE {
        years()
    } else if said == NOT_POSITIVE || said == facts::NEGATIVE {
        Problem::NotPositive
    } else if said == TOO_LARGE || said == facts::TOO_LARGE {
        Problem::Money(MoneyError::TooLarge)
    } else if said == NotAPercent.to_string() {
        Problem::NotAPercentage
    } else {
        Problem::WrongType
    }
}

const NOT_POSITIVE: &str = "not positive";
const TOO_LARGE: &str = "too large";

/// For `#[serde(deserialize_with)]`: an amount above 0 and not beyond what the system takes.
///
/// # Errors
/// Told as `not_positive` or `not_an_amount`.
pub fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
    match i64::deserialize(deserializer)? {
        ..=0 => Err(D::Error::custom(NOT_POSITIVE)),
        dong if dong > LARGEST_AMOUNT => Err(D::Error::custom(TOO_LARGE)),
        dong => Ok(Money::dong(dong)),
    }
}

/// As `amount`, for a field that may be left out (`#[serde(default)]`) or null.
///
/// # Errors
/// As `amount`.
pub fn optional_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    match Option::<i64>::deserialize(deserializer)? {
        None => Ok(None),
        Some(..=0) => Err(D::Error::custom(NOT_POSITIVE)),
        Some(dong) if dong > LARGEST_AMOUNT => Err(D::Error::custom(TOO_LARGE)),
        Some(dong) => Ok(Some(Money::dong(dong))),
    }
}

/// A value to be deserialised from. What derived types take beyond what they say is refused here: an array in place of an
/// object, its items as the fields in order.
struct Strictly(Value);

type Fault = serde_json::Error;

fn fields(map: Map<String, Value>) -> MapDeserializer<'static, impl Iterator<Item = (String, Strictly)>, Fault> {
    MapDeserializer::new(map.into_iter().map(|(name, value)| (name, Strictly(value))))
}

impl IntoDeserializer<'_, Fault> for Strictly {
    type Deserializer = Strictly;
    fn into_deserializer(self) -> Strictly {
        self
    }
}

impl<'de> Deserializer<'de> for Strictly {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Strictly))),
            Value::Object(map) => visitor.visit_map(fields(map)),
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Array(_) => Err(Fault::invalid_type(de::Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Object(map) if map.len() == 1 => visitor.visit_enum(MapAccessDeserializer::new(fields(map))),
            Value::String(name) => visitor.visit_enum(name.into_deserializer()),
            other => Err(Fault::invalid_type(unexpected(&other), &"a choice")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

fn unexpected(value: &Value) -> de::Unexpected<'_> {
    match value {
        Value::Null => de::Unexpected::Unit,
        Value::Bool(value) => de::Unexpected::Bool(*value),
        Value::Number(_) => de::Unexpected::Other("number"),
        Value::String(text) => de::Unexpected::Str(text),
        Value::Array(_) => de::Unexpected::Seq,
        Value::Object(_) => de::Unexpected::Map,
    }
}

/// Where the first pass is and what it has found.
#[derive(Default)]
struct Tree {
    steps: Vec<String>,
    mistakes: Vec<FieldError>,
    too_deep: bool,
}

impl Tree {
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.steps.iter().for_each(|step| push(&mut pointer, step));
        pointer
    }

    fn note(&mut self, problem: Problem) {
        if self.mistakes.len() < MISTAKES_MAX {
            self.mistakes.push(FieldError { pointer: self.pointer(), problem });
        }
    }

    fn check_depth<E: de::Error>(&mut self) -> Result<(), E> {
        self.too_deep = self.steps.len() > DEPTH_MAX;
        if self.too_deep { Err(E::custom("too deep")) } else { Ok(()) }
    }
}

struct Seed<'t>(&'t mut Tree);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // A number with a fraction or beyond 64 bits: no type of ours takes one, and this keeps it to be refused there.
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        if has_bad_characters(text) {
            self.0.note(Problem::BadCharacters);
        }
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            self.0.steps.push(items.len().to_string());
            self.0.check_depth()?;
            match seq.next_element_seed(Seed(&mut *self.0))? {
                Some(item) => items.push(item),
                None => break,
            }
            self.0.steps.pop();
        }
        self.0.steps.pop();
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            self.0.steps.push(name.clone());
            self.0.check_depth()?;
            if fields.contains_key(&name) {
                self.0.note(Problem::DuplicateField);
            }
            let value = map.next_value_seed(Seed(&mut *self.0))?;
            self.0.steps.pop();
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    use crate::domain::percent::Percent;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Loan {
        #[serde(deserialize_with = "amount")]
        amount: Money,
        #[serde(deserialize_with = "date")]
        date: NaiveDate,
        #[serde(default, deserialize_with = "optional_date")]
        until: Option<NaiveDate>,
        #[serde(default)]
        rate: Option<Percent>,
        #[serde(default)]
        items: Vec<Item>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        kind: Kind,
        value: i64,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Land,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    enum Every {
        Months(u32),
    }

    fn mistakes(text: &str) -> Vec<String> {
        let told = |error: FieldError| format!("{} {}", error.pointer, error.problem.code());
        read::<Loan>(text.as_bytes()).err().unwrap_or_default().into_iter().map(told).collect()
    }

    #[test]
    fn a_good_body_is_read() {
        let text = r#"{"amount": 5, "date": "2026-02-28", "rate": "7.9248", "items": [{"kind": "land", "value": 1}]}"#;
        let loan: Loan = read(text.as_bytes()).unwrap();
        assert_eq!((loan.amount, loan.until), (Money::dong(5), None));
        assert_eq!((loan.date.to_string(), loan.rate.unwrap().to_string()), ("2026-02-28".into(), "7.9248".into()));
        assert_eq!((&loan.items[0].kind, loan.items[0].value), (&Kind::Land, 1));
    }

    #[test]
    fn a_choice_with_a_value_is_read() {
        assert_eq!(read::<Every>(br#"{"months": 3}"#), Ok(Every::Months(3)));
        for text in [r#"{"months": 3, "weeks": 1}"#, r#"["months", 3]"#, "{}"] {
            assert_eq!(
                read::<Every>(text.as_bytes()).map_err(|told| told[0].problem.code()),
                Err("wrong_type"),
                "{text}"
            );
        }
        assert_eq!(read::<Every>(br#"{"weeks": 3}"#).map_err(|told| told[0].problem.code()), Err("not_a_choice"));
    }

    #[test]
    fn every_mistake_has_its_pointer_and_code() {
        for (text, expected) in [
            (r#"{"date": "2026-01-01"}"#, "/amount required"),
            (r#"{"amount": null, "date": "2026-01-01"}"#, "/amount required"),
            (r#"{"amount": "5", "date": "2026-01-01"}"#, "/amount wrong_type"),
            (r#"{"amount": 1.5, "date": "2026-01-01"}"#, "/amount wrong_type"),
            (r#"{"amount": 1e400, "date": "2026-01-01"}"#, " not_json"),
            (r#"{"amount": 0, "date": "2026-01-01"}"#, "/amount not_positive"),
            (r#"{"amount": -5, "date": "2026-01-01"}"#, "/amount not_positive"),
            (r#"{"amount": 1000000000000001, "date": "2026-01-01"}"#, "/amount not_an_amount"),
            (r#"{"amount": 5, "date": "2026-02-30"}"#, "/date not_a_date"),
            (r#"{"amount": 5, "date": "+12026-02-03"}"#, "/date not_a_date"),
            (r#"{"amount": 5, "date": 5}"#, "/date wrong_type"),
            (r#"{"amount": 5, "date": "2026-01-01", "colour": 1}"#, "/colour unknown_field"),
            (r#"{"amount": 5, "date": "2026-01-01", "rate": "a"}"#, "/rate not_a_percentage"),
            (
                r#"{"amount": 5, "date": "2026-01-01", "items": [{"kind": "sea", "value": 1}]}"#,
                "/items/0/kind not_a_choice",
            ),
            (r#"{"amount": 5, "date": "2026-01-01", "items": [{"kind": "land"}]}"#, "/items/0/value required"),
            (
                r#"{"amount": 5, "date": "2026-01-01", "items": [{"kind": "land", "value": 1, "a/b": 2}]}"#,
                "/items/0/a~1b unknown_field",
            ),
            (r#"{"amount": 5, "amount": 5, "date": "2026-01-01"}"#, "/amount duplicate_field"),
            ("{\"amount\": 5, \"date\": \"2026\u{202e}-01-01\"}", "/date bad_characters"),
            (r#"{"amount": 5, "date": "2026 "}"#, "/date not_a_date"),
            (r#"[5, "2026-01-01"]"#, " wrong_type"),
            (r#"{"amount": 5, "date": "2026-01-01", "items": [["land", 1]]}"#, "/items/0 wrong_type"),
            (r#"{"amount": 5, "date": "2026-01-01", "items": [{"kind": null, "value": 1}]}"#, "/items/0/kind required"),
            (r#"{"amount": 5, "date": "2026-01-01", "items": [{"kind": 3, "value": 1}]}"#, "/items/0/kind wrong_type"),
            ("5", " wrong_type"),
            ("{", " not_json"),
            ("{} {}", " not_json"),
            ("", " not_json"),
        ] {
            assert_eq!(mistakes(text), [expected], "{text}");
        }
        assert_eq!(mistakes(r#"{"amount": 5, "date": "\u0000"}"#), ["/date bad_characters"]);
    }

    #[test]
    fn depth_and_number_of_mistakes_are_bounded() {
        let deep = "[".repeat(100_000);
        let told = value(deep.as_bytes()).unwrap_err();
        assert_eq!((told.len(), told[0].problem.code()), (1, "too_deep"));
        let many = format!("[{}1]", "\"\\u0000\",".repeat(10_000));
        assert_eq!(value(many.as_bytes()).unwrap_err().len(), MISTAKES_MAX);
        assert!(value(b"\"\xff\"").is_err());
    }
}
