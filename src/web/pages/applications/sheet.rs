//! The eligibility sheet and the schedule, ready to be shown.
use chrono::NaiveDate;

use crate::actions::Refusal;
use crate::actions::preview::{Plan, Preview};
use crate::domain::eligibility::{Outcome, Verdict};
use crate::domain::percent::Percent;
use crate::domain::schedule::Schedule;
use crate::text::eligibility::{FindingInWords, SheetInWords, VersionInWords, in_words, without_notes};
use crate::text::{Texts, format};

/// The sheet: what is open first, then what is kept.
#[derive(Debug, Clone)]
pub struct SheetView {
    /// As of when, and by which figures.
    pub note: String,
    /// The tag's class: `pass`, `review` or `fail`.
    pub kind: &'static str,
    pub outcome: &'static str,
    /// The largest amount that would pass and what bounds it.
    pub max: Option<String>,
    pub open: Vec<FindingView>,
    pub passed: Vec<FindingView>,
    /// What stops nobody; for staff.
    pub warnings: Vec<String>,
    /// The rules a decision was made by, each with its version.
    pub versions: Vec<(String, String)>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// The class: `pass`, `fail`, `review` or `missing`.
    pub kind: &'static str,
    pub verdict: &'static str,
    pub name: String,
    /// Its id in the collection of laws.
    pub rule: String,
    pub observed: String,
    pub limit: String,
    pub law: String,
    pub message: String,
    /// The rule's text was not read, and nobody has countersigned it.
    pub unconfirmed: bool,
}

impl SheetView {
    /// As the borrower reads it: what the fund finds out is no task of theirs, and what concerns the fund not theirs to know.
    pub fn for_borrower(mut self, t: Texts) -> SheetView {
        self.warnings.clear();
        for finding in self.open.iter_mut().filter(|finding| finding.kind == "missing") {
            if let Some(later) = t.found_out_later(&finding.rule) {
                finding.message = later.to_owned();
                finding.verdict = t.verdict_later();
            }
        }
        self.without_notes()
    }

    /// As a borrower reads it: without the notes that the fund keeps its rules by.
    fn without_notes(mut self) -> SheetView {
        self.versions.clear();
        for finding in self.open.iter_mut().chain(&mut self.passed) {
            finding.unconfirmed = false;
            finding.law = without_notes(&finding.law);
        }
        self
    }

    /// A sheet just made.
    pub fn of_preview(t: Texts, preview: &Preview, on: NaiveDate) -> SheetView {
        SheetView::of(t, &in_words(&preview.examined.sheet), t.sheet_as_of(format::date(on)))
    }

    /// A sheet in words, as decisions keep it.
    pub fn of(t: Texts, sheet: &SheetInWords, note: String) -> SheetView {
        let mut findings: Vec<&FindingInWords> = sheet.findings.iter().collect();
        findings.sort_by_key(|finding| match finding.outcome {
            Verdict::Fail => 0,
            Verdict::Missing => 1,
            Verdict::Review => 2,
            Verdict::Pass => 3,
        });
        let (passed, open): (Vec<_>, Vec<_>) =
            findings.into_iter().map(|finding| finding_view(t, finding)).partition(|finding| finding.kind == "pass");
        let max = sheet.max_amount.zip(sheet.max_amount_rule.as_deref()).map(|(amount, rule)| {
            if amount.is_positive() {
                t.sheet_max(format::dong(amount), t.rule(rule))
            } else {
                t.sheet_max_zero(t.rule(rule))
            }
        });
        SheetView {
            note,
            kind: match sheet.outcome {
                Outcome::Eligible => "pass",
                Outcome::NeedsReview => "review",
                Outcome::NotEligible => "fail",
            },
            outcome: t.outcome(sheet.outcome),
            max,
            open,
            passed,
            warnings: sheet.warnings.iter().map(|warning| warning.message.of(t.lang).to_owned()).collect(),
            versions: sheet.rules.iter().map(|version| version_view(t, version)).collect(),
        }
    }
}

