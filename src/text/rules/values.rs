//! What a rule demands, in a line.
use serde_json::Value;

use crate::domain::money::Money;
use crate::domain::policy::{
    Body, BorrowerKind, CapitalSource, Direction, Kind, Period, PriorityGroup, Rule, Scheme, Territory, Unit, Whom,
    value_of,
};
use crate::text::eligibility::{kind_name, programme_name};
use crate::text::{Texts, format};

impl Texts {
    /// What a rule is about, in a few words.
    pub fn rule_subject(self, rule: &Rule) -> String {
        let known = self.rule(&rule.id);
        if known != rule.id {
            return known;
        }
        match &rule.body {
            Body::LegalMinimumCapital(_) => self.subject_capital(),
            Body::EarlyWarning { .. } => self.subject_early_warning(),
            Body::OverdueRateTo(_) | Body::OverdueRateIs(_) => self.subject_overdue_rate(),
            Body::LateInterestDefault(_) => self.subject_late_default(),
            Body::CivilRateCap { .. } => self.subject_civil_caps(),
            Body::TermClasses { .. } => self.subject_term_classes(),
            Body::Delegated(_) => self.subject_delegated(),
            Body::Classification(_) => self.subject_classification(),
            Body::DebtGroup { .. } | Body::DebtScale(_) => self.subject_debt_group(),
            Body::WorstGroupOfCustomer(_) => self.subject_worst_group(),
            Body::ClassifyWithin(_) => self.subject_classify_within(),
            Body::SpecificProvision(_) => self.subject_specific(),
            Body::GeneralProvision { .. } => self.subject_general(),
            Body::AccrueToGroup(_) => self.subject_accrue(),
            Body::OnlyUnpaidInstalmentOverdue(_) => self.subject_unpaid_only(),
            Body::Unread(_) => self.subject_unread(),
            Body::CapitalSources(_) => self.subject_sources(),
            Body::ExtensionTo(_) => self.subject_extension(),
            Body::FreezeTo(_) => self.subject_freeze(),
            body => self.price_subject(body),
        }
        .to_owned()
    }

