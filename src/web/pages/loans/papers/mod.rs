//! The papers of a loan, as files and on the screen, and its due dates for a calendar. Read by whoever may read the loan.
mod acknowledgement;
mod calendar;
mod contract;
mod links;
mod schedule;
mod statement;

use chrono::NaiveDate;
use rocket::{Route, State as Managed, get, routes};

pub use links::Links;
pub(super) use statement::outstanding_before;

use super::{Head, book_for_reader, day_of_address};
use crate::access::{Reader, Witness};
use crate::actions::book::Book;
use crate::actions::{Error as ActionError, FieldError, Office, Problem, Refusal, pay_to, views};
use crate::domain::loan::State;
use crate::store::applications::{self, Application, Collateral};
use crate::store::cooperatives::{self, Cooperative};
use crate::store::fund_accounts::FundAccount;
use crate::store::funds::{self, Fund};
use crate::store::loans::Loan;
use crate::store::signed_parties::{self, Parties};
use crate::store::{StoreError, Tx};
use crate::text::Texts;
use crate::text::loans::statement_ahead;
use crate::web::pages::paper::{PaperPage, Pdf};
use crate::web::{Answer, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![contract_page, contract_pdf, acknowledgement_pdf, schedule_pdf, statement_pdf, calendar::due_dates]
}

/// A loan with everything its papers name.
pub struct File {
    pub book: Book,
    pub fund: Fund,
    pub cooperative: Cooperative,
    pub application: Application,
    pub collateral: Vec<Collateral>,
    /// Where it is paid to today.
    pub account: Option<FundAccount>,
    /// The parties of what was signed, and as they stand in the registers now.
    signed: Vec<Parties>,
    now: Parties,
}

impl File {
    async fn of(office: &Office, reader: &Reader, id: &str) -> Answer<File> {
        let book = book_for_reader(office, reader, id).await?;
        let today = office.clock.today();
        views::note_view(office, reader.user(), "loan", &book.loan.id).await;
        Ok(office.store.read(async |tx| File::complete(tx, book, today).await).await?)
    }

    async fn complete(tx: &mut Tx, book: Book, today: NaiveDate) -> Result<File, ActionError> {
        let loan = &book.loan;
        let lost = |table, id: &str| StoreError::Inconsistent { table, id: id.to_owned(), what: "is not there".into() };
        let fund = funds::find(tx, &loan.fund_id).await?.ok_or_else(|| lost("funds", &loan.fund_id))?;
        let cooperative = cooperatives::find(tx, &loan.cooperative_id).await?;
        let application = applications::find(tx, &loan.application_id).await?;
        let cooperative = cooperative.ok_or_else(|| lost("cooperatives", &loan.cooperative_id))?;
        let account = pay_to::account_of(tx, loan, today).await?;
        Ok(File {
            signed: signed_parties::of_loan(tx, &loan.id).await?,
            now: Parties::of(&fund, account.as_ref(), &cooperative),
            cooperative,
            application: application.ok_or_else(|| lost("applications", &loan.application_id))?,
            collateral: applications::collateral(tx, &loan.application_id).await?,
            account,
            fund,
            book,
        })
    }

    fn loan(&self) -> &Loan {
        &self.book.loan
    }

    /// The parties of its contract, or of the acknowledgement of a tranche: who they were when it was signed. Before, those of
    /// today; and so for what was signed before they were kept, of which nothing better is known.
    fn parties(&self, tranche: Option<&str>) -> &Parties {
        self.signed.iter().find(|signed| signed.event_id.as_deref() == tranche).unwrap_or(&self.now)
    }

    /// The fund's name as it is now, in capitals as at the head of a document.
    fn issuer(&self, t: Texts) -> Vec<String> {
        issuer(t, &self.now)
    }

    /// Its contract's number, or dots.
    fn contract_number(&self, t: Texts) -> String {
        self.loan().contract_number.clone().unwrap_or_else(|| t.paper_dots().to_owned())
    }

