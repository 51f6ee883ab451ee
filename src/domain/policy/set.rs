//! All versions of all rules, and those that bind one contract on one day.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::percent::Percent;
use crate::domain::policy::{Body, Programme, Raised, Rule};

/// Every version of every rule, in the order of the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Rules {
    versions: Vec<Arc<Rule>>,
    /// Figures that provinces set in place of the law's.
    raised: Vec<Arc<Raised>>,
}

/// Two versions of a rule bind the same contract on the same day.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("versions {first} and {second} of {id} bind the same contracts on the same days")]
pub struct RuleClash {
    /// The rule.
    pub id: String,
    /// Its version by place in the list of all versions, from 0.
    pub first: usize,
    /// The other version.
    pub second: usize,
}

impl Rules {
    /// Takes the versions as they come; their order is the order of every sheet.
    ///
    /// # Errors
    /// [`RuleClash`] where it could not be said which version binds.
    pub fn new(versions: Vec<Rule>) -> Result<Rules, RuleClash> {
        for (second, rule) in versions.iter().enumerate() {
            let earlier = versions[..second].iter();
            if let Some(first) = earlier.clone().position(|other| other.collides_with(rule)) {
                let id = rule.id.clone();
                return Err(RuleClash { id, first, second });
            }
        }
        let versions = versions.into_iter().map(Arc::new).collect();
        Ok(Rules { versions, raised: Vec::new() })
    }

    /// Figures that provinces set in place of the law's.
    pub fn raised(&self) -> &[Arc<Raised>] {
        &self.raised
    }

    pub(super) fn shared(&self) -> &[Arc<Rule>] {
        &self.versions
    }

    pub(super) fn with_versions(&self, versions: Vec<Arc<Rule>>) -> Rules {
        Rules { versions, raised: self.raised.clone() }
    }

    pub(super) fn with_raised(&self, raised: Vec<Arc<Raised>>) -> Rules {
        Rules { versions: self.versions.clone(), raised }
    }

    /// Every version, in the order of the file.
    pub fn versions(&self) -> impl Iterator<Item = &Rule> {
        self.versions.iter().map(Arc::as_ref)
    }

    /// The version of this rule that is law on a day, whatever programme it binds.
    pub fn version(&self, id: &str, on: NaiveDate) -> Option<&Rule> {
        self.versions().find(|rule| rule.id == id && rule.in_force.contains(on))
    }

    /// A document in force on a day that amends the scale of debt groups and whose text was not read (CLS-09).
    pub fn unread_on(&self, on: NaiveDate) -> Option<&Rule> {
        self.versions().find(|rule| rule.in_force.contains(on) && matches!(rule.body, Body::Unread(_)))
    }

    /// The rules with one more version.
    ///
    /// # Errors
    /// [`RuleClash`] where it overlaps a version that stands: that one must be ended first.
    pub fn with(&self, version: Rule) -> Result<Rules, RuleClash> {
        Rules::new(self.versions().cloned().chain([version]).collect())
    }

    /// The rules for a contract of the programme signed on this day.
    pub fn in_force(&self, programme: Programme, on: NaiveDate) -> RuleSet {
        self.for_contract(programme, on, on)
    }

    /// The rules on day `on` for a contract signed earlier, on `signed`.
    pub fn for_contract(&self, programme: Programme, on: NaiveDate, signed: NaiveDate) -> RuleSet {
        let binding = |rule: &&Arc<Rule>| rule.binds(programme, on, signed);
        let rules = self.versions.iter().filter(binding).cloned().collect();
        let raised = self.raised.iter().filter(|own| own.rule.binds(programme, on, signed)).cloned().collect();
        RuleSet { programme, on, rules, raised }
    }
}

/// The rules that bind one contract on one day, each id once.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RuleSet {
    programme: Programme,
    on: NaiveDate,
    rules: Vec<Arc<Rule>>,
    raised: Vec<Arc<Raised>>,
}

/// The rates of job loans, percent a year, as the law fixes them.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct JobRates {
    /// For everybody.
    pub normal: Percent,
    /// For those of the priority groups.
    pub priority: Percent,
    /// Overdue, percent of the loan's own rate.
    pub overdue: Percent,
}

impl RuleSet {
    /// The programme they are of.
    pub const fn programme(&self) -> Programme {
        self.programme
    }

    /// The day they are of.
    pub const fn on(&self) -> NaiveDate {
        self.on
    }

    pub(super) fn raised(&self) -> &[Arc<Raised>] {
        &self.raised
    }

    pub(super) fn shared_mut(&mut self) -> &mut [Arc<Rule>] {
        &mut self.rules
    }

    /// The rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(Arc::as_ref)
    }

    /// The rule of this id.
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.iter().find(|rule| rule.id == id)
    }

    /// The first figure of a kind, with its rule.
    pub fn pick<'s, T>(&'s self, take: impl Fn(&'s Body) -> Option<T>) -> Option<(&'s Rule, T)> {
        self.iter().find_map(|rule| take(&rule.body).map(|figure| (rule, figure)))
    }

    /// The most the overdue rate may be, percent of the contract rate (CF-33).
    pub fn overdue_rate_to(&self) -> Option<(&Rule, Percent)> {
        self.pick(|body| match body {
            Body::OverdueRateTo(percent) => Some(*percent),
            _ => None,
        })
    }

    /// The civil law's caps on the agreed rate and on interest on late interest, percent a year (CF-35).
    pub fn civil_rate_caps(&self) -> Option<(&Rule, (Percent, Percent))> {
        self.pick(|body| match body {
            Body::CivilRateCap { in_term, late_interest } => Some((*in_term, *late_interest)),
            _ => None,
        })
    }

    /// Longest short and longest medium term, in months (CF-31).
    pub fn term_classes(&self) -> Option<(u32, u32)> {
        let classes = self.pick(|body| match body {
            Body::TermClasses { short_to, medium_to } => Some((*short_to, *medium_to)),
            _ => None,
        });
        classes.map(|(_, bounds)| bounds)
    }

    /// The rates of job loans on that day, where the programme has them.
    pub fn job_rates(&self) -> Option<JobRates> {
        let percent = |take: fn(&Body) -> Option<Percent>| self.pick(take).map(|(_, rate)| rate);
        let old = self.pick(|body| match body {
            Body::OldJobRates { normal, priority_of_normal, overdue } => Some((*normal, *priority_of_normal, *overdue)),
            _ => None,
        });
        if let Some((_, (normal, share, overdue))) = old {
            let priority = share.of_percent(normal)?;
            return Some(JobRates { normal, priority, overdue });
        }
        let poor = percent(|body| match body {
            Body::PoorHouseholdRate(rate) => Some(*rate),
            _ => None,
        })?;
        let normal = percent(|body| match body {
            Body::NormalRateOfPoor(share) => Some(*share),
            _ => None,
        })?;
        let priority = percent(|body| match body {
            Body::PriorityRateOfPoor(share) => Some(*share),
            _ => None,
        })?;
        let overdue = percent(|body| match body {
            Body::OverdueRateIs(share) => Some(*share),
            _ => None,
        })?;
        Some(JobRates { normal: normal.of_percent(poor)?, priority: priority.of_percent(poor)?, overdue })
    }
}
