//! What closes a loan on a day, figure by figure: on the screen and on paper, for the fund and for the cooperative.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::{Route, State as Managed, get, routes};

use super::owed::Owed;
use super::terms::{self, Rows};
use super::{Again, Head, book_for_reader, day_of_address};
use crate::access::Reader;
use crate::actions::restructure::current_rate;
use crate::actions::{Office, pay_to};
use crate::domain::loan::State;
use crate::store::{StoreError, funds};
use crate::text::format;
use crate::web::pages::pay::Pay;
use crate::web::{Answer, Fields, FormView, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![settle]
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/settle.html")]
struct SettlePage {
    page: Page,
    head: Head,
    form: FormView,
    on: String,
    made_at: String,
    agreed: Rows,
    principal: String,
    /// `None` where there is nothing to settle; the reason is a sentence.
    owed: Option<Owed>,
    total_words: String,
    why_not: &'static str,
    drawing_open: bool,
    bank_account: Option<String>,
    /// How to pay it to the account in force.
    pay: Option<Pay>,
}

#[get("/loans/<id>/settle?<on>")]
async fn settle(
    page: Page,
    reader: Reader,
    id: RecordId,
    on: Option<&str>,
    office: &Managed<Office>,
) -> Answer<Again<SettlePage>> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let (t, today, loan) = (page.t, office.clock.today(), &book.loan);
    let mut form = FormView::new(t, Fields::default());
    form.fields.set("on", on.map_or_else(|| today.to_string(), str::to_owned));
    let day = day_of_address("on", on, loan, today).unwrap_or_else(|error| {
        form.errors.push(error);
        None
    });
    let day = day.unwrap_or(today);
    let status = if form.errors.is_empty() { Status::Ok } else { Status::UnprocessableEntity };
    let active = loan.status == State::Active;
    let position = if active { book.position(day)? } else { None };
    let (fund, account) = office
        .store
        .read(async |tx| {
            Ok::<_, StoreError>((funds::find(tx, &loan.fund_id).await?, pay_to::account_of(tx, loan, day).await?))
        })
        .await?;
    let total = position.as_ref().map(|position| position.total_to_settle).filter(|total| total.is_positive());
    let pay = account
        .zip(total)
        .map(|(account, total)| Pay::of(t, &pay_to::of(&account, loan, total), t.loan_quote_day(format::date(day))));
    let head = Head::of(t, loan, true);
    let explain = format!("{}/explain?as_of={day}", head.path());
    Ok((
        status,
        SettlePage {
            on: format::date(day),
            made_at: format::instant(office.clock.now()),
            agreed: terms::agreed_now(t, loan, current_rate(&book, day)?),
            principal: position
                .as_ref()
                .map(|position| format::dong(position.principal_outstanding))
                .unwrap_or_default(),
            owed: position.as_ref().map(|position| Owed::of(t, &book.scales, position, Some(&explain))),
            total_words: position.map(|position| t.loan_amount_in_words(position.total_to_settle)).unwrap_or_default(),
            why_not: if active { t.loan_quote_nothing() } else { t.loan_quote_not_active() },
            drawing_open: loan.drawing_closed_on.is_none(),
            bank_account: fund.and_then(|fund| fund.bank_account),
            pay,
            page: page.titled(t.loan_quote_title()),
            head,
            form,
        },
    ))
}
