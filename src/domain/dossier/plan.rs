//! The plan: what the money is for, line by line, and how it comes back. Its questions are those on which cooperatives of the
//! province failed: no long-term buyer, no preservation, nobody to succeed the leader.
use serde::{Deserialize, Serialize};

use crate::domain::money::Money;

/// How many cost lines a plan may have.
pub const COST_LINES_MAX: usize = 40;

/// The plan. A text that was not written is empty.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What it costs; together the cost of the project.
    pub cost_lines: Vec<CostLine>,
    /// Who buys, at what price, under which contract.
    pub buyers: String,
    /// Where seed, material and energy come from.
    pub inputs: String,
    /// How the produce is kept and processed.
    pub preservation: String,
    /// What may go wrong and what is done then.
    pub risks: String,
    /// Who leads if the leader cannot.
    pub succession: String,
}

/// A line of the costs.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostLine {
    /// What is bought, built or done.
    pub what: String,
    /// What it costs, in dong, above 0.
    pub amount: Money,
}

impl Plan {
    /// The texts by the names of their fields, in the order they are asked for.
    pub fn texts(&self) -> [(&'static str, &str); 5] {
        [
            ("buyers", &self.buyers),
            ("inputs", &self.inputs),
            ("preservation", &self.preservation),
            ("risks", &self.risks),
            ("succession", &self.succession),
        ]
    }

    /// What the lines cost together; `None` without lines, or where the sum is beyond what the system counts.
    pub fn total(&self) -> Option<Money> {
        if self.cost_lines.is_empty() {
            return None;
        }
        Money::try_sum(self.cost_lines.iter().map(|line| line.amount))
    }

    /// How many of its questions are not answered yet: the costs and each text.
    pub fn unanswered(&self) -> usize {
        let texts = self.texts().into_iter().filter(|(_, text)| text.trim().is_empty()).count();
        texts + usize::from(self.cost_lines.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(dong: i64) -> CostLine {
        CostLine { what: "Máy sấy".into(), amount: Money::dong(dong) }
    }

    #[test]
    fn the_lines_together_are_the_cost() {
        let plan = Plan { cost_lines: vec![line(300), line(100)], ..Plan::default() };
        assert_eq!((plan.total(), plan.unanswered()), (Some(Money::dong(400)), 5));
        assert_eq!((Plan::default().total(), Plan::default().unanswered()), (None, 6));
        let beyond = Plan { cost_lines: vec![line(i64::MAX), line(1)], ..Plan::default() };
        assert_eq!(beyond.total(), None);
    }
}
