//! Numbers of records in a sentence: `KV-2026-00004` is read as one word, so no line ends inside it.
use std::fmt::{self, Display, Formatter};

use askama::filters::{Escaper, Html, HtmlSafe};

/// A sentence as HTML, each number of a record in a piece that never breaks.
pub struct Whole<'a>(&'a str);

/// For templates: `{{ crate::web::whole(text) }}`.
pub fn whole<T: AsRef<str> + ?Sized>(text: &T) -> Whole<'_> {
    Whole(text.as_ref())
}

impl HtmlSafe for Whole<'_> {}

impl Display for Whole<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((before, number, after)) = next_number(rest) {
            Html.write_escaped_str(&mut *f, before)?;
            write!(f, "<span class=\"num\">{number}</span>")?;
            rest = after;
        }
        Html.write_escaped_str(f, rest)
    }
}

/// What stands before the first number of a record, the number, and what follows it.
fn next_number(text: &str) -> Option<(&str, &str, &str)> {
    let begins = |(at, _): &(usize, &str)| !text[..*at].ends_with(|c: char| c.is_alphanumeric());
    let (at, length) = text
        .match_indices('-')
        .filter_map(|(hyphen, _)| Some((hyphen.checked_sub(2)?, text.get(hyphen.checked_sub(2)?..)?)))
        .filter(begins)
        .find_map(|(at, from)| Some((at, number_length(from)?)))?;
    Some((&text[..at], &text[at..at + length], &text[at + length..]))
}

/// How long the number is that a text begins with: two capitals, a year, and digits.
fn number_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let capitals = bytes.get(..2)?.iter().all(u8::is_ascii_uppercase);
    let year = bytes.get(3..7)?.iter().all(u8::is_ascii_digit);
    let digits = bytes.get(8..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (capitals && bytes[2] == b'-' && year && bytes[7] == b'-' && digits > 0).then_some(8 + digits)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_is_one_piece_and_all_else_is_escaped() {
        let said = |text: &str| whole(text).to_string();
        let kept = "<span class=\"num\">KV-2026-00004</span>";
        assert_eq!(said("KV-2026-00004"), kept);
        assert_eq!(said("Khoản vay KV-2026-00004, hồ sơ"), format!("Khoản vay {kept}, hồ sơ"));
        assert_eq!(said("KV-2026-00004 KV-2026-00004"), format!("{kept} {kept}"));
        for plain in
            ["", "-", "ạ-2026-1", "KV-2026-", "KV-20x6-1", "XKV-2026-1", "01/2026-HĐTD", "45/2021/NĐ-CP", "Đ-2026-1"]
        {
            assert_eq!(said(plain), plain);
        }
        assert_eq!(said("<b>&"), "&#60;b&#62;&#38;");
    }
}
