//! What is asked, as it comes in.
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::actions::book::Book;
use crate::actions::input::{check_text, required_text};
use crate::actions::loan::{check_date, undrawn};
use crate::actions::{FieldError, Problem, Refusal, json};
use crate::domain::account::Effect;
use crate::domain::ask::Kind;
use crate::domain::loan::State;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::store::asks::{Alike, Detail};

const PAYEE_CHARACTERS_MAX: usize = 300;
const REFERENCE_CHARACTERS_MAX: usize = 200;
const TEXT_CHARACTERS_MAX: usize = 2000;
/// How far ahead money may be wanted or promised.
const AHEAD_DAYS_MAX: u64 = 366;

/// What a cooperative asks or tells. Which of the fields are needed, and no other may be given, follows from `kind`: `tranche`
/// takes `amount`, `payee`, `purpose` and may say by which `date`; `payment` `amount`, `date` and `reference`; `prepayment`
/// `amount`, `date` and `effect`; `more_time` `purpose` (why) and `plan`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskInput {
    /// `tranche`, `payment`, `prepayment` or `more_time`.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// Whole dong.
    #[serde(default, deserialize_with = "json::optional_amount")]
    #[schema(value_type = Option<i64>)]
    pub amount: Option<Money>,
    /// When money is wanted, was paid or will be.
    #[serde(default, deserialize_with = "json::optional_date")]
    pub date: Option<NaiveDate>,
    #[serde(default)]
    pub payee: Option<String>,
    #[serde(default)]
    pub purpose: Option<String>,
    /// The bank's reference or the receipt's number.
    #[serde(default)]
    pub reference: Option<String>,
    /// `shorter`, `lower` or `next`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub effect: Option<Effect>,
    #[serde(default)]
    pub plan: Option<String>,
    /// The same was asked before, and this is another one.
    #[serde(default)]
    pub again: bool,
}

/// A request as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub amount: Option<Money>,
    pub date: Option<NaiveDate>,
    pub detail: Detail,
}

impl Wanted {
    /// Whether another request of this kind and amount says the same. Two payments are told apart by the bank's references; without
    /// one of them by their day.
    pub fn says_the_same(&self, kind: Kind, other: &Alike) -> bool {
        let same_day = self.date == other.on_date;
        let plain = |text: &String| text.split_whitespace().collect::<String>().to_lowercase();
        let references = [&self.detail, &other.detail.0].map(|detail| detail.reference.as_ref().map(plain));
        match (kind, references) {
            (Kind::MoreTime, _) => same_day && self.detail == other.detail.0,
            (Kind::Payment, [Some(one), Some(two)]) => one == two,
            _ => same_day,
        }
    }
}

impl AskInput {
    /// A request of a kind that says nothing yet.
    pub fn of(kind: Kind) -> AskInput {
        let (amount, date, effect) = (None, None, None);
        let (payee, purpose, reference, plan) = (None, None, None, None);
        AskInput { kind, amount, date, payee, purpose, reference, effect, plan, again: false }
    }

