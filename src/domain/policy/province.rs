//! When two names are of the same province.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether two names are of one province, however they are written.
pub fn same_province(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// A province's name for comparison: without accents, case, blanks and the word for province. No two provinces are the same
/// so, and `Thanh Hoá` is `Thanh Hóa`, `tỉnh Điện Biên` is `Dien Bien`.
fn folded(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = match words.as_slice() {
        ["tinh", rest @ ..] | ["thanh", "pho", rest @ ..] | ["tp", rest @ ..] => rest,
        whole => whole,
    };
    name.concat()
}
