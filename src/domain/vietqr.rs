//! VietQR: the payload of a bank transfer's QR, as NAPAS specifies it on top of EMV ("QR Format T&C v1.5.2"). Built and read back;
//! how the squares are drawn is not this file's matter.
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::money::Money;

/// The longest purpose that every bank shows in full, in ASCII characters.
pub const PURPOSE_CHARACTERS_MAX: usize = 25;
/// Digits an account number at a bank may have.
pub const ACCOUNT_DIGITS: std::ops::RangeInclusive<usize> = 6..=19;
/// NAPAS' identifier in tag 38.
const NAPAS: &str = "A000000727";
/// Above this no bank reads an amount, in dong: tag 54 has 13 characters.
const AMOUNT_DIGITS_MAX: usize = 13;

/// A place a fund keeps an account with.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    /// Its BIN at NAPAS, 6 digits; the name of a place that has none.
    pub code: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// Whether a transfer to it may be asked for by QR.
    pub takes_qr: bool,
}

const fn bank(code: &'static str, name: &'static str) -> Bank {
    Bank { code, name, takes_qr: true }
}

/// Where a fund may have its account. That the Social Policy Bank takes a transfer by QR is in doubt, and the State Treasury has
/// no BIN: for these no QR is made.
pub const BANKS: [Bank; 12] = [
    bank("970405", "Agribank"),
    bank("970415", "VietinBank"),
    bank("970418", "BIDV"),
    bank("970436", "Vietcombank"),
    bank("970446", "Co-opBank"),
    bank("970422", "MB"),
    bank("970449", "LPBank"),
    bank("970443", "SHB"),
    bank("970416", "ACB"),
    bank("970403", "Sacombank"),
    Bank { code: "999888", name: "VBSP", takes_qr: false },
    Bank { code: "treasury", name: "KBNN", takes_qr: false },
];

/// The bank of a code.
pub fn bank_of(code: &str) -> Option<Bank> {
    BANKS.into_iter().find(|bank| bank.code == code)
}

/// What a transfer goes to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// `QRIBFTTA`: an account.
    Account,
    /// `QRIBFTTC`: a card.
    Card,
}

impl Service {
    fn code(self) -> &'static str {
        match self {
            Service::Account => "QRIBFTTA",
            Service::Card => "QRIBFTTC",
        }
    }
}

/// What a QR says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The bank's BIN, 6 digits.
    pub bank: String,
    /// Account or card number.
    pub number: String,
    pub service: Service,
    /// For one transfer (12), not to be pinned to a wall (11).
    pub once: bool,
    /// Whole dong; `None` leaves it to the payer.
    pub amount: Option<Money>,
    /// Number of a bill (62-01), reference (62-05) and purpose (62-08).
    pub bill: Option<String>,
    pub reference: Option<String>,
    pub purpose: Option<String>,
}

/// Why something is no VietQR.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// Not six digits.
    #[error("the bank's BIN has six digits")]
    Bank,
    /// Not 6 to 19 letters and digits.
    #[error("an account number has 6 to 19 digits")]
    Number,
    /// 0, below 0, or with more than 13 digits.
    #[error("the amount is not one a bank can be asked for")]
    Amount,
    /// Not 1 to 25 plain ASCII characters.
    #[error("a text has 1 to 25 ASCII characters")]
    Text,
    /// An element that is cut off, too long, missing, twice or unknown where it stands.
    #[error("the payload is not well formed")]
    Form,
    /// The check sum is another one.
    #[error("the check sum is wrong")]
    CheckSum,
}

impl Payload {
    /// A transfer of an amount to an account with a purpose, which is folded to ASCII and cut to 25 characters.
    ///
    /// # Errors
    /// [`QrError`] for a BIN, account or amount that cannot be.
    pub fn transfer(bank: &str, account: &str, amount: Option<Money>, purpose: &str) -> Result<Payload, QrError> {
        let purpose = Some(fold(purpose)).filter(|purpose| !purpose.is_empty());
        let (bank, number) = (bank.to_owned(), account.to_owned());
        let payload = Payload {
            bank,
            number,
            service: Service::Account,
            once: amount.is_some(),
            amount,
            bill: None,
            reference: None,
            purpose,
        };
        payload.check().map(|()| payload)
    }

    /// The text that goes into the squares.
    ///
    /// # Errors
    /// [`QrError`] for what no payload can say.
    pub fn build(&self) -> Result<String, QrError> {
        self.check()?;
        let to = element("00", &self.bank) + &element("01", &self.number);
        let account = element("00", NAPAS) + &element("01", &to) + &element("02", self.service.code());
        let mut text = element("00", "01") + &element("01", if self.once { "12" } else { "11" });
        text += &(element("38", &account) + &element("53", "704"));
        if let Some(amount) = self.amount {
            text += &element("54", &amount.as_dong().to_string());
        }
        text += &element("58", "VN");
        let said = [("01", &self.bill), ("05", &self.reference), ("08", &self.purpose)];
        let more: String =
            said.iter().filter_map(|(tag, said)| said.as_deref().map(|said| element(tag, said))).collect();
        if !more.is_empty() {
            text += &element("62", &more);
        }
        text += "6304";
        Ok(format!("{text}{:04X}", check_sum(&text)))
    }

