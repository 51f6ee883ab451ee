//! `/programmes/CODE`: what a fund lends for, on which conditions, and how to begin. For anybody, before signing in.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::{Route, State, get, routes};

use crate::actions::Office;
use crate::actions::programme::{self, Told};
use crate::domain::policy::{Body, Programme, Rule};
use crate::domain::regulation::SettingKey;
use crate::text::eligibility::{citations, kind_name, without_notes};
use crate::text::{Texts, format};
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![view, checklist]
}

/// What of a fund's regulation a borrower wants to know before applying, in the order it is read.
const TERMS: [SettingKey; 8] = [
    SettingKey::Rates,
    SettingKey::MaxTerm,
    SettingKey::Unsecured,
    SettingKey::CollateralRatios,
    SettingKey::OverdueFactor,
    SettingKey::LateInterest,
    SettingKey::Prepayment,
    SettingKey::PriorityList,
];

/// A condition in words.
struct Condition {
    name: String,
    says: String,
    law: String,
}

/// A part of the regulation in words.
struct Term {
    name: String,
    says: Vec<String>,
    source: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "programmes/view.html")]
struct ProgrammePage {
    page: Page,
    code: String,
    programme: &'static str,
    purpose: &'static str,
    open: bool,
    /// Who may borrow, each kind by its name.
    who: Vec<String>,
    conditions: Vec<Condition>,
    papers: Vec<String>,
    /// The whole time in a sentence, and its parts.
    days: Option<String>,
    day_parts: Vec<String>,
    days_law: String,
    terms: Vec<Term>,
    available: Option<String>,
    served: i64,
    as_of: String,
    /// The regulation is made up for the example.
    example: bool,
}

#[get("/programmes/<code>")]
async fn view(page: Page, code: &str, office: &State<Office>) -> Answer<ProgrammePage> {
    let today = office.clock.today();
    let told = office.store.read(async |tx| programme::told(tx, code, today).await).await?;
    Ok(of(page, told, today))
}

fn of(page: Page, told: Told, today: NaiveDate) -> ProgrammePage {
    let t = page.t;
    let name = t.pick(&told.fund.name_vi, &told.fund.name_en).to_owned();
    let days = told.days();
    let mut day_parts: Vec<String> = days.appraisal.map(|days| t.prog_days_appraisal(days)).into_iter().collect();
    day_parts.extend(days.decision.map(|days| t.prog_days_decision(days)));
    ProgrammePage {
        programme: t.programme(&told.fund.programme),
        purpose: t.programme_purpose(&told.fund.programme),
        open: told.fund.open && told.fund.programme != Programme::BOld,
        who: who(t, &told),
        conditions: told.conditions().filter(|rule| !is_who(rule)).map(|rule| condition(t, rule)).collect(),
        papers: told.regulation.papers().to_vec(),
        days: days.total().map(|days| t.prog_days_total(days)),
        day_parts,
        days_law: days.law.map(law_of).unwrap_or_default(),
        terms: terms(t, &told),
        available: told.available().map(format::dong),
        served: told.served,
        as_of: format::date(today),
        example: told.regulation.iter().any(|setting| setting.example),
        code: told.fund.code,
        page: page.titled(name),
    }
}

fn is_who(rule: &Rule) -> bool {
    matches!(rule.body, Body::Borrowers(_))
}

fn who(t: Texts, told: &Told) -> Vec<String> {
    let kinds = told.rules.pick(|body| match body {
        Body::Borrowers(kinds) => Some(kinds.clone()),
        _ => None,
    });
    let (_, kinds) = kinds.unzip();
    let named = |kind| {
        let (vi, en) = kind_name(kind);
        format::capitalised(t.pick(vi, en))
    };
    kinds.unwrap_or_default().into_iter().map(named).collect()
}

/// Where a rule is written, for those who do not keep it.
fn law_of(rule: &Rule) -> String {
    without_notes(&citations(&rule.legal_basis))
}

fn condition(t: Texts, rule: &Rule) -> Condition {
    Condition { name: t.rule_subject(rule), says: t.condition(rule), law: law_of(rule) }
}

/// The regulation's terms, or for job credit the rates of the law.
fn terms(t: Texts, told: &Told) -> Vec<Term> {
    if told.fund.programme.is_support_fund() {
        let found = TERMS.into_iter().filter_map(|key| told.regulation.get(key));
        let term = |setting: &crate::domain::regulation::Setting| {
            let source = &setting.source;
            Term {
                name: t.setting_name(setting.value.key()).to_owned(),
                says: t.setting_in_words(&setting.value),
                source: t.setting_source_of(&source.document, format::date(source.dated), &source.clause),
            }
        };
        return found.map(term).collect();
    }
    let Some(rates) = told.rules.job_rates() else { return Vec::new() };
    let percent = |rate: crate::domain::percent::Percent| t.percent(&rate.to_string());
    let law = told.rules.iter().filter(|rule| {
        matches!(rule.body, Body::NormalRateOfPoor(_) | Body::PriorityRateOfPoor(_) | Body::PoorHouseholdRate(_))
    });
    let law: Vec<String> = law.map(law_of).collect();
    let says = vec![t.prog_job_rate(percent(rates.normal)), t.prog_job_rate_lower(percent(rates.priority))];
    vec![Term { name: t.ask_rate().to_owned(), says, source: law.join("; ") }]
}

#[derive(Template, WebTemplate)]
#[template(path = "programmes/checklist.html")]
struct ChecklistPage {
    page: Page,
    code: String,
    name: String,
    papers: Vec<String>,
    as_of: String,
}

/// The papers on a sheet of A4, to be ticked with a pen.
#[get("/programmes/<code>/checklist")]
async fn checklist(page: Page, code: &str, office: &State<Office>) -> Answer<ChecklistPage> {
    let today = office.clock.today();
    let told = office.store.read(async |tx| programme::told(tx, code, today).await).await?;
    let title = page.t.checklist_title();
    Ok(ChecklistPage {
        name: page.t.pick(&told.fund.name_vi, &told.fund.name_en).to_owned(),
        papers: told.regulation.papers().to_vec(),
        as_of: format::date(today),
        code: told.fund.code,
        page: page.titled(title),
    })
}
