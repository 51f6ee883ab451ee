//! Why the lending rules refuse an input: a code for programs, a place for people, no sentence in any language but English.

use std::fmt;

/// An input that cannot be right, or lies outside what is computed exactly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// A stable name for the reason, `snake_case`.
    pub code: &'static str,
    /// Where in the document: a JSON pointer (RFC 6901), empty for the whole of it.
    pub pointer: String,
    /// One English sentence for logs and the command line. Pages translate the code.
    pub detail: String,
}

impl Refusal {
    /// A refusal at `pointer`.
    pub fn at(code: &'static str, pointer: impl Into<String>, detail: impl Into<String>) -> Refusal {
        Refusal { code, pointer: pointer.into(), detail: detail.into() }
    }

    /// A figure that does not fit the exact arithmetic, found while working at `pointer`.
    pub fn too_large(pointer: impl Into<String>) -> Refusal {
        Refusal::at("too_large", pointer, "the figures do not fit exact arithmetic")
    }

    /// The same refusal, of a document that stands inside another one at `prefix`.
    pub fn within(mut self, prefix: &str) -> Refusal {
        self.pointer.insert_str(0, prefix);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{place}: {} ({})", self.detail, self.code)
    }
}

impl std::error::Error for Refusal {}
