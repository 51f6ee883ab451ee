//! What is set aside for debts, by percentages that are dated rules.

use super::arrears::DebtGroup;
use super::money::Money;
use super::percent::Percent;
use super::policy::{Body, RuleSet};

/// The percentages in force on a day, each with its rule. Nothing where the programme has no groups.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Provisions {
    /// Of groups 1 to 5, of the principal that security does not cover.
    pub specific: Option<Specific>,
    /// Of all principal of the better groups.
    pub general: Option<General>,
}

/// The specific provision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Specific {
    /// Of groups 1 to 5.
    pub percent: [Percent; 5],
    /// The id of the rule: `CLS-10`.
    pub rule: String,
}

/// The general provision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct General {
    /// Of the principal.
    pub percent: Percent,
    /// The last group counted, 1 to 5.
    pub group_to: u8,
    /// The id of the rule: `CLS-11`.
    pub rule: String,
}

impl Provisions {
    /// The percentages of the rules of a day.
    pub fn of(rules: &RuleSet) -> Provisions {
        let specific = rules.pick(|body| match body {
            Body::SpecificProvision(percent) => Some(*percent),
            _ => None,
        });
        let general = rules.pick(|body| match body {
            Body::GeneralProvision { percent, group_to } => Some((*percent, *group_to)),
            _ => None,
        });
        Provisions {
            specific: specific.map(|(rule, percent)| Specific { percent, rule: rule.id.clone() }),
            general: general.map(|(rule, (percent, group_to))| General { percent, group_to, rule: rule.id.clone() }),
        }
    }

    /// The percentage of a group's specific provision; `None` on the status scale or where no rule has one.
    pub fn specific_percent(&self, group: DebtGroup) -> Option<Percent> {
        let place = usize::from(group.number()?.checked_sub(1)?);
        self.specific.as_ref()?.percent.get(place).copied()
    }

    /// The percentage of the general provision, 0 for a group it does not cover; `None` on the status scale or where no rule
    /// has one.
    pub fn general_percent(&self, group: DebtGroup) -> Option<Percent> {
        let (number, general) = (group.number()?, self.general.as_ref()?);
        Some(if number <= general.group_to { general.percent } else { Percent::whole(0) })
    }

    /// The specific provision in dong, halves up: the group's percentage of max(0, principal − deductible security).
    /// `None` as [`Provisions::specific_percent`], and where it does not fit.
    pub fn specific_of(&self, group: DebtGroup, principal: Money, deductible: Money) -> Option<Money> {
        let exposed = principal.checked_sub(deductible)?.max(Money::ZERO);
        self.specific_percent(group)?.half_up_of(exposed)
    }

    /// The general provision in dong, halves up. `None` as [`Provisions::general_percent`], and where it does not fit.
    pub fn general_of(&self, group: DebtGroup, principal: Money) -> Option<Money> {
        self.general_percent(group)?.half_up_of(principal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Programme;

    fn on(programme: Programme, day: &str) -> Provisions {
        Provisions::of(&crate::policy::rules().unwrap().in_force(programme, day.parse().unwrap()))
    }

    #[test]
    fn provisions_are_of_what_security_does_not_cover() {
        for day in ["2024-07-10", "2024-07-11", "2026-06-30"] {
            let table = on(Programme::A, day);
            let specific = |group, principal, security| {
                let amounts = (Money::dong(principal), Money::dong(security));
                table.specific_of(DebtGroup::Group(group), amounts.0, amounts.1).unwrap().as_dong()
            };
            assert_eq!([1, 2, 3, 4, 5].map(|group| specific(group, 1_000, 200)), [0, 16, 200, 400, 800]);
            assert_eq!(specific(5, 1_000, 2_000), 0);
            assert_eq!([specific(2, 25, 0), specific(2, 24, 0)], [1, 0]);
            let general = |group| table.general_of(DebtGroup::Group(group), Money::dong(1_100)).unwrap().as_dong();
            assert_eq!([1, 4, 5].map(general), [6, 6, 0]);
        }
    }

    #[test]
    fn the_status_scale_has_none() {
        for programme in [Programme::BOld, Programme::BNew] {
            assert_eq!(on(programme, "2026-06-30"), Provisions::default());
        }
        let table = on(Programme::A, "2026-06-30");
        assert_eq!(table.specific_of(DebtGroup::Overdue, Money::dong(1), Money::ZERO), None);
        assert_eq!(table.general_of(DebtGroup::InTerm, Money::dong(1)), None);
    }
}
