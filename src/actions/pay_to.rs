//! Where and how much to pay: the fund's account, kept as dated data, and what a borrower is asked to transfer.
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::input::required_text;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Witness};
use crate::domain::account::Position;
use crate::domain::money::Money;
use crate::domain::vietqr::{ACCOUNT_DIGITS, PayTo, bank_of};
use crate::store::fund_accounts::{self, FundAccount, NewAccount};
use crate::store::loans::Loan;
use crate::store::{StoreError, Tx};

/// How long the name of an account's holder may be.
pub const HOLDER_CHARACTERS_MAX: usize = 120;
/// How long the number of an account at the State Treasury may be, with its dots.
pub const TREASURY_NUMBER: std::ops::RangeInclusive<usize> = 6..=40;
/// How far ahead an account may be announced.
const AHEAD_DAYS_MAX: u64 = 366;

/// A fund's account as an administrator gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = FundAccountInput)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// A code of `domain::vietqr::BANKS`.
    pub bank: String,
    /// Digits; blanks between them are passed over. At the State Treasury dots too.
    pub number: String,
    pub holder: String,
    /// Today or later.
    pub from: NaiveDate,
}

/// Gives a fund the account its borrowers pay to, from a day on.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid`.
pub async fn set(
    office: &Office,
    by: &Administrator,
    fund_code: &str,
    input: &Input,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "fund.account", "fund", fund_code).keyed(key, input);
    office
        .act(deed, async |op| {
            let found = administered(op, by, fund_code).await?;
            let (now, today) = (op.now, op.today);
            let (number, holder) = check(input, today)?;
            let before = fund_accounts::in_force(op, &found.id, input.from).await?;
            let account = NewAccount {
                fund_id: &found.id,
                bank: &input.bank,
                number: &number,
                holder: &holder,
                in_force_from: input.from,
                by: &by.user().id,
            };
            fund_accounts::insert(op, &account, now).await?;
            let was = before.map(|was| json!({ "bank": was.bank, "number": was.number, "holder": was.holder }));
            let is = json!({ "bank": input.bank, "number": number, "holder": holder, "from": input.from });
            op.audit("fund", &found.id, json!(was), is).await?;
            Ok(())
        })
        .await
}

/// Everything wrong with it at once; number and holder as they are kept.
fn check(input: &Input, today: NaiveDate) -> Result<(String, String), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    let number: String = input.number.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    match bank_of(&input.bank) {
        None => fail("/bank", Problem::NotAChoice),
        Some(_) if number.is_empty() => fail("/number", Problem::Required),
        Some(bank) => {
            let treasury = bank.code == "treasury";
            let length = if treasury { TREASURY_NUMBER } else { ACCOUNT_DIGITS };
            let sound = |byte: u8| byte.is_ascii_digit() || (treasury && byte == b'.');
            if !length.contains(&number.len()) || !number.bytes().all(sound) {
                fail("/number", Problem::NotAnAccount(*length.start(), *length.end()));
            }
        }
    }
    let holder = required_text(&input.holder, HOLDER_CHARACTERS_MAX).unwrap_or_else(|problem| {
        fail("/holder", problem);
        String::new()
    });
    let last = today.checked_add_days(Days::new(AHEAD_DAYS_MAX)).unwrap_or(today);
    if input.from < today || input.from > last {
        fail("/from", Problem::DateOutOfRange { from: today, to: last });
    }
    if errors.is_empty() { Ok((number, holder)) } else { Err(Refusal::Invalid(errors)) }
}

/// What a borrower is asked to pay next: all that is due, else the coming instalment; with the day it is due, `None` where that
/// is now.
pub fn asked_for(position: &Position) -> Option<(Money, Option<NaiveDate>)> {
    let due = position.due_now().filter(|due| due.is_positive());
    if let Some(due) = due {
        return Some((due, None));
    }
    let next = position.next_due.and_then(|due| position.to_pay_on(due)).filter(|next| next.total.is_positive())?;
    Some((next.total, Some(next.due)))
}

/// How an amount of a loan is paid: the account in force on a day, and the loan's number as the reference.
pub fn of(account: &FundAccount, loan: &Loan, amount: Money) -> PayTo {
    PayTo {
        bank: account.bank.clone(),
        number: account.number.clone(),
        holder: account.holder.clone(),
        amount,
        reference: loan.number.clone(),
    }
}

/// The account of a loan's fund on a day.
pub async fn account_of(tx: &mut Tx, loan: &Loan, on: NaiveDate) -> Result<Option<FundAccount>, StoreError> {
    fund_accounts::in_force(tx, &loan.fund_id, on).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bank: &str, number: &str, holder: &str, from: &str) -> Vec<String> {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let input = Input { bank: bank.into(), number: number.into(), holder: holder.into(), from: day(from) };
        match check(&input, day("2026-03-02")) {
            Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| error.pointer).collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn an_account_is_one_that_a_bank_has() {
        let good = said("970405", "8900 2010 00001", " Quỹ HTX ", "2026-03-02");
        assert_eq!(good, ["Ok((\"8900201000001\", \"Quỹ HTX\"))"]);
        assert_eq!(said("treasury", "3713.0.1234567.00000", "Quỹ", "2026-03-02").len(), 1);
        assert_eq!(said("970405", "3713.0.123", "Quỹ", "2026-03-02"), ["/number"]);
        assert_eq!(said("123456", "", "\u{202e}", "2026-03-01"), ["/bank", "/holder", "/from"]);
        assert_eq!(said("970405", "12345", "", "2028-03-01"), ["/number", "/holder", "/from"]);
        assert_eq!(said("970405", "１２３４５６７", "x", "2026-03-02"), ["/number"]);
    }
}
