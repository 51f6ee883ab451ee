//! How late a debt is, its group, and what is set aside for it.

use serde::{Serialize, Serializer};

use super::money::Money;

/// Day bounds of the debt groups, with the rules they come from.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// From so many days past due a debt is in group 2, 3, 4, 5.
    pub days: [i64; 4],
    /// The rules of groups 1 to 5.
    pub rules: [&'static str; 5],
}

/// Circular 14/2024/TT-NHNN, in force since 12 August 2024; Circular 15/2010/TT-NHNN had the same bounds before. (An amending
/// Circular 24/2026/TT-NHNN is known to exist since 3 August 2026; its text is not.)
pub const CIRCULAR_14_2024: Scale =
    Scale { days: [10, 30, 90, 180], rules: ["CLS-02", "CLS-03", "CLS-04", "CLS-05", "CLS-06"] };

/// What decides the group of a debt.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Standing {
    /// Days past due, 0 or more.
    pub days_past_due: i64,
    /// How often its due dates were changed.
    pub restructurings: u32,
    /// Whether interest was waived because the customer cannot pay.
    pub waived_for_inability: bool,
    /// Whether it is frozen on the day.
    pub frozen: bool,
}

/// Where a debt stands.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DebtGroup {
    /// Groups 1 (standard) to 5 (potential loss) of the microfinance scale.
    Group(u8),
    /// In term, by the status scale (Decision 976/QĐ-TTg).
    InTerm,
    /// Overdue, by the status scale.
    Overdue,
    /// Frozen, by the status scale.
    Frozen,
}

impl DebtGroup {
    /// 1 to 5 on the microfinance scale, `None` on the status scale.
    pub const fn number(self) -> Option<u8> {
        match self {
            DebtGroup::Group(number) => Some(number),
            _ => None,
        }
    }
}

/// A number on the microfinance scale, a name on the status scale.
impl Serialize for DebtGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            DebtGroup::Group(number) => serializer.serialize_u8(*number),
            DebtGroup::InTerm => serializer.serialize_str("in_term"),
            DebtGroup::Overdue => serializer.serialize_str("overdue"),
            DebtGroup::Frozen => serializer.serialize_str("frozen"),
        }
    }
}

/// The group of a debt on the microfinance scale, and the rule that put it there.
///
/// Restructured once, every band counts one group worse from the first day past due, and two worse never beyond group 5;
/// restructured twice, a debt is in group 4 in term and 5 past due; three times, in group 5. A waiver for inability makes it
/// group 3 at least.
pub fn group(scale: &Scale, standing: Standing) -> (DebtGroup, &'static str) {
    let days = standing.days_past_due;
    let by_days = 1 + scale.days.iter().filter(|&&bound| days >= bound).count();
    let by_history = match (standing.restructurings, days) {
        (0, _) => by_days,
        (1, 0) => 2,
        (1, _) => (by_days + 1).clamp(3, 5),
        (2, 0) => 4,
        _ => 5,
    };
    let group = if standing.waived_for_inability { by_history.max(3) } else { by_history };
    (DebtGroup::Group(group as u8), scale.rules[group - 1])
}

/// Where a debt stands on the status scale: only the instalment that is late is overdue, the debt is named by its worst part
/// (Decision 976/QĐ-TTg of 1 July 2015).
pub fn status(standing: Standing) -> (DebtGroup, &'static str) {
    if standing.frozen {
        (DebtGroup::Frozen, "CLS-20")
    } else if standing.days_past_due > 0 {
        (DebtGroup::Overdue, "CLS-20")
    } else {
        (DebtGroup::InTerm, "CLS-20")
    }
}

/// The group of every debt of one customer: the worst of any (Circular 14/2024/TT-NHNN, `CLS-07`). `None` without debts.
pub fn worst(groups: impl IntoIterator<Item = DebtGroup>) -> Option<DebtGroup> {
    groups.into_iter().max()
}

/// The percentages set aside, handed in as data (Decree 86/2024/NĐ-CP: 0, 2, 25, 50, 100 and 0.5 of groups 1 to 4).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct ProvisionTable {
    /// Of groups 1 to 5, in thousandths: 2 % is 20.
    pub specific_permille: [i64; 5],
    /// Of the groups below, in thousandths: 0.5 % is 5.
    pub general_permille: i64,
    /// The general provision covers groups 1 to this one.
    pub general_up_to_group: u8,
}

