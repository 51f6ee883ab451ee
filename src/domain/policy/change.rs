//! How rules change: a later version follows an earlier one from its first day on, and where the law lets somebody else set a
//! figure, only in the direction the law names.

use std::sync::Arc;

use serde_json::Value;

use super::{Body, CapitalSource, Direction, Period, Programme, Rule, RuleClash, RuleSet, Rules};
use crate::domain::percent::Percent;

/// A figure that a province sets in place of the law's own, where the law lets it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Raised {
    /// The province.
    pub province: String,
    /// The rule as the province has it: the id of the law's rule, the province's document as its basis.
    pub rule: Rule,
}

/// Why a figure may not take the place of the law's.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum NotAllowed {
    /// The law lets nobody set it otherwise.
    Nobody,
    /// It may only be raised.
    OnlyUp,
    /// Members may only be added.
    OnlyMore,
}

impl Rules {
    /// The rules with a version that takes over from the one it follows: from its first day on, and where it names a first day
    /// of signature, for contracts signed from then on. What went before stays as it was until that day.
    ///
    /// # Errors
    /// [`RuleClash`] where a version that begins on that day or later stands already.
    pub fn followed_by(&self, version: Rule) -> Result<Rules, RuleClash> {
        let mut versions: Vec<Arc<Rule>> = Vec::new();
        let mut place = None;
        for (number, old) in self.shared().iter().enumerate() {
            if !old.collides_with(&version) {
                versions.push(Arc::clone(old));
                continue;
            }
            if version.in_force.from.is_none() || old.in_force.from >= version.in_force.from {
                let id = version.id.clone();
                return Err(RuleClash { id, first: number, second: self.shared().len() });
            }
            versions.extend(rest_of(old, &version).into_iter().map(Arc::new));
            place = Some(versions.len());
        }
        versions.insert(place.unwrap_or(versions.len()), Arc::new(version));
        Ok(self.with_versions(versions))
    }

    /// The rules with a figure of a province, which follows the province's earlier one.
    ///
    /// # Errors
    /// [`RuleClash`] where the province has one that begins on that day or later.
    pub fn raised_by(&self, raised: Raised) -> Result<Rules, RuleClash> {
        let same = |known: &Raised| known.province == raised.province && known.rule.collides_with(&raised.rule);
        let mut all: Vec<Arc<Raised>> = Vec::new();
        for (number, known) in self.raised().iter().enumerate() {
            if !same(known) {
                all.push(Arc::clone(known));
                continue;
            }
            if known.rule.in_force.from >= raised.rule.in_force.from {
                let id = raised.rule.id.clone();
                return Err(RuleClash { id, first: number, second: self.raised().len() });
            }
            let province = known.province.clone();
            let rests = rest_of(&known.rule, &raised.rule).into_iter();
            all.extend(rests.map(|rule| Arc::new(Raised { province: province.clone(), rule })));
        }
        all.push(Arc::new(raised));
        Ok(self.with_raised(all))
    }

    /// The version that a new one from this day on would follow: of several the one for the latest contracts.
    pub fn version_to_follow(&self, id: &str, programme: Programme, from: chrono::NaiveDate) -> Option<&Rule> {
        let fits = |rule: &&Rule| rule.id == id && rule.programmes.contains(&programme) && rule.in_force.contains(from);
        self.versions().filter(fits).max_by_key(|rule| rule.signed.from)
    }
}

/// What is left of a version when another takes over: the days before, and the contracts signed before.
fn rest_of(old: &Rule, new: &Rule) -> Vec<Rule> {
    let mut rests = Vec::new();
    let day_before = |day: Option<chrono::NaiveDate>| day.and_then(|day| day.pred_opt());
    let before = Period { from: old.in_force.from, to: day_before(new.in_force.from) };
    rests.push(Rule { in_force: before, ..old.clone() });
    if new.signed.from > old.signed.from {
        let in_force = Period { from: new.in_force.from, to: old.in_force.to };
        let signed = Period { from: old.signed.from, to: day_before(new.signed.from) };
        rests.push(Rule { in_force, signed, ..old.clone() });
    }
    rests
}

impl RuleSet {
    /// The rules as they stand in a province for money of this source: a province's figure in place of the law's where the law
    /// allows it.
    pub fn in_province(&self, province: Option<&str>, source: Option<CapitalSource>) -> RuleSet {
        let mut set = self.clone();
        for rule in set.shared_mut() {
            if let Some(own) = province.and_then(|province| raised_for(self, rule, province))
                && fits_source(rule, source)
            {
                *rule = Arc::new(Rule { overridden_by: rule.overridden_by.clone(), ..own.clone() });
            }
        }
        set
    }

