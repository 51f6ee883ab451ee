//! Money entrusted to the fund by others (nhận uỷ thác, Decree 45/2021 Art 30): received and given back. It is the entruster's, so
//! it is in none of the figures that limits are measured by and nothing is lent of it from the fund's own capital.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::book_closes::insist_on_open;
use super::capital::EARLIEST;
use super::input::required_text;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Witness};
use crate::domain::capital::{EntrustedKind, leanest_day};
use crate::domain::money::{LARGEST_AMOUNT, Money, MoneyError};
use crate::store::entrusted;

const TEXT_CHARACTERS_MAX: usize = 200;

/// What is recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EntrustedMovement)]
pub struct Input {
    /// Value date: today or earlier.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// `received` or `returned`.
    #[schema(value_type = String)]
    pub kind: EntrustedKind,
    /// In dong, above 0.
    #[schema(value_type = i64)]
    pub amount: Money,
    /// Whose money it is, always by the same name.
    pub entruster: String,
    /// Number of the contract or voucher.
    pub document: String,
    #[serde(deserialize_with = "super::json::date")]
    pub document_date: NaiveDate,
}

/// The movement's number in its fund, and what the fund holds of all entrusters after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Recorded {
    pub seq: i64,
    #[schema(value_type = i64)]
    pub balance: Money,
}

/// Records a movement. More than the entruster had at the end of any day since its date cannot be given back.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid`; `InsufficientCapitalOn`.
pub async fn record(
    office: &Office,
    by: &Administrator,
    fund_code: &str,
    input: &Input,
    key: Option<&str>,
) -> Result<Recorded, Error> {
    let deed = Deed::new(Some(by.user()), "capital.entrust", "fund", fund_code).keyed(key, input);
    office
        .act(deed, async |op| {
            let found = administered(op, by, fund_code).await?;
            let (entruster, document) = check(input, op.today)?;
            insist_on_open(op, &found.id, "/date", input.date).await?;
            if input.kind == EntrustedKind::Returned {
                let changes = entrusted::changes(op, &found.id, &entruster).await?;
                let now = Money::try_sum(changes.iter().map(|change| change.1)).unwrap_or_default();
                let later = changes.into_iter().filter(|change| change.0 > input.date);
                let (on, available) = leanest_day(now, later, input.date);
                if available < input.amount {
                    let available = available.max(Money::ZERO);
                    return Err(Refusal::InsufficientCapitalOn { on, available, wanted: input.amount }.into());
                }
            }
            let movement = entrusted::NewMovement {
                kind: input.kind,
                on_date: input.date,
                amount: input.amount,
                entruster: &entruster,
                document: &document,
                document_date: input.document_date,
                by: &by.user().id,
            };
            let now = op.now;
            let (seq, balance) = entrusted::insert(op, &found.id, &movement, now).await?;
            op.audit("fund", &found.id, json!(null), json!({ "entrusted": input, "seq": seq, "balance": balance }))
                .await?;
            Ok(Recorded { seq, balance })
        })
        .await
}

/// Everything wrong with it at once; the texts as they are kept.
fn check(input: &Input, today: NaiveDate) -> Result<(String, String), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    for (pointer, date) in [("/date", input.date), ("/document_date", input.document_date)] {
        if !(EARLIEST..=today).contains(&date) {
            fail(pointer, Problem::DateOutOfRange { from: EARLIEST, to: today });
        }
    }
    if !input.amount.is_positive() {
        fail("/amount", Problem::NotPositive);
    } else if input.amount.as_dong() > LARGEST_AMOUNT {
        fail("/amount", Problem::Money(MoneyError::TooLarge));
    }
    let mut text = |pointer: &str, text: &str| {
        required_text(text, TEXT_CHARACTERS_MAX).unwrap_or_else(|problem| {
            fail(pointer, problem);
            String::new()
        })
    };
    let texts = (text("/entruster", &input.entruster), text("/document", &input.document));
    if errors.is_empty() { Ok(texts) } else { Err(Refusal::Invalid(errors)) }
}
