//! Before and after, side by side.
use chrono::NaiveDate;

use crate::domain::arrears::Scales;
use crate::domain::money::Money;
use crate::domain::restructuring::{Comparison, Figures, Line};
use crate::text::{Texts, format};
use crate::web::pages::loans::owed::{basis_of, group_tag, law_of};

/// The two futures of a loan, ready to be shown.
#[derive(Debug, Clone)]
pub struct Compared {
    pub as_of: String,
    /// What the change does, in sentences.
    pub effects: Vec<String>,
    pub rows: Vec<Row>,
    pub before: Vec<Instalment>,
    pub after: Vec<Instalment>,
    pub totals: [Instalment; 2],
    pub groups: [Group; 2],
}

/// A figure, before and after.
#[derive(Debug, Clone)]
pub struct Row {
    pub label: &'static str,
    pub before: String,
    pub after: String,
    pub differs: bool,
}

/// A coming instalment; without number and date a sum.
#[derive(Debug, Clone)]
pub struct Instalment {
    pub due: String,
    pub principal: String,
    pub interest: String,
    pub total: String,
    pub balance: String,
}

/// The group of the debt with the rule that puts it there.
#[derive(Debug, Clone)]
pub struct Group {
    pub class: &'static str,
    pub text: &'static str,
    pub rule: String,
    /// Where that rule is written.
    pub basis: String,
}

impl Compared {
    /// The comparison as a reader sees it.
    /// `staff`: with the codes and notes that a fund keeps its rules by.
    pub fn of(t: Texts, scales: &Scales, comparison: &Comparison, staff: bool) -> Compared {
        let Comparison { before, after, .. } = comparison;
        Compared {
            as_of: t.restructure_compared_on(format::date(comparison.as_of)),
            effects: effects(t, before, after, staff),
            rows: rows(t, before, after),
            before: before.schedule.iter().map(instalment).collect(),
            after: after.schedule.iter().map(instalment).collect(),
            totals: [before, after].map(total),
            groups: [before, after].map(|figures| group(t, scales, (figures, comparison.as_of), staff)),
        }
    }
}

fn effects(t: Texts, before: &Figures, after: &Figures, staff: bool) -> Vec<String> {
    let more = after.interest_to_come.as_dong() - before.interest_to_come.as_dong();
    let amount = format::dong(Money::dong(more.abs()));
    let interest = match more {
        1.. => t.restructure_effect_more(amount),
        0 => t.restructure_effect_same().to_owned(),
        _ => t.restructure_effect_less(amount),
    };
    let named = |figures: &Figures| {
        let name = t.loan_group_name(&figures.debt_group).to_owned();
        if staff { format!("{name} ({})", figures.group_rule) } else { name }
    };
    vec![interest, t.restructure_group_change(named(before), named(after))]
}

fn rows(t: Texts, before: &Figures, after: &Figures) -> Vec<Row> {
    let row = |label, before: String, after: String| Row { label, differs: before != after, before, after };
    let money = |label, take: fn(&Figures) -> Money| row(label, format::dong(take(before)), format::dong(take(after)));
    let date = |label, take: fn(&Figures) -> Option<NaiveDate>| {
        let said = |figures| take(figures).map_or_else(|| "–".to_owned(), format::date);
        row(label, said(before), said(after))
    };
    let count = |figures: &Figures| figures.schedule.len().to_string();
    let next = |figures: &Figures| {
        let first = figures.schedule.first();
        first
            .map_or_else(|| "–".to_owned(), |line| format!("{} · {}", format::dong(line.total), format::date(line.due)))
    };
    vec![
        money(t.loan_outstanding(), |figures| figures.principal_outstanding),
        money(t.loan_principal_overdue(), |figures| figures.principal_overdue),
        money(t.loan_interest_due(), |figures| figures.interest_due),
        money(t.loan_overdue_interest(), |figures| figures.overdue_interest),
        money(t.loan_late_interest(), |figures| figures.late_interest),
        money(t.restructure_interest(), |figures| figures.interest_to_come),
        money(t.loan_total_to_settle(), |figures| figures.total_to_settle),
        row(t.loan_days_past_due(), t.loan_days(before.days_past_due), t.loan_days(after.days_past_due)),
        row(t.loan_future_next(), next(before), next(after)),
        row(t.loan_future_left(), count(before), count(after)),
        date(t.restructure_last_due(), |figures| figures.last_due),
    ]
}

fn instalment(line: &Line) -> Instalment {
    Instalment {
        due: format::date(line.due),
        principal: line.principal.to_string(),
        interest: line.interest.to_string(),
        total: line.total.to_string(),
        balance: line.balance.to_string(),
    }
}

fn total(figures: &Figures) -> Instalment {
    let sum =
        |take: fn(&Line) -> Money| Money::try_sum(figures.schedule.iter().map(take)).unwrap_or_default().to_string();
    Instalment {
        due: String::new(),
        principal: sum(|line| line.principal),
        interest: sum(|line| line.interest),
        total: sum(|line| line.total),
        balance: String::new(),
    }
}

fn group(t: Texts, scales: &Scales, (figures, on): (&Figures, NaiveDate), staff: bool) -> Group {
    let (class, text) = group_tag(t, &figures.debt_group);
    let id = &figures.group_rule;
    match staff {
        true => Group { class, text, rule: id.clone(), basis: basis_of(t, scales, id, on) },
        false => Group { class, text, rule: String::new(), basis: law_of(scales, id, on) },
    }
}