impl ProvisionTable {
    /// Decree 86/2024/NĐ-CP, in force since 11 July 2024; the general rate is not confirmed for microfinance (`CLS-11`).
    pub const DECREE_86_2024: ProvisionTable =
        ProvisionTable { specific_permille: [0, 20, 250, 500, 1000], general_permille: 5, general_up_to_group: 4 };

    /// The specific provision in dong, halves up: the group's percentage of max(0, principal − deductible security).
    /// Nothing on the status scale. `None` where it does not fit.
    pub fn specific(&self, group: DebtGroup, principal: Money, deductible_security: Money) -> Option<Money> {
        let Some(number) = group.number() else { return Some(Money::ZERO) };
        let permille = *self.specific_permille.get(usize::from(number).checked_sub(1)?)?;
        let exposed = principal.checked_sub(deductible_security)?.max(Money::ZERO);
        permille_of(exposed, permille)
    }

    /// The general provision in dong, halves up. Nothing on the status scale. `None` where it does not fit.
    pub fn general(&self, group: DebtGroup, principal: Money) -> Option<Money> {
        match group.number() {
            Some(number) if number <= self.general_up_to_group => permille_of(principal, self.general_permille),
            _ => Some(Money::ZERO),
        }
    }
}

fn permille_of(amount: Money, permille: i64) -> Option<Money> {
    let exact = i128::from(amount.as_dong()) * i128::from(permille);
    i64::try_from((exact + 500).div_euclid(1000)).ok().map(Money::dong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group_of(days_past_due: i64, restructurings: u32, waived_for_inability: bool) -> (u8, &'static str) {
        let standing = Standing { days_past_due, restructurings, waived_for_inability, frozen: false };
        let (group, rule) = group(&CIRCULAR_14_2024, standing);
        (group.number().unwrap(), rule)
    }

    #[test]
    fn the_classifier_follows_its_published_table() {
        let table = [
            (0..=9, 0, false, 1, "CLS-02"),
            (10..=29, 0, false, 2, "CLS-03"),
            (30..=89, 0, false, 3, "CLS-04"),
            (90..=179, 0, false, 4, "CLS-05"),
            (180..=4000, 0, false, 5, "CLS-06"),
            (0..=0, 1, false, 2, "CLS-03"),
            (1..=29, 1, false, 3, "CLS-04"),
            (30..=89, 1, false, 4, "CLS-05"),
            (90..=4000, 1, false, 5, "CLS-06"),
            (0..=0, 2, false, 4, "CLS-05"),
            (1..=4000, 2, false, 5, "CLS-06"),
            (0..=4000, 3, false, 5, "CLS-06"),
            (0..=89, 0, true, 3, "CLS-04"),
            (90..=179, 0, true, 4, "CLS-05"),
        ];
        for (days, restructurings, waived, group, rule) in table {
            for day in days {
                assert_eq!(group_of(day, restructurings, waived), (group, rule), "{day} {restructurings} {waived}");
            }
        }
    }

    #[test]
    fn all_debts_of_a_customer_are_in_the_worst_group() {
        assert_eq!(worst([DebtGroup::Group(1), DebtGroup::Group(4), DebtGroup::Group(2)]), Some(DebtGroup::Group(4)));
        assert_eq!(worst([DebtGroup::InTerm, DebtGroup::Overdue]), Some(DebtGroup::Overdue));
        assert_eq!(worst([]), None);
    }

    #[test]
    fn provisions_are_of_what_security_does_not_cover() {
        let table = ProvisionTable::DECREE_86_2024;
        let specific = |group, principal, security| {
            let amounts = (Money::dong(principal), Money::dong(security));
            table.specific(DebtGroup::Group(group), amounts.0, amounts.1).unwrap().as_dong()
        };
        assert_eq!([1, 2, 3, 4, 5].map(|group| specific(group, 1_000, 200)), [0, 16, 200, 400, 800]);
        assert_eq!(specific(5, 1_000, 2_000), 0);
        assert_eq!(
            [1, 4, 5].map(|g| table.general(DebtGroup::Group(g), Money::dong(1_100)).unwrap().as_dong()),
            [6, 6, 0]
        );
        assert_eq!(table.specific(DebtGroup::Overdue, Money::dong(1), Money::ZERO), Some(Money::ZERO));
    }
}