    /// What the borrower is asked to pay next, as a block would show it.
    fn pay_next(&self, today: NaiveDate) -> Answer<Option<crate::domain::vietqr::PayTo>> {
        if self.loan().status != State::Active {
            return Ok(None);
        }
        let asked = self.book.position(today)?.as_ref().and_then(pay_to::asked_for);
        Ok(self.account.as_ref().zip(asked).map(|(account, (amount, _))| pay_to::of(account, self.loan(), amount)))
    }
}

/// The fund's name, in capitals as at the head of a document.
fn issuer(t: Texts, parties: &Parties) -> Vec<String> {
    vec![t.pick(&parties.fund_name_vi, &parties.fund_name_en).to_uppercase()]
}

/// A contract is drawn up for every loan that was not given up before one was signed.
async fn with_contract(office: &Office, reader: &Reader, id: &str) -> Answer<File> {
    let file = File::of(office, reader, id).await?;
    if file.loan().status == State::Cancelled && file.loan().signed_on.is_none() {
        return Err(Refusal::WrongState { is: file.loan().status.to_string() }.into());
    }
    Ok(file)
}

#[get("/loans/<id>/contract")]
async fn contract_page(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<PaperPage> {
    let file = with_contract(office, &reader, &id.0).await?;
    let paper = contract::paper(page.t, &file);
    let crumbs = Head::of(page.t, file.loan(), true).above;
    Ok(PaperPage::new(page, crumbs, paper, format!("/loans/{}/contract.pdf", id.0)))
}

#[get("/loans/<id>/contract.pdf")]
async fn contract_pdf(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<Pdf> {
    let file = with_contract(office, &reader, &id.0).await?;
    Pdf::of(&contract::paper(page.t, &file), &format!("{}-{}", file.loan().number, page.t.file_contract()))
}

/// `file` is the number of the tranche and `.pdf`.
#[get("/loans/<id>/acknowledgements/<file>")]
async fn acknowledgement_pdf(
    page: Page,
    reader: Reader,
    id: RecordId,
    file: &str,
    office: &Managed<Office>,
) -> Answer<Pdf> {
    let number: usize = file.strip_suffix(".pdf").and_then(|number| number.parse().ok()).unwrap_or_default();
    let file = File::of(office, &reader, &id.0).await?;
    let paper = acknowledgement::paper(page.t, &file, number, &office.calendar())?;
    Pdf::of(
        &paper.ok_or(Refusal::NotFound)?,
        &format!("{}-{}-{number}", file.loan().number, page.t.file_acknowledgement()),
    )
}

#[get("/loans/<id>/schedule.pdf")]
async fn schedule_pdf(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<Pdf> {
    let file = File::of(office, &reader, &id.0).await?;
    let paper = schedule::paper(page.t, office, &file)?;
    Pdf::of(&paper, &format!("{}-{}", file.loan().number, page.t.file_schedule()))
}

#[get("/loans/<id>/statement.pdf?<as_of>&<from>")]
async fn statement_pdf(
    page: Page,
    reader: Reader,
    id: RecordId,
    as_of: Option<&str>,
    from: Option<&str>,
    office: &Managed<Office>,
) -> Answer<Pdf> {
    let file = File::of(office, &reader, &id.0).await?;
    let period =
        period(file.loan(), as_of, from, office.clock.today()).map_err(|error| Refusal::Invalid(vec![error]))?;
    let paper = statement::paper(page.t, office, reader.user(), &file, period).await?;
    Pdf::of(&paper, &format!("{}-{}-{}", file.loan().number, page.t.file_statement(), period.1))
}

/// The first and the last day of a statement; without a first one, from the beginning. What is not over yet is no fact to be signed.
pub(super) fn period(
    loan: &Loan,
    as_of: Option<&str>,
    from: Option<&str>,
    today: NaiveDate,
) -> Result<(Option<NaiveDate>, NaiveDate), FieldError> {
    let to = day_of_address("as_of", as_of, loan, today)?.unwrap_or(today);
    if to > today {
        return Err(FieldError { pointer: "/as_of".to_owned(), problem: statement_ahead(today) });
    }
    let from = day_of_address("from", from, loan, today)?;
    match from {
        Some(from) if from > to => {
            let problem = Problem::DateOutOfRange { from: loan.approved_on, to };
            Err(FieldError { pointer: "/from".to_owned(), problem })
        }
        from => Ok((from, to)),
    }
}
