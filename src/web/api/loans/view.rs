//! A loan as a program sees it.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::User;
use crate::actions::book::Book;
use crate::actions::changes::Change;
use crate::actions::loan::undrawn;
use crate::actions::{Error, Office, Refusal};
use crate::domain::account::Position;
use crate::domain::arrears::DebtGroup;
use crate::domain::money::Money;
use crate::domain::terms::Terms;
use crate::store::loans;

/// A loan: what was agreed, what was booked, and what it owes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loan {
    id: String,
    number: String,
    /// `approved`, `signed`, `active`, `settled`, `written_off` or `cancelled`.
    status: &'static str,
    /// Who has to act next: `cashier`, `cooperative` or `nobody`.
    whose_turn: &'static str,
    /// The fund's code.
    fund: String,
    /// The cooperative's id.
    cooperative: String,
    cooperative_name: String,
    application: ApplicationRef,
    /// What was approved.
    amount: Money,
    /// Percent a year.
    annual_rate_percent: String,
    term_months: i64,
    repay_every_months: i64,
    principal_grace_months: i64,
    /// `equal_principal`, `equal_instalment` or `bullet`.
    method: String,
    approved_on: NaiveDate,
    /// The approval ends when nothing is drawn by then.
    lapses_on: NaiveDate,
    contract_number: Option<String>,
    signed_on: Option<NaiveDate>,
    first_drawn_on: Option<NaiveDate>,
    /// Nothing more is drawn from then on.
    drawing_closed_on: Option<NaiveDate>,
    settled_on: Option<NaiveDate>,
    /// Drawn in all.
    disbursed: Money,
    /// What may still be drawn.
    undrawn: Money,
    /// The terms as drawn, as `coopfund schedule` takes them; null before the first draw.
    #[schema(value_type = Option<Object>)]
    terms: Option<Terms>,
    /// What it owes at the end of `as_of`; null before the first draw.
    position: Option<Owed>,
    /// Every booking in the order it was made, reversed ones among them.
    events: Vec<Event>,
    /// For `If-Match`.
    version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct ApplicationRef {
    id: String,
    number: String,
}

/// The figures of a statement, in dong.
#[derive(Debug, Serialize, ToSchema)]
struct Owed {
    as_of: NaiveDate,
    principal_outstanding: Money,
    principal_in_term: Money,
    principal_overdue: Money,
    interest_due: Money,
    interest_accrued: Money,
    overdue_interest: Money,
    late_interest: Money,
    unallocated: Money,
    /// What closes the loan if paid on `as_of` as a prepayment.
    total_to_settle: Money,
    days_past_due: i64,
    /// 1 to 5, or `in_term`, `overdue`, `frozen`.
    #[schema(value_type = Object)]
    debt_group: DebtGroup,
    next_due: Option<NaiveDate>,
}

impl From<Position> for Owed {
    fn from(position: Position) -> Owed {
        Owed {
            as_of: position.as_of,
            principal_outstanding: position.principal_outstanding,
            principal_in_term: position.principal_in_term,
            principal_overdue: position.principal_overdue,
            interest_due: position.interest_due,
            interest_accrued: position.interest_accrued,
            overdue_interest: position.overdue_interest,
            late_interest: position.late_interest,
            unallocated: position.unallocated,
            total_to_settle: position.total_to_settle,
            days_past_due: position.days_past_due,
            debt_group: position.debt_group,
            next_due: position.next_due,
        }
    }
}

/// A booking.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    id: String,
    /// `disbursement`, `repayment`, `prepayment`, `reversal` …
    kind: String,
    /// The value date.
    date: NaiveDate,
    amount: Option<Money>,
    /// The booking that a reversal takes back.
    reverses: Option<String>,
    /// Whether it was taken back.
    reversed: bool,
    /// Payee, evidence, reference, effect, reason: what belongs to its kind.
    #[schema(value_type = Object)]
    detail: Value,
    /// A name.
    recorded_by: String,
    recorded_at: DateTime<Utc>,
}

