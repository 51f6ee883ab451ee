//! What may be typed anywhere, by a form or a JSON door.

/// Characters no text of ours may hold: control characters but for a new line or tab, marks that turn the direction of text,
/// and the mark of a broken encoding.
pub fn has_bad_characters(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffd}')
    })
}