    /// The source of money for which the province of the fund has a figure of its own for this rule.
    pub fn source_with_own_figure(&self, rule: &Rule, province: Option<&str>) -> Option<CapitalSource> {
        raised_for(self, rule, province?)?;
        rule.overridden_by.as_ref()?.only_source
    }
}

fn fits_source(rule: &Rule, source: Option<CapitalSource>) -> bool {
    rule.overridden_by.as_ref().is_some_and(|may| may.only_source.is_none() || may.only_source == source)
}

/// The province's figure, where it still goes in the direction the law allows: the law itself may have moved past it.
fn raised_for<'s>(set: &'s RuleSet, rule: &Rule, province: &str) -> Option<&'s Rule> {
    let own = |raised: &&Arc<Raised>| raised.rule.id == rule.id && super::same_province(&raised.province, province);
    let found = set.raised().iter().find(own)?;
    allows(rule, &found.rule.body).ok().map(|()| &found.rule)
}

/// Whether a figure may take the place of the rule's.
///
/// # Errors
/// [`NotAllowed`] with the direction the law leaves open.
pub fn allows(law: &Rule, body: &Body) -> Result<(), NotAllowed> {
    let Some(may) = &law.overridden_by else { return Err(NotAllowed::Nobody) };
    let (of_law, own) = (value_of(&law.body), value_of(body));
    match may.direction {
        Direction::UpOnly if not_below(&own, &of_law) => Ok(()),
        Direction::UpOnly => Err(NotAllowed::OnlyUp),
        Direction::AddOnly if has_all(&own, &of_law) => Ok(()),
        Direction::AddOnly => Err(NotAllowed::OnlyMore),
    }
}

/// The value of a rule as it stands in the file.
pub fn value_of(body: &Body) -> Value {
    let written = serde_json::to_value(body).unwrap_or_default();
    written.get("value").cloned().unwrap_or_default()
}

/// Every figure at least as high as the law's, and nothing else changed.
fn not_below(own: &Value, law: &Value) -> bool {
    match (own, law) {
        (Value::Object(own), Value::Object(law)) => {
            own.len() == law.len() && law.iter().all(|(name, law)| own.get(name).is_some_and(|own| not_below(own, law)))
        }
        (Value::Array(own), Value::Array(law)) => {
            own.len() == law.len() && own.iter().zip(law).all(|(own, law)| not_below(own, law))
        }
        (Value::Number(own), Value::Number(law)) => own.as_i64() >= law.as_i64(),
        (Value::String(own), Value::String(law)) => match (Percent::parse(own), Percent::parse(law)) {
            (Ok(own), Ok(law)) => own >= law,
            _ => own == law,
        },
        _ => own == law,
    }
}

