//! The terms of a loan in words, for its page and its statement.
use super::a_year;
use crate::actions::loan::undrawn;
use crate::domain::money::Money;
use crate::domain::rate::Rate;
use crate::domain::terms::{Allocation, DueDays, InterestMode, Share};
use crate::store::loans::{Conditions, Loan};
use crate::text::{Texts, format};

/// Words and value, in the order they are read.
pub type Rows = Vec<(&'static str, String)>;

/// What was agreed: amounts, rate, rhythm.
pub fn agreed(t: Texts, loan: &Loan) -> Rows {
    let mut rows = vec![
        (t.loan_amount_approved(), format::dong(loan.amount)),
        (t.loan_amount_drawn(), format::dong(loan.disbursed)),
    ];
    match loan.drawing_closed_on {
        Some(on) if undrawn(loan).is_positive() => {
            rows.push((t.loan_amount_released(), t.loan_released_on(format::dong(undrawn(loan)), format::date(on))));
        }
        _ => rows.push((t.loan_amount_undrawn(), format::dong(undrawn(loan)))),
    }
    rows.extend([
        (t.loan_rate(), a_year(t, &loan.annual_rate_percent)),
        (t.loan_overdue_rate(), overdue_rate(t, loan)),
        (t.loan_late_rate(), a_year(t, &loan.conditions.0.overdue.late_interest_percent.to_string())),
        (t.loan_term(), t.loan_months(loan.term_months)),
        (t.loan_rhythm(), t.loan_every_months(loan.repay_every_months)),
        (t.loan_grace(), grace(t, loan)),
        (t.loan_method(), t.loan_method_name(&loan.method).to_owned()),
    ]);
    rows
}

/// The same with the rate in force on a day, where a decision has made it another one.
pub fn agreed_now(t: Texts, loan: &Loan, rate: Rate) -> Rows {
    let mut rows = agreed(t, loan);
    if Rate::parse(&loan.annual_rate_percent) != Ok(rate) {
        rows.push((t.loan_rate_now(), a_year(t, &rate.percent().to_string())));
    }
    rows
}

fn grace(t: Texts, loan: &Loan) -> String {
    if loan.principal_grace_months == 0 {
        t.loan_no_grace().to_owned()
    } else {
        t.loan_months(loan.principal_grace_months)
    }
}

/// The factor on the contract rate and what comes of it.
fn overdue_rate(t: Texts, loan: &Loan) -> String {
    let factor = loan.conditions.0.overdue.factor;
    let said = t.decimal(&factor.to_string());
    match Rate::parse(&loan.annual_rate_percent) {
        Ok(rate) => {
            let product = (rate.percent() * factor.value()).normalize().to_string();
            format!("{} ({said} × {})", a_year(t, &product), t.percent(&loan.annual_rate_percent))
        }
        Err(_) => t.loan_times(said),
    }
}

/// How it is computed: the conditions of the fund's regulation as they stood at the decision.
pub fn computed(t: Texts, conditions: &Conditions) -> Rows {
    let interest = match conditions.interest.mode {
        InterestMode::Periodic => t.loan_by_periods().to_owned(),
        InterestMode::Daily => t.loan_by_days(t.loan_basis(conditions.interest.basis.name())),
    };
    let due_days = match conditions.due_days {
        DueDays::AsDated => t.loan_due_as_dated(),
        DueDays::NextWorkingDay => t.loan_due_next_working_day(),
    };
    vec![
        (t.loan_interest_counted(), interest),
        (
            t.loan_rounding(),
            t.loan_rounding_said(t.loan_rounding_mode(conditions.rounding.mode), Money::dong(conditions.rounding.unit)),
        ),
        (t.loan_due_days(), due_days.to_owned()),
        (t.loan_allocation(), allocation(t, conditions.allocation)),
    ]
}

fn allocation(t: Texts, order: Allocation) -> String {
    let first = |shares: [Share; 2]| match shares[0] {
        Share::Interest => t.loan_interest_first(),
        Share::Principal => t.loan_principal_first(),
    };
    t.loan_allocation_said(first(order.in_term), first(order.overdue))
}

/// The contract and the three people of the loan.
pub fn people(t: Texts, loan: &Loan) -> Rows {
    let none = || t.none().to_owned();
    let mut rows = vec![
        (t.loan_fund(), t.pick(&loan.fund_name_vi, &loan.fund_name_en).to_owned()),
        (t.loan_application(), loan.application_number.clone()),
        (t.loan_appraised_by(), loan.appraised_by_name.clone()),
        (t.loan_approved_by(), t.loan_person_on(&loan.approved_by_name, format::date(loan.approved_on))),
        (t.loan_contract(), loan.contract_number.clone().unwrap_or_else(none)),
    ];
    if let (Some(by), Some(on)) = (&loan.signed_by_name, loan.signed_on) {
        rows.push((t.loan_signed_by(), t.loan_person_on(by, format::date(on))));
    }
    if let Some(on) = loan.settled_on {
        rows.push((t.loan_settled_on(), format::date(on)));
    }
    rows
}
