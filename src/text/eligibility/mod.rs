//! Findings in words: what was seen, what the rule allows, and what to do about it, both languages side by side.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod job;
mod names;
mod support;

pub use names::{fact_name, kind_name, programme_name};

use crate::domain::eligibility::{Basis, Figure, Finding, Outcome, Reason, Sheet, Verdict, Warning, WarningKind};
use crate::domain::money::Money;
use crate::domain::policy::{LegalBasis, Rule, RuleSet, Unit, value_of};
use crate::text::Lang;
use crate::text::format::{date, dong, with_points};

/// A sentence in both languages.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The sentence for a reader.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// A sheet as the command line and the door print it, and as a decision keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetInWords {
    /// See [`Outcome`].
    pub outcome: Outcome,
    /// Dong; `null` where no rule bounds the amount with the facts given.
    pub max_amount: Option<Money>,
    /// The rule that binds there.
    pub max_amount_rule: Option<String>,
    /// In the order of the rules.
    pub findings: Vec<FindingInWords>,
    /// What stops nobody and should be known.
    pub warnings: Vec<WarningInWords>,
    /// Every rule in force for the decision, with its version. Only a decision keeps them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<VersionInWords>,
}

/// One finding of a [`SheetInWords`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingInWords {
    /// The id of the rule.
    pub rule: String,
    /// See [`Verdict`].
    pub outcome: Verdict,
    /// The figure looked at.
    pub observed: serde_json::Value,
    /// What it was compared with.
    pub limit: serde_json::Value,
    /// What both are measured in.
    pub unit: Unit,
    /// Where the rule is written, as Vietnamese law is cited.
    pub legal_basis: String,
    /// What it means, and what to do.
    pub message: Message,
    /// The rule's text was not read, and nobody has countersigned it. Left out where that is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
}

/// The version of a rule that something was judged by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionInWords {
    /// The id of the rule.
    pub rule: String,
    /// Its first day as law; `null` where it has none.
    pub from: Option<NaiveDate>,
    /// The first day of signature of the contracts it binds; `null` where it binds all.
    pub signed_from: Option<NaiveDate>,
    /// The row it was confirmed in; `null` for what the program ships.
    pub version: Option<String>,
    /// What it demanded, as in the file of rules.
    pub value: serde_json::Value,
}

/// One warning of a [`SheetInWords`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarningInWords {
    /// The id of the rule.
    pub rule: String,
    /// Where the rule is written.
    pub legal_basis: String,
    /// What it means.
    pub message: Message,
}

/// The sheet in words.
pub fn in_words(sheet: &Sheet) -> SheetInWords {
    let figure = |figure: &Figure| serde_json::to_value(figure).unwrap_or_default();
    let finding = |finding: &Finding| FindingInWords {
        rule: finding.rule.clone(),
        outcome: finding.verdict,
        observed: figure(&finding.observed),
        limit: figure(&finding.limit),
        unit: finding.unit,
        legal_basis: legal_basis(&finding.basis),
        message: message(finding),
        unconfirmed: finding.unsure,
    };
    let warning = |warning: &Warning| WarningInWords {
        rule: warning.rule.clone(),
        legal_basis: legal_basis(&warning.basis),
        message: warning_message(warning),
    };
    SheetInWords {
        outcome: sheet.outcome,
        max_amount: sheet.max_amount,
        max_amount_rule: sheet.max_amount_rule.clone(),
        findings: sheet.findings.iter().map(finding).collect(),
        warnings: sheet.warnings.iter().map(warning).collect(),
        rules: Vec::new(),
    }
}

/// The sheet as a decision keeps it: with the version of every rule it was made under.
pub fn for_the_record(sheet: &Sheet, rules: &RuleSet) -> SheetInWords {
    let version = |rule: &Rule| VersionInWords {
        rule: rule.id.clone(),
        from: rule.in_force.from,
        signed_from: rule.signed.from,
        version: rule.version.clone(),
        value: value_of(&rule.body),
    };
    SheetInWords { rules: rules.iter().map(version).collect(), ..in_words(sheet) }
}

/// The places as Vietnamese law is cited: `điểm a khoản 2 Điều 23 Nghị định 45/2021/NĐ-CP`.
pub fn legal_basis(basis: &Basis) -> String {
    match basis {
        Basis::Law(places) => citations(places),
        Basis::Fund(source) => {
            format!("{}, {} ngày {}", source.clause, source.document, date(source.dated))
        }
        Basis::Unwritten => String::new(),
    }
}