    fn check(&self) -> Result<(), QrError> {
        if self.bank.len() != 6 || !self.bank.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(QrError::Bank);
        }
        if !ACCOUNT_DIGITS.contains(&self.number.len()) || !self.number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(QrError::Number);
        }
        let payable = |amount: &Money| amount.is_positive() && amount.as_dong().to_string().len() <= AMOUNT_DIGITS_MAX;
        if !self.amount.as_ref().is_none_or(payable) {
            return Err(QrError::Amount);
        }
        let plain = |text: &&String| {
            (1..=PURPOSE_CHARACTERS_MAX).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        };
        let texts = [&self.bill, &self.reference, &self.purpose];
        if texts.into_iter().flatten().all(|text| plain(&text)) { Ok(()) } else { Err(QrError::Text) }
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`QrError`] for anything but a transfer in dong within Vietnam, whole and with the right check sum.
    pub fn parse(text: &str) -> Result<Payload, QrError> {
        let body = text.len().checked_sub(4).and_then(|at| text.split_at_checked(at)).ok_or(QrError::Form)?;
        if !text.is_ascii() || body.1 != format!("{:04X}", check_sum(body.0)) {
            return Err(if text.is_ascii() { QrError::CheckSum } else { QrError::Form });
        }
        let mut all = Elements::of(text)?;
        let once = match (all.take("00").as_deref(), all.take("01").as_deref()) {
            (Some("01"), Some("11")) => false,
            (Some("01"), Some("12")) => true,
            _ => return Err(QrError::Form),
        };
        let mut account = Elements::of(&all.take("38").ok_or(QrError::Form)?)?;
        let mut to = Elements::of(&account.take("01").ok_or(QrError::Form)?)?;
        let service = match (account.take("00").as_deref(), account.take("02").as_deref()) {
            (Some(NAPAS), Some("QRIBFTTA")) => Service::Account,
            (Some(NAPAS), Some("QRIBFTTC")) => Service::Card,
            _ => return Err(QrError::Form),
        };
        let mut more = Elements::of(&all.take("62").unwrap_or_default())?;
        let payload = Payload {
            bank: to.take("00").ok_or(QrError::Form)?,
            number: to.take("01").ok_or(QrError::Form)?,
            service,
            once,
            amount: all.take("54").map(|amount| whole_dong(&amount)).transpose()?,
            bill: more.take("01"),
            reference: more.take("05"),
            purpose: more.take("08"),
        };
        let (currency, country) = (all.take("53"), all.take("58"));
        let ends = (currency.as_deref(), country.as_deref(), all.take("63").is_some());
        let read_all = [&all, &account, &to, &more].iter().all(|elements| elements.0.is_empty());
        if ends != (Some("704"), Some("VN"), true) || !read_all {
            return Err(QrError::Form);
        }
        payload.check().map(|()| payload)
    }
}

/// What somebody who owes needs to know to pay by transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayTo {
    /// A code of [`BANKS`].
    pub bank: String,
    pub number: String,
    pub holder: String,
    /// Whole dong.
    pub amount: Money,
    /// What the transfer's text has to say, so that it is matched.
    pub reference: String,
}

impl PayTo {
    /// What its QR says; `None` where the bank takes none or the figures make none.
    pub fn payload(&self) -> Option<String> {
        let bank = bank_of(&self.bank).filter(|bank| bank.takes_qr)?;
        Payload::transfer(bank.code, &self.number, Some(self.amount), &self.reference).ok()?.build().ok()
    }
}

/// A text a bank passes on unchanged: without diacritics, plain characters, single spaces, at most 25 of them.
pub fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c if c.is_ascii_graphic() => c,
        _ => ' ',
    };
    let folded: String = text.nfd().filter(|c| !is_combining_mark(*c)).map(plain).collect();
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(PURPOSE_CHARACTERS_MAX).collect::<String>().trim_end().to_owned()
}

fn whole_dong(digits: &str) -> Result<Money, QrError> {
    let plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().map(Money::dong).ok_or(QrError::Amount)
}

/// Tag, length, value. A value here has fewer than a hundred characters: `check` saw to it.
fn element(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.len())
}

/// The elements of a text, each tag once.
struct Elements(Vec<(String, String)>);

