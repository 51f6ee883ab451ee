//! What the cooperative is told of a decision on its loan.
use crate::actions::Office;
use crate::domain::restructuring::{Change, Comparison};
use crate::mail::{Letter, ScheduleLine};
use crate::store::restructurings::Restructuring;

/// The change that was decided, with the schedule from now on.
pub(super) fn approved(office: &Office, found: &Restructuring, comparison: &Comparison, note: Option<&str>) -> Letter {
    let (rate, until) = match &found.change.0 {
        Change::Rate { annual_rate_percent } => (Some(annual_rate_percent.to_string()), None),
        Change::Freeze { to, .. } => (None, Some(*to)),
        _ => (None, None),
    };
    let after = &comparison.after;
    let lines = after.schedule.iter().map(|line| ScheduleLine {
        number: i64::from(line.number),
        due: line.due,
        principal: line.principal,
        interest: line.interest,
        total: line.total,
        balance: line.balance,
    });
    Letter::Restructured {
        loan_number: found.loan_number.clone(),
        number: found.number.clone(),
        what: found.kind.to_string(),
        date: found.value_date,
        annual_rate_percent: rate,
        amount: found.change.0.amount(),
        until,
        outstanding: after.principal_outstanding,
        interest_before: comparison.before.interest_to_come,
        interest_after: after.interest_to_come,
        last_due: after.last_due,
        note: note.map(str::to_owned),
        schedule: lines.collect(),
        link: link(office, found),
    }
}

/// The refusal, with its reason.
pub(super) fn rejected(office: &Office, found: &Restructuring, reason: &str) -> Letter {
    Letter::RestructuringRejected {
        loan_number: found.loan_number.clone(),
        number: found.number.clone(),
        what: found.kind.to_string(),
        reason: reason.to_owned(),
        link: link(office, found),
    }
}

fn link(office: &Office, found: &Restructuring) -> String {
    office.url(&format!("/restructurings/{}", found.id))
}
