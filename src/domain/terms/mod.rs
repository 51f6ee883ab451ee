//! The terms of a loan: a [`Terms`] exists only if a schedule can be made of it.

mod dates;
mod input;
pub mod iso_date;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(super) use dates::DueDate;
pub use input::{
    Allocation, Basis, Classification, Disbursement, DueDays, Every, Interest, InterestMode, Method, Overdue,
    PlannedPart, Share, TermsInput,
};

use super::{
    money::{LARGEST_AMOUNT, Money},
    rate::{Rate, Rounding},
    refusal::Refusal,
};

/// The most instalments of one loan, and of one plan.
pub const MOST_INSTALMENTS: u32 = 600;
/// The longest a loan may run, and the furthest from its start that it is computed, in days: a hundred years.
pub const MOST_DAYS: i64 = 36_525;
/// The largest rounding unit, in dong.
pub const LARGEST_UNIT: i64 = 1_000_000_000_000;

/// Checked terms of a loan. Serialises to the document it was made of, with every default written out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "TermsInput", into = "TermsInput")]
pub struct Terms {
    input: TermsInput,
    draws: Vec<Disbursement>,
    instalments: u32,
}

impl TryFrom<TermsInput> for Terms {
    type Error = Refusal;

    fn try_from(input: TermsInput) -> Result<Terms, Refusal> {
        Terms::new(input)
    }
}

impl From<Terms> for TermsInput {
    fn from(terms: Terms) -> TermsInput {
        terms.input
    }
}

impl Terms {
    /// Checks the terms.
    ///
    /// # Errors
    /// The first thing wrong, in the order: amounts, instalments and dates, graces, rounding, allocation, plan, disbursements.
    /// Pointers are relative to the terms.
    pub fn new(input: TermsInput) -> Result<Terms, Refusal> {
        check_amount(input.principal, || "/principal".to_owned())?;
        let instalments = match input.method {
            Method::Plan => check_plan_terms(&input)?,
            _ => check_rhythm(&input)?,
        };
        check_small_parts(&input, instalments)?;
        let draws = check_draws(&input)?;
        if let (Method::Plan, Some(plan)) = (input.method, &input.plan) {
            let planned = Money::try_sum(plan.iter().map(|part| part.principal));
            if planned != Money::try_sum(draws.iter().map(|draw| draw.amount)) {
                return Err(Refusal::at("plan_does_not_sum", "/plan", "the plan must sum to what is disbursed"));
            }
        }
        let terms = Terms { input, draws, instalments };
        terms.check_dates()?;
        Ok(terms)
    }

    /// The terms as a document, defaults filled in.
    pub fn input(&self) -> &TermsInput {
        &self.input
    }

    /// The agreed amount.
    pub fn principal(&self) -> Money {
        self.input.principal
    }

    /// The contract rate at the start.
    pub fn rate(&self) -> Rate {
        self.input.annual_rate_percent
    }

    /// The first day of the loan.
    pub fn start(&self) -> NaiveDate {
        self.input.start
    }

    /// How principal is spread.
    pub fn method(&self) -> Method {
        self.input.method
    }

    /// How many instalments there are before any restructuring, 1 to 600.
    pub fn instalments(&self) -> u32 {
        self.instalments
    }

    /// How figures are rounded.
    pub fn rounding(&self) -> Rounding {
        self.input.rounding
    }

    /// What is paid out, in date order; never empty.
    pub fn disbursements(&self) -> &[Disbursement] {
        &self.draws
    }

    /// How the debt is classified.
    pub fn classification(&self) -> Classification {
        self.input.classification
    }
}

/// Refuses amounts that are not between 1 and 10^15 dong.
pub(super) fn check_amount(amount: Money, pointer: impl FnOnce() -> String) -> Result<(), Refusal> {
    if !amount.is_positive() {
        return Err(Refusal::at("amount_not_positive", pointer(), "the amount must be more than zero"));
    }
    if amount.as_dong() > LARGEST_AMOUNT {
        return Err(Refusal::at("amount_too_large", pointer(), "the amount must be at most 10^15 dong"));
    }
    Ok(())
}

fn check_count(count: usize, pointer: &str) -> Result<u32, Refusal> {
    let within = u32::try_from(count).ok().filter(|n| (1..=MOST_INSTALMENTS).contains(n));
    within.ok_or_else(|| Refusal::at("instalments_out_of_range", pointer, "there must be 1 to 600 instalments"))
}

