//! What may be typed anywhere, by a form or a JSON door.
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Problem;

/// Characters no text of ours may hold: control characters but for a new line or tab, marks that turn the direction of text,
/// and the mark of a broken encoding.
pub fn has_bad_characters(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffd}')
    })
}

/// Whether a text would lead somewhere from a letter: no name of a person does.
pub fn has_web_address(text: &str) -> bool {
    let folded = text.to_lowercase();
    folded.contains("://") || folded.contains("www.")
}

/// What is wrong with a text that must be there, of at most `max` characters.
pub fn text_problem(text: &str, max: usize) -> Option<Problem> {
    required_text(text, max).err()
}

/// Years a date from outside may name: before that there was no cooperative law, after that nobody plans.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// What is wrong with a text that may be at most so many characters long.
pub fn check_text(text: &str, max: usize) -> Option<Problem> {
    if text.chars().count() > max {
        return Some(Problem::TooLong { max });
    }
    has_bad_characters(text).then_some(Problem::BadCharacters)
}

/// A text that must be there: trimmed, at most so many characters.
pub fn required_text(text: &str, max: usize) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    check_text(text, max).map_or_else(|| Ok(text.to_owned()), Err)
}

/// A field of a change: left alone, emptied, or set.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Patch<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T: Clone> Patch<T> {
    /// The value after the change.
    pub fn over(&self, before: Option<T>) -> Option<T> {
        match self {
            Patch::Keep => before,
            Patch::Clear => None,
            Patch::Set(value) => Some(value.clone()),
        }
    }

    /// A form's field: what is left empty is emptied.
    pub fn typed(value: Option<T>) -> Patch<T> {
        value.map_or(Patch::Clear, Patch::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Patch<T>, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Patch::Clear, Patch::Set))
    }
}

/// For the hash of a request's inputs: the three cases differ.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Patch::Keep => serializer.serialize_unit(),
            Patch::Clear => serializer.serialize_str("\u{0}cleared"),
            Patch::Set(value) => value.serialize(serializer),
        }
    }
}
