//! How late a debt is, and the group that puts it in. The bounds are dated rules handed in, never numbers of this code.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::policy::{Body, GroupCase, Period, Rule, Rules, Scheme};
use super::terms::Classification;

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
    /// In term, by the status scale.
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

/// Where a debt was put, and by what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The group or status.
    pub group: DebtGroup,
    /// The id of the rule: `CLS-04`. Empty where no rule was in force on the day.
    pub rule: String,
    /// The way of that rule that holds; none on the status scale.
    pub case: Option<GroupCase>,
}

/// One way into a group, with its rule and the days on which that is law.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Way {
    rule: String,
    in_force: Period,
    group: u8,
    case: GroupCase,
}

/// The scales of classification with their dates: on every day the one in force is used.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Scales {
    ways: Vec<Way>,
    /// The rules of the status scale.
    status: Vec<(String, Period)>,
    /// What they were taken out of: where each is written.
    rules: Rules,
}

impl Scales {
    /// Takes the scales out of the rules of the law, in their order.
    pub fn of(rules: &Rules) -> Scales {
        let mut scales = Scales { rules: rules.clone(), ..Scales::default() };
        for rule in rules.versions() {
            scales.take(rule);
        }
        scales
    }

    /// The rules of the law they are of.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    fn take(&mut self, rule: &Rule) {
        let mut way = |group: u8, case: &GroupCase| {
            self.ways.push(Way { rule: rule.id.clone(), in_force: rule.in_force, group, case: *case });
        };
        match &rule.body {
            Body::DebtGroup { group, cases } => cases.iter().for_each(|case| way(*group, case)),
            Body::DebtScale(groups) => {
                for (group, cases) in (1..).zip(groups) {
                    cases.iter().for_each(|case| way(group, case));
                }
            }
            Body::Classification(Scheme::Status) => self.status.push((rule.id.clone(), rule.in_force)),
            _ => {}
        }
    }

    /// Where a debt stands at the end of a day. On the microfinance scale it is the worst group that any way in force leads
    /// to; on the status scale the debt is named by its worst part.
    pub fn place(&self, classification: Classification, standing: Standing, on: NaiveDate) -> Placed {
        match classification {
            Classification::Microfinance => self.group(standing, on),
            Classification::Status => self.status(standing, on),
        }
    }

    fn group(&self, standing: Standing, on: NaiveDate) -> Placed {
        let days = u32::try_from(standing.days_past_due).unwrap_or_default();
        let holds = |way: &&Way| {
            way.in_force.contains(on) && way.case.holds(days, standing.restructurings, standing.waived_for_inability)
        };
        let mut worst: Option<&Way> = None;
        for way in self.ways.iter().filter(holds) {
            // Of two ways into the same group the first is named.
            if worst.is_none_or(|known| known.group < way.group) {
                worst = Some(way);
            }
        }
        match worst {
            Some(way) => Placed { group: DebtGroup::Group(way.group), rule: way.rule.clone(), case: Some(way.case) },
            None => Placed { group: DebtGroup::Group(1), rule: String::new(), case: None },
        }
    }

    fn status(&self, standing: Standing, on: NaiveDate) -> Placed {
        let group = if standing.frozen {
            DebtGroup::Frozen
        } else if standing.days_past_due > 0 {
            DebtGroup::Overdue
        } else {
            DebtGroup::InTerm
        };
        let rule = self.status.iter().find(|(_, in_force)| in_force.contains(on));
        Placed { group, rule: rule.map(|(id, _)| id.clone()).unwrap_or_default(), case: None }
    }

    /// The days past due from which a debt that was never restructured falls into a worse group, on a day, in rising order:
    /// the bounds by which arrears are aged.
    pub fn bounds(&self, on: NaiveDate) -> Vec<u32> {
        let plain = |way: &&Way| {
            let case = &way.case;
            way.in_force.contains(on) && case.restructured == 0 && !case.interest_waived && case.days_from > 0
        };
        let mut bounds: Vec<u32> = self.ways.iter().filter(plain).map(|way| way.case.days_from).collect();
        bounds.sort_unstable();
        bounds.dedup();
        bounds
    }
}

/// The group of every debt of one customer: the worst of any (`CLS-07`). `None` without debts.
pub fn worst(groups: impl IntoIterator<Item = DebtGroup>) -> Option<DebtGroup> {
    groups.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scales() -> Scales {
        Scales::of(&crate::policy::rules().unwrap())
    }

    #[test]
    fn the_classifier_follows_its_published_table_on_both_scales() {
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
            (0..=4000, 40, false, 5, "CLS-06"),
            (0..=89, 0, true, 3, "CLS-04"),
            (0..=29, 1, true, 3, "CLS-04"),
            (90..=179, 0, true, 4, "CLS-05"),
            (0..=0, 2, true, 4, "CLS-05"),
        ];
        let scales = scales();
        for (days, restructurings, waived, group, rule) in table {
            for days_past_due in days {
                let standing = Standing { days_past_due, restructurings, waived_for_inability: waived, frozen: false };
                for (on, rule) in [("2024-08-12", rule), ("2024-08-11", "CLS-13"), ("2019-01-31", "CLS-13")] {
                    let placed = scales.place(Classification::Microfinance, standing, on.parse().unwrap());
                    let seen = (placed.group, placed.rule.as_str());
                    assert_eq!(seen, (DebtGroup::Group(group), rule), "{on} {standing:?}");
                    assert!(placed.case.is_some());
                }
            }
        }
    }

    #[test]
    fn the_status_scale_names_a_debt_by_its_worst_part() {
        let on = "2026-06-30".parse().unwrap();
        let place = |days_past_due, frozen| {
            let standing = Standing { days_past_due, restructurings: 2, waived_for_inability: true, frozen };
            let placed = scales().place(Classification::Status, standing, on);
            (placed.group, placed.rule)
        };
        let rule = || "CLS-20".to_owned();
        assert_eq!(place(0, false), (DebtGroup::InTerm, rule()));
        assert_eq!(place(1, false), (DebtGroup::Overdue, rule()));
        assert_eq!(place(1, true), (DebtGroup::Frozen, rule()));
    }

    #[test]
    fn without_rules_nothing_is_claimed() {
        let placed = Scales::default().place(Classification::Microfinance, Standing::default(), NaiveDate::default());
        assert_eq!((placed.group, placed.rule.as_str()), (DebtGroup::Group(1), ""));
    }

    #[test]
    fn arrears_are_aged_by_the_bounds_of_the_scale() {
        for on in ["2024-08-11", "2026-06-30"] {
            assert_eq!(scales().bounds(on.parse().unwrap()), [10, 30, 90, 180]);
        }
    }

    #[test]
    fn all_debts_of_a_customer_are_in_the_worst_group() {
        assert_eq!(worst([DebtGroup::Group(1), DebtGroup::Group(4), DebtGroup::Group(2)]), Some(DebtGroup::Group(4)));
        assert_eq!(worst([]), None);
    }
}
