//! Input of the command line that cannot be read or computed: one line that names the place. And the reading itself.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::domain::refusal::Refusal;

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

/// Computes the one document, or every line's. Nothing comes out unless all of them can be computed.
pub(super) fn each(
    input: &str,
    lines: bool,
    compute: impl Fn(&str) -> Result<String, Refusal>,
) -> Result<String, Malformed> {
    if !lines {
        return compute(input).map(|out| out + "\n").map_err(|refusal| Malformed { line: None, refusal });
    }
    let mut out = String::with_capacity(input.len());
    for (number, text) in input.lines().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let line =
            compute(text).map_err(|refusal| Malformed { line: Some(number + 1), refusal: in_one_line(refusal) })?;
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}

/// The reader's own count of lines is always 1 in a document of one line; said beside the input's it would mislead.
fn in_one_line(mut refusal: Refusal) -> Refusal {
    refusal.detail = refusal.detail.replace(" at line 1 column ", " at column ");
    refusal
}

/// One line of JSON.
pub(super) fn print(value: &impl serde::Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|error| Refusal::at("unprintable", "", error.to_string()))
}

/// Reads one JSON document and nothing behind it.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let detail = error.into_inner().to_string();
        Refusal::at("malformed", at_named_field(pointer, &detail), detail)
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

/// The pointer of the field itself, where the reason names one of the object the path leads to: a field that is unknown,
/// given twice or missing.
fn at_named_field(pointer: String, detail: &str) -> String {
    let kinds = ["unknown field `", "duplicate field `", "missing field `"];
    let named = kinds.iter().find_map(|kind| detail.strip_prefix(kind));
    let Some((name, _)) = named.and_then(|rest| rest.split_once('`')) else { return pointer };
    let last = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    if pointer.ends_with(&last) { pointer } else { pointer + last.as_str() }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Outer {
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Inner {
        number: i64,
    }

    #[test]
    fn every_mistake_has_its_place() {
        for (text, pointer) in [
            (r#"{"inner": [{"number": 1}, {"number": "x"}]}"#, "/inner/1/number"),
            (r#"{"inner": [{"number": 1.5}]}"#, "/inner/0/number"),
            (r#"{"inner": [{"number": 1, "a/b": 2}]}"#, "/inner/0/a~1b"),
            (r#"{"inner": [{"number": 1, "number": 2}]}"#, "/inner/0/number"),
            (r#"{"inner": [{}]}"#, "/inner/0/number"),
            (r#"{"inner": []} x"#, ""),
            (r#"{"inner": ["#, "/inner"),
            ("", ""),
        ] {
            let refusal = parse::<Outer>(text).unwrap_err();
            assert_eq!(refusal.pointer, pointer, "{text}: {refusal}");
        }
    }

    #[test]
    fn lines_are_counted_from_one_and_blank_ones_passed_over() {
        let one = |text: &str| parse::<Inner>(text).map(|inner| inner.number.to_string());
        assert_eq!(each("{\"number\": 1}\n\n{\"number\": 2}\n", true, one).unwrap(), "1\n2\n");
        let error = each("{\"number\": 1}\n\n{\"number\": []}", true, one).unwrap_err();
        assert!(error.to_string().starts_with("line 3: /number: "), "{error}");
        assert!(!error.to_string().contains("line 1"), "{error}");
    }
}
