//! `coopfund schedule` and `coopfund statement`: documents of section 2 of the public contract, one or one a line.

use std::fmt;

use chrono::NaiveDate;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::{
    domain::{
        account::{self, Event, EventInput},
        calendar::Calendar,
        refusal::Refusal,
        schedule,
        terms::{Terms, TermsInput, iso_date},
    },
    policy,
};

/// An input that cannot be computed: one line with its place as a JSON pointer, and the number of its line where several
/// were given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// The line of the input, from 1, where every line is a document of its own.
    pub line: Option<usize>,
    /// The place in the document and the reason.
    pub refusal: Refusal,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        // What a person typed may be quoted in the reason; it must not break the line.
        let reason = self.refusal.to_string();
        for c in reason.chars() {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        Ok(())
    }
}

impl std::error::Error for Malformed {}

/// Loan terms in, repayment schedule out, both JSON; with `lines` one document a line. With `"explain": true` in a document,
/// every instalment has the nights of its interest.
///
/// # Errors
/// [`Malformed`] for the first document that is not JSON, has the wrong shape or cannot be computed.
pub fn schedule(input: &str, lines: bool) -> Result<String, Malformed> {
    let calendar = calendar()?;
    each(input, lines, |text| {
        let Explainable { document, explain } = parse::<Explainable<TermsInput>>(text)?;
        let terms = Terms::new(document)?;
        let made =
            if explain { schedule::plan_explained(&terms, &calendar) } else { schedule::plan(&terms, &calendar) };
        print(&made?)
    })
}

/// Terms, events and a day in, the position on that day out, both JSON; with `lines` one document a line. With
/// `"explain": true` in a document, every interest figure has its nights.
///
/// # Errors
/// As [`schedule`].
pub fn statement(input: &str, lines: bool) -> Result<String, Malformed> {
    let calendar = calendar()?;
    each(input, lines, |text| {
        let document: StatementInput = parse(text)?;
        let terms = Terms::new(document.terms).map_err(|refusal| refusal.within("/terms"))?;
        let events = events(document.events)?;
        let as_of = document.as_of;
        let position = if document.explain {
            account::replay_explained(&terms, &events, as_of, &calendar)
        } else {
            account::replay(&terms, &events, as_of, &calendar)
        };
        print(&position?)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementInput {
    terms: TermsInput,
    events: Vec<EventInput>,
    #[serde(with = "iso_date")]
    as_of: NaiveDate,
    #[serde(default)]
    explain: bool,
}

fn events(inputs: Vec<EventInput>) -> Result<Vec<Event>, Refusal> {
    let event = |(place, input): (usize, EventInput)| {
        Event::try_from(input).map_err(|refusal| refusal.within(&format!("/events/{place}")))
    };
    inputs.into_iter().enumerate().map(event).collect()
}

fn calendar() -> Result<Calendar, Malformed> {
    let holidays = policy::holidays().map_err(|error| Malformed {
        line: None,
        refusal: Refusal::at("bad_policy", "", format!("the holiday table of this program cannot be read: {error}")),
    })?;
    Ok(Calendar::new(&holidays))
}

/// Computes the one document, or every line's. Nothing comes out unless all of them can be computed.
fn each(input: &str, lines: bool, compute: impl Fn(&str) -> Result<String, Refusal>) -> Result<String, Malformed> {
    if !lines {
        return compute(input).map(|out| out + "\n").map_err(|refusal| Malformed { line: None, refusal });
    }
    let mut out = String::with_capacity(input.len());
    for (number, text) in input.lines().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let line = compute(text).map_err(|refusal| Malformed { line: Some(number + 1), refusal })?;
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}

fn print(value: &impl serde::Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|error| Refusal::at("unprintable", "", error.to_string()))
}

/// Reads one JSON document and nothing behind it.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        Refusal::at("malformed", pointer, error.into_inner().to_string())
    })?;
    json.end().map_err(|error| Refusal::at("malformed", "", error.to_string()))?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            // A variant's name is the value itself, or the only key of an object the error already names.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// A document that may have `"explain"` beside its own fields.
struct Explainable<T> {
    document: T,
    explain: bool,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Explainable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Explainable<T>, D::Error> {
        deserializer.deserialize_map(ExplainableVisitor(std::marker::PhantomData))
    }
}

struct ExplainableVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ExplainableVisitor<T> {
    type Value = Explainable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Explainable<T>, A::Error> {
        let mut explain = None;
        let document = T::deserialize(MapAccessDeserializer::new(WithoutExplain { map, explain: &mut explain }))?;
        Ok(Explainable { document, explain: explain.unwrap_or(false) })
    }
}

/// The entries of a map but `"explain"`, which is put aside on the way: so the other fields are still read strictly, with
/// their places, which a flattened struct would not do.
struct WithoutExplain<'a, A> {
    map: A,
    explain: &'a mut Option<bool>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutExplain<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if key != "explain" {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            if self.explain.replace(self.map.next_value()?).is_some() {
                return Err(serde::de::Error::duplicate_field("explain"));
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
