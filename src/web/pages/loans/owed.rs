//! What is owed on a day, and the group of the debt with the rule that put it there.
use crate::actions::book::group_name;
use crate::domain::account::Position;
use crate::domain::money::Money;
use crate::text::{Texts, format};

/// One figure: its words, the amount, and where it explains itself.
#[derive(Debug, Clone)]
pub struct Figure {
    pub label: &'static str,
    pub amount: String,
    pub explain: Option<String>,
}

/// What a loan owes at the end of a day.
#[derive(Debug, Clone)]
pub struct Owed {
    pub figures: Vec<Figure>,
    /// What closes the loan if paid that day.
    pub total: String,
    pub total_amount: Money,
    pub group: Group,
    pub days_past_due: i64,
}

/// The group of a debt.
#[derive(Debug, Clone)]
pub struct Group {
    pub class: &'static str,
    pub text: &'static str,
    pub rule: &'static str,
    pub why: &'static str,
    /// What counts beside the days past due.
    pub also: Option<String>,
}

impl Owed {
    /// `explain`: the address of the page that explains figures, without its last parameter; `None` on paper.
    pub fn of(t: Texts, position: &Position, explain: Option<&str>) -> Owed {
        let figure = |label, amount: Money, name: &str| Figure {
            label,
            amount: format::dong(amount),
            explain: explain
                .filter(|_| amount.is_positive() && !name.is_empty())
                .map(|path| format!("{path}&figure={name}")),
        };
        let mut figures = vec![
            figure(t.loan_principal_in_term(), position.principal_in_term, ""),
            figure(t.loan_principal_overdue(), position.principal_overdue, ""),
            figure(t.loan_interest_due(), position.interest_due, ""),
            figure(t.loan_interest_accrued(), position.interest_accrued, "accrued"),
            figure(t.loan_overdue_interest(), position.overdue_interest, "overdue"),
            figure(t.loan_late_interest(), position.late_interest, "late"),
        ];
        if !position.unallocated.is_zero() {
            let waiting = Figure {
                amount: format!("−{}", format::dong(position.unallocated)),
                ..figure(t.loan_unallocated(), Money::ZERO, "")
            };
            figures.push(waiting);
        }
        Owed {
            figures,
            total: format::dong(position.total_to_settle),
            total_amount: position.total_to_settle,
            group: Group::of(t, position),
            days_past_due: position.days_past_due,
        }
    }
}

impl Group {
    fn of(t: Texts, position: &Position) -> Group {
        let (class, text) = group_tag(t, &group_name(position.debt_group));
        let also = (position.restructurings > 0).then(|| t.loan_restructured_times(position.restructurings));
        Group { class, text, rule: position.group_rule, why: t.loan_group_rule(position.group_rule), also }
    }
}

/// The class and the word of a group's tag, by its name as stored.
pub fn group_tag(t: Texts, name: &str) -> (&'static str, &'static str) {
    match name {
        "1" => ("g1", t.loan_group_1()),
        "2" => ("g2", t.loan_group_2()),
        "3" => ("g3", t.loan_group_3()),
        "4" => ("g4", t.loan_group_4()),
        "5" => ("g5", t.loan_group_5()),
        "overdue" => ("overdue", t.loan_status_overdue()),
        "frozen" => ("review", t.loan_status_frozen()),
        _ => ("pass", t.loan_status_in_term()),
    }
}
