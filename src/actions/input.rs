//! What may be typed anywhere, by a form or a JSON door.
use super::Problem;

/// Characters no text of ours may hold: control characters but for a new line or tab, marks that turn the direction of text,
/// and the mark of a broken encoding.
pub fn has_bad_characters(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffd}')
    })
}

/// What is wrong with a text that must be there, of at most `max` characters.
pub fn text_problem(text: &str, max: usize) -> Option<Problem> {
    if text.trim().is_empty() {
        Some(Problem::Required)
    } else if text.chars().count() > max {
        Some(Problem::TooLong { max })
    } else {
        has_bad_characters(text).then_some(Problem::BadCharacters)
    }
}

/// Years a date from outside may name: before that there was no cooperative law, after that nobody plans.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