/// Places in the law, one after the other.
pub fn citations(places: &[LegalBasis]) -> String {
    places.iter().map(citation).collect::<Vec<_>>().join("; ")
}

/// A citation without what it says of our own sources: that is for those who keep the rules.
pub fn without_notes(citation: &str) -> String {
    citation.replace(" (chưa rõ số)", "")
}

fn citation(place: &LegalBasis) -> String {
    let mut parts = Vec::new();
    if let Some(point) = &place.point {
        parts.push(format!("điểm {point}"));
    }
    if let Some(clause) = &place.clause {
        parts.push(format!("khoản {clause}"));
    }
    if let Some(article) = &place.article {
        parts.push(format!("Điều {article}"));
    }
    parts.push(place.document.clone());
    parts.join(" ")
}

/// What a finding says: what was seen, what the rule allows, and what to do about it.
pub fn message(finding: &Finding) -> Message {
    let kept = finding.verdict == Verdict::Pass;
    let (vi, en) = match &finding.reason {
        Reason::Missing(facts) => support::missing(facts),
        Reason::Concerns(whom) => support::concerns(*whom),
        Reason::Borrower { kind, allowed } => support::borrower(*kind, allowed, kept),
        Reason::Province { .. } | Reason::Nationwide => support::place(&finding.reason, kept),
        Reason::Established { person_from } => support::established(*person_from, kept),
        Reason::Plan => support::plan(kept),
        Reason::OwnCapital { .. } | Reason::NoCost => support::own_capital(&finding.reason, kept),
        Reason::DebtGroup { .. } | Reason::ProofLater { .. } | Reason::ProofOlder { .. } => {
            support::credit(&finding.reason, kept)
        }
        Reason::Concentration { .. } => support::concentration(&finding.reason, kept),
        Reason::Rate { .. } | Reason::FundRate { .. } => support::rate(&finding.reason, kept),
        Reason::JobLoan { .. } | Reason::JobLoansTogether { .. } => job::job_loan(&finding.reason, kept),
        Reason::Term { months, limit } => job::term(*months, *limit, kept),
        Reason::PriorityShare { .. } | Reason::WorkersContradict => job::share(&finding.reason),
        Reason::PriorityWorker { .. } => job::worker(&finding.reason),
        Reason::Security { .. } => job::security(&finding.reason, finding.verdict),
        Reason::Capital { amount, available } => support::capital(*amount, *available, kept),
        Reason::Closed { .. } | Reason::Moved { .. } | Reason::NotOpen { .. } => support::closed(&finding.reason),
        Reason::RegulationLacks(keys) => support::lacks(keys),
    };
    // Both were written with the same figures.
    Message { vi, en: with_points(&en) }
}

type Both = (String, String);

fn warning_message(warning: &Warning) -> Message {
    let WarningKind::CharterBelowMinimum { charter, minimum } = warning.kind;
    let (charter, minimum) = (dong(charter), dong(minimum));
    Message {
        vi: format!(
            "Vốn điều lệ của quỹ là {charter}, thấp hơn mức tối thiểu {minimum} theo luật. Việc cho vay vẫn tiếp tục; quỹ cần có kế hoạch bổ sung vốn."
        ),
        en: format!(
            "The fund’s charter capital is {charter}, below the legal minimum of {minimum}. Lending goes on; the fund needs a plan to raise it."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eligibility::{Facts, assess};
    use crate::domain::policy::Programme;

    #[test]
    fn every_finding_says_something_in_both_languages_and_cites_its_law() {
        for (programme, on) in [
            (Programme::A, "2026-06-30"),
            (Programme::C, "2026-06-30"),
            (Programme::BNew, "2026-06-30"),
            (Programme::BOld, "2026-06-30"),
            (Programme::BOld, "2025-12-31"),
        ] {
            let on = on.parse().unwrap();
            let rules = crate::policy::rules().unwrap().in_force(programme, on);
            let sheet = in_words(&assess(&rules, None, &Facts::default(), on));
            for finding in &sheet.findings {
                let Message { vi, en } = &finding.message;
                assert!(vi.ends_with('.') && en.ends_with('.') && vi != en, "{}: {vi} {en}", finding.rule);
                assert!(!finding.legal_basis.is_empty(), "{}", finding.rule);
            }
            let json = serde_json::to_string(&sheet).unwrap();
            assert_eq!(serde_json::from_str::<SheetInWords>(&json).unwrap(), sheet);
        }
    }
}