fn check_rhythm(input: &TermsInput) -> Result<u32, Refusal> {
    let missing = |pointer| Refusal::at("missing_field", pointer, "required with this method");
    if input.plan.is_some() {
        return Err(Refusal::at("plan_without_method", "/plan", "a plan belongs to the method plan"));
    }
    let instalments = input.instalments.ok_or_else(|| missing("/instalments"))?;
    let instalments = check_count(instalments as usize, "/instalments")?;
    let every = input.every.ok_or_else(|| missing("/every"))?;
    let first_due = input.first_due.ok_or_else(|| missing("/first_due"))?;
    let (count, most, pointer) = match every {
        Every::Months(count) => (count, 1200, "/every/months"),
        Every::Weeks(count) => (count, 5218, "/every/weeks"),
        Every::Days(count) => (count, 36_525, "/every/days"),
    };
    if !(1..=most).contains(&count) {
        return Err(Refusal::at("every_out_of_range", pointer, format!("must be 1 to {most}")));
    }
    if first_due <= input.start {
        return Err(Refusal::at("first_due_before_start", "/first_due", "the first due date must be after the start"));
    }
    match (every, input.due_day) {
        (Every::Months(_), Some(day)) if !(1..=31).contains(&day) => {
            Err(Refusal::at("due_day_out_of_range", "/due_day", "must be 1 to 31"))
        }
        (Every::Weeks(_) | Every::Days(_), Some(_)) => {
            Err(Refusal::at("due_day_without_months", "/due_day", "a due day needs a rhythm of months"))
        }
        _ => Ok(instalments),
    }
}

fn check_plan_terms(input: &TermsInput) -> Result<u32, Refusal> {
    let missing = Refusal::at("missing_field", "/plan", "required with the method plan");
    let plan = input.plan.as_deref().ok_or(missing)?;
    let instalments = check_plan(plan, input.start, "/plan")?;
    if input.instalments.is_some_and(|count| count != instalments) {
        return Err(Refusal::at("plan_contradicted", "/instalments", "must be the number of planned instalments"));
    }
    if input.first_due.is_some_and(|due| due != plan[0].due) {
        return Err(Refusal::at("plan_contradicted", "/first_due", "must be the first planned due date"));
    }
    if input.principal_grace > 0 {
        return Err(Refusal::at("plan_contradicted", "/principal_grace", "the plan itself says when principal is due"));
    }
    Ok(instalments)
}

/// Checks a plan on its own: 1 to 600 parts, none negative, due dates rising and after `after`. Its sum is the caller's matter.
pub(super) fn check_plan(plan: &[PlannedPart], after: NaiveDate, pointer: &str) -> Result<u32, Refusal> {
    let instalments = check_count(plan.len(), pointer)?;
    let mut last = after;
    for (place, part) in plan.iter().enumerate() {
        if part.due <= last {
            let pointer = format!("{pointer}/{place}/due");
            return Err(Refusal::at("plan_dates_not_rising", pointer, format!("must be after {last}")));
        }
        last = part.due;
        if part.principal.is_negative() || part.principal.as_dong() > LARGEST_AMOUNT {
            let pointer = format!("{pointer}/{place}/principal");
            return Err(Refusal::at("amount_out_of_range", pointer, "must be 0 to 10^15 dong"));
        }
    }
    Ok(instalments)
}

fn check_small_parts(input: &TermsInput, instalments: u32) -> Result<(), Refusal> {
    for (grace, pointer) in [(input.principal_grace, "/principal_grace"), (input.interest_grace, "/interest_grace")] {
        if grace >= instalments {
            return Err(Refusal::at("grace_too_long", pointer, "must be less than the number of instalments"));
        }
    }
    if !(1..=LARGEST_UNIT).contains(&input.rounding.unit) {
        return Err(Refusal::at("unit_out_of_range", "/rounding/unit", "must be 1 to 10^12 dong"));
    }
    let orders = [(input.allocation.in_term, "/allocation/in_term"), (input.allocation.overdue, "/allocation/overdue")];
    for (order, pointer) in orders {
        if order[0] == order[1] {
            return Err(Refusal::at("share_named_twice", pointer, "must name interest and principal once each"));
        }
    }
    Ok(())
}

fn check_draws(input: &TermsInput) -> Result<Vec<Disbursement>, Refusal> {
    let all_at_once = || vec![Disbursement { date: input.start, amount: input.principal }];
    let draws = input.disbursements.clone().unwrap_or_else(all_at_once);
    if draws.is_empty() || draws.len() > MOST_INSTALMENTS as usize {
        return Err(Refusal::at(
            "disbursements_out_of_range",
            "/disbursements",
            "there must be 1 to 600 disbursements",
        ));
    }
    let mut last = input.start;
    let mut sum = Money::ZERO;
    for (place, draw) in draws.iter().enumerate() {
        if draw.date < last {
            let pointer = format!("/disbursements/{place}/date");
            return Err(Refusal::at("draws_out_of_order", pointer, format!("must not be before {last}")));
        }
        last = draw.date;
        let pointer = || format!("/disbursements/{place}/amount");
        check_amount(draw.amount, pointer)?;
        sum = sum.checked_add(draw.amount).ok_or_else(|| Refusal::too_large(pointer()))?;
        if sum > input.principal {
            return Err(Refusal::at("draws_exceed_principal", pointer(), "the disbursements exceed the principal"));
        }
    }
    Ok(draws)
}
