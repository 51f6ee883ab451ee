//! `/can-we-borrow`: may we borrow, and how much? For anybody, before signing in; the question stands in the address, and nothing
//! is kept. The answer is that of the JSON door.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::http::uri::Origin;
use rocket::{Route, State, get, routes};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::applications::sheet::{PlanView, SheetView};
use crate::actions::draft::{JOBS_MAX, METHODS, MONTHS_MAX};
use crate::actions::question::{self, Judged};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::eligibility::Question;
use crate::domain::policy::{BorrowerKind, CapitalSource, Programme};
use crate::store::funds::{self, Fund};
use crate::text::eligibility::{kind_name, programme_name};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::{Answer, Fields, FormView, Page};

pub fn routes() -> Vec<Route> {
    routes![ask]
}

/// The rhythms to choose from, in months.
const RHYTHMS: [i64; 4] = [1, 3, 6, 12];
const NAME_CHARACTERS_MAX: usize = 60;

#[derive(Template, WebTemplate)]
#[template(path = "can_we_borrow.html")]
struct AskPage {
    page: Page,
    form: FormView,
    /// The code of the programme or fund, and its name.
    fund: String,
    named: String,
    /// Code, name, and whether it is the one asked about.
    funds: Vec<(String, String, bool)>,
    /// The programmes by their law alone.
    laws: Vec<(String, String, bool)>,
    /// Job-creation credit asks other questions than a support fund.
    jobs: bool,
    /// Without a fund's books its figures are not known.
    by_law: bool,
    kinds: Vec<(String, &'static str)>,
    sources: Vec<(String, &'static str)>,
    rhythms: Vec<(i64, String)>,
    methods: Vec<(&'static str, String)>,
    yes_no: [(&'static str, &'static str); 2],
    groups: [(u8, u8); 5],
    sheet: Option<SheetView>,
    plan: Option<PlanView>,
}

/// The question and its answer.
#[get("/can-we-borrow")]
async fn ask(page: Page, origin: &Origin<'_>, office: &State<Office>) -> Answer<(Status, AskPage)> {
    let query = origin.query().map(|query| query.as_str()).unwrap_or_default();
    let mut fields = Fields::new(form_urlencoded::parse(query.as_bytes()).into_owned().collect());
    let (t, today) = (page.t, office.clock.today());
    let all = office.store.read(async |tx| funds::list(tx).await).await?;
    let places = places(t, &all);
    let asked = Some(fields.get("fund")).filter(|code| places.iter().any(|(known, _, _)| known == code));
    let first = places.first().map_or(Programme::A.as_str(), |(code, _, _)| code);
    let fund = asked.unwrap_or(first).to_owned();
    let is_question = !fields.get("asked").is_empty();
    for (name, value) in [("repay_every_months", "3"), ("method", METHODS[0])] {
        if fields.get(name).is_empty() {
            fields.set(name, value);
        }
    }
    let mut shown = AskPage::new(page, &places, &fund);
    if !is_question {
        fields.set("province", only_province(&all, &fund));
        shown.form = FormView::new(t, fields);
        return Ok((Status::Ok, shown));
    }
    let judged = match read(&fields, &fund) {
        Ok((mut question, rhythm)) => {
            question.on = Some(today);
            let calendar = office.calendar();
            let read = office.store.read(async |tx| question::judge(tx, question, rhythm, (today, &calendar)).await);
            read.await
        }
        Err(refusal) => Err(ActionError::Refused(refusal)),
    };
    match redisplayable(judged)? {
        Ok(Judged { sheet, plan }) => {
            shown.sheet = Some(SheetView::of(t, &sheet, t.ask_note(format::date(today))));
            shown.plan = Some(PlanView::of(t, &plan, today));
            shown.form = FormView::new(t, fields);
            Ok((Status::Ok, shown))
        }
        Err(refusal) => {
            shown.form = FormView::refused(t, fields, &refusal);
            Ok((status_of(&refusal), shown))
        }
    }
}

/// The province of this fund, where no other open fund is for another one: then whoever asks is from there.
fn only_province<'a>(all: &'a [Fund], fund: &str) -> &'a str {
    let own = all.iter().find(|one| one.code == fund).map_or("", |one| one.province.as_str());
    let others = all.iter().filter(|one| one.open).any(|one| one.province != own);
    if others { "" } else { own }
}

/// What may be asked about: the funds of this server that take applications, and each such programme by its law alone, for who
/// lives elsewhere.
fn places(t: Texts, all: &[Fund]) -> Vec<(String, String, Programme)> {
    let open = [Programme::A, Programme::C, Programme::BNew];
    let by_law = open.into_iter().map(|programme| {
        let (vi, en) = programme_name(programme);
        let name = format::capitalised(&format!("{} – {}", t.pick(vi, en), t.ask_by_law()));
        (programme.as_str().to_owned(), name, programme)
    });
    let funds = all.iter().filter(|fund| fund.open && open.contains(&fund.programme));
    let funds = funds.map(|fund| (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned(), fund.programme));
    funds.chain(by_law).collect()
}

impl AskPage {
    fn new(page: Page, places: &[(String, String, Programme)], fund: &str) -> AskPage {
        let t = page.t;
        let found = places.iter().find(|(code, _, _)| code == fund);
        let programme = found.map_or(Programme::A, |(_, _, programme)| *programme);
        let is_law = |code: &str| Programme::try_from(code).is_ok();
        let tabs = places.iter().map(|(code, name, _)| (code.clone(), name.clone(), code == fund));
        AskPage {
            named: found.map(|(_, name, _)| name.clone()).unwrap_or_default(),
            funds: tabs.clone().filter(|(code, _, _)| !is_law(code)).collect(),
            laws: tabs.filter(|(code, _, _)| is_law(code)).collect(),
            jobs: !programme.is_support_fund(),
            by_law: is_law(fund),
            kinds: KINDS.into_iter().map(|kind| (name_of(&kind), kind_in(t, kind))).collect(),
            sources: SOURCES.into_iter().map(|source| (name_of(&source), t.job_capital_source(source))).collect(),
            rhythms: RHYTHMS.into_iter().map(|months| (months, t.unit_months(months))).collect(),
            methods: METHODS.into_iter().map(|method| (method, t.method(method))).collect(),
            yes_no: [("yes", t.yes()), ("no", t.no())],
            groups: [1, 2, 3, 4, 5].map(|group| (group, group)),
            fund: fund.to_owned(),
            page: page.titled(t.ask_title()),
            form: FormView::default(),
            sheet: None,
            plan: None,
        }
    }
}

const KINDS: [BorrowerKind; 9] = [
    BorrowerKind::Cooperative,
    BorrowerKind::CooperativeUnion,
    BorrowerKind::CooperativeGroup,
    BorrowerKind::CooperativeMember,
    BorrowerKind::GroupMember,
    BorrowerKind::EnterpriseMember,
    BorrowerKind::HouseholdBusiness,
    BorrowerKind::SmallEnterprise,
    BorrowerKind::Worker,
];

const SOURCES: [CapitalSource; 4] =
    [CapitalSource::CentralBudget, CapitalSource::LocalBudget, CapitalSource::BankMobilised, CapitalSource::Entrusted];

fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn kind_in(t: Texts, kind: BorrowerKind) -> &'static str {
    let (vi, en) = kind_name(kind);
    t.pick(vi, en)
}