impl Elements {
    fn of(text: &str) -> Result<Elements, QrError> {
        let (mut found, mut rest) = (Vec::<(String, String)>::new(), text);
        while !rest.is_empty() {
            let (tag, after) = rest.split_at_checked(2).ok_or(QrError::Form)?;
            let (length, after) = after.split_at_checked(2).ok_or(QrError::Form)?;
            let digits = [tag, length].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            let length: usize = length.parse().map_err(|_| QrError::Form)?;
            let (value, after) = after.split_at_checked(length).ok_or(QrError::Form)?;
            if !digits || value.is_empty() || found.iter().any(|(known, _)| known == tag) {
                return Err(QrError::Form);
            }
            found.push((tag.to_owned(), value.to_owned()));
            rest = after;
        }
        Ok(Elements(found))
    }

    fn take(&mut self, tag: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == tag)?;
        Some(self.0.remove(at).1)
    }
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF.
fn check_sum(text: &str) -> u16 {
    text.bytes().fold(0xFFFF, |crc, byte| {
        (0..8).fold(
            crc ^ (u16::from(byte) << 8),
            |crc, _| {
                if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From NAPAS' specification and from libraries in use, with lengths and check sums computed again.
    const KNOWN: [&str; 9] = [
        "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
        "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52",
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",
        "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203",
        "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C",
        "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA53037045405500005802VN62130809TEST MEMO6304DBA4",
        "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57",
        "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6",
        "00020101021138530010A0000007270123000697041501091234567890208QRIBFTTA53037045802VN63046376",
    ];

    #[test]
    fn the_nine_known_payloads_come_out_bit_for_bit() {
        for text in KNOWN {
            let read = Payload::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.build().as_deref(), Ok(text));
        }
        let built = Payload::transfer("970436", "1234567890", Some(Money::dong(50_000)), "TEST MEMO").unwrap().build();
        assert_eq!(built.as_deref(), Ok(KNOWN[5]));
        assert_eq!(Payload::transfer("970436", "1234567890", None, "").unwrap().build().as_deref(), Ok(KNOWN[6]));
        let told = Payload::parse(KNOWN[2]).unwrap();
        assert_eq!((told.bill.as_deref(), told.amount), (Some("NPS6869"), Some(Money::dong(180_000))));
        assert_eq!(check_sum("123456789"), 0x29B1);
    }

    #[test]
    fn a_payload_that_is_not_whole_is_refused() {
        let bad = "00020101021138570010A00000072701270006970436011234567890208QRIBFTTA53037045802VN6304C5A3";
        assert!(Payload::parse(bad).is_err());
        let with_sum = |body: &str| format!("{body}{:04X}", check_sum(body));
        // Its lengths are wrong even with a check sum that is right.
        assert_eq!(Payload::parse(&with_sum(&bad[..bad.len() - 4])), Err(QrError::Form));
        for text in ["", "6304", "tiền", KNOWN[0].trim_end_matches('F'), &KNOWN[0].to_lowercase()] {
            assert!(Payload::parse(text).is_err(), "{text}");
        }
        assert_eq!(Payload::parse(&KNOWN[0].replace("9E6F", "9E6E")), Err(QrError::CheckSum));
        let body = &KNOWN[4][..KNOWN[4].len() - 4];
        for (was, is) in [
            ("5303704", "5303840"),
            ("5802VN", "5802US"),
            ("000201", "000202"),
            ("54061200005802VN", "54060120005802VN"),
        ] {
            let text = with_sum(&body.replacen(was, is, 1));
            assert!(Payload::parse(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn nonsense_is_not_made_into_a_payload() {
        let of = |bank: &str, account: &str, amount: i64| {
            Payload::transfer(bank, account, Some(Money::dong(amount)), "KV-2026-00001").err()
        };
        assert_eq!(of("970436", "1234567890", 1), None);
        for bank in ["", "97043", "9704366", "97043x", "treasury"] {
            assert_eq!(of(bank, "1234567890", 1), Some(QrError::Bank), "{bank}");
        }
        for account in ["", "12345", "12345678901234567890", "123 456 789", "１２３４５６７"] {
            assert_eq!(of("970436", account, 1), Some(QrError::Number), "{account}");
        }
        for amount in [0, -1, 10_000_000_000_000, i64::MAX] {
            assert_eq!(of("970436", "1234567890", amount), Some(QrError::Amount), "{amount}");
        }
    }

    #[test]
    fn a_purpose_is_folded_and_cut() {
        assert_eq!(fold("Trả nợ  KV-2026-00001\n"), "Tra no KV-2026-00001");
        assert_eq!(fold("Đặng Thị Đào trả nợ khoản vay số 12"), "Dang Thi Dao tra no khoan");
        assert_eq!(fold("ꪼꪝ 🌾 ₫"), "");
        assert!(BANKS.iter().all(|bank| !bank.takes_qr || bank.code.len() == 6));
        assert_eq!(bank_of("treasury").map(|bank| bank.takes_qr), Some(false));
    }
}