    /// What is wanted, or everything that is wrong with how it was said.
    ///
    /// # Errors
    /// `WrongState` where the loan does not allow it, `OverLimit`, `Invalid`.
    pub fn read(&self, book: &Book, today: NaiveDate) -> Result<Wanted, Refusal> {
        insist_on_state(book, self.kind)?;
        let mut errors = self.strangers();
        let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
        if self.kind != Kind::MoreTime {
            match self.amount {
                None => fail("/amount", Problem::Required),
                Some(amount) if !amount.is_positive() => fail("/amount", Problem::NotPositive),
                Some(amount) if amount.as_dong() > LARGEST_AMOUNT => {
                    fail("/amount", Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT });
                }
                Some(_) => {}
            }
        }
        let detail = self.detail(&mut fail);
        if let Err(Refusal::Invalid(found)) = self.check_day(book, today) {
            errors.extend(found);
        }
        if !errors.is_empty() {
            return Err(Refusal::Invalid(errors));
        }
        let over = self.amount.filter(|amount| self.kind == Kind::Tranche && *amount > undrawn(&book.loan));
        match over {
            Some(wanted) => Err(Refusal::OverLimit { rule: "OWN-APPROVED".into(), limit: undrawn(&book.loan), wanted }),
            None => Ok(Wanted { amount: self.amount, date: self.date, detail }),
        }
    }

    /// Fields that belong to another kind.
    fn strangers(&self) -> Vec<FieldError> {
        use Kind::{MoreTime, Payment, Prepayment, Tranche};
        let given: [(&str, bool, &[Kind]); 7] = [
            ("amount", self.amount.is_some(), &[Tranche, Payment, Prepayment]),
            ("date", self.date.is_some(), &[Tranche, Payment, Prepayment]),
            ("payee", self.payee.is_some(), &[Tranche]),
            ("purpose", self.purpose.is_some(), &[Tranche, MoreTime]),
            ("reference", self.reference.is_some(), &[Payment]),
            ("effect", self.effect.is_some(), &[Prepayment]),
            ("plan", self.plan.is_some(), &[MoreTime]),
        ];
        let strange = given.iter().filter(|(_, given, kinds)| *given && !kinds.contains(&self.kind));
        strange.map(|(name, ..)| FieldError { pointer: format!("/{name}"), problem: Problem::UnknownField }).collect()
    }

    fn detail(&self, fail: &mut impl FnMut(&str, Problem)) -> Detail {
        let mut needed = |name: &str, text: &Option<String>, max| {
            required_text(text.as_deref().unwrap_or_default(), max).map_err(|problem| fail(name, problem)).ok()
        };
        let mut detail = Detail::default();
        match self.kind {
            Kind::Tranche => {
                detail.payee = needed("/payee", &self.payee, PAYEE_CHARACTERS_MAX);
                detail.purpose = needed("/purpose", &self.purpose, TEXT_CHARACTERS_MAX);
            }
            Kind::MoreTime => {
                detail.purpose = needed("/purpose", &self.purpose, TEXT_CHARACTERS_MAX);
                detail.plan = needed("/plan", &self.plan, TEXT_CHARACTERS_MAX);
            }
            Kind::Prepayment => {
                detail.effect = self.effect.map(|effect| effect_name(effect).to_owned());
                if detail.effect.is_none() {
                    fail("/effect", Problem::Required);
                }
            }
            Kind::Payment => {
                let reference = self.reference.as_deref().map(str::trim).filter(|text| !text.is_empty());
                match reference.and_then(|text| check_text(text, REFERENCE_CHARACTERS_MAX)) {
                    Some(problem) => fail("/reference", problem),
                    None => detail.reference = reference.map(str::to_owned),
                }
            }
        }
        detail
    }

    /// A payment was made by today; what is wanted or promised comes within a year.
    fn check_day(&self, book: &Book, today: NaiveDate) -> Result<(), Refusal> {
        let last = today.checked_add_days(Days::new(AHEAD_DAYS_MAX)).unwrap_or(today);
        match (self.kind, self.date) {
            (Kind::Payment | Kind::Prepayment, None) => Err(Refusal::field("/date", Problem::Required)),
            (Kind::Payment, Some(date)) => check_date("/date", date, book.loan.first_drawn_on.unwrap_or(today), today),
            (Kind::Tranche | Kind::Prepayment, Some(date)) => check_date("/date", date, today, last),
            _ => Ok(()),
        }
    }
}

/// The name of an effect in JSON.
fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Shorter => "shorter",
        Effect::Lower => "lower",
        Effect::Next => "next",
    }
}

/// Money is asked for while it can be drawn, and told of while something is owed.
///
/// # Errors
/// `WrongState`.
pub fn insist_on_state(book: &Book, kind: Kind) -> Result<(), Refusal> {
    let loan = &book.loan;
    let allowed: &[State] = match kind {
        Kind::Tranche => &[State::Signed, State::Active],
        Kind::Payment => &[State::Active, State::WrittenOff],
        Kind::Prepayment | Kind::MoreTime => &[State::Active],
    };
    if kind == Kind::Tranche && loan.drawing_closed_on.is_some() {
        return Err(Refusal::WrongState { is: "drawing_closed".into() });
    }
    if allowed.contains(&loan.status) { Ok(()) } else { Err(Refusal::WrongState { is: loan.status.to_string() }) }
}