fn events(book: &Book) -> Vec<Event> {
    let event = |row: &loans::LoanEvent| Event {
        id: row.id.clone(),
        kind: row.kind.clone(),
        date: row.value_date,
        amount: row.amount,
        reverses: row.reverses.clone(),
        reversed: book.is_reversed(&row.id),
        detail: row.detail.0.clone(),
        recorded_by: row.recorded_by_name.clone(),
        recorded_at: row.recorded_at,
    };
    book.events.iter().map(event).collect()
}

/// The loan with its facts, if the user may read it.
///
/// # Errors
/// `NotFound`.
pub async fn open(office: &Office, user: &User, id: &str) -> Result<Book, Error> {
    office
        .store
        .read(async |tx| {
            let loan = loans::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            Ok(Book::open(tx, loan).await?)
        })
        .await
}

/// The loan as it stands, with what it owes at the end of `as_of` (today when not said).
///
/// # Errors
/// `NotFound`; `Invalid` for a day the account cannot be computed to.
pub async fn show(office: &Office, user: &User, id: &str, as_of: Option<NaiveDate>) -> Result<Loan, Error> {
    let book = open(office, user, id).await?;
    let as_of = as_of.unwrap_or_else(|| office.clock.today());
    let (terms, position, events) = (book.terms()?, book.position(as_of)?, events(&book));
    let loan = book.loan;
    Ok(Loan {
        undrawn: if loan.drawing_closed_on.is_some() { Money::ZERO } else { undrawn(&loan) },
        id: loan.id,
        number: loan.number,
        status: loan.status.as_str(),
        whose_turn: loan.status.whose_turn().as_str(),
        fund: loan.fund_code,
        cooperative: loan.cooperative_id,
        cooperative_name: loan.cooperative_name,
        application: ApplicationRef { id: loan.application_id, number: loan.application_number },
        amount: loan.amount,
        annual_rate_percent: loan.annual_rate_percent,
        term_months: loan.term_months,
        repay_every_months: loan.repay_every_months,
        principal_grace_months: loan.principal_grace_months,
        method: loan.method,
        approved_on: loan.approved_on,
        lapses_on: loan.lapses_on,
        contract_number: loan.contract_number,
        signed_on: loan.signed_on,
        first_drawn_on: loan.first_drawn_on,
        drawing_closed_on: loan.drawing_closed_on,
        settled_on: loan.settled_on,
        disbursed: loan.disbursed,
        terms,
        position: position.map(Owed::from),
        events,
        version: loan.version,
    })
}

/// A line of a list: figures as of the last closed day or booking.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    id: String,
    number: String,
    /// As of a loan.
    status: &'static str,
    /// The fund's code.
    fund: String,
    cooperative_name: String,
    amount: Money,
    /// Null before the first draw, like the figures after it.
    principal_outstanding: Option<Money>,
    principal_overdue: Option<Money>,
    days_past_due: Option<i64>,
    /// 1 to 5, the worst of what the cooperative owes the fund; or `in_term`, `overdue`, `frozen`.
    #[schema(value_type = Object)]
    debt_group: Value,
    next_due: Option<NaiveDate>,
}

impl From<loans::Line> for Line {
    fn from(line: loans::Line) -> Line {
        // A group is a number on the five-group scale and a word on the other, as in a statement.
        let group = |name: String| name.parse::<u8>().map_or(Value::String(name), Value::from);
        Line {
            id: line.id,
            number: line.number,
            status: line.status.as_str(),
            fund: line.fund_code,
            cooperative_name: line.cooperative_name,
            amount: line.amount,
            principal_outstanding: line.outstanding,
            principal_overdue: line.overdue,
            days_past_due: line.days_past_due,
            debt_group: line.debt_group.map_or(Value::Null, group),
            next_due: line.next_due,
        }
    }
}

/// A loan after a booking.
#[derive(Debug, Serialize, ToSchema)]
pub struct Booked {
    /// The id of the booking, for a reversal.
    pub event: String,
    /// What is different of today's figures since: a fact recorded late changes what followed it.
    pub changes: Vec<Change>,
    #[serde(flatten)]
    pub loan: Loan,
}