    fn price_subject(self, body: &Body) -> &'static str {
        match body {
            Body::NormalRateOfPoor(_) => self.subject_normal_of_poor(),
            Body::PriorityRateOfPoor(_) => self.subject_priority_of_poor(),
            Body::PoorHouseholdRate(_) => self.subject_poor_rate(),
            Body::OldJobRates { .. } => self.subject_old_rates(),
            Body::AnswerWithin { .. } => self.subject_answer(),
            Body::PendingFilesMoveTo(_) => self.subject_pending(),
            _ => self.subject_noted(),
        }
    }

    /// What a rule demands, in a line.
    pub fn rule_value(self, rule: &Rule) -> String {
        match &rule.body {
            Body::DebtGroup { group, cases } => {
                let ways: Vec<String> = cases.iter().map(|case| self.group_way(case)).collect();
                format!("{} {group}: {}", self.subject_debt_group(), ways.join("; "))
            }
            Body::DebtScale(groups) => {
                let ways =
                    |cases: &Vec<_>| cases.iter().map(|case| self.group_way(case)).collect::<Vec<_>>().join("; ");
                let groups = (1..).zip(groups).map(|(number, cases)| format!("{number}: {}", ways(cases)));
                groups.collect::<Vec<_>>().join(". ")
            }
            Body::Delegated(keys) => {
                let names: Vec<&str> = keys.iter().map(|key| self.setting_name(*key)).collect();
                format!("{}: {}", self.say_settings(), names.join(", "))
            }
            Body::Territory(Territory::Nationwide) => self.say_nationwide().to_owned(),
            Body::Territory(Territory::FundProvince) => self.say_fund_province().to_owned(),
            Body::PlanFeasible(whom) => self.whom(*whom).to_owned(),
            Body::Classification(Scheme::Microfinance) => self.say_microfinance().to_owned(),
            Body::Classification(Scheme::Status) => self.say_status().to_owned(),
            Body::NoNewContracts(instead) => self.say_no_new(self.programme_in_words(*instead)),
            Body::PendingFilesMoveTo(to) => self.say_moved(self.programme_in_words(*to)),
            Body::Noted(_) => self.say_noted().to_owned(),
            Body::OwnCapitalFrom(_) => self.say_at_least(self.plain_value(&value_of(&rule.body), rule.body.unit())),
            Body::CustomerDebtTo(_)
            | Body::RelatedDebtTo(_)
            | Body::DebtGroupTo(_)
            | Body::OverdueRateTo(_)
            | Body::TermTo(_) => self.say_at_most(self.plain_value(&value_of(&rule.body), rule.body.unit())),
            Body::PriorityShareFrom { percent, groups } => {
                let groups: Vec<&str> = groups.iter().map(|group| self.priority_group(*group)).collect();
                self.say_priority_share(self.percent(&percent.to_string()), groups.join(", "))
            }
            body => self.plain_value(&value_of(body), body.unit()),
        }
    }

    fn programme_in_words(self, programme: crate::domain::policy::Programme) -> &'static str {
        let (vi, en) = programme_name(programme);
        self.pick(vi, en)
    }

    fn whom(self, whom: Whom) -> &'static str {
        match whom {
            Whom::Anyone => self.say_anyone(),
            Whom::Establishments => self.say_establishments(),
            Whom::Workers => self.say_workers(),
        }
    }

    /// A value as it stands in the file of rules, for people.
    fn plain_value(self, value: &Value, unit: Unit) -> String {
        match value {
            Value::Bool(true) => self.say_true().to_owned(),
            Value::Bool(false) => self.no().to_owned(),
            Value::Number(number) => self.with_unit(number.as_i64().unwrap_or_default(), unit),
            Value::String(text) => self.named(text, unit),
            Value::Array(all) => all.iter().map(|one| self.plain_value(one, unit)).collect::<Vec<_>>().join(", "),
            Value::Object(parts) => {
                let part = |(name, value): (&String, &Value)| match value {
                    Value::Bool(false) => None,
                    Value::Bool(true) => Some(self.leaf(name).to_owned()),
                    // A percentage among amounts or days is one all the same.
                    value => Some(format!("{}: {}", self.leaf(name), self.plain_value(value, leaf_unit(name, unit)))),
                };
                parts.iter().filter_map(part).collect::<Vec<_>>().join("; ")
            }
            Value::Null => String::new(),
        }
    }

    fn with_unit(self, number: i64, unit: Unit) -> String {
        match unit {
            Unit::Dong => format::dong(Money::dong(number)),
            _ => format!("{number}\u{a0}{}", self.unit(unit)).trim().to_owned(),
        }
    }

    /// What figures are measured in.
    pub fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Dong => self.unit_dong(),
            Unit::Percent => "%",
            Unit::PercentAYear => self.unit_percent_a_year(),
            Unit::Months => self.unit_of_months(),
            Unit::Days => self.unit_of_days(),
            Unit::WorkingDays => self.unit_of_working_days(),
            Unit::Years => self.unit_of_years(),
            Unit::DebtGroup => self.unit_of_groups(),
            Unit::Persons => self.unit_of_persons(),
            Unit::BorrowerKind | Unit::Province | Unit::YesNo | Unit::Names => "",
        }
    }

    /// A name out of the file: a kind of borrower, a source, a group; else a percentage, else as it stands.
    pub fn named(self, text: &str, unit: Unit) -> String {
        fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
            serde_json::from_value(Value::String(text.to_owned())).ok()
        }
        if let Some(kind) = read::<BorrowerKind>(text) {
            let (vi, en) = kind_name(kind);
            return self.pick(vi, en).to_owned();
        }
        if let Some(source) = read::<CapitalSource>(text) {
            return self.job_capital_source(source).to_owned();
        }
        if let Some(group) = read::<PriorityGroup>(text) {
            return self.priority_group(group).to_owned();
        }
        let percent = matches!(unit, Unit::Percent | Unit::PercentAYear);
        if percent { self.percent(text) } else { text.to_owned() }
    }

    /// Where the money of a job loan comes from.
    pub fn job_capital_source(self, source: CapitalSource) -> &'static str {
        match source {
            CapitalSource::CentralBudget => self.source_central_budget(),
            CapitalSource::LocalBudget => self.source_local_budget(),
            CapitalSource::BankMobilised => self.source_bank_mobilised(),
            CapitalSource::Entrusted => self.source_entrusted(),
        }
    }

    /// A group of workers whose work is a priority.
    pub fn priority_group(self, group: PriorityGroup) -> &'static str {
        match group {
            PriorityGroup::Disabled => self.group_disabled(),
            PriorityGroup::EthnicMinority => self.group_minority(),
            PriorityGroup::ExPrisoner => self.group_ex_prisoner(),
            PriorityGroup::ExCompulsoryEducation => self.group_ex_education(),
            PriorityGroup::ExCompulsoryDetox => self.group_ex_detox(),
        }
    }

    /// What a kind of rule is called.
    pub fn rule_kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Law => self.rule_kind_law(),
            Kind::Deleg => self.rule_kind_deleg(),
            Kind::Own => self.rule_kind_own(),
            Kind::Ref => self.rule_kind_ref(),
        }
    }

    /// Days from one to another.
    pub fn rule_period(self, period: &Period) -> String {
        match (period.from.map(format::date), period.to.map(format::date)) {
            (Some(from), Some(to)) => self.rule_from_to(from, to),
            (Some(from), None) => self.rule_from(from),
            (None, Some(to)) => self.rule_to(to),
            (None, None) => self.rule_always().to_owned(),
        }
    }

    /// Who else may set the figure, and how.
    pub fn rule_override(self, rule: &Rule) -> Option<String> {
        let may = rule.overridden_by.as_ref()?;
        let words = match may.direction {
            Direction::UpOnly => self.rule_may_raise(&may.by),
            Direction::AddOnly => self.rule_may_add(&may.by),
        };
        let only = may.only_source.map(|source| self.rule_only_source(self.job_capital_source(source)));
        Some(only.map_or_else(|| words.clone(), |only| format!("{words}, {only}")))
    }

    /// The name of a part of a value.
    pub fn leaf(self, name: &str) -> &str {
        match name {
            "establishment" => self.leaf_establishment(),
            "per_job" => self.leaf_per_job(),
            "worker" => self.leaf_worker(),
            "amount" => self.leaf_amount(),
            "inclusive" => self.leaf_inclusive(),
            "percent" => self.leaf_percent(),
            "groups" => self.leaf_groups(),
            "group" => self.leaf_group(),
            "group_to" => self.leaf_group_to(),
            "days_from" => self.leaf_days_from(),
            "days_below" => self.leaf_days_below(),
            "restructured" => self.leaf_restructured(),
            "or_more_often" => self.leaf_or_more_often(),
            "interest_waived" => self.leaf_interest_waived(),
            "short_to" => self.leaf_short_to(),
            "medium_to" => self.leaf_medium_to(),
            "in_term" => self.leaf_in_term(),
            "late_interest" => self.leaf_late_interest(),
            other => self.other_leaf(other),
        }
    }

    fn other_leaf(self, name: &str) -> &str {
        match name {
            "years" => self.leaf_years(),
            "own_lending_below" => self.leaf_own_lending_below(),
            "bad_debt_above" => self.leaf_bad_debt_above(),
            "deficit_from" => self.leaf_deficit_from(),
            "normal" => self.leaf_normal(),
            "priority_of_normal" => self.leaf_priority_of_normal(),
            "overdue" => self.leaf_overdue(),
            "appraisal" => self.leaf_appraisal(),
            "decision" => self.leaf_decision(),
            "short_term_to" => self.leaf_short_term_to(),
            "short" => self.leaf_short(),
            "longer_percent" => self.leaf_longer_percent(),
            "loss_from" => self.leaf_loss_from(),
            "months" => self.leaf_months(),
            other => other,
        }
    }
}

/// The unit of one part of a value that is measured otherwise than the whole.
pub fn leaf_unit(name: &str, unit: Unit) -> Unit {
    match name {
        "percent" | "longer_percent" | "loss_from" | "priority_of_normal" | "overdue" | "own_lending_below"
        | "bad_debt_above" | "deficit_from" => Unit::Percent,
        "group" | "group_to" => Unit::DebtGroup,
        "restructured" => Unit::Names,
        _ => unit,
    }
}