/// `CF-27 · từ 15/05/2021, có sẵn trong chương trình`
fn version_view(t: Texts, version: &VersionInWords) -> (String, String) {
    let from = version.from.map_or_else(|| t.rule_always().to_owned(), |from| t.rule_from(format::date(from)));
    let source = if version.version.is_some() { t.rule_version_confirmed() } else { t.rule_version_shipped() };
    (version.rule.clone(), format!("{from}, {source}"))
}

fn finding_view(t: Texts, finding: &FindingInWords) -> FindingView {
    FindingView {
        kind: match finding.outcome {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Review => "review",
            Verdict::Missing => "missing",
        },
        verdict: t.verdict(finding.outcome),
        name: t.rule(&finding.rule),
        rule: finding.rule.clone(),
        observed: t.figure(&finding.observed, finding.unit),
        limit: t.figure(&finding.limit, finding.unit),
        law: match finding.legal_basis.as_str() {
            "" => t.sheet_own_rule().to_owned(),
            law => law.to_owned(),
        },
        message: finding.message.of(t.lang).to_owned(),
        unconfirmed: finding.unconfirmed,
    }
}

/// The schedule, or a sentence why there is none.
#[derive(Debug, Clone, Default)]
pub struct PlanView {
    /// Why there is none; empty where there is one.
    pub missing: String,
    pub note: String,
    pub count: String,
    pub first: String,
    pub highest: String,
    pub interest: String,
    pub total: String,
    pub rows: Vec<PlanRow>,
}

/// One instalment.
#[derive(Debug, Clone)]
pub struct PlanRow {
    pub number: u32,
    pub due: String,
    pub principal: String,
    pub interest: String,
    pub total: String,
    pub balance: String,
}

impl PlanView {
    /// The schedule of a preview made on a day.
    pub fn of(t: Texts, plan: &Plan, on: NaiveDate) -> PlanView {
        let missing = |sentence: String| PlanView { missing: sentence, ..PlanView::default() };
        match plan {
            Plan::Incomplete => missing(t.plan_incomplete().to_owned()),
            Plan::NoRate => missing(t.plan_no_rate().to_owned()),
            Plan::NotComputable(Refusal::Invalid(errors)) => {
                missing(errors.iter().map(|error| t.problem(error)).collect::<Vec<_>>().join(" "))
            }
            Plan::NotComputable(refusal) => missing(t.refusal(refusal)),
            Plan::Made { schedule, annual_rate_percent } => made(t, schedule, *annual_rate_percent, on),
        }
    }
}

fn made(t: Texts, schedule: &Schedule, rate: Percent, on: NaiveDate) -> PlanView {
    let dated = |row: &crate::domain::schedule::Row| format!("{} · {}", format::date(row.due), format::dong(row.total));
    let highest = schedule.instalments.iter().max_by_key(|row| (row.total, std::cmp::Reverse(row.number)));
    PlanView {
        missing: String::new(),
        note: t.plan_note(t.percent(&rate.to_string()), format::date(on)),
        count: t.plan_count(schedule.instalments.len()),
        first: schedule.instalments.first().map(dated).unwrap_or_default(),
        highest: highest.map(dated).unwrap_or_default(),
        interest: format::dong(schedule.total_interest),
        total: format::dong(schedule.total),
        rows: schedule
            .instalments
            .iter()
            .map(|row| PlanRow {
                number: row.number,
                due: format::date(row.due),
                principal: row.principal.to_string(),
                interest: row.interest.to_string(),
                total: row.total.to_string(),
                balance: row.balance.to_string(),
            })
            .collect(),
    }
}

/// What stands beside a form that is being filled in.
#[derive(Debug, Clone)]
pub struct Panel {
    /// What was typed and not understood.
    pub problems: Vec<String>,
    pub sheet: SheetView,
    pub plan: PlanView,
}

impl Panel {
    /// The panel of a preview made on a day; the borrower reads it without what is the fund's matter.
    pub fn of(t: Texts, preview: &Preview, on: NaiveDate, staff: bool) -> Panel {
        let sheet = SheetView::of_preview(t, preview, on);
        let sheet = if staff { sheet } else { sheet.for_borrower(t) };
        Panel { problems: Vec::new(), sheet, plan: PlanView::of(t, &preview.plan, on) }
    }
}
