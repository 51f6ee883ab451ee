//! Amounts in Vietnamese words, as contracts and receipts write them.

use super::money::Money;

/// How a tens digit of zero is read before a unit: 105 is "một trăm linh năm" or "một trăm lẻ năm".
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug)]
pub enum ZeroTens {
    /// `linh`: the north, and official documents.
    #[default]
    Linh,
    /// `lẻ`: the south.
    Le,
}

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// The amount in words, first letter capital, ending in `đồng`: `Một triệu không trăm linh năm nghìn đồng`.
///
/// Groups of nothing are skipped; a later group with no hundreds is read with `không trăm`. Amounts below zero begin with `Âm`.
pub fn in_words(amount: Money, zero_tens: ZeroTens) -> String {
    let mut words = Vec::new();
    if amount.is_negative() {
        words.push("âm");
    }
    match amount.as_dong().unsigned_abs() {
        0 => words.push(DIGITS[0]),
        number => read(number, false, zero_tens, &mut words),
    }
    words.push("đồng");
    let sentence = words.join(" ");
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Reads a number above zero; `full` when something stands before it.
fn read(number: u64, full: bool, zero_tens: ZeroTens, words: &mut Vec<&'static str>) {
    let mut full = full;
    if number >= BILLION {
        read(number / BILLION, full, zero_tens, words);
        words.push("tỷ");
        full = true;
    }
    let rest = number % BILLION;
    for (group, name) in [(rest / 1_000_000, "triệu"), (rest / 1000 % 1000, "nghìn"), (rest % 1000, "")] {
        if group > 0 {
            read_group(group as usize, full, zero_tens, words);
            if !name.is_empty() {
                words.push(name);
            }
            full = true;
        }
    }
}

/// Reads 1 to 999.
fn read_group(group: usize, full: bool, zero_tens: ZeroTens, words: &mut Vec<&'static str>) {
    let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
    let with_hundreds = full || hundreds > 0;
    if with_hundreds {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match (tens, units) {
        (0, 0) => {}
        (0, _) if with_hundreds => words.push(if zero_tens == ZeroTens::Linh { "linh" } else { "lẻ" }),
        (0, _) => {}
        (1, _) => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[units]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_published_readings() {
        let rows = [
            (0, "Không đồng"),
            (11, "Mười một đồng"),
            (15, "Mười lăm đồng"),
            (21, "Hai mươi mốt đồng"),
            (24, "Hai mươi tư đồng"),
            (105, "Một trăm lẻ năm đồng"),
            (115, "Một trăm mười lăm đồng"),
            (1_001, "Một nghìn không trăm lẻ một đồng"),
            (1_015, "Một nghìn không trăm mười lăm đồng"),
            (15_000, "Mười lăm nghìn đồng"),
            (105_000, "Một trăm lẻ năm nghìn đồng"),
            (1_005_000, "Một triệu không trăm lẻ năm nghìn đồng"),
            (1_050_000, "Một triệu không trăm năm mươi nghìn đồng"),
            (21_000_000, "Hai mươi mốt triệu đồng"),
            (115_500_000, "Một trăm mười lăm triệu năm trăm nghìn đồng"),
            (1_234_567_890, "Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng"),
            (2_005_000_000, "Hai tỷ không trăm lẻ năm triệu đồng"),
            (10_000_000_000, "Mười tỷ đồng"),
            (3_450_000_005, "Ba tỷ bốn trăm năm mươi triệu không trăm lẻ năm đồng"),
            (1_000_000_000_000, "Một nghìn tỷ đồng"),
        ];
        for (amount, words) in rows {
            assert_eq!(in_words(Money::dong(amount), ZeroTens::Le), words);
            assert_eq!(in_words(Money::dong(amount), ZeroTens::Linh), words.replace("lẻ", "linh"));
        }
    }

    #[test]
    fn the_rest_of_the_range_reads_too() {
        let linh = |amount| in_words(Money::dong(amount), ZeroTens::Linh);
        assert_eq!(linh(14), "Mười bốn đồng");
        assert_eq!(linh(1_000_001), "Một triệu không trăm linh một đồng");
        assert_eq!(linh(1_000_000_000_000_000), "Một triệu tỷ đồng");
        assert_eq!(linh(1_005_000_000_004), "Một nghìn không trăm linh năm tỷ không trăm linh bốn đồng");
        assert_eq!(linh(-20), "Âm hai mươi đồng");
        assert!(linh(i64::MIN).starts_with("Âm chín tỷ hai trăm hai mươi ba triệu"));
    }
}
