//! The facts of a loan after it was signed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    money::Money,
    rate::Rate,
    refusal::Refusal,
    terms::{PlannedPart, iso_date},
};

/// What a prepayment does to the instalments not yet due.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The parts stay (with equal instalments, the level), and the loan ends earlier.
    Shorter,
    /// The parts get smaller, and the loan ends when it would have.
    Lower,
    /// The coming parts are paid in advance, in order.
    Next,
}

/// One dated fact, as of its value date. The order within a day is the order of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "EventInput")]
pub enum Event {
    /// Money came in for what is due.
    Repayment {
        /// The value date.
        date: NaiveDate,
        /// Dong, more than zero.
        amount: Money,
    },
    /// Money came in for what is due and then for what is not yet due.
    Prepayment {
        /// The value date.
        date: NaiveDate,
        /// Dong, more than zero.
        amount: Money,
        /// What it does to the coming instalments.
        effect: Effect,
    },
    /// The contract rate is another one from the night after `from`.
    Rate {
        /// The day the rate comes into force.
        from: NaiveDate,
        /// Percent a year.
        annual_rate_percent: Rate,
    },
    /// All outstanding principal is due by another plan inside the term (Decree 45/2021/NĐ-CP Article 27(1)).
    TermAdjustment {
        /// The day it takes effect.
        date: NaiveDate,
        /// What replaces all outstanding principal.
        plan: Vec<PlannedPart>,
    },
    /// All outstanding principal is due by another plan that goes past the term (Decree 45/2021/NĐ-CP Article 27(2)).
    Extension {
        /// The day it takes effect.
        date: NaiveDate,
        /// What replaces all outstanding principal.
        plan: Vec<PlannedPart>,
    },
    /// Interest due is given up, oldest first.
    InterestWaiver {
        /// The day it takes effect.
        date: NaiveDate,
        /// Dong, more than zero.
        amount: Money,
        /// Whether because the customer cannot pay (Circular 14/2024/TT-NHNN: group 3).
        inability: bool,
    },
    /// The event at that place of the list, counted from 0, is as if it had never been.
    Reversal {
        /// The place of the event in the list.
        of: usize,
        /// The day it was recorded. It decides nothing: a reversed event is as if it had never been, on any day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<NaiveDate>,
    },
    /// Nothing accrues and days past due stand still for the nights from `from` to `to`.
    Freeze {
        /// The first day, whose following night is the first without interest.
        from: NaiveDate,
        /// The last day, whose preceding night is the last without interest.
        to: NaiveDate,
    },
    /// The debt leaves the books; nothing accrues any more.
    WriteOff {
        /// The day it takes effect.
        date: NaiveDate,
    },
    /// Money came in for a debt written off: for principal, then interest.
    Recovery {
        /// The value date.
        date: NaiveDate,
        /// Dong, more than zero.
        amount: Money,
    },
}

impl Event {
    /// The day it takes effect; `None` for a reversal, which takes effect on the day of what it reverses.
    pub fn date(&self) -> Option<NaiveDate> {
        match *self {
            Event::Repayment { date, .. }
            | Event::Prepayment { date, .. }
            | Event::TermAdjustment { date, .. }
            | Event::Extension { date, .. }
            | Event::InterestWaiver { date, .. }
            | Event::WriteOff { date }
            | Event::Recovery { date, .. } => Some(date),
            Event::Rate { from, .. } | Event::Freeze { from, .. } => Some(from),
            Event::Reversal { .. } => None,
        }
    }

    /// The name of its kind in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Event::Repayment { .. } => "repayment",
            Event::Prepayment { .. } => "prepayment",
            Event::Rate { .. } => "rate",
            Event::TermAdjustment { .. } => "term_adjustment",
            Event::Extension { .. } => "extension",
            Event::InterestWaiver { .. } => "interest_waiver",
            Event::Reversal { .. } => "reversal",
            Event::Freeze { .. } => "freeze",
            Event::WriteOff { .. } => "write_off",
            Event::Recovery { .. } => "recovery",
        }
    }

    /// The JSON name of the field that holds its day.
    pub(super) const fn date_field(&self) -> &'static str {
        match self {
            Event::Rate { .. } | Event::Freeze { .. } => "from",
            _ => "date",
        }
    }
}

