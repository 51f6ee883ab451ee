//! How a loan stands on a day without a change and with it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::account::{Instalment, Position};
use crate::domain::arrears::DebtGroup;
use crate::domain::money::Money;

/// Side by side, as of one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// The day at whose end both hold.
    pub as_of: NaiveDate,
    /// Without the change.
    pub before: Figures,
    /// With it.
    pub after: Figures,
}

/// What a decision is made on. Amounts in dong.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figures {
    /// Drawn and not repaid.
    pub principal_outstanding: Money,
    /// Of it, overdue.
    pub principal_overdue: Money,
    /// Interest due and unpaid.
    pub interest_due: Money,
    /// Interest on overdue principal.
    pub overdue_interest: Money,
    /// Interest on interest unpaid when due.
    pub late_interest: Money,
    /// Interest of the coming instalments if each is paid on its day.
    pub interest_to_come: Money,
    /// What closes the loan that day.
    pub total_to_settle: Money,
    /// Days past due.
    pub days_past_due: i64,
    /// `1` to `5`, or a name on the status scale.
    pub debt_group: String,
    /// The rule that put it there.
    pub group_rule: String,
    /// The next due date with anything to pay.
    pub next_due: Option<NaiveDate>,
    /// The last one.
    pub last_due: Option<NaiveDate>,
    /// The instalments after that day.
    pub schedule: Vec<Line>,
}

/// A coming instalment, amounts in dong.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the whole schedule.
    pub number: u32,
    /// The day of payment.
    pub due: NaiveDate,
    /// Principal due then.
    pub principal: Money,
    /// Interest due then.
    pub interest: Money,
    /// Both.
    pub total: Money,
    /// Principal in term after it.
    pub balance: Money,
}

impl Comparison {
    /// Of two positions of the same day.
    pub fn of(before: &Position, after: &Position) -> Comparison {
        Comparison { as_of: after.as_of, before: Figures::of(before), after: Figures::of(after) }
    }
}

impl Figures {
    /// Of one position.
    pub fn of(position: &Position) -> Figures {
        let coming = position.instalments.iter().filter(|item| item.due > position.as_of && item.total.is_positive());
        let schedule: Vec<Line> = coming.map(line).collect();
        Figures {
            principal_outstanding: position.principal_outstanding,
            principal_overdue: position.principal_overdue,
            interest_due: position.interest_due,
            overdue_interest: position.overdue_interest,
            late_interest: position.late_interest,
            interest_to_come: Money::try_sum(schedule.iter().map(|line| line.interest)).unwrap_or_default(),
            total_to_settle: position.total_to_settle,
            days_past_due: position.days_past_due,
            debt_group: match position.debt_group {
                DebtGroup::Group(number) => number.to_string(),
                DebtGroup::InTerm => "in_term".into(),
                DebtGroup::Overdue => "overdue".into(),
                DebtGroup::Frozen => "frozen".into(),
            },
            group_rule: position.group_rule.to_owned(),
            next_due: position.next_due,
            last_due: schedule.last().map(|line| line.due),
            schedule,
        }
    }
}

fn line(item: &Instalment) -> Line {
    Line {
        number: item.number,
        due: item.due,
        principal: item.principal,
        interest: item.interest,
        total: item.total,
        balance: item.balance,
    }
}
