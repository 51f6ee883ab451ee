//! What is owed on a day, and the group of the debt with the rule that put it there.
use chrono::NaiveDate;

use crate::actions::book::group_name;
use crate::actions::classification::{Cause, Classified};
use crate::domain::account::Position;
use crate::domain::arrears::Scales;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::Rule;
use crate::text::eligibility::{citations, without_notes};
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
    /// The group all of the borrower's debts at the fund are in, where another loan of theirs is in a worse one.
    pub shared: Option<Shared>,
    /// What is set aside for it; for staff.
    pub provisions: Option<Provisions>,
}

/// The group of a debt.
#[derive(Debug, Clone)]
pub struct Group {
    pub class: &'static str,
    pub text: &'static str,
    /// The id of the rule; empty where none was in force.
    pub rule: String,
    /// What of the rule holds, in words.
    pub why: String,
    /// Where the rule is written.
    pub basis: String,
    /// What counts beside the days past due.
    pub also: Option<String>,
}

impl Owed {
    /// `explain`: the address of the page that explains figures, without its last parameter; `None` on paper.
    /// `scales`: those the position was put into its group by.
    pub fn of(t: Texts, scales: &Scales, position: &Position, explain: Option<&str>) -> Owed {
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
            figure(t.loan_interest_due(), position.interest_due, "due"),
            figure(t.loan_interest_accrued(), position.interest_accrued, "accrued"),
            figure(t.loan_overdue_interest(), position.overdue_interest, "overdue"),
            figure(t.loan_late_interest(), position.late_interest, "late"),
        ];
        // A reversal may leave more in the account than is owed: that is the payer's, and no debt below zero.
        let total = position.total_to_settle.max(Money::ZERO);
        if !position.unallocated.is_zero() {
            let waiting = Figure {
                amount: format!("−{}", format::dong(position.unallocated)),
                ..figure(t.loan_unallocated(), Money::ZERO, "")
            };
            figures.push(waiting);
        }
        if let Some(excess) = total.checked_sub(position.total_to_settle).filter(|excess| excess.is_positive()) {
            figures.push(figure(t.loan_excess(), excess, ""));
        }
        Owed {
            figures,
            total: format::dong(total),
            total_amount: total,
            group: Group::of(t, scales, position),
            days_past_due: position.days_past_due,
            shared: None,
            provisions: None,
        }
    }

    /// With the borrower's group, and for staff with the provisions.
    pub fn classified(
        mut self,
        t: Texts,
        (scales, on): (&Scales, NaiveDate),
        classified: &Classified,
        staff: bool,
    ) -> Owed {
        self.shared = classified.pulled_by.as_ref().map(|cause| Shared::of(t, scales, cause, on));
        self.provisions = staff.then(|| Provisions::of(t, classified));
        self
    }

    /// As the borrower reads it: the law, without the codes and the notes that the fund keeps its rules by.
    pub fn for_borrower(mut self, (scales, on): (&Scales, NaiveDate)) -> Owed {
        self.group.basis = law_of(scales, &self.group.rule, on);
        self.group.rule.clear();
        if let Some(shared) = &mut self.shared {
            shared.basis = law_of(scales, &shared.rule, on);
            shared.rule.clear();
        }
        self
    }

    /// The tag of the group that counts.
    pub fn tag(&self) -> (&'static str, &'static str) {
        self.shared.as_ref().map_or((self.group.class, self.group.text), |shared| (shared.class, shared.text))
    }
}

/// The group of all of a borrower's debts at a fund, and the loan that it comes from.
#[derive(Debug, Clone)]
pub struct Shared {
    pub class: &'static str,
    pub text: &'static str,
    pub why: String,
    pub rule: String,
    pub basis: String,
    pub loan: String,
    pub number: String,
}

impl Shared {
    fn of(t: Texts, scales: &Scales, cause: &Cause, on: NaiveDate) -> Shared {
        let (class, text) = group_tag(t, &group_name(cause.group));
        Shared {
            class,
            text,
            why: t.group_shared(text),
            rule: cause.rule.clone(),
            basis: basis_of(t, scales, &cause.rule, on),
            loan: format!("/loans/{}", cause.loan_id),
            number: cause.number.clone(),
        }
    }
}

/// What is set aside for a debt, each figure with its words; or why nothing is.
#[derive(Debug, Clone)]
pub struct Provisions {
    pub rows: Vec<(&'static str, String)>,
    pub note: Option<&'static str>,
}

impl Provisions {
    fn of(t: Texts, classified: &Classified) -> Provisions {
        let rows = match (classified.specific, classified.general) {
            (None, None) => Vec::new(),
            (specific, general) => vec![
                (t.provision_security(), format::dong(classified.security)),
                (t.provision_deductible(), format::dong(classified.deductible)),
                (t.column_specific_provision(), with_rate(t, specific, classified.specific_percent)),
                (t.column_general_provision(), with_rate(t, general, classified.general_percent)),
            ],
        };
        Provisions { rows, note: classified.note.map(|note| t.classification_note(note)) }
    }
}

/// `12.500.000 ₫ (25 %)`
fn with_rate(t: Texts, amount: Option<Money>, percent: Option<Percent>) -> String {
    match (amount, percent) {
        (Some(amount), Some(percent)) => {
            format!("{} ({})", format::dong(amount), t.percent(&percent.to_string()))
        }
        _ => "–".to_owned(),
    }
}

impl Group {
    fn of(t: Texts, scales: &Scales, position: &Position) -> Group {
        let (class, text) = group_tag(t, &group_name(position.debt_group));
        let also = (position.restructurings > 0).then(|| t.loan_restructured_times(position.restructurings));
        let why = t.group_reason(position.debt_group, position.group_case.as_ref());
        let basis = basis_of(t, scales, &position.group_rule, position.as_of);
        Group { class, text, rule: position.group_rule.clone(), why, basis, also }
    }
}

/// Where a rule of classification is written, as it was in force on a day, in the version confirmed for that day; nothing without
/// the rule.
pub(super) fn basis_of(t: Texts, scales: &Scales, rule: &str, on: NaiveDate) -> String {
    let rules = scales.rules();
    let Some(rule) = rules.version(rule, on) else { return String::new() };
    t.group_basis(rule, rules.unread_on(on).filter(|_| rule.is_of_groups()))
}

/// The same for those who do not keep the rules: the law alone.
pub(super) fn law_of(scales: &Scales, rule: &str, on: NaiveDate) -> String {
    let law = |rule: &Rule| format!("{}.", without_notes(&citations(&rule.legal_basis)));
    scales.rules().version(rule, on).map_or_else(String::new, law)
}

/// The class and the word of a group's tag, by its name as stored.
pub fn group_tag(t: Texts, name: &str) -> (&'static str, &'static str) {
    let class = match name {
        "1" => "g1",
        "2" => "g2",
        "3" => "g3",
        "4" => "g4",
        "5" => "g5",
        "overdue" => "overdue",
        "frozen" => "review",
        _ => "pass",
    };
    (class, t.loan_group_name(name))
}