fn has_all(own: &Value, law: &Value) -> bool {
    match (own, law) {
        (Value::Array(own), Value::Array(law)) => law.iter().all(|member| own.contains(member)),
        _ => own == law,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::money::Money;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shipped() -> Rules {
        crate::policy::rules().unwrap()
    }

    fn follower(rules: &Rules, id: &str, programme: Programme, from: &str, body: Body) -> Rule {
        let mut rule = rules.version_to_follow(id, programme, day(from)).unwrap().clone();
        rule.in_force = Period { from: Some(day(from)), to: None };
        rule.body = body;
        rule
    }

    fn demanded(rules: &Rules, id: &str, programme: Programme, on: &str, signed: &str) -> Value {
        value_of(&rules.for_contract(programme, day(on), day(signed)).find(id).unwrap().body)
    }

    #[test]
    fn a_later_version_takes_over_on_its_day_and_not_before() {
        let ten = follower(&shipped(), "CF-27", Programme::A, "2026-06-01", Body::CustomerDebtTo(Percent::whole(10)));
        let rules = shipped().followed_by(ten.clone()).unwrap();
        let share = |on: &str| demanded(&rules, "CF-27", Programme::A, on, on);
        assert_eq!((share("2026-05-31"), share("2026-06-01")), (Value::from("15"), Value::from("10")));
        // The sheet keeps its order, and every other rule is as it was.
        let ids = |rules: &Rules, on| -> Vec<String> {
            rules.in_force(Programme::A, day(on)).iter().map(|rule| rule.id.clone()).collect()
        };
        assert_eq!(ids(&rules, "2026-06-01"), ids(&shipped(), "2026-06-01"));
        // None begins on that day or before it any more, and a third may follow.
        assert!(rules.followed_by(ten).is_err());
        let early = follower(&shipped(), "CF-27", Programme::A, "2026-05-01", Body::CustomerDebtTo(Percent::whole(12)));
        assert!(rules.followed_by(early).is_err());
        let third = follower(&rules, "CF-27", Programme::A, "2026-07-01", Body::CustomerDebtTo(Percent::whole(12)));
        let rules = rules.followed_by(third).unwrap();
        assert_eq!(demanded(&rules, "CF-27", Programme::C, "2026-06-30", "2026-06-30"), Value::from("10"));
        assert_eq!(demanded(&rules, "CF-27", Programme::C, "2026-07-01", "2026-07-01"), Value::from("12"));
    }

    #[test]
    fn a_version_for_later_contracts_leaves_the_signed_ones_alone() {
        let mut term = follower(&shipped(), "JB-12", Programme::BNew, "2027-01-01", Body::TermTo(96));
        term.signed.from = Some(day("2027-01-01"));
        let rules = shipped().followed_by(term).unwrap();
        let months = |on, signed| demanded(&rules, "JB-12", Programme::BNew, on, signed);
        assert_eq!(months("2026-12-31", "2026-12-31"), Value::from(120));
        assert_eq!(months("2027-06-01", "2026-12-31"), Value::from(120));
        assert_eq!(months("2027-06-01", "2027-01-01"), Value::from(96));
    }

    fn limits(establishment: i64, per_job: i64) -> Body {
        let dong = |amount| Some(Money::dong(amount));
        Body::JobLoanLimits { establishment: dong(establishment), per_job: dong(per_job), worker: None }
    }

    #[test]
    fn a_province_may_raise_and_not_lower_and_only_where_the_law_lets_it() {
        let law = shipped().version_to_follow("JB-07", Programme::BNew, day("2026-06-01")).unwrap().clone();
        assert_eq!(allows(&law, &limits(12_000_000_000, 200_000_000)), Ok(()));
        assert_eq!(allows(&law, &limits(10_000_000_000, 200_000_000)), Ok(()));
        assert_eq!(allows(&law, &limits(9_999_999_999, 300_000_000)), Err(NotAllowed::OnlyUp));
        let lacks = Body::JobLoanLimits { establishment: Some(Money::dong(i64::MAX)), per_job: None, worker: None };
        assert_eq!(allows(&law, &lacks), Err(NotAllowed::OnlyUp));
        let share = shipped().version_to_follow("CF-27", Programme::A, day("2026-06-01")).unwrap().clone();
        assert_eq!(allows(&share, &Body::CustomerDebtTo(Percent::whole(20))), Err(NotAllowed::Nobody));
    }

    #[test]
    fn a_province_s_figure_counts_there_for_its_source_and_no_longer_than_it_is_the_higher_one() {
        let own = follower(&shipped(), "JB-07", Programme::BNew, "2026-06-01", limits(12_000_000_000, 200_000_000));
        let rules = shipped().raised_by(Raised { province: "Điện Biên".into(), rule: own }).unwrap();
        let cap = |rules: &Rules, province, source, on| {
            let set = rules.in_force(Programme::BNew, day(on)).in_province(Some(province), source);
            value_of(&set.find("JB-07").unwrap().body)["establishment"].as_i64().unwrap()
        };
        let local = Some(CapitalSource::LocalBudget);
        assert_eq!(cap(&rules, "tỉnh Dien Bien", local, "2026-06-01"), 12_000_000_000);
        assert_eq!(cap(&rules, "Điện Biên", local, "2026-05-31"), 10_000_000_000);
        assert_eq!(cap(&rules, "Điện Biên", Some(CapitalSource::CentralBudget), "2026-06-01"), 10_000_000_000);
        assert_eq!(cap(&rules, "Điện Biên", None, "2026-06-01"), 10_000_000_000);
        assert_eq!(cap(&rules, "Sơn La", local, "2026-06-01"), 10_000_000_000);
        let law = follower(&rules, "JB-07", Programme::BNew, "2026-09-01", limits(15_000_000_000, 300_000_000));
        let rules = rules.followed_by(law).unwrap();
        assert_eq!(cap(&rules, "Điện Biên", local, "2026-08-31"), 12_000_000_000);
        assert_eq!(cap(&rules, "Điện Biên", local, "2026-09-01"), 15_000_000_000);
    }
}
