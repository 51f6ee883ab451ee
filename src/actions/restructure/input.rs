//! What is proposed, as it comes in.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::actions::input::{check_text, required_text};
use crate::actions::loan::check_date;
use crate::actions::{FieldError, Problem, Refusal, json};
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::rate::Rate;
use crate::domain::restructuring::{Change, Kind};
use crate::domain::terms::PlannedPart;
use crate::store::loans::Loan;

const REASON_CHARACTERS_MAX: usize = 5000;
const NAME_CHARACTERS_MAX: usize = 200;
const DOCUMENT_CHARACTERS_MAX: usize = 5000;
/// More than this nobody can lose of a capital, in percent.
const LOSS_PERCENT_MAX: u16 = 100;

/// A proposal. Which of the fields after `date` are needed, and no other may be given, follows from `kind`: `plan` for
/// `term_adjustment` and `extension`; `annual_rate_percent` for `rate`; `amount` and `inability` for `interest_waiver`; `to` and
/// `loss_percent` for `freeze`; none for `write_off`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestructureInput {
    /// `term_adjustment`, `extension`, `rate`, `interest_waiver`, `freeze` or `write_off`.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// The day it takes effect, today or earlier; today when not said.
    #[serde(default, deserialize_with = "json::optional_date")]
    pub date: Option<NaiveDate>,
    /// `[{"due", "principal"}]`, due dates rising and after today; the principals sum to the principal outstanding on `date`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Object>>)]
    pub plan: Option<Vec<PlannedPart>>,
    /// Percent a year, as a decimal string.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub annual_rate_percent: Option<Percent>,
    /// Whole dong, at most the interest due on `date`.
    #[serde(default, deserialize_with = "json::optional_amount")]
    #[schema(value_type = Option<i64>)]
    pub amount: Option<Money>,
    /// Whether interest is waived because the customer cannot pay: false when not said.
    #[serde(default)]
    pub inability: Option<bool>,
    /// The last day of a freeze.
    #[serde(default, deserialize_with = "json::optional_date")]
    pub to: Option<NaiveDate>,
    /// The loss in percent of the capital lent, as a decimal string.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub loss_percent: Option<Percent>,
    /// Why, with the assessment of the ability to repay.
    pub reason: String,
    /// Who asked for it, when, and what the paper says.
    #[serde(default)]
    pub request: Option<RequestInput>,
    /// The cooperative's request for more time that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// The request a proposal answers: the customer's, or the decision of the risk council for a write-off.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestInput {
    #[serde(default)]
    pub by: Option<String>,
    /// Today or earlier.
    #[serde(default, deserialize_with = "json::optional_date")]
    pub on: Option<NaiveDate>,
    /// Number, or what it says.
    #[serde(default)]
    pub document: Option<String>,
}

/// A proposal as it was understood.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub change: Change,
    pub date: NaiveDate,
    pub reason: String,
    pub request: Option<RequestInput>,
}

impl RestructureInput {
    /// What is proposed, or everything that is wrong with how it was said.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn read(&self, loan: &Loan, today: NaiveDate) -> Result<Wanted, Refusal> {
        let mut errors = Vec::new();
        let date = self.date.unwrap_or(today);
        let first = loan.first_drawn_on.unwrap_or(loan.approved_on);
        keep(&mut errors, check_date("/date", date, first, today));
        let change = keep(&mut errors, self.change());
        let reason = required_text(&self.reason, REASON_CHARACTERS_MAX);
        let reason = keep(&mut errors, reason.map_err(|problem| Refusal::field("/reason", problem)));
        let request = keep(&mut errors, self.read_request(loan, today));
        match (change, reason, request) {
            (Some(change), Some(reason), Some(request)) if errors.is_empty() => {
                Ok(Wanted { change, date, reason, request })
            }
            _ => Err(Refusal::Invalid(errors)),
        }
    }

    fn change(&self) -> Result<Change, Refusal> {
        self.refuse_strangers()?;
        let missing = |name: &str| Refusal::field(&format!("/{name}"), Problem::Required);
        let plan = || self.plan.clone().ok_or_else(|| missing("plan"));
        Ok(match self.kind {
            Kind::TermAdjustment => Change::TermAdjustment { plan: plan()? },
            Kind::Extension => Change::Extension { plan: plan()? },
            Kind::Rate => {
                let percent = self.annual_rate_percent.ok_or_else(|| missing("annual_rate_percent"))?;
                let not_a_rate = |_| Refusal::field("/annual_rate_percent", Problem::NotAPercentage);
                Change::Rate { annual_rate_percent: Rate::try_from(percent).map_err(not_a_rate)? }
            }
            Kind::InterestWaiver => Change::InterestWaiver {
                amount: self.amount.ok_or_else(|| missing("amount"))?,
                inability: self.inability.unwrap_or_default(),
            },
            Kind::Freeze => {
                let loss_percent = self.loss_percent.ok_or_else(|| missing("loss_percent"))?;
                if loss_percent > Percent::whole(LOSS_PERCENT_MAX) {
                    let (min, max) = (0, i64::from(LOSS_PERCENT_MAX));
                    return Err(Refusal::field("/loss_percent", Problem::OutOfRange { min, max }));
                }
                Change::Freeze { to: self.to.ok_or_else(|| missing("to"))?, loss_percent }
            }
            Kind::WriteOff => Change::WriteOff {},
        })
    }

    /// A field that belongs to another kind was meant for something this is not.
    fn refuse_strangers(&self) -> Result<(), Refusal> {
        let given = [
            ("plan", self.plan.is_some(), self.kind.plans()),
            ("annual_rate_percent", self.annual_rate_percent.is_some(), self.kind == Kind::Rate),
            ("amount", self.amount.is_some(), self.kind == Kind::InterestWaiver),
            ("inability", self.inability.is_some(), self.kind == Kind::InterestWaiver),
            ("to", self.to.is_some(), self.kind == Kind::Freeze),
            ("loss_percent", self.loss_percent.is_some(), self.kind == Kind::Freeze),
        ];
        let strangers = given.iter().filter(|(_, given, belongs)| *given && !belongs);
        let errors: Vec<FieldError> = strangers
            .map(|(name, ..)| FieldError { pointer: format!("/{name}"), problem: Problem::UnknownField })
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
    }

    fn read_request(&self, loan: &Loan, today: NaiveDate) -> Result<Option<RequestInput>, Refusal> {
        let said = |text: &Option<String>, name: &str, max| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            match text.and_then(|text| check_text(text, max)) {
                Some(problem) => Err(Refusal::field(&format!("/request/{name}"), problem)),
                None => Ok(text.map(str::to_owned)),
            }
        };
        let given = self.request.clone().unwrap_or_default();
        let request = RequestInput {
            by: said(&given.by, "by", NAME_CHARACTERS_MAX)?,
            on: given.on,
            document: said(&given.document, "document", DOCUMENT_CHARACTERS_MAX)?,
        };
        if let Some(on) = request.on {
            check_date("/request/on", on, loan.approved_on, today)?;
        }
        // The risk council decides on the use of provisions (Decree 45/2021 Art 29): its decision is the ground of a write-off.
        if self.kind == Kind::WriteOff && request.document.is_none() {
            return Err(Refusal::field("/request/document", Problem::Required));
        }
        let empty = request.by.is_none() && request.on.is_none() && request.document.is_none();
        Ok((!empty).then_some(request))
    }
}

/// The value, or its mistakes among the others.
fn keep<T>(errors: &mut Vec<FieldError>, read: Result<T, Refusal>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(Refusal::Invalid(found)) => {
            errors.extend(found);
            None
        }
        Err(_) => None,
    }
}
