//! What an application asks for, ready to be shown.
use super::case::Case;
use crate::domain::money::Money;
use crate::domain::words::{ZeroTens, in_words};
use crate::store::applications::Collateral;
use crate::text::{Lang, Texts, format};

/// The answers of the form, each with the name of its field.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Field name, label, value.
    pub rows: Vec<(&'static str, &'static str, String)>,
    /// The amount in words, as contracts write it.
    pub in_words: String,
    pub collateral: Vec<CollateralView>,
    /// The sum of what is offered; empty without security.
    pub collateral_total: String,
}

/// One thing offered as security.
#[derive(Debug, Clone)]
pub struct CollateralView {
    pub kind: String,
    pub description: String,
    pub value: String,
}

impl Asked {
    /// The answers of a case.
    pub fn of(t: Texts, case: &Case) -> Asked {
        let a = &case.found;
        let money = |amount: Option<Money>| amount.map(format::dong).unwrap_or_default();
        let months = |months: Option<i64>| months.map(|months| t.unit_months(months)).unwrap_or_default();
        let rows = [
            ("amount", t.app_amount(), money(a.amount)),
            ("purpose", t.app_purpose(), a.purpose.clone().unwrap_or_default()),
            ("project_cost", t.app_project_cost(), money(a.project_cost)),
            ("own_capital", t.app_own_capital(), money(a.own_capital)),
            ("term_months", t.app_term(), months(a.term_months)),
            ("repay_every_months", t.app_rhythm(), months(a.repay_every_months)),
            ("principal_grace_months", t.app_grace(), months(a.principal_grace_months)),
            ("method", t.app_method(), a.method.as_deref().map(|method| t.method(method)).unwrap_or_default()),
            ("jobs_supported", t.app_jobs(), a.jobs_supported.map(|jobs| t.unit_persons(jobs)).unwrap_or_default()),
        ];
        let blank = |value: String| if value.is_empty() { t.app_amount_open().to_owned() } else { value };
        let total = Money::try_sum(case.collateral.iter().map(|item| item.value));
        Asked {
            rows: rows.into_iter().map(|(name, label, value)| (name, label, blank(value))).collect(),
            in_words: match (t.lang, a.amount) {
                (Lang::Vi, Some(amount)) => in_words(amount, ZeroTens::Linh),
                _ => String::new(),
            },
            collateral: case.collateral.iter().map(|item| collateral_view(t, item)).collect(),
            collateral_total: total.filter(|total| total.is_positive()).map(format::dong).unwrap_or_default(),
        }
    }
}

fn collateral_view(t: Texts, item: &Collateral) -> CollateralView {
    CollateralView {
        kind: t.collateral_kind(&item.kind),
        description: item.description.clone(),
        value: format::dong(item.value),
    }
}