#[derive(Copy, Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Repayment,
    Prepayment,
    Rate,
    TermAdjustment,
    Extension,
    InterestWaiver,
    Reversal,
    Freeze,
    WriteOff,
    Recovery,
}

/// An event as written, every field of every kind in one flat shape: so a mistake is found at its own field, which an
/// enum with its kind inside cannot say.
#[derive(Clone, Debug, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct EventInput {
    kind: Kind,
    #[serde(default, with = "iso_date::optional")]
    date: Option<NaiveDate>,
    #[serde(default, with = "iso_date::optional")]
    from: Option<NaiveDate>,
    #[serde(default, with = "iso_date::optional")]
    to: Option<NaiveDate>,
    #[serde(default)]
    of: Option<usize>,
    #[serde(default)]
    amount: Option<Money>,
    #[serde(default)]
    effect: Option<Effect>,
    #[serde(default)]
    annual_rate_percent: Option<Rate>,
    #[serde(default)]
    plan: Option<Vec<PlannedPart>>,
    #[serde(default)]
    inability: Option<bool>,
}

crate::domain::object::only_read_objects!(EventInput);

impl EventInput {
    /// The names of the fields that are given.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let fields = [
            ("date", self.date.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("of", self.of.is_some()),
            ("amount", self.amount.is_some()),
            ("effect", self.effect.is_some()),
            ("annual_rate_percent", self.annual_rate_percent.is_some()),
            ("plan", self.plan.is_some()),
            ("inability", self.inability.is_some()),
        ];
        fields.into_iter().filter(|(_, given)| *given).map(|(name, _)| name)
    }
}

fn required<T>(field: Option<T>, name: &str) -> Result<T, Refusal> {
    field.ok_or_else(|| Refusal::at("missing_field", format!("/{name}"), format!("missing field `{name}`")))
}

impl TryFrom<EventInput> for Event {
    type Error = Refusal;

    fn try_from(input: EventInput) -> Result<Event, Refusal> {
        let fields: &[&str] = match input.kind {
            Kind::Repayment | Kind::Recovery => &["date", "amount"],
            Kind::Prepayment => &["date", "amount", "effect"],
            Kind::Rate => &["from", "annual_rate_percent"],
            Kind::TermAdjustment | Kind::Extension => &["date", "plan"],
            Kind::InterestWaiver => &["date", "amount", "inability"],
            Kind::Reversal => &["of", "date"],
            Kind::Freeze => &["from", "to"],
            Kind::WriteOff => &["date"],
        };
        if let Some(name) = input.given().find(|name| !fields.contains(name)) {
            let detail = format!("unknown field `{name}` for this kind");
            return Err(Refusal::at("unknown_field", format!("/{name}"), detail));
        }
        let date = || required(input.date, "date");
        let amount = || required(input.amount, "amount");
        Ok(match input.kind {
            Kind::Repayment => Event::Repayment { date: date()?, amount: amount()? },
            Kind::Recovery => Event::Recovery { date: date()?, amount: amount()? },
            Kind::Prepayment => {
                Event::Prepayment { date: date()?, amount: amount()?, effect: required(input.effect, "effect")? }
            }
            Kind::Rate => Event::Rate {
                from: required(input.from, "from")?,
                annual_rate_percent: required(input.annual_rate_percent, "annual_rate_percent")?,
            },
            Kind::TermAdjustment => Event::TermAdjustment { date: date()?, plan: required(input.plan, "plan")? },
            Kind::Extension => Event::Extension { date: date()?, plan: required(input.plan, "plan")? },
            Kind::InterestWaiver => Event::InterestWaiver {
                date: date()?,
                amount: amount()?,
                inability: required(input.inability, "inability")?,
            },
            Kind::Reversal => Event::Reversal { of: required(input.of, "of")?, date: input.date },
            Kind::Freeze => Event::Freeze { from: required(input.from, "from")?, to: required(input.to, "to")? },
            Kind::WriteOff => Event::WriteOff { date: date()? },
        })
    }
}
