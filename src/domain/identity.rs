//! Tax codes, cooperative codes and personal numbers.

use std::fmt;

/// A number that may be a tax code (Circular 86/2024/TT-BTC): its shape is right, its check digit may not be.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TaxCode {
    digits: String,
    kind: CodeKind,
    check: CheckDigit,
}

/// What a number of that length identifies.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum CodeKind {
    /// Ten digits: an organisation. For cooperatives it is the cooperative code too (Decree 92/2024/NĐ-CP Article 14).
    Organisation,
    /// Thirteen digits: a branch or representative office of an organisation.
    Branch,
    /// Twelve digits: the personal number of a person or household, a tax code since 1 July 2025.
    Person,
}

/// What the check digit says.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum CheckDigit {
    /// It is right, or there is none (twelve digits).
    Valid,
    /// It is wrong: a mistyped number or an old registration. To warn about, not to refuse on old data.
    Wrong,
}

/// Why a text is no such number at all.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IdentityError {
    /// Nothing but blanks.
    #[error("the code is empty")]
    Empty,
    /// Something other than the digits 0 to 9, blanks between them, and one hyphen before a branch number.
    #[error("the code has characters other than digits")]
    NotDigits,
    /// Not 10, 12 or 13 digits.
    #[error("the code must have 10, 12 or 13 digits")]
    WrongLength,
    /// A number that is never issued: serial number, branch or province 0.
    #[error("no such code is ever issued")]
    NeverIssued,
    /// Twelve or thirteen digits where the code of a cooperative is asked for.
    #[error("the code of a cooperative has 10 digits")]
    NotACooperative,
}

impl TaxCode {
    /// Reads 10 digits, 13 digits with or without a hyphen before the last three, or 12 digits; blanks are passed over.
    ///
    /// # Errors
    /// [`IdentityError`] for what cannot be a code. A wrong check digit is not an error: see [`TaxCode::check_digit`].
    pub fn parse(text: &str) -> Result<TaxCode, IdentityError> {
        let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
        if compact.is_empty() {
            return Err(IdentityError::Empty);
        }
        let digits = match compact.split_once('-') {
            Some((head, tail)) if head.len() == 10 && tail.len() == 3 => format!("{head}{tail}"),
            Some(_) => return Err(IdentityError::NotDigits),
            None => compact,
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentityError::NotDigits);
        }
        let (kind, never) = match digits.len() {
            10 => (CodeKind::Organisation, &digits[2..9] == "0000000"),
            13 => (CodeKind::Branch, &digits[2..9] == "0000000" || &digits[10..] == "000"),
            12 => (CodeKind::Person, &digits[..3] == "000"),
            _ => return Err(IdentityError::WrongLength),
        };
        if never {
            return Err(IdentityError::NeverIssued);
        }
        let right = kind == CodeKind::Person || has_right_check_digit(digits.as_bytes());
        let check = if right { CheckDigit::Valid } else { CheckDigit::Wrong };
        Ok(TaxCode { digits, kind, check })
    }

    /// Reads the code of a cooperative: 10 digits.
    ///
    /// # Errors
    /// As [`TaxCode::parse`], and [`IdentityError::NotACooperative`] for other lengths.
    pub fn parse_cooperative(text: &str) -> Result<TaxCode, IdentityError> {
        let code = TaxCode::parse(text)?;
        if code.kind == CodeKind::Organisation { Ok(code) } else { Err(IdentityError::NotACooperative) }
    }

    /// The digits alone, to store and compare.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// What it identifies.
    pub fn kind(&self) -> CodeKind {
        self.kind
    }

    /// What its check digit says.
    pub fn check_digit(&self) -> CheckDigit {
        self.check
    }
}

/// As printed: `0314409058-002` for a branch, else the digits.
impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            CodeKind::Branch => write!(f, "{}-{}", &self.digits[..10], &self.digits[10..]),
            _ => f.write_str(&self.digits),
        }
    }
}

/// The tenth digit is 10 − (weighted sum mod 11); where that is 10 the number is not issued.
fn has_right_check_digit(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let sum: u32 = WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    10 - sum % 11 == u32::from(digits[9] - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_are_valid() {
        for (text, kind) in [
            ("0100233488", CodeKind::Organisation),
            ("0100112437", CodeKind::Organisation),
            (" 0100 112 437 ", CodeKind::Organisation),
            ("0314409058-002", CodeKind::Branch),
            ("0314409058002", CodeKind::Branch),
            ("0312687878-001", CodeKind::Branch),
            ("011085001234", CodeKind::Person),
        ] {
            let code = TaxCode::parse(text).unwrap();
            assert_eq!((code.kind(), code.check_digit()), (kind, CheckDigit::Valid), "{text}");
        }
        assert_eq!(TaxCode::parse("0314409058002").unwrap().to_string(), "0314409058-002");
    }

    #[test]
    fn a_wrong_check_digit_is_a_warning() {
        for text in ["0100233480", "0314409050-002"] {
            assert_eq!(TaxCode::parse(text).unwrap().check_digit(), CheckDigit::Wrong, "{text}");
        }
        // The weighted sum is a multiple of 11: whatever the last digit, no such number was issued.
        let unissued = (0..10).map(|last| TaxCode::parse(&format!("000000004{last}")));
        let wrong = unissued.filter(|code| code.as_ref().unwrap().check_digit() == CheckDigit::Wrong).count();
        assert!(wrong >= 9);
    }

    #[test]
    fn nonsense_is_refused() {
        use IdentityError::*;
        for (text, reason) in [
            ("", Empty),
            ("  ", Empty),
            ("abc", NotDigits),
            ("010011243A", NotDigits),
            ("０１００１１２４３７", NotDigits),
            ("0100-112437", NotDigits),
            ("0100112437-", NotDigits),
            ("0314409058-0o2", NotDigits),
            ("-0314409058002", NotDigits),
            ("12345", WrongLength),
            ("01001124370", WrongLength),
            ("00000000000000", WrongLength),
            ("0100000000", NeverIssued),
            ("0314409058-000", NeverIssued),
            ("000085001234", NeverIssued),
        ] {
            assert_eq!(TaxCode::parse(text), Err(reason), "{text}");
        }
        assert_eq!(TaxCode::parse_cooperative("0314409058-002"), Err(NotACooperative));
        assert!(TaxCode::parse_cooperative("0100112437").is_ok());
    }
}