/// How it would be paid back: every so many months, and by which method.
pub type Rhythm = (i64, &'static str);

/// The question as the door takes it. What was left empty is not in it.
fn read(fields: &Fields, fund: &str) -> Result<(Question, Rhythm), Refusal> {
    let mut reading = fields.read();
    let kinds = KINDS.map(|kind| name_of(&kind));
    let sources = SOURCES.map(|source| name_of(&source));
    let kind = reading.choice("kind", &kinds.each_ref().map(String::as_str)).map(str::to_owned);
    let source = reading.choice("capital_source", &sources.each_ref().map(String::as_str)).map(str::to_owned);
    let established = reading.choice("established", &["yes", "no"]).map(|said| said == "yes");
    let method = reading.choice("method", &METHODS).unwrap_or(METHODS[0]);
    let every = reading.number("repay_every_months", 1, MONTHS_MAX).unwrap_or(RHYTHMS[1]);
    let question = json!({
        "fund": fund,
        "province": reading.text("fund_province", NAME_CHARACTERS_MAX),
        "borrower": {
            "kind": kind, "lawfully_established": established,
            "province": reading.text("province", NAME_CHARACTERS_MAX),
            "workers": reading.number("workers", 0, JOBS_MAX),
            "workers_priority": reading.number("workers_priority", 0, JOBS_MAX),
            "worst_debt_group": reading.number("worst_debt_group", 1, 5),
            "worst_debt_group_on": reading.date("worst_debt_group_on"),
        },
        "request": {
            "amount": reading.money("amount"), "term_months": reading.number("term_months", 1, MONTHS_MAX),
            "project_cost": reading.money("project_cost"), "own_capital": reading.money("own_capital"),
            "jobs_supported": reading.number("jobs_supported", 0, JOBS_MAX),
            "collateral_value": reading.money("collateral_value"), "capital_source": source,
            "annual_rate_percent": reading.percent("annual_rate_percent").map(|rate| rate.to_string()),
        },
        "exposure": {
            "customer": reading.money("customer"), "related": reading.money("related"), "job_loans": reading.money("job_loans"),
        },
    });
    let question = reading.finish(question)?;
    Ok((asked(question)?, (every, method)))
}

/// Through the door's own reader: what it refuses, the page refuses, at the field of the last step of the pointer.
fn asked(question: Value) -> Result<Question, Refusal> {
    crate::actions::json::from_value(question).map_err(|mut errors| {
        for error in &mut errors {
            let last = error.pointer.rsplit('/').next().unwrap_or_default().to_owned();
            error.pointer = format!("/{last}");
        }
        Refusal::Invalid(errors)
    })
}
