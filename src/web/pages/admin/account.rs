//! `/admin/funds/<code>/account`: where a fund's borrowers pay.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Administrator, Witness};
use crate::actions::pay_to::{self as deeds, HOLDER_CHARACTERS_MAX, Input};
use crate::actions::{Error as ActionError, Office, Problem, Refusal};
use crate::domain::money::Money;
use crate::domain::vietqr::{BANKS, PayTo};
use crate::store::fund_accounts::{self, FundAccount};
use crate::store::funds::{self, Fund};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::pages::pay::Pay;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// What the code to try asks for, in dong.
const TRIED_AMOUNT: i64 = 10_000;
const NUMBER_CHARACTERS_MAX: usize = 60;

pub fn routes() -> Vec<Route> {
    routes![account, set]
}

/// An account as it is shown.
struct Line {
    bank: String,
    number: String,
    holder: String,
    from: String,
    by: String,
    at: String,
    now: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/account.html")]
struct AccountPage {
    page: Page,
    form: FormView,
    fund: Fund,
    banks: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    /// The code of the account in force, to be tried.
    tried: Option<Pay>,
}

impl AccountPage {
    async fn new(
        page: Page,
        by: &Administrator,
        office: &Office,
        code: &str,
        typed: Option<FormView>,
    ) -> Answer<AccountPage> {
        let (t, today) = (page.t, office.clock.today());
        let (fund, accounts) = office
            .store
            .read(async |tx| {
                let fund = funds::find_administered(tx, &by.user().id, code).await?.ok_or(Refusal::NotFound)?;
                let accounts = fund_accounts::of_fund(tx, &fund.id).await?;
                Ok::<_, ActionError>((fund, accounts))
            })
            .await?;
        let now = accounts.iter().position(|account| account.in_force_from <= today);
        let begin = || FormView::new(t, Fields::new(vec![("from".into(), today.to_string())]));
        let tried = now.and_then(|now| accounts.get(now)).map(|account| tried(t, account));
        Ok(AccountPage {
            form: typed.unwrap_or_else(begin),
            banks: BANKS.map(|bank| (bank.code, t.bank_name(bank.code))).to_vec(),
            lines: accounts.into_iter().enumerate().map(|(at, account)| line(t, account, Some(at) == now)).collect(),
            tried,
            page: page.titled(t.pick(&fund.name_vi, &fund.name_en).to_owned()),
            fund,
        })
    }
}

fn tried(t: Texts, account: &FundAccount) -> Pay {
    let pay_to = PayTo {
        bank: account.bank.clone(),
        number: account.number.clone(),
        holder: account.holder.clone(),
        amount: Money::dong(TRIED_AMOUNT),
        reference: "coopfund".into(),
    };
    Pay::of(t, &pay_to, t.account_try().to_owned())
}

fn line(t: Texts, account: FundAccount, now: bool) -> Line {
    Line {
        bank: t.bank_name(&account.bank),
        number: account.number,
        holder: account.holder,
        from: format::date(account.in_force_from),
        by: account.recorded_by_name,
        at: format::instant(account.recorded_at),
        now,
    }
}

#[get("/admin/funds/<code>/account")]
async fn account(page: Page, by: Administrator, code: &str, office: &State<Office>) -> Answer<AccountPage> {
    AccountPage::new(page, &by, office, code, None).await
}

fn read(fields: &Fields) -> Result<Input, Refusal> {
    let mut reading = fields.read();
    let codes = BANKS.map(|bank| bank.code);
    let bank = reading.choice("bank", &codes).unwrap_or_default().to_owned();
    if fields.get("bank").is_empty() {
        reading.fail("bank", Problem::Required);
    }
    let input = Input {
        bank,
        number: reading.required("number", NUMBER_CHARACTERS_MAX),
        holder: reading.required("holder", HOLDER_CHARACTERS_MAX),
        from: reading.required_date("from"),
    };
    reading.finish(input)
}

#[post("/admin/funds/<code>/account", data = "<posted>")]
async fn set(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AccountPage)>> {
    let fields = &posted.0;
    let done_so = match read(fields) {
        Ok(input) => deeds::set(office, &by, code, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(done_so)? {
        Ok(()) => Ok(Either::Left(done(format!("/admin/funds/{code}/account"), page.t.account_saved()))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), AccountPage::new(page, &by, office, code, Some(form)).await?)))
        }
    }
}
