//! `/admin/funds`: the funds an administrator keeps, and making one.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::back;
use super::invite::scope_and_funds;
use crate::access::Administrator;
use crate::actions::{Error as ActionError, FieldError, Office, Problem, Refusal, funds as deeds};
use crate::domain::policy::Programme;
use crate::store::funds::{self, Fund};
use crate::store::{StoreError, Tx};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![list, new_page, create, set_open, set_founded]
}

struct Row {
    code: String,
    name: String,
    programme: &'static str,
    open: bool,
    actual_charter: String,
    outstanding: String,
    available: String,
    /// How many mandatory settings are missing; nothing where the law alone rules.
    missing: Option<usize>,
}

impl Row {
    fn new(t: Texts, fund: &Fund, missing: Option<usize>) -> Row {
        let capital = fund.capital();
        Row {
            code: fund.code.clone(),
            name: t.pick(&fund.name_vi, &fund.name_en).to_owned(),
            programme: t.programme(&fund.programme),
            open: fund.open,
            actual_charter: format::dong(capital.actual_charter()),
            outstanding: format::dong(capital.outstanding),
            available: format::dong(capital.available()),
            missing,
        }
    }
}

/// How many mandatory settings a fund lacks; `None` for programmes that the law alone rules.
pub async fn missing_settings(tx: &mut Tx, fund: &Fund, today: NaiveDate) -> Result<Option<usize>, StoreError> {
    match fund.programme.is_support_fund() {
        true => Ok(Some(funds::regulation(tx, &fund.id, today).await?.missing().len())),
        false => Ok(None),
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/funds.html")]
struct FundsPage {
    page: Page,
    rows: Vec<Row>,
    may_create: bool,
}

#[get("/admin/funds")]
async fn list(page: Page, by: Administrator, office: &State<Office>) -> Answer<FundsPage> {
    let (scope, found) = scope_and_funds(office, &by).await?;
    let (t, today) = (page.t, office.clock.today());
    let rows = office
        .store
        .read(async |tx| {
            let mut rows = Vec::new();
            for fund in &found {
                let missing = missing_settings(tx, fund, today).await?;
                rows.push(Row::new(t, fund, missing));
            }
            Ok::<_, ActionError>(rows)
        })
        .await?;
    Ok(FundsPage { page: page.titled(t.admin_funds()), rows, may_create: scope.is_everywhere() })
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/new_fund.html")]
struct NewFundPage {
    page: Page,
    form: FormView,
    programmes: Vec<(&'static str, &'static str, &'static str)>,
}

impl NewFundPage {
    fn new(page: Page, form: FormView) -> NewFundPage {
        let t = page.t;
        let choice =
            |programme: Programme| (programme.as_str(), t.programme(&programme), t.programme_purpose(&programme));
        let programmes = Programme::ALL.into_iter().map(choice).collect();
        NewFundPage { page: page.titled(t.new_fund()), form, programmes }
    }
}

#[get("/admin/new-fund")]
async fn new_page(page: Page, by: Administrator, office: &State<Office>) -> Answer<NewFundPage> {
    let (scope, _) = scope_and_funds(office, &by).await?;
    if !scope.is_everywhere() {
        return Err(Refusal::NotFound.into());
    }
    let form = FormView::new(page.t, Fields::default());
    Ok(NewFundPage::new(page, form))
}

#[post("/admin/new-fund", data = "<posted>")]
async fn create(
    page: Page,
    by: Administrator,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, NewFundPage)>> {
    let fields = &posted.0;
    let created = match input(fields) {
        Ok(input) => deeds::create(office, &by, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(created)? {
        Ok(_) => {
            let name = page.t.pick(fields.get("name_vi"), fields.get("name_en")).to_owned();
            Ok(Either::Left(done(format!("/admin/funds/{}", fields.get("code")), page.t.fund_made(name))))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), NewFundPage::new(page, form))))
        }
    }
}

fn input(fields: &Fields) -> Result<deeds::Input, Refusal> {
    let programme = Programme::try_from(fields.get("programme"));
    let mut reading = fields.read();
    let founded_on = reading.date("founded_on");
    let input = deeds::Input {
        code: fields.get("code").to_owned(),
        programme: *programme.as_ref().unwrap_or(&Programme::A),
        name_vi: fields.get("name_vi").to_owned(),
        name_en: fields.get("name_en").to_owned(),
        province: fields.get("province").to_owned(),
        bank_account: Some(fields.get("bank_account").to_owned()).filter(|account| !account.is_empty()),
        founded_on,
    };
    let mut errors = reading.into_errors();
    if programme.is_err() {
        errors.push(FieldError { pointer: "/programme".into(), problem: Problem::NotAChoice });
    }
    if errors.is_empty() {
        return Ok(input);
    }
    // Without a programme or a date nothing is made, and the rest is looked at all the same.
    if let Err(Refusal::Invalid(others)) = deeds::check(&input) {
        errors.extend(others);
    }
    Err(Refusal::Invalid(errors))
}

#[post("/admin/funds/<code>/open", data = "<posted>")]
async fn set_open(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let open = posted.0.get("open") == "true";
    let said = if open { page.t.fund_opened() } else { page.t.fund_closed() };
    let to = format!("/admin/funds/{code}");
    back(page.t, to, deeds::set_open(office, &by, code, open).await, |()| said.to_owned())
}

#[post("/admin/funds/<code>/founded", data = "<posted>")]
async fn set_founded(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let fields = &posted.0;
    let mut reading = fields.read();
    let founded_on = reading.date("founded_on");
    let done_or_not = match reading.finish(deeds::Founding { founded_on }) {
        Ok(input) => deeds::set_founded_on(office, &by, code, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    back(page.t, format!("/admin/funds/{code}"), done_or_not, |()| page.t.fund_founded_saved().to_owned())
}
