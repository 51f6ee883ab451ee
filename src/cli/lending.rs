//! `coopfund schedule` and `coopfund statement`: documents of section 2 of the public contract, one or one a line.

use std::fmt;

use chrono::NaiveDate;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IntoDeserializer, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::{
    cli::malformed::{each, parse, print},
    domain::{
        account::{self, Event, EventInput},
        calendar::Calendar,
        refusal::Refusal,
        schedule,
        terms::{Terms, TermsInput, iso_date},
    },
    policy,
};

pub use crate::cli::malformed::Malformed;

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
            account::replay_explained(&terms, &events, as_of, &calendar, policy::scales())
        } else {
            account::replay(&terms, &events, as_of, &calendar, policy::scales())
        };
        print(&position?)
    })
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct StatementInput {
    terms: TermsInput,
    events: Vec<EventInput>,
    #[serde(with = "iso_date")]
    as_of: NaiveDate,
    #[serde(default)]
    explain: bool,
}

crate::domain::object::only_read_objects!(StatementInput);

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
